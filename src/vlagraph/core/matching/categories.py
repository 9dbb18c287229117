"""What a paper's arXiv categories say for each topic: whether its rule takes them, how typical they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.ragged import padded_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.topics import CompiledTopic

__all__ = ["CategoryFit", "CategoryTable"]

_SHARES = (1.0, 0.5, 0.5)
"""What the primary category counts, and the two after it; further ones say little about the paper."""


class CategoryFit(NamedTuple):
    """Two arrays of shape (papers, topics): ``accepted`` by the rule (bool), fitted ``priors`` (float64)."""

    accepted: NDArray[np.bool_]
    priors: NDArray[np.float64]


class CategoryTable:
    """The categories of all topics, by category one row with a value for each topic."""

    def __init__(self, topics: Sequence[CompiledTopic]) -> None:
        names = sorted({name for topic in topics for name in (*topic.categories, *_fitted(topic))})
        self._places = {name: place for place, name in enumerate(names, 1)}
        self._unlimited = np.array([not topic.categories for topic in topics], dtype=bool)
        self._accepting = np.zeros((len(names) + 1, len(topics)), dtype=bool)
        self._log_odds = np.zeros((len(names) + 1, len(topics)))
        for column, topic in enumerate(topics):
            self._accepting[[self._places[name] for name in topic.categories], column] = True
            for name, value in _fitted(topic).items():
                self._log_odds[self._places[name], column] = value

    def fit(self, categories: Sequence[tuple[str, ...]]) -> CategoryFit:
        """The fit of each paper's categories, the primary one first, to each topic."""
        distinct = {names: row for row, names in enumerate(dict.fromkeys(categories))}
        places = padded_rows([[self._places.get(name, 0) for name in names] for names in distinct], np.int64)
        accepted = self._accepting[places].any(axis=1) | self._unlimited
        priors = np.zeros(accepted.shape)
        for column, share in zip(places.T, _SHARES, strict=False):
            priors += self._log_odds[column] * share
        rows = np.array([distinct[names] for names in categories], dtype=np.int64)
        return CategoryFit(accepted.take(rows, axis=0), priors.take(rows, axis=0))


def _fitted(topic: CompiledTopic) -> Mapping[str, float]:
    """What each category adds to the topic's sum; nothing where nothing was fitted."""
    return topic.numbers.category if topic.numbers else {}
