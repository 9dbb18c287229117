"""The figures of one (paper, topic) pair, of which the score is a weighted sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log1p
from typing import TYPE_CHECKING

from vlagraph.relevance.phrases import Phrase, Use
from vlagraph.relevance.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FEATURES", "Candidate", "PaperText", "phrase_figures", "widest"]

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

ONE_PHRASE = log1p(1)
Found = list[tuple[Phrase, Use, int]]


class PaperText:
    """A paper as the matcher reads it; where words are compared, a title stands in for a missing abstract."""

    __slots__ = ("_words", "abstract", "categories", "title")

    def __init__(self, title: str, abstract: str, categories: Sequence[str]) -> None:
        self.title = split_words(title)
        self.abstract = split_words(abstract)
        self.categories = tuple(categories)
        self._words: set[bytes] | None = None

    @property
    def words(self) -> set[bytes]:
        """The distinct words to compare with those of other papers."""
        if self._words is None:
            self._words = set(self.abstract or self.title)
        return self._words


@dataclass(slots=True)
class Candidate:
    """A topic that a paper may belong to, and the phrases found for it with their counts.

    ``against`` holds phrases of the topic's namesakes.
    """

    topic: int
    title: Found = field(default_factory=list)
    abstract: Found = field(default_factory=list)
    watched: bool = False
    against: tuple[str, ...] = ()

    def passing(self) -> bool:
        """Whether the topic is only mentioned in passing: one ``good`` phrase, once, in the abstract."""
        if self.title or len(self.abstract) != 1:
            return False
        _, use, count = self.abstract[0]
        return count < 2 and use.kind == "good"


def widest(found: Found) -> Found:
    """The found phrases without those that are a part of another one found."""
    if len(found) < 2:
        return found
    keys = {phrase.key for phrase, _, _ in found}
    if len(keys) < 2:
        return found
    parts = {key for key in keys for other in keys if key in other and key != other}
    return [item for item in found if item[0].key not in parts]


def phrase_figures(candidate: Candidate) -> list[float]:
    """The first figures of the pair: kinds of phrases in the title, and how many are in the abstract."""
    if not candidate.title and len(candidate.abstract) == 1:
        _, use, count = candidate.abstract[0]
        core, good = (count, 0) if use.kind == "core" else (0, count)
        return [0.0, 0.0, 0.0, log1p(core), log1p(good), ONE_PHRASE]
    title, abstract = widest(candidate.title), widest(candidate.abstract)
    kinds = [use.kind for _, use, _ in title]
    core = sum(count for _, use, count in abstract if use.kind == "core")
    good = sum(count for _, use, count in abstract if use.kind != "core")
    keys = {phrase.key for phrase, _, _ in title}
    keys.update(phrase.key for phrase, _, _ in abstract)
    counts = [float(min(2, kinds.count(kind))) for kind in ("core", "good", "title")]
    return [*counts, log1p(core), log1p(good), log1p(len(keys))]
