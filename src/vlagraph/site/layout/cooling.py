"""What simulated annealing is made of: a heat that falls, and when a step to a dearer placement is taken.

Both are those of Kirkpatrick et al., Science 220, 1983.
"""

from __future__ import annotations

from itertools import accumulate, repeat
from math import exp
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vlagraph.site.layout.board import LinearCongruential

__all__ = ["Cooling", "is_taken"]


class Cooling(NamedTuple):
    """How many steps a search makes, while its heat falls by equal factors from ``first`` to ``last``."""

    steps: int
    first: float
    last: float

    def heats(self) -> list[float]:
        """The heat of each step.

        Example:
            >>> Cooling(3, 8.0, 1.0).heats()
            [4.0, 2.0, 1.0]
        """
        factor = (self.last / self.first) ** (1 / max(1, self.steps))
        return list(accumulate(repeat(factor, self.steps), mul, initial=self.first))[1:]


def is_taken(dearer: float, heat: float, random: LinearCongruential) -> bool:
    """Whether a step is taken that makes a placement so much ``dearer``: by the rule of Metropolis.

    A cheaper one always is, and asks for no random number.
    """
    return dearer <= 0 or random.fraction() < exp(-dearer / heat)
