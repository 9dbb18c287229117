"""Where edges climb: in the gap between two columns every source has one upright line of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Climb", "place_climbs", "rounded"]

_PASSES = 4
"""Rounds of swaps for each line of a gap: neighbours may trade places in turns for ever."""


_OVER = 4
"""Cost of two lines over each other, in crossings: a reader cannot tell them apart."""


class Climb(NamedTuple):
    """One edge crossing the gap after ``column``, from height ``start`` to height ``end``."""

    column: int
    source: str
    start: int
    end: int


def place_climbs(climbs: Iterable[Climb]) -> dict[tuple[int, str], int]:
    """For each gap and source the lane of its upright line, from the left.

    The lines of a gap are ordered so that they cross few level ones; lines that pass no common height may
    share a lane.

    Example:
        >>> place_climbs([Climb(0, "a", 0, 40), Climb(0, "b", 20, 60), Climb(0, "c", 80, 90)])
        {(0, 'c'): 0, (0, 'b'): 0, (0, 'a'): 1}
    """
    gaps: dict[int, dict[str, list[Climb]]] = defaultdict(lambda: defaultdict(list))
    for climb in climbs:
        if climb.start != climb.end:
            gaps[climb.column][climb.source].append(climb)
    places: dict[tuple[int, str], int] = {}
    for column, sources in sorted(gaps.items()):
        reach = {source: _reach(some) for source, some in sources.items()}
        lanes: dict[str, int] = {}
        for source in _ordered(sources):
            low, high = reach[source]
            beside = (
                lane for other, lane in lanes.items() if reach[other][0] <= high and low <= reach[other][1]
            )
            lanes[source] = 1 + max(beside, default=-1)
        places |= {(column, source): lane for source, lane in lanes.items()}
    return places


def _reach(climbs: Sequence[Climb]) -> tuple[int, int]:
    """The heights that the upright line of a source passes, with room to the next in the same lane."""
    ends = [end for climb in climbs for end in (climb.start, climb.end)]
    return min(ends), max(ends) + GEOMETRY.edge.track


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
    """How often two sources cross when ``left`` climbs further left than ``right``.

    Where the one goes on level as the other comes, they would lie over each other.
    """
    count = 0
    for _, _, start, end in left:
        low, high = (start, end) if start < end else (end, start)
        for _, _, other_start, other_end in right:
            bottom, top = (other_start, other_end) if other_start < other_end else (other_end, other_start)
            count += (low < other_start < high) + (bottom < end < top)
            if abs(end - other_start) < GEOMETRY.edge.track:
                count += _OVER
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
