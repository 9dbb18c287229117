"""Where edges climb: in the gap between two columns every source has one upright line of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Climb", "place_climbs", "rounded"]

_PASSES = 4
"""Rounds of swaps for each line of a gap: neighbours may trade places in turns for ever."""


class Climb(NamedTuple):
    """One edge crossing the gap after ``column``, from height ``start`` to height ``end``."""

    column: int
    source: str
    start: int
    end: int


def place_climbs(climbs: Iterable[Climb]) -> dict[tuple[int, str], float]:
    """For each gap and source the place of its upright line, as a fraction of the gap's width.

    The lines of a gap are ordered so that they cross few level ones.

    Example:
        >>> place_climbs([Climb(0, "a", 0, 40), Climb(0, "b", 20, 60)])
        {(0, 'b'): 0.33, (0, 'a'): 0.67}
    """
    gaps: dict[int, dict[str, list[Climb]]] = defaultdict(lambda: defaultdict(list))
    for climb in climbs:
        if climb.start != climb.end:
            gaps[climb.column][climb.source].append(climb)
    places = {}
    for column, sources in sorted(gaps.items()):
        order = _ordered(sources)
        for index, source in enumerate(order, 1):
            places[column, source] = round(index / (len(order) + 1), 2)
    return places


def _ordered(sources: Mapping[str, Sequence[Climb]]) -> list[str]:
    """The sources from left to right: neighbours change places while that saves a crossing."""
    order = sorted(sources, key=lambda source: (-sources[source][0].start, source))
    saves: dict[tuple[str, str], bool] = {}
    for _ in range(_PASSES * len(order)):
        swapped = False
        for at in range(len(order) - 1):
            left, right = pair = order[at], order[at + 1]
            if pair not in saves:
                here, there = sources[left], sources[right]
                saves[pair] = _meetings(there, here) < _meetings(here, there)
            if saves[pair]:
                order[at], order[at + 1] = right, left
                swapped = True
        if not swapped:
            break
    return order


def _meetings(left: Sequence[Climb], right: Sequence[Climb]) -> int:
    """How often two sources cross when ``left`` climbs further left than ``right``."""
    count = 0
    for _, _, start, end in left:
        low, high = (start, end) if start < end else (end, start)
        for _, _, other_start, other_end in right:
            bottom, top = (other_start, other_end) if other_start < other_end else (other_end, other_start)
            count += (low < other_start < high) + (bottom < end < top)
    return count


def rounded(x: float, start: int, end: int, *, radius: float) -> str:
    """The SVG path part that comes level to ``x``, climbs from ``start`` to ``end`` and goes on level."""
    bend = min(radius, abs(end - start) / 2)
    turn = bend if end > start else -bend
    return (
        f"H{_short(x - bend)}Q{_short(x)} {start} {_short(x)} {_short(start + turn)}"
        f"V{_short(end - turn)}Q{_short(x)} {end} {_short(x + bend)} {end}"
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
