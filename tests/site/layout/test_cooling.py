"""The heat of a search, and which steps it lets pass."""

from __future__ import annotations

import pytest

from vlagraph.site.layout.board import LinearCongruential
from vlagraph.site.layout.cooling import Cooling, is_taken


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_every_step_has_its_heat_and_the_last_has_the_last(steps: int) -> None:
    heats = Cooling(steps, 4.0, 0.5).heats()

    assert len(heats) == steps
    assert heats == sorted(heats, reverse=True)
    assert heats[-1:] == [pytest.approx(0.5)] * min(1, steps)


@pytest.mark.parametrize("dearer", [0.0, -3.0])
def test_a_step_that_costs_nothing_is_taken_without_a_random_number(dearer: float) -> None:
    random = LinearCongruential(1)

    assert is_taken(dearer, 0.1, random)
    assert random.fraction() == LinearCongruential(1).fraction()


def test_a_dearer_step_is_taken_as_often_as_the_heat_allows() -> None:
    random = LinearCongruential(1)
    taken = sum(is_taken(1.0, 1.0, random) for _ in range(10_000))

    assert taken == pytest.approx(3679, abs=150), "10,000 / e"
