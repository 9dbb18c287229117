"""Precision and recall of the matches on labelled papers, with their intervals, as values and as a table."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks.keywords import keyword_topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.labels import Labelled

__all__ = ["SEED", "Accuracy", "Pair", "measure", "table"]

SEED = 20260101
"""Of the folds and the resampling: any number, fixed, so that the figures are the same each time."""

RESAMPLES = 1000
"""Enough for two stable digits of a 95 % interval."""

TOP = 3
"""What a reader sees of a topic at first sight."""

_COLUMNS = (("relevant", 9), ("shown", 7), ("right", 7))


class Pair(NamedTuple):
    """A paper put under a topic by the program, its score, and whether the reader had put it there too."""

    paper: str
    topic: str
    score: float
    relevant: bool


class Rates(msgspec.Struct, frozen=True):
    """Precision: the share of the shown pairs that are right. Recall: the share of the right ones shown."""

    precision: float
    recall: float


class TopicAccuracy(msgspec.Struct, frozen=True):
    """The papers that readers put under a topic, those the program shows there, and those in both."""

    relevant: int
    shown: int
    right: int
    precision: float
    recall: float


class Accuracy(msgspec.Struct, frozen=True):
    """All figures: pooled, with 95 % intervals, of the keyword baseline, and by topic."""

    papers: int
    positives: int
    precision: float
    recall: float
    precision_ci: tuple[float, float]
    recall_ci: tuple[float, float]
    p_at_3: float
    baseline: Rates
    topics: dict[str, TopicAccuracy]


def measure(papers: Sequence[Labelled], shown: Sequence[Pair], *, topics: Sequence[str]) -> Accuracy:
    """How right the pairs are that the program shows, and how right plain keywords would be."""
    positives = sum(len(paper.topics) for paper in papers)
    pooled = _rates(shown, positives)
    precision_ci, recall_ci = _intervals(papers, shown)
    plain = [
        Pair(paper.id, topic, 1.0, topic in paper.topics)
        for paper in papers
        for topic in sorted(keyword_topics(paper.record.title, paper.record.abstract))
    ]
    return Accuracy(
        papers=len(papers),
        positives=positives,
        precision=pooled.precision,
        recall=pooled.recall,
        precision_ci=precision_ci,
        recall_ci=recall_ci,
        p_at_3=_top_precision(shown),
        baseline=_rates(plain, positives),
        topics={topic: _topic_accuracy(topic, papers, shown=shown) for topic in topics},
    )


def _rates(pairs: Iterable[Pair], positives: int) -> Rates:
    """Precision and recall of the pairs, pooled; 0 where there is nothing to divide by."""
    shown = list(pairs)
    return _ratios(sum(pair.relevant for pair in shown), len(shown), positives)


def _ratios(right: int, shown: int, positives: int) -> Rates:
    precision, recall = right / shown if shown else 0.0, right / positives if positives else 0.0
    return Rates(round(precision, 3), round(recall, 3))


def _intervals(
    papers: Sequence[Labelled], shown: Sequence[Pair]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The 95 % intervals of precision and recall by the bootstrap: papers drawn with replacement.

    Source: B. Efron, Bootstrap methods: another look at the jackknife (1979).
    """
    by_paper: dict[str, list[Pair]] = defaultdict(list)
    for pair in shown:
        by_paper[pair.paper].append(pair)
    counts = [
        (sum(pair.relevant for pair in by_paper[paper.id]), len(by_paper[paper.id]), len(paper.topics))
        for paper in papers
    ]
    draw = random.Random(SEED)
    samples = [draw.choices(counts, k=len(counts)) for _ in range(RESAMPLES)]
    rates = [_ratios(*map(sum, zip(*sample, strict=True))) for sample in samples]
    return _middle([rate.precision for rate in rates]), _middle([rate.recall for rate in rates])


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the middle 95 % of the values."""
    ranked = sorted(values)
    return ranked[len(ranked) * 25 // 1000], ranked[len(ranked) * 975 // 1000 - 1]


def _top_precision(pairs: Iterable[Pair]) -> float:
    """The precision of each topic's first three papers, pooled."""
    by_topic: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_topic[pair.topic].append(pair)
    first = [pair for group in by_topic.values() for pair in sorted(group, key=_best_first)[:TOP]]
    return _rates(first, 0).precision


def _best_first(pair: Pair) -> tuple[float, str]:
    return (-pair.score, pair.paper)


def _topic_accuracy(topic: str, papers: Sequence[Labelled], *, shown: Sequence[Pair]) -> TopicAccuracy:
    own = [pair for pair in shown if pair.topic == topic]
    positives = sum(topic in paper.topics for paper in papers)
    rates = _rates(own, positives)
    right = sum(pair.relevant for pair in own)
    return TopicAccuracy(positives, len(own), right, rates.precision, rates.recall)


def table(accuracy: Accuracy, *, how: str) -> str:
    """The figures as text, the topics in a table."""
    low, high = accuracy.precision_ci, accuracy.recall_ci
    base = accuracy.baseline
    lines = [
        f"{accuracy.papers} papers, {accuracy.positives} relevant (paper, topic) pairs; {how}",
        f"precision {accuracy.precision:.3f} [{low[0]:.3f}, {low[1]:.3f}]",
        f"recall    {accuracy.recall:.3f} [{high[0]:.3f}, {high[1]:.3f}]",
        f"precision of the first {TOP} per topic {accuracy.p_at_3:.3f}",
        f"plain keywords: precision {base.precision:.3f}   recall {base.recall:.3f}",
        "",
        f"{'topic':<28}{'relevant':>9}{'shown':>7}{'right':>7}{'precision':>11}{'recall':>8}",
    ]
    for topic, row in accuracy.topics.items():
        precision = f"{row.precision:>11.2f}" if row.shown else f"{'-':>11}"
        recall = f"{row.recall:>8.2f}" if row.relevant else f"{'-':>8}"
        counts = "".join(f"{getattr(row, name):>{width}}" for name, width in _COLUMNS)
        lines.append(f"{topic:<28}{counts}{precision}{recall}")
    return "\n".join(lines)
