"""How the drawn edges run: level through the gaps between cards, bending only between columns.

An edge that passes several columns takes, in each of them, the free height that costs the least climbing:
the line between two rows or an empty cell. It therefore never passes under a card.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["Way", "ways"]

Way = tuple[float, ...]
"""The heights of one edge, in rows: at its source, in every column that it passes, and at its target."""

_BEND = 0.35
_SHARED = 0.55
_REACH = 2


def ways(
    cells: Mapping[str, tuple[int, int]], edges: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Way]:
    """The way of every edge, short ones first so that long ones bend around them.

    Example:
        >>> ways({"a": (0, 0), "b": (1, 0), "c": (2, 0)}, [("a", "c")])
        {('a', 'c'): (0.0, -0.5, 0.0)}
    """
    taken = set(cells.values())
    tracks: dict[tuple[int, float], set[str]] = defaultdict(set)
    found: dict[tuple[str, str], Way] = {}
    for edge in sorted(edges, key=lambda pair: (_length(cells, pair), pair)):
        found[edge] = _way(cells[edge[0]], cells[edge[1]], taken=taken, tracks=tracks, source=edge[0])
        for offset, height in enumerate(found[edge][1:-1], start=1):
            tracks[cells[edge[0]][0] + offset, height].add(edge[0])
    return {edge: found[edge] for edge in edges}


def _length(cells: Mapping[str, tuple[int, int]], edge: tuple[str, str]) -> int:
    (col_a, row_a), (col_b, row_b) = cells[edge[0]], cells[edge[1]]
    return (col_b - col_a) * 1000 + abs(row_a - row_b)


def _way(
    start: tuple[int, int],
    end: tuple[int, int],
    *,
    taken: Collection[tuple[int, int]],
    tracks: Mapping[tuple[int, float], set[str]],
    source: str,
) -> Way:
    """The cheapest heights by dynamic programming over the columns between ``start`` and ``end``."""
    low, high = min(start[1], end[1]) - _REACH, max(start[1], end[1]) + _REACH
    best: dict[float, tuple[float, Way]] = {float(start[1]): (0.0, (float(start[1]),))}
    for col in range(start[0] + 1, end[0]):
        heights = [row - 0.5 for row in range(low, high + 2)]
        heights += [float(row) for row in range(low, high + 1) if row >= 0 and (col, row) not in taken]
        best = {height: _cheapest(best, height) for height in heights}
        for height, (cost, way) in best.items():
            others = len(tracks.get((col, height), set()) - {source})
            best[height] = (cost + _SHARED * others, way)
    return _cheapest(best, float(end[1]))[1]


def _cheapest(best: Mapping[float, tuple[float, Way]], height: float) -> tuple[float, Way]:
    options = (
        (cost + abs(height - last) + (_BEND if height != last else 0.0), (*way, height))
        for last, (cost, way) in best.items()
    )
    return min(options)
