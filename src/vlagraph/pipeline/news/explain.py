"""Where a paper stands: topics with score and evidence, what to learn first, key papers it resembles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from vlagraph.core.marks import known_topics, read_papers
from vlagraph.core.order import missing
from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.standing import Desk
from vlagraph.core.papers.titles import SMALL_WORDS
from vlagraph.core.papers.tokenizer import stem, tokens
from vlagraph.errors import UnknownNameError
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import KeyPaper
    from vlagraph.core.papers.paper import Evidence, Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["Alike", "Explanation", "Standing", "explain_paper"]

_WORD = re.compile(r"[^\W_]+")
_MOST_BELOW = 5
_MOST_ALIKE = 3
_LEAST_LIKENESS = 0.12
_SHORTEST_WORD = 3
_TITLE_WEIGHT = 3


@dataclass(frozen=True)
class Standing:
    """A paper under one topic; ``how``: key, pinned, moved, matched, dismissed or below (the threshold).

    ``score`` is what the rules of today give; ``lacks`` are unlearned required topics, nearest first.
    """

    topic: str
    score: float
    how: str
    evidence: tuple[Evidence, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """A key paper of a topic with a likeness in 0..1 and the words that weigh most in it."""

    topic: str
    key: KeyPaper
    title: str
    likeness: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything about one paper; ``stale`` says that its stored matches are not those of today's rules."""

    paper: Paper
    standings: tuple[Standing, ...]
    threshold: float
    alike: tuple[Alike, ...]
    stale: bool
    read: bool
    shown: str | None


def explain_paper(
    workspace: Workspace, kg: KnowledgeGraph, *, paper: str, topic: str | None = None
) -> Explanation:
    """Where ``paper`` (a base arXiv id) stands; with ``topic`` there only, whatever its score.

    Raises:
        UnknownNameError: the paper is not stored.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    papers = load_papers(workspace.papers)
    if paper not in papers:
        raise UnknownNameError(
            f"arXiv:{paper} is not stored: no topic's rule found it, or it is newer than the last fetch. "
            f"Run 'vlagraph fetch', or see https://arxiv.org/abs/{paper}"
        )
    from vlagraph.core.matching import default_model
    from vlagraph.core.matching.matcher import Matcher

    model = default_model()
    matcher = Matcher.of_topics(kg.topics, model)
    found, progress = papers[paper], load_progress(workspace.progress)
    scored = matcher.explain_all(found)
    today = {match.topic: match.score for match in matcher.match(found)}
    verdicts, known = Desk(kg, progress).verdicts(paper), known_topics(progress, kg)
    keys = {name for name, t in kg.topics.items() if any(key.arxiv == paper for key in t.key_papers)}
    standings = []
    for name in kg.topics:
        rule = "key" if name in keys else "matched" if name in today else "below"
        match = scored.get(name, Match(name, 0.0))
        how = _verdict(rule, verdicts.get(name), asked=topic == name)
        standings.append(Standing(name, match.score, how, match.evidence, missing(kg, name, known)))
    return Explanation(
        paper=found,
        standings=_chosen(standings, topic),
        threshold=model.threshold,
        alike=_resemblance(kg, papers, found),
        stale=found.fetched is not None and {m.topic for m in found.matches} != set(today),
        read=paper in read_papers(progress),
        shown=progress.shown.get(paper),
    )


def _verdict(rule: str, said: str | None, *, asked: bool) -> str:
    """The reader's word where there is one; of a dismissal only where it changed or was asked for."""
    return said if said and (said != "dismissed" or rule != "below" or asked) else rule


_RANK = {"key": 0, "pinned": 1, "moved": 2, "matched": 3, "dismissed": 4, "below": 5}


def _chosen(standings: Sequence[Standing], topic: str | None) -> tuple[Standing, ...]:
    """Best first; of those below the threshold the nearest few that have any score."""
    ranked = sorted(standings, key=lambda s: (_RANK[s.how], -s.score, s.topic))
    if topic is not None:
        return tuple(s for s in ranked if s.topic == topic)
    below = [s for s in ranked if s.how == "below" and s.score > 0][:_MOST_BELOW]
    return (*(s for s in ranked if s.how != "below"), *below)


def _resemblance(kg: KnowledgeGraph, papers: Mapping[str, Paper], paper: Paper) -> tuple[Alike, ...]:
    """The nearest key papers by the cosine of TF-IDF over title, stored abstract, and our reason to read it.

    Source: G. Salton and C. Buckley, Term-weighting approaches in automatic text retrieval (1988).
    """
    chosen: dict[str, tuple[str, KeyPaper]] = {}
    for topic in kg.roadmap.topics:
        for key in topic.key_papers:
            chosen.setdefault(key.arxiv, (topic.id, key))
    counts = {
        one: _words(papers.get(one), key.why.en if key.why else "")
        for one, (_, key) in chosen.items()
        if one != paper.id
    }
    spread = Counter(word for words in counts.values() for word in words)
    rarity = {
        word: log(1 + len(counts) / number) for word, number in spread.items() if number < len(counts) / 4
    }
    own = _vector(_words(paper, ""), rarity)
    spelt = {stem(word): word for word in _WORD.findall(f"{paper.abstract or ''} {paper.title}".casefold())}
    found = []
    for one, words in counts.items():
        shares = {word: weight * own[word] for word, weight in _vector(words, rarity).items() if word in own}
        likeness = sum(shares.values())
        if likeness >= _LEAST_LIKENESS:
            topic_id, key = chosen[one]
            top = sorted(shares, key=lambda word: (-shares[word], word))[:4]
            spelled = tuple(" ".join(spelt[part] for part in word.split()) for word in top)
            title = papers[one].title if one in papers else ""
            found.append(Alike(topic_id, key, title, round(likeness, 2), spelled))
    return tuple(sorted(found, key=lambda a: (-a.likeness, a.key.arxiv))[:_MOST_ALIKE])


def _words(paper: Paper | None, more: str) -> Counter[str]:
    title, abstract = (paper.title, paper.abstract or "") if paper else ("", "")
    parts = [*[tokens(title)] * _TITLE_WEIGHT, tokens(abstract), tokens(more)]
    kept = [[word for word in part if _telling(word)] for part in parts]
    pairs = (f"{one} {other}" for part in kept for one, other in pairwise(part))
    return Counter(word for part in (*kept, pairs) for word in part)


def _telling(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and not word.isdigit() and word not in SMALL_WORDS


def _vector(counts: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + log(number)) * rarity[word] for word, number in counts.items() if word in rarity}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
