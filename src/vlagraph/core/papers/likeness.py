"""Which key papers a paper is most like, and the words that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from vlagraph.core.papers.titles import SMALL_WORDS
from vlagraph.core.papers.tokenizer import root, split_words, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import KeyPaper
    from vlagraph.core.papers.paper import Paper

__all__ = ["Alike", "alike_key_papers"]

_MOST_ALIKE = 3
"""Key papers named: as many as a reader will look at."""

_MOST_SHARED = 4
"""Shared words named of each: the heaviest ones; the rest say little."""

_LEAST_LIKENESS = 0.12
"""Cosines below it come from one or two words in common."""

_SHORTEST_WORD = 3
"""Letters; shorter words are rarely about anything."""

_TITLE_WEIGHT = 3
"""How often a title counts against its abstract, which has some ten times as many words."""

_COMMON = 4
"""A word in more than one of so many key papers tells none of them apart."""


@dataclass(frozen=True)
class Alike:
    """A key paper of a topic with a likeness in 0..1 and the words that weigh most in it."""

    topic: str
    key: KeyPaper
    title: str
    likeness: float
    words: tuple[str, ...]


def alike_key_papers(kg: KnowledgeGraph, papers: Mapping[str, Paper], paper: Paper) -> tuple[Alike, ...]:
    """The key papers most like ``paper``, best first: title, stored abstract, and our reason to read each.

    Likeness is the cosine of TF-IDF vectors. Source: G. Salton and C. Buckley, Term-weighting approaches in
    automatic text retrieval (1988).
    """
    chosen = {key.arxiv: (topic.id, key) for topic in reversed(kg.roadmap.topics) for key in topic.key_papers}
    counts = {
        one: _words(papers.get(one), _reason(chosen[one][1])) for one in kg.chosen_by if one != paper.id
    }
    rarity = _rarity(counts)
    own = _vector(_words(paper, ""), rarity)
    found = []
    for one, words in counts.items():
        shares = {word: weight * own[word] for word, weight in _vector(words, rarity).items() if word in own}
        if (likeness := sum(shares.values())) >= _LEAST_LIKENESS:
            title = papers[one].readable_title if one in papers else ""
            found.append(Alike(*chosen[one], title, round(likeness, 2), _heaviest(shares, paper)))
    return tuple(sorted(found, key=lambda a: (-a.likeness, a.key.arxiv))[:_MOST_ALIKE])


def _rarity(counts: Mapping[str, Counter[str]]) -> dict[str, float]:
    """The weight of each word that not too many of the texts hold."""
    spread = Counter(word for words in counts.values() for word in words)
    return {
        word: log(1 + len(counts) / number)
        for word, number in spread.items()
        if number < len(counts) / _COMMON
    }


def _heaviest(shares: Mapping[str, float], paper: Paper) -> tuple[str, ...]:
    """The words with the largest shares, with the endings that they have in ``paper``."""
    words = split_words(f"{paper.abstract or ''} {paper.title}")  # as tokens reads them: R³M as r3m
    spelt = {root(word): word for word in map(bytes.decode, words)}
    top = sorted(shares, key=lambda word: (-shares[word], word))[:_MOST_SHARED]
    return tuple(" ".join(spelt[part] for part in word.split()) for word in top)


def _reason(key: KeyPaper) -> str:
    return key.why.en if key.why else ""


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
