"""How the sum of all evidence becomes a score in 0..1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.papers.levels import SCORE_KNEE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["log_odds_of", "scores_of"]

_LARGEST_SUM = 30.0
"""Sums are cut to this size either way, so that nothing overflows."""


def scores_of(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The score of each sum: its logistic, with what exceeds the knee by its logarithm; same shape.

    It grows with every sum, so that two papers are rarely equal, and reaches no 1.

    >>> scores_of(np.array([0.0, 1.5, 4.0, 12.0])).round(3).tolist()
    [0.5, 0.818, 0.94, 0.981]
    """
    return 1 / (1 + np.exp(-log_odds_of(sums)))


def log_odds_of(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the odds that each sum stands for; same shape."""
    cut = np.clip(sums, -_LARGEST_SUM, _LARGEST_SUM)
    return np.where(cut > SCORE_KNEE, SCORE_KNEE + np.log1p(np.maximum(0, cut - SCORE_KNEE)), cut)
