"""The labelled papers as arrays, ready to be learned from."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from benchmarks.wordfit import common_products, without_plain_words
from vlagraph.core.matching import ScoreModel, TopicNumbers
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.model import Watch
from vlagraph.core.papers.watch import compile_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from benchmarks.labels import Labelled
    from benchmarks.wordfit import Corpus

__all__ = ["FOLDS", "SEED", "Study", "prepare", "weighed_phrases"]

FOLDS, SEED = 5, 7
"""Each model learns from four fifths of the labels, as is usual. The seed is any number, fixed."""


class Study(NamedTuple):
    """The labelled papers as arrays: rows in the corpus, labels (papers, topics), the features of phrases.

    ``main`` has the labels of main subjects alone, of the same shape.
    """

    papers: Sequence[Labelled]
    rules: Mapping[str, Watch]
    topics: tuple[str, ...]
    corpus: Corpus
    rows: NDArray[np.int64]
    labels: NDArray[np.float64]
    main: NDArray[np.float64]
    phrases: NDArray[np.float64]
    folds: NDArray[np.int64]
    common: NDArray[np.float64]

    def sources(self, shares: Mapping[str, float]) -> NDArray[np.float64]:
        """What each paper counts."""
        return np.array([shares.get(paper.source, 1.0) for paper in self.papers])

    @property
    def categories(self) -> NDArray[np.float64]:
        """What each category counts in each paper."""
        return self.corpus.categories[1][self.rows]

    def of(self, *sources: str) -> NDArray[np.bool_]:
        """Which papers are of these sets."""
        return np.array([paper.source in sources for paper in self.papers])


def prepare(papers: Sequence[Labelled], corpus: Corpus, rules: Mapping[str, Watch]) -> Study:
    """The labelled papers ready to be learned from; every set is spread evenly over the folds."""
    topics = tuple(sorted(rules))
    labels = np.array([[float(topic in paper.topics) for topic in topics] for paper in papers])
    main = np.array([[float(topic in paper.main) for topic in topics] for paper in papers])
    rows = np.array([corpus.rows[paper.id] for paper in papers])
    corpus = without_plain_words(corpus, rows, labels)
    weighed = {name: weighed_phrases(name, rules[name], papers) for name in topics}
    numbers = {
        name: TopicNumbers(column=0, step=0.0, offset=0.0, weighed=phrases)
        for name, phrases in weighed.items()
    }
    open_rules = {name: msgspec.structs.replace(rules[name], categories=()) for name in topics}
    plain = Matcher(open_rules, ScoreModel(threshold=0.5, topics=numbers))
    phrases = np.array(list(plain.features(paper.record for paper in papers)))
    folds, common = _folds(papers), common_products(corpus, rows)
    return Study(papers, rules, topics, corpus, rows, labels, main, phrases, folds, common)


def weighed_phrases(topic: str, watch: Watch, papers: Sequence[Labelled]) -> tuple[str, ...]:
    """The phrases of ``not`` that stand in papers of the topic all the same: they weigh, not refuse."""
    rule = compile_rule(Watch(any_of=watch.none_of))
    own = [paper.record for paper in papers if topic in paper.topics]
    hits = [hit for record in own for hit in rule.matches(record.title, record.abstract, ()) or ()]
    found = {hit.phrase for hit in hits}
    return tuple(phrase for phrase in watch.none_of if phrase in found)


def _folds(papers: Sequence[Labelled]) -> NDArray[np.int64]:
    draw, folds = random.Random(SEED), np.zeros(len(papers), dtype=np.int64)
    for source in sorted({paper.source for paper in papers}):
        own = [place for place, paper in enumerate(papers) if paper.source == source]
        draw.shuffle(own)
        folds[own] = np.arange(len(own)) % FOLDS
    return folds
