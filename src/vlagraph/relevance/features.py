"""The figures of (paper, topic) pairs, of which the score is a weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.relevance.candidates import CORE, GOOD, TITLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vlagraph.relevance.candidates import Rows

__all__ = ["CONTEXT_LIMITS", "FEATURES", "MOST_AGAINST", "against_figure", "context_figure", "phrase_figures"]

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

MOST_AGAINST = 3
"""Phrases of namesakes that count at most."""


def phrase_figures(rows: Rows, total: int) -> list[NDArray[np.float64]]:
    """The first six figures of the pairs: kinds of phrases in the title, and how many are in the abstract."""
    titles = [rows.titled & (rows.kinds == kind) for kind in (CORE, GOOD, TITLE)]
    figures = [np.minimum(2.0, np.bincount(rows.pairs[chosen], minlength=total)) for chosen in titles]
    core = rows.kinds == CORE
    for chosen in (~rows.titled & core, ~rows.titled & ~core):
        counts = np.bincount(rows.pairs[chosen], weights=rows.counts[chosen], minlength=total)
        figures.append(np.log1p(counts))
    figures.append(np.log1p(_distinct(rows, total)))
    return figures


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
