"""Precision and recall of the matches on labelled papers, with their intervals, as values and as a table."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks.keywords import KEYWORDS, keyword_topics

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from benchmarks.labels import Labelled

__all__ = ["Accuracy", "Pair", "agreement", "measure", "summary", "table"]

SEED = 20260101
"""Of the resampling: any number, fixed, so that the figures are the same each time."""

RESAMPLES = 1000
"""Enough for two stable digits of a 95 % interval."""

TOP = 3
"""What a reader sees of a topic at first sight."""

MOST_DIFFERENT = 5
"""Topics that are named as those on which readers differ most."""

RECALLS = (0.65, 0.7, 0.75)
"""The recalls at which the project asks for a precision."""

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where bands of score begin."""

LEAST_CALIBRATED = 0.1
"""Lower scores are not counted: nearly all pairs have them, rightly, and they would hide every fault."""

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


class Band(msgspec.Struct, frozen=True):
    """The shown pairs with a score from ``low`` up to that of the next band, and how many are right."""

    low: float
    shown: int
    right: int


class Accuracy(msgspec.Struct, frozen=True):
    """All figures: pooled, with 95 % intervals, of the keyword baseline, and by topic.

    ``macro_f1`` is the mean over the topics that have a relevant paper. ``ece`` is how far a score is from
    the share of pairs that are right, on average over the pairs with a score of 0.1 and more.
    ``baseline`` counts the ``keyword_topics`` topics alone that have keywords: it can find no others.
    ``p_at_recall`` has by recall the precision at the threshold that reaches it.
    """

    papers: int
    positives: int
    precision: float
    recall: float
    precision_ci: tuple[float, float]
    recall_ci: tuple[float, float]
    f1: float
    macro_f1: float
    ece: float
    p_at_recall: dict[str, float]
    p_at_3: float
    baseline: Rates
    keyword_topics: int
    bands: list[Band]
    topics: dict[str, TopicAccuracy]


def measure(
    papers: Sequence[Labelled], scored: Sequence[Pair], *, topics: Sequence[str], threshold: float
) -> Accuracy:
    """How right the pairs are that the program shows under the topics, and what plain keywords would give."""
    papers = [paper._replace(topics=paper.topics.intersection(topics)) for paper in papers]
    scored = [pair for pair in scored if pair.topic in topics]
    shown = [pair for pair in scored if pair.score >= threshold]
    positives = sum(len(paper.topics) for paper in papers)
    pooled = _rates(shown, positives)
    precision_ci, recall_ci = _intervals(papers, shown)
    worded = KEYWORDS.keys() & topics
    by_topic = {topic: _topic_accuracy(topic, papers, shown=shown) for topic in topics}
    present = [_f1(row) for row in by_topic.values() if row.relevant]
    return Accuracy(
        papers=len(papers),
        positives=positives,
        precision=pooled.precision,
        recall=pooled.recall,
        precision_ci=precision_ci,
        recall_ci=recall_ci,
        f1=round(2 * sum(pair.relevant for pair in shown) / max(1, len(shown) + positives), 3),
        macro_f1=round(sum(present) / max(1, len(present)), 3),
        ece=_calibration_error(scored),
        p_at_recall={f"{recall:.2f}": _precision_at(scored, positives, recall) for recall in RECALLS},
        p_at_3=_top_precision(shown),
        baseline=_baseline(papers, worded),
        keyword_topics=len(worded),
        bands=[_band(shown, low, high) for low, high in pairwise((*BANDS, 1.01))],
        topics=by_topic,
    )


def _baseline(papers: Sequence[Labelled], worded: Collection[str]) -> Rates:
    """What plain keywords give of the topics that have some."""
    plain = [
        Pair(paper.id, topic, 1.0, topic in paper.topics)
        for paper in papers
        for topic in sorted(keyword_topics(paper.record.title, paper.record.abstract).intersection(worded))
    ]
    return _rates(plain, sum(len(paper.topics.intersection(worded)) for paper in papers))


def _f1(rates: Rates | TopicAccuracy) -> float:
    total = rates.precision + rates.recall
    return 2 * rates.precision * rates.recall / total if total else 0.0


