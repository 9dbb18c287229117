"""What a score is made of: the figures of one (paper, topic) pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, log1p

from vlagraph.relevance.phrases import Phrase, Use

__all__ = ["CUE", "FEATURES", "Candidate", "PaperText", "figures"]

FEATURES = (
    "title_core",
    "title_good",
    "title_main",
    "title_lead",
    "title_weight",
    "abstract_core",
    "abstract_good",
    "abstract_weight",
    "distinct",
    "contribution",
    "hints",
    "context",
    "category",
    "against",
    "rivals",
)
"""The names of the figures, in the order of :func:`figures`."""

CUE = re.compile(
    rb" (?:we +(?:[a-z]+ +)?(?:propose|present|introduce|develop|design|study|investigate|show|build|describe|"
    rb"formulate|evaluate|analyze|explore|address|demonstrate|derive|release|report)|"
    rb"(?:this|the present) +(?:paper|work|article|study|letter|survey|thesis)|"
    rb"our +(?:method|approach|framework|model|system|work|algorithm|key|contribution)|"
    rb"(?:is|are) +(?:proposed|presented|introduced|developed))(?= )"
)
"""The words after which an abstract says what the paper itself does."""


@dataclass(slots=True)
class PaperText:
    """A paper as flat text and words; ``own`` is where the abstract starts to speak of the paper itself."""

    title: bytes
    abstract: bytes
    title_words: set[bytes]
    words: set[bytes]
    categories: Sequence[str]
    _own: int = -1

    @property
    def own(self) -> int:
        """The position in the abstract of the first cue, or 0 where there is none."""
        if self._own < 0:
            cue = CUE.search(self.abstract)
            self._own = cue.start() if cue else 0
        return self._own


@dataclass(slots=True)
class Candidate:
    """A topic that a paper may belong to, and the phrases found for it."""

    topic: int
    title: list[tuple[Phrase, Use]] = field(default_factory=list)
    abstract: list[tuple[Phrase, Use]] = field(default_factory=list)
    watched: bool = False
    raw: float = 0.0


def _widest(found: list[tuple[Phrase, Use]]) -> list[tuple[Phrase, Use]]:
    """The found phrases without those that are a part of another one found."""
    if len(found) < 2:
        return found
    keys = [phrase.key for phrase, _ in found]
    return [pair for pair in found if not any(pair[0].key in key and pair[0].key != key for key in keys)]


def figures(
    paper: PaperText, candidate: Candidate, *, hints: int, context: float, category: float, against: int, rivals: int
) -> tuple[float, ...]:
    """The figures of the pair in the order of :data:`FEATURES`, each of the order of 1."""
    title, abstract = _widest(candidate.title), _widest(candidate.abstract)
    kinds = [use.kind for _, use in title]
    counts = [phrase.count(paper.abstract) for phrase, _ in abstract]
    core = sum(count for count, (_, use) in zip(counts, abstract, strict=True) if use.kind == "core")
    good = sum(counts) - core
    own = sum(phrase.pattern.search(paper.abstract, paper.own) is not None for phrase, _ in abstract)
    weight = sum(use.weight * (1 + log(max(count, 1))) for count, (_, use) in zip(counts, abstract, strict=True))
    return (
        min(2.0, kinds.count("core")),
        min(2.0, kinds.count("good")),
        min(2.0, kinds.count("title")),
        min(2.0, kinds.count("lead")),
        min(8.0, sum(use.weight for _, use in title)) / 2,
        log1p(core),
        log1p(good),
        min(24.0, weight) / 5,
        log1p(len({phrase.key for phrase, _ in (*title, *abstract)})),
        min(2.0, own) if paper.own else 0.5,
        log1p(hints),
        max(-15.0, min(40.0, context)) / 10,
        category,
        min(3.0, against),
        min(4.0, rivals) / 2,
    )
