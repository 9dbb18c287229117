"""Where lines of one source part, so that a reader sees that they belong together."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Corners", "find_junctions"]

Point = tuple[int, int]
Corners = list[Point]
"""Where an edge begins, turns and ends."""


def find_junctions(corners: Mapping[tuple[str, str], Corners]) -> tuple[Point, ...]:
    """The corners at which the lines of a source leave in three directions or more.

    Example:
        >>> find_junctions({("a", "b"): [(0, 0), (9, 0)], ("a", "c"): [(0, 0), (4, 0), (4, 7), (9, 7)]})
        ((4, 0),)
    """
    by_source: dict[str, list[Corners]] = defaultdict(list)
    for (source, _), points in corners.items():
        by_source[source].append(points)
    found: set[Point] = set()
    for lines in by_source.values():
        if len(lines) > 1:
            found |= _junctions({part for points in lines for part in pairwise(points)})
    return tuple(sorted(found))


def _junctions(parts: set[tuple[Point, Point]]) -> set[Point]:
    level: dict[int, list[tuple[int, int]]] = defaultdict(list)
    upright: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (x1, y1), (x2, y2) in parts:
        if y1 == y2:
            level[y1].append((min(x1, x2), max(x1, x2)))
        else:
            upright[x1].append((min(y1, y2), max(y1, y2)))
    ends = {end for part in parts for end in part}
    return {(x, y) for x, y in ends if _ways(x, level[y]) + _ways(y, upright[x]) > 2}


def _ways(at: int, spans: Sequence[tuple[int, int]]) -> int:
    """In how many of two directions a line goes on from ``at``."""
    return any(low < at <= high for low, high in spans) + any(low <= at < high for low, high in spans)
