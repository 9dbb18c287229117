"""Where edges climb: in the gap between two columns every source has one upright line of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Climb", "channels", "rounded"]

_PASSES = 4


class Climb(NamedTuple):
    """One edge crossing the gap after ``column``, from height ``start`` to height ``end``."""

    column: int
    source: str
    start: int
    end: int


def channels(climbs: Iterable[Climb]) -> dict[tuple[int, str], float]:
    """For each gap and source the place of its upright line, as a fraction of the gap's width.

    The lines of a gap are ordered so that they cross few level ones.

    Example:
        >>> channels([Climb(0, "a", 0, 40), Climb(0, "b", 20, 60)])
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
    order = sorted(sources, key=lambda source: (-sources[source][0].start, source))
    for _ in range(_PASSES * len(order)):
        swapped = False
        for at in range(len(order) - 1):
            left, right = sources[order[at]], sources[order[at + 1]]
            if _meetings(right, left) < _meetings(left, right):
                order[at], order[at + 1] = order[at + 1], order[at]
                swapped = True
        if not swapped:
            break
    return order


def _meetings(left: Sequence[Climb], right: Sequence[Climb]) -> int:
    """How often two sources cross when ``left`` climbs further left than ``right``."""
    count = 0
    for one in left:
        low, high = sorted((one.start, one.end))
        for other in right:
            bottom, top = sorted((other.start, other.end))
            count += (low < other.start < high) + (bottom < one.end < top)
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
