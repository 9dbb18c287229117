"""A reader's judgement as an edit of the roadmap that makes it so for everyone: proposed, or written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from vlagraph.core.editing import Edited, add_key_paper, exclude_phrase
from vlagraph.core.model import KeyPaper
from vlagraph.core.papers.feedback import NewKeyPaper, NotPhrase, Proposal
from vlagraph.core.papers.standing import Standings
from vlagraph.core.papers.titles import SMALL_WORDS
from vlagraph.core.papers.tokenizer import tokens
from vlagraph.core.papers.watch import make_terms
from vlagraph.errors import StoreError
from vlagraph.pipeline.editing import edit_roadmap
from vlagraph.store.holdings import known_papers
from vlagraph.store.progress import load_progress
from vlagraph.store.roadmap import load_parts
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.core.editing import Saved
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Opinion
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["apply", "patches", "propose"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST = 3
"""Words of a phrase: a longer one catches little but the title it comes from."""

_LONG_WORD = 4
"""Letters that one word of a phrase must have: phrases of short words alone say nothing of a subject."""

_BEST_LENGTH = 2
"""Words of the phrase that is taken among equals: one is too general, three too special."""

_MOST_LOST = 0.05
"""The share of the papers that stay which a phrase may drop: one in twenty."""

_MOST_OTHERS = 3
"""Other phrases that the remark names."""


@dataclass(frozen=True)
class _Texts:
    """Folded titles and abstracts: of a topic's key papers, its others that stay, those dismissed from it."""

    key: tuple[str, ...]
    stay: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a title: how many papers that stay it would drop, how many dismissed ones it would catch.

    ``named`` says that it holds a phrase of the topic's rule.
    """

    text: str
    lost: int
    caught: int
    words: int
    named: bool


def propose(workspace: Workspace, kg: KnowledgeGraph, *, opinion: Opinion) -> Proposal:
    """The change that ``opinion`` would be for everyone.

    A pin becomes a stub of a key paper; a dismissal a ``not`` phrase from the paper's title that drops no key
    paper and at most one in twenty of the topic's other papers; a move becomes both.

    Raises:
        DataError, StoreError: papers/ or progress.json cannot be read, or the paper is not stored.
    """
    papers = known_papers(workspace)
    paper = papers.get(opinion.paper)
    if paper is None:
        raise StoreError("feedback.no_title", paper=opinion.paper)
    standings = Standings(kg, load_progress(workspace.progress))
    found = Proposal()
    if opinion.kind != "dismissed":
        found += _key_paper(kg, paper, kg.topics[opinion.topic])
    leaving = _left_by(opinion, paper, standings)
    if not leaving and opinion.kind == "dismissed":
        found += Proposal(notes=(Message("feedback.nothing_to_change", {"paper": paper.id}),))
    others = {one: other for one, other in papers.items() if one != paper.id}
    for topic in (kg.topics[name] for name in leaving):
        found += _not_phrase(paper, topic, _texts(topic, others, standings))
    return found


def patches(workspace: Workspace, kg: KnowledgeGraph, *, proposal: Proposal) -> list[dict[str, Any]]:
    """The edits of ``proposal`` as JSON Patches (RFC 6902), one for each file that would change.

    Raises:
        DataError, StoreError: the roadmap cannot be read.
    """
    form = load_parts(workspace.topics).form
    found: dict[str, list[dict[str, Any]]] = {}
    for edit in proposal.edits:
        own = edit.topic in form.pages
        file = f"graph/topics/{edit.topic}.json" if own else "graph/topics.json"
        where = "" if own else f"/topics/{list(kg.topics).index(edit.topic)}"
        found.setdefault(file, []).extend(_steps(edit, where))
    return [{"file": file, "patch": steps} for file, steps in found.items()]


def _steps(edit: NewKeyPaper | NotPhrase, where: str) -> Iterator[dict[str, Any]]:
    yield {"op": "test", "path": f"{where}/id", "value": edit.topic}
    value: object = edit.phrase if isinstance(edit, NotPhrase) else _stub(edit.key)
    path = f"{where}/{'watch/not' if isinstance(edit, NotPhrase) else 'key_papers'}"
    yield (
        {"op": "add", "path": path, "value": [value]}
        if edit.first
        else {"op": "add", "path": f"{path}/-", "value": value}
    )


def _stub(key: KeyPaper) -> dict[str, Any]:
    """The entry as it stands in the file, with empty reasons to be filled in."""
    return {**to_builtins(key), "why": {"en": "", "ko": ""}}


def apply(workspace: Workspace, *, proposal: Proposal) -> Saved:
    """Write the edits of ``proposal`` into the roadmap of ``workspace``.

    Raises:
        WorkspaceError, DataError, StoreError, UsageError: as `vlagraph.pipeline.editing.edit_roadmap`.
    """
    return edit_roadmap(workspace, lambda roadmap: reduce(_after, proposal.edits, Edited(roadmap)))


def _after(done: Edited, edit: NewKeyPaper | NotPhrase) -> Edited:
    if isinstance(edit, NewKeyPaper):
        edited = add_key_paper(done.roadmap, edit.topic, edit.key)
    else:
        edited = exclude_phrase(done.roadmap, edit.topic, edit.phrase)
    return Edited(edited.roadmap, (*done.todo, *edited.todo))


def _left_by(opinion: Opinion, paper: Paper, standings: Standings) -> Sequence[str]:
    """The topics that the paper would leave; without one named, all that a rule attached it to."""
    if opinion.kind == "pinned":
        return ()
    named = opinion.source if opinion.kind == "moved" else opinion.topic
    return (named,) if named else tuple(standings.matches(paper))


def _key_paper(kg: KnowledgeGraph, paper: Paper, topic: Topic) -> Proposal:
    """The stub of a key paper, its reasons left to be written."""
    if topic.id in kg.chosen_by.get(paper.id, ()):
        return Proposal(notes=(Message("feedback.key_already", {"paper": paper.id, "topic": topic.id}),))
    words = set(tokens(f"{paper.title} {paper.abstract or ''}"))
    concepts = [c.id for c in topic.concepts if words.issuperset(tokens(c.id.replace("-", " ")))]
    stub = KeyPaper(arxiv=paper.id, role="method", concepts=tuple(concepts))
    edit = NewKeyPaper(topic.id, stub, first=not topic.key_papers)
    return Proposal((edit,), (Message("feedback.fill_in", {"topic": topic.id}),))


def _not_phrase(paper: Paper, topic: Topic, texts: _Texts) -> Proposal:
    """A phrase that the rule of ``topic`` leaves out from now on."""
    if topic.watch is None:
        return Proposal(notes=(Message("feedback.no_rule", {"topic": topic.id}),))
    found = _phrases(paper, topic, texts)
    values: dict[str, object] = {"topic": topic.id, "count": len(texts.stay)}
    if not found:
        return Proposal(notes=(Message("feedback.no_phrase", values),))
    best, *others = found
    more = ", ".join(repr(phrase.text) for phrase in others[:_MOST_OTHERS])
    values |= {"phrase": repr(best.text), "lost": best.lost}
    values["others"] = Message("feedback.other_phrases", {"phrases": more}) if more else ""
    edit = NotPhrase(topic.id, best.text, first=not topic.watch.none_of)
    return Proposal((edit,), (Message("feedback.phrase", values),))


def _texts(topic: Topic, papers: Mapping[str, Paper], standings: Standings) -> _Texts:
    keys = {key.arxiv for key in topic.key_papers}
    key, stay, gone = [], [], []
    for paper in papers.values():
        if paper.id in keys:
            key.append(_folded(paper))
        elif standings.verdicts(paper.id).get(topic.id) == "dismissed":
            gone.append(_folded(paper))
        elif topic.id in standings.topics(paper):
            stay.append(_folded(paper))
    return _Texts(tuple(key), tuple(stay), tuple(gone))


def _phrases(paper: Paper, topic: Topic, texts: _Texts) -> list[_Phrase]:
    """The phrases of the title that may be left out, the best first."""
    named = [term.key for term in make_terms(topic.watch.any_of if topic.watch else ())]
    found = []
    for text, run in dict(_runs(paper.title)).items():
        if any(run in phrase for phrase in named) or any(run in other for other in texts.key):
            continue
        lost = sum(run in other for other in texts.stay)
        if lost <= _MOST_LOST * len(texts.stay):
            caught = sum(run in other for other in texts.gone)
            found.append(
                _Phrase(text, lost, caught, run.count(" ") - 1, any(phrase in run for phrase in named))
            )
    return sorted(found, key=lambda p: (p.lost, -p.caught, not p.named, abs(p.words - _BEST_LENGTH), p.text))


def _runs(title: str) -> Iterator[tuple[str, str]]:
    """Runs of up to three words of the title, no small word at either end, with their folded form."""
    words = [word.casefold() for word in _WORD.findall(title)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            run = words[start:end]
            if run[0] in SMALL_WORDS or run[-1] in SMALL_WORDS or max(map(len, run)) < _LONG_WORD:
                continue
            yield " ".join(run), _spaced(tokens(" ".join(run)))


def _folded(paper: Paper) -> str:
    return _spaced(tokens(f"{paper.title} . {paper.abstract or ''}"))


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