def _precision_at(scored: Iterable[Pair], positives: int, recall: float) -> float:
    """The precision at the highest threshold that reaches the recall; 0 where none does.

    Pairs of one score are shown together, for no threshold parts them.
    """
    right = shown = 0
    for _, equal in groupby(sorted(scored, key=_best_first), key=lambda pair: pair.score):
        group = list(equal)
        right, shown = right + sum(pair.relevant for pair in group), shown + len(group)
        if right >= recall * positives:
            return round(right / shown, 3)
    return 0.0


def _calibration_error(scored: Iterable[Pair]) -> float:
    """The expected calibration error over ten bands of score (M. Naeini et al., 2015)."""
    bands: dict[int, list[Pair]] = defaultdict(list)
    for pair in scored:
        if pair.score >= LEAST_CALIBRATED:
            bands[min(9, int(pair.score * 10))].append(pair)
    gaps = [
        abs(sum(pair.score for pair in group) - sum(pair.relevant for pair in group))
        for group in bands.values()
    ]
    return round(sum(gaps) / max(1, sum(map(len, bands.values()))), 3)


def _band(shown: Sequence[Pair], low: float, high: float) -> Band:
    group = [pair for pair in shown if low <= pair.score < high]
    return Band(low, len(group), sum(pair.relevant for pair in group))


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


def agreement(readings: Sequence[tuple[Labelled, Labelled]], *, topics: Sequence[str]) -> str:
    """How far two readers of each paper agree on these topics, as text; the pairs of both, then main ones."""
    pairs = [
        (first.topics.intersection(topics), second.topics.intersection(topics)) for first, second in readings
    ]
    main = [(first.main.intersection(topics), second.main.intersection(topics)) for first, second in readings]
    differ = Counter(topic for first, second in pairs for topic in first ^ second)
    lines = [f"{len(readings)} papers read by two readers"]
    for what, sets in (("all topics", pairs), ("main subjects", main)):
        one, other = (sum(map(len, side)) for side in zip(*sets, strict=True))
        both = sum(len(first & second) for first, second in sets)
        f1 = 2 * both / (one + other) if one + other else 1.0
        lines.append(f"  {what}: {one} and {other} pairs, {both} of both, F1 {f1:.3f}")
    most = ", ".join(f"{topic} {count}" for topic, count in differ.most_common(MOST_DIFFERENT))
    return "\n".join([*lines, f"  they differ most on: {most}"])


def summary(accuracy: Accuracy, *, how: str) -> str:
    """The figures without the topics, as text."""
    low, high = accuracy.precision_ci, accuracy.recall_ci
    at = "   ".join(f"{value:.3f} at {recall}" for recall, value in accuracy.p_at_recall.items())
    bands = "   ".join(f"{band.low:.1f}+ {band.right}/{band.shown}" for band in accuracy.bands if band.shown)
    return "\n".join(
        [
            f"{accuracy.papers} papers, {accuracy.positives} relevant (paper, topic) pairs; {how}",
            f"  precision {accuracy.precision:.3f} [{low[0]:.3f}, {low[1]:.3f}]",
            f"  recall    {accuracy.recall:.3f} [{high[0]:.3f}, {high[1]:.3f}]",
            f"  micro-F1 {accuracy.f1:.3f}   macro-F1 {accuracy.macro_f1:.3f}",
            f"  calibration error {accuracy.ece:.3f}   first {TOP} per topic {accuracy.p_at_3:.3f}",
            f"  precision at recall: {at}",
            f"  right of shown, by score: {bands}",
        ]
    )


def table(accuracy: Accuracy, *, how: str) -> str:
    """The figures as text, the topics in a table."""
    base = accuracy.baseline
    plain = f"precision {base.precision:.3f}   recall {base.recall:.3f}"
    lines = [
        summary(accuracy, how=how),
        f"  plain keywords ({accuracy.keyword_topics} topics): {plain}",
        "",
        f"{'topic':<32}{'relevant':>9}{'shown':>7}{'right':>7}{'precision':>11}{'recall':>8}",
    ]
    for topic, row in accuracy.topics.items():
        precision = f"{row.precision:>11.2f}" if row.shown else f"{'-':>11}"
        recall = f"{row.recall:>8.2f}" if row.relevant else f"{'-':>8}"
        counts = "".join(f"{getattr(row, name):>{width}}" for name, width in _COLUMNS)
        lines.append(f"{topic:<32}{counts}{precision}{recall}")
    return "\n".join(lines)
