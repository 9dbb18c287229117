"""The figures of one (paper, topic) pair, of which the score is a weighted sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log1p
from typing import TYPE_CHECKING

from vlagraph.relevance.phrases import Phrase, Use
from vlagraph.relevance.words import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FEATURES", "Candidate", "PaperText", "phrase_figures", "read_text", "widest"]

FEATURES = (
    "title_core",
    "title_good",
    "title_main",
    "abstract_core",
    "abstract_good",
    "distinct",
    "hints",
    "category",
    "context",
    "against",
)
"""The names of the figures in order: six of the phrases found, then four of the words around them."""

Found = list[tuple[Phrase, Use]]


@dataclass(slots=True)
class PaperText:
    """A paper as flat text and as sets of words; ``words`` are those of the abstract, or of the title alone."""

    title: bytes
    abstract: bytes
    title_words: set[bytes]
    words: set[bytes]
    categories: tuple[str, ...]

    def all_words(self) -> set[bytes]:
        """The words of title and abstract."""
        return self.words | self.title_words


@dataclass(slots=True)
class Candidate:
    """A topic that a paper may belong to, and the phrases found for it."""

    topic: int
    title: Found = field(default_factory=list)
    abstract: Found = field(default_factory=list)
    watched: bool = False

    def passing(self, paper: PaperText) -> bool:
        """Whether the topic is only mentioned in passing: one ``good`` phrase, once, in the abstract."""
        if self.title or len(self.abstract) != 1:
            return False
        phrase, use = self.abstract[0]
        return use.kind == "good" and len(phrase.pattern.findall(paper.abstract)) < 2


def read_text(title: str, abstract: str, categories: Sequence[str]) -> PaperText:
    """The paper's text as the matcher reads it."""
    head, body = flat(title), flat(abstract)
    title_words = set(head.split())
    return PaperText(head, body, title_words, set(body.split()) or title_words, tuple(categories))


def widest(found: Found) -> Found:
    """The found phrases without those that are a part of another one found."""
    if len(found) < 2:
        return found
    keys = {phrase.key for phrase, _ in found}
    if len(keys) < 2:
        return found
    return [pair for pair in found if not any(pair[0].key in key and pair[0].key != key for key in keys)]


def phrase_figures(paper: PaperText, candidate: Candidate) -> list[float]:
    """The first figures of the pair: what kinds of phrases stand in the title, and how often in the abstract."""
    core = good = 0
    keys = set()
    for phrase, use in widest(candidate.abstract):
        keys.add(phrase.key)
        if use.kind == "core":
            core += len(phrase.pattern.findall(paper.abstract))
        else:
            good += len(phrase.pattern.findall(paper.abstract))
    if not candidate.title:
        return [0.0, 0.0, 0.0, log1p(core), log1p(good), log1p(len(keys))]
    title = widest(candidate.title)
    kinds = [use.kind for _, use in title]
    keys.update(phrase.key for phrase, _ in title)
    counts = [float(min(2, kinds.count(kind))) for kind in ("core", "good", "title")]
    return [*counts, log1p(core), log1p(good), log1p(len(keys))]
