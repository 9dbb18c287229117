"""From which score on a paper comes under a topic: as usual, or for a looser or a stricter look."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import expm1, log
from typing import Literal

import msgspec

__all__ = [
    "SCORE_DIGITS",
    "SCORE_KNEE",
    "SHOWN_DIGITS",
    "Level",
    "Levels",
    "installed_levels",
    "shown_score",
    "sum_of",
]

Level = Literal["usual", "loose", "strict"]
"""How sure it must be that a paper belongs to a topic: ``loose`` shows more, ``strict`` fewer."""

SCORE_DIGITS = 4
"""Decimals of a stored score: more than are shown, and fewer than differ from one processor to another."""


SHOWN_DIGITS = 3
"""Decimals of a score that is shown: with two many papers of a list would look equal."""

SCORE_KNEE = 1.5
"""From this sum on, further evidence counts by its logarithm. Cross-validated on the stream: where a plain
logistic said 0.97, 0.92 were right, and any knee from 0.5 to 2.5 fits the labels better than none."""


class Levels(msgspec.Struct, frozen=True, kw_only=True):
    """The least scores of the three levels, as the installed model has them.

    ``threshold`` is the usual one; what reaches ``strict`` is right nine times in ten.
    """

    threshold: float
    loose: float
    strict: float

    def least(self, level: Level, own: float | None = None) -> float:
        """The least score of ``level``; the ``own`` threshold of a topic stands for the usual one.

        >>> levels = Levels(threshold=0.4, loose=0.2, strict=0.8)
        >>> levels.least("usual"), levels.least("usual", 0.9), levels.least("strict", 0.9)
        (0.4, 0.9, 0.9)
        """
        usual = self.threshold if own is None else own
        if level == "loose":
            return min(self.loose, usual)
        return max(self.strict, usual) if level == "strict" else usual


@cache
def installed_levels() -> Levels:
    """The levels of the model that is installed with the package; its weights are not read."""
    data = files("vlagraph.core.matching").joinpath("model.json").read_bytes()
    return msgspec.json.decode(data, type=Levels)


def shown_score(score: float) -> float:
    """The score as it is shown; papers of equal ones are in the order of their dates.

    >>> shown_score(0.9474)
    0.947
    """
    return round(score, SHOWN_DIGITS)


def sum_of(score: float) -> float:
    """The sum of all evidence that has the ``score``, which lies between 0 and 1.

    >>> sum_of(0.5), round(sum_of(0.94), 1)
    (0.0, 4.0)
    """
    odds = log(score / (1 - score))
    return SCORE_KNEE + expm1(odds - SCORE_KNEE) if odds > SCORE_KNEE else odds
