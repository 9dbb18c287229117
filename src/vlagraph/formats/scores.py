"""Scores as every answer shows them."""

from __future__ import annotations

from vlagraph.core.papers.levels import SHOWN_DIGITS

__all__ = ["NO_SCORE", "score_text"]

NO_SCORE = "    -"
"""Stands where a topic's rule refuses the paper; as wide as a score."""


def score_text(score: float) -> str:
    """The score to the places that are shown.

    >>> score_text(0.9)
    '0.900'
    """
    return f"{score:.{SHOWN_DIGITS}f}"
