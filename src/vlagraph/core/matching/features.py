"""The figures of (paper, topic) pairs, of which the score is a weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.candidates import CORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Rows

__all__ = [
    "CLASSES",
    "CONTEXT_LIMITS",
    "FEATURES",
    "MOST_AGAINST",
    "against_figure",
    "context_figure",
    "figure_of",
    "phrase_figures",
]

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

CONTEXT_LIMITS = (-10.0, 20.0)
"""The limits of the sum behind the figure of the context, which is a tenth of it."""

CLASSES = 5
"""The figures that count phrases by class and place: the first of all."""

MOST_AGAINST = 3
"""Phrases of namesakes that count at most."""


def figure_of(rows: Rows) -> NDArray[np.int64]:
    """Which of the first five figures each phrase counts towards, by its class and where it stands."""
    return np.where(rows.titled, rows.kinds, np.where(rows.kinds == CORE, 3, 4))


def phrase_figures(rows: Rows, total: int) -> list[NDArray[np.float64]]:
    """The first six figures of the pairs: kinds of phrases in the title, and how many are in the abstract."""
    spots = rows.pairs * CLASSES + figure_of(rows)
    amounts = np.where(rows.titled, 1, rows.counts)
    found = np.bincount(spots, weights=amounts, minlength=total * CLASSES).reshape(total, CLASSES).T
    return [*np.minimum(2.0, found[:3]), *np.log1p(found[3:]), np.log1p(_distinct(rows, total))]


def context_figure(there: NDArray[np.bool_], odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each paper's words resemble those of the topic's papers: log ratios summed within limits."""
    sums: NDArray[np.float64] = np.clip((there * odds).sum(axis=1), *CONTEXT_LIMITS)
    return sums / 10


def against_figure(rows: Rows, total: int) -> NDArray[np.float64]:
    """How many phrases of the topic's namesakes are found, up to three."""
    return np.minimum(float(MOST_AGAINST), _distinct(rows, total))


def _distinct(rows: Rows, total: int) -> NDArray[np.int64]:
    """By pair, the number of different phrases."""
    size = int(rows.phrases.max(initial=0)) + 1
    return np.bincount(np.unique(rows.pairs * size + rows.phrases) // size, minlength=total)
