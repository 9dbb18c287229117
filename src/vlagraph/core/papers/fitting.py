"""A topic's threshold fitted to what its reader said of papers, as values."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Topic
    from vlagraph.core.papers.levels import Levels
    from vlagraph.core.papers.paper import Paper

__all__ = ["LEAST_JUDGED", "Fitting", "Judged", "Said", "TopicFit", "fit_topic"]

Said = Literal["pinned", "moved", "starred", "dismissed"]
"""What a reader said: with the first three a paper belongs to the topic, with the last it does not."""

LEAST_JUDGED = 8
"""Judgements without which nothing is fitted: of fewer, one made in haste would be most of what is known."""

_COST = 1.0
"""Wrong calls that a threshold must spare for each unit of log odds that it is away from the usual one. A few
judgements then move it a little, and many as far as they ask for."""

_STEPS = 100
"""Thresholds in 0..1 that are tried: a few judgements tell no finer ones apart."""


@dataclass(frozen=True)
class Judged:
    """A paper, its score under a topic by the rule of today, and what the reader said of it there."""

    paper: Paper
    score: float
    said: Said

    @property
    def belongs(self) -> bool:
        """Whether the paper belongs to the topic."""
        return self.said != "dismissed"

    def is_wrong(self, threshold: float) -> bool:
        """Whether a rule with this threshold says otherwise."""
        return self.belongs != (self.score >= threshold)


@dataclass(frozen=True, kw_only=True)
class TopicFit:
    """The threshold of ``topic`` ``before`` and ``after``, by the papers ``judged``, best score first.

    ``counted`` of them have a score that a threshold can part; ``lacking`` more are needed to fit anything.
    """

    topic: Topic
    judged: tuple[Judged, ...]
    before: float
    after: float
    counted: int
    lacking: int

    @property
    def changed(self) -> bool:
        """Whether the threshold is another one."""
        return self.after != self.before

    def wrong(self, threshold: float) -> tuple[Judged, ...]:
        """The papers that the rule with this threshold calls wrongly."""
        return tuple(one for one in self.judged if one.is_wrong(threshold))


@dataclass(frozen=True)
class Fitting:
    """The fits of some topics and the ``files`` that were written; None where nothing was to be written.

    ``without_rule`` are the ids of the reader's own topics that cannot be fitted yet, where none was named.
    """

    fits: tuple[TopicFit, ...]
    files: tuple[str, ...] | None = None
    without_rule: tuple[str, ...] = ()


def fit_topic(topic: Topic, judged: Sequence[Judged], levels: Levels) -> TopicFit:
    """The threshold of ``topic`` by what its reader said; the one that it has where that is too little."""
    own = topic.watch.threshold if topic.watch else None
    before = levels.least("usual", own)
    counted = sum(one.score >= levels.loose for one in judged)
    lacking = max(0, LEAST_JUDGED - counted)
    return TopicFit(
        topic=topic,
        judged=tuple(sorted(judged, key=lambda one: (-one.score, one.paper.id))),
        before=before,
        after=before if lacking else _threshold(judged, levels),
        counted=counted,
        lacking=lacking,
    )


def _threshold(judged: Sequence[Judged], levels: Levels) -> float:
    """The threshold from ``loose`` to ``strict`` with the fewest wrong calls, dearer the further it moves."""
    steps = (step / _STEPS for step in range(1, _STEPS))
    tried = [levels.threshold, *(one for one in steps if levels.loose <= one <= levels.strict)]

    def cost(threshold: float) -> tuple[float, float, float]:
        distance = abs(_log_odds(threshold) - _log_odds(levels.threshold))
        return sum(one.is_wrong(threshold) for one in judged) + _COST * distance, distance, threshold

    return min(tried, key=cost)


def _log_odds(score: float) -> float:
    return log(score / (1 - score))
