"""A reader's judgement as a change of topics.json that would make it so for everyone; nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.standing import Desk
from vlagraph.core.papers.titles import SMALL_WORDS
from vlagraph.core.papers.tokenizer import tokens
from vlagraph.errors import StoreError
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Opinion
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["Proposal", "propose"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST = 3
_MOST_LOST = 0.05


@dataclass(frozen=True)
class Proposal:
    """A JSON Patch (RFC 6902) of graph/topics.json, and remarks on its cost and what is left to fill in."""

    patch: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a title: how many kept papers it would drop, how many dismissed ones it would catch."""

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
    papers = load_papers(workspace.papers)
    paper = papers.get(opinion.paper)
    if paper is None:
        raise StoreError(
            f"arXiv:{opinion.paper} is not stored, so there is no title to propose anything from. "
            "Run 'vlagraph fetch' first."
        )
    desk = Desk(kg, load_progress(workspace.progress))
    patch: list[dict[str, Any]] = []
    notes: list[str] = []
    if opinion.kind != "dismissed":
        _add_key_paper(kg, paper, opinion.topic, into=(patch, notes))
    leaving = (
        [opinion.source]
        if opinion.kind == "moved"
        else [opinion.topic]
        if opinion.kind == "dismissed"
        else []
    )
    if leaving == [""]:
        leaving = [match.topic for match in paper.matches if match.topic in kg.topics]
        if not leaving and opinion.kind == "dismissed":
            notes.append(f"arXiv:{paper.id} stands under no topic by rule; there is nothing to change.")
    others = {one: other for one, other in papers.items() if one != paper.id}
    for topic in (kg.topics[name] for name in leaving):
        _add_phrase(kg, paper, topic, kept=_kept(topic, others, desk), into=(patch, notes))
    return Proposal(tuple(patch), tuple(notes))


def _add_key_paper(
    kg: KnowledgeGraph, paper: Paper, topic: str, *, into: tuple[list[dict[str, Any]], list[str]]
) -> None:
    patch, notes = into
    chosen = kg.topics[topic]
    if any(key.arxiv == paper.id for key in chosen.key_papers):
        notes.append(f"arXiv:{paper.id} is a key paper of {topic} already.")
        return
    words = set(tokens(f"{paper.title} {paper.abstract or ''}"))
    concepts = [c.id for c in chosen.concepts if words.issuperset(tokens(c.id.replace("-", " ")))]
    stub = {"arxiv": paper.id, "role": "method", "why": {"en": "", "ko": ""}, "concepts": concepts}
    where = _pointer(kg, topic)
    target = f"{where}/key_papers/-" if chosen.key_papers else f"{where}/key_papers"
    patch += [
        {"op": "test", "path": f"{where}/id", "value": topic},
        {"op": "add", "path": target, "value": stub if chosen.key_papers else [stub]},
    ]
    notes.append(
        f"{topic}: fill in 'why' in both languages ('check' refuses it till then), see to role and concepts."
    )


def _add_phrase(
    kg: KnowledgeGraph,
    paper: Paper,
    topic: Topic,
    *,
    kept: tuple[list[str], list[str], list[str]],
    into: tuple[list[dict[str, Any]], list[str]],
) -> None:
    patch, notes = into
    found = _phrases(paper, topic, kept)
    if topic.watch is None or not found:
        notes.append(
            f"{topic.id}: no phrase of the title tells this paper from the {len(kept[1])} that stay. "
            "Look at graph/topics.json, watch, by hand."
        )
        return
    best, *others = found
    where = _pointer(kg, topic.id)
    has_some = bool(topic.watch.none_of)
    patch += [
        {"op": "test", "path": f"{where}/id", "value": topic.id},
        {
            "op": "add",
            "path": f"{where}/watch/not/-" if has_some else f"{where}/watch/not",
            "value": best.text if has_some else [best.text],
        },
    ]
    more = f" Else: {', '.join(repr(phrase.text) for phrase in others[:3])}." if others else ""
    notes.append(
        f"{topic.id}: not {best.text!r} also drops {best.lost} of {len(kept[1])} papers that stay.{more}"
    )


def _pointer(kg: KnowledgeGraph, topic: str) -> str:
    return f"/topics/{[t.id for t in kg.roadmap.topics].index(topic)}"


def _kept(topic: Topic, papers: dict[str, Paper], desk: Desk) -> tuple[list[str], list[str], list[str]]:
    """The folded texts of the topic's key papers, of its other papers that stay, and of those dismissed."""
    keys = {key.arxiv for key in topic.key_papers}
    key_texts, stay, gone = [], [], []
    for paper in papers.values():
        if paper.id in keys:
            key_texts.append(_folded(paper))
        elif desk.verdicts(paper.id).get(topic.id) == "dismissed":
            gone.append(_folded(paper))
        elif any(place.topic == topic.id for place in desk.places(paper)):
            stay.append(_folded(paper))
    return key_texts, stay, gone


def _phrases(paper: Paper, topic: Topic, kept: tuple[list[str], list[str], list[str]]) -> list[_Phrase]:
    key_texts, stay, gone = kept
    named = [_spaced(tokens(phrase)) for phrase in (topic.watch.any_of if topic.watch else ())]
    found = []
    for text, key in dict(_runs(paper.title)).items():
        if any(key in phrase for phrase in named) or any(key in other for other in key_texts):
            continue
        lost = sum(key in other for other in stay)
        if lost <= _MOST_LOST * len(stay):
            caught = sum(key in other for other in gone)
            found.append(
                _Phrase(text, lost, caught, key.count(" ") - 1, any(phrase in key for phrase in named))
            )
    return sorted(found, key=lambda p: (p.lost, -p.caught, not p.named, abs(p.words - 2), p.text))


def _runs(title: str) -> Iterator[tuple[str, str]]:
    """Runs of up to three words of the title, no small word at either end, with their folded form."""
    words = [word.casefold() for word in _WORD.findall(title)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            run = words[start:end]
            if run[0] in SMALL_WORDS or run[-1] in SMALL_WORDS or max(map(len, run)) < 4:
                continue
            yield " ".join(run), _spaced(tokens(" ".join(run)))


def _folded(paper: Paper) -> str:
    return _spaced(tokens(f"{paper.title} . {paper.abstract or ''}"))


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
