"""How the drawn edges run: level through the gaps between cards, bending only between columns.

An edge that passes several columns takes, in each of them, the free height that costs the least climbing:
the line between two rows or an empty cell. It therefore never passes under a card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vlagraph.site.layout.lanes import CELL_LANES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["BEND", "Cells", "Edge", "Field", "Route", "field_of", "length", "route_edges"]

Edge = tuple[str, str]
Cells = Mapping[str, tuple[int, int]]
"""The column and the row of every topic."""
Route = tuple[float, ...]
"""The heights of one edge, in rows: at its source, in every column that it passes, and at its target."""

BEND = 0.35
"""Cost of a bend, in rows of climbing: a line bends once for two rows rather than twice for one each."""
_SHARED = 0.55
"""Cost of running beside another source: a gap is left for the next, half a row off, once it holds one."""
_BARRED = 1e9
"""Cost of what cannot be: more than any way."""
_REACH = 1
"""How many rows an edge may leave the rows between its ends, to get around a full column."""


def route_edges(cells: Cells, edges: Sequence[Edge]) -> dict[Edge, Route]:
    """The route of every edge, short ones first so that long ones bend around them.

    Example:
        >>> route_edges({"a": (0, 0), "b": (1, 0), "c": (2, 0)}, [("a", "c")])
        {('a', 'c'): (0.0, -0.5, 0.0)}
    """
    taken = {(column, 2 * row) for column, row in cells.values()}
    bottom = max((row for _, row in cells.values()), default=0)
    users: dict[tuple[int, int], set[str]] = defaultdict(set)
    found: dict[Edge, Route] = {}
    for edge in sorted(edges, key=lambda pair: (length(cells, pair), pair)):
        source = edge[0]
        (first, start), (last, end) = cells[source], cells[edge[1]]
        if last - first == 1:
            found[edge] = (float(start), float(end))
            continue
        field = field_of(cells, edge, reach=_REACH, bottom=bottom)
        steps = _cheapest(2 * start, 2 * end, costs=field.costs(taken, users, source), lowest=field.lowest)
        for place in zip(field.columns, steps[1:-1], strict=True):
            users[place].add(source)
        found[edge] = tuple(step / 2 for step in steps)
    return {edge: found[edge] for edge in edges}


def length(cells: Cells, edge: Edge) -> int:
    """By which edges are put in order, from short to long."""
    (col_a, row_a), (col_b, row_b) = cells[edge[0]], cells[edge[1]]
    return (col_b - col_a) * 1000 + abs(row_a - row_b)


def field_of(cells: Cells, edge: Edge, *, reach: int, bottom: int) -> Field:
    """Where ``edge`` may run: ``reach`` rows above and below its ends, and no further than ``bottom``."""
    (first, start), (last, end) = cells[edge[0]], cells[edge[1]]
    low = max(2 * (min(start, end) - reach) - 1, -1)
    high = min(2 * (max(start, end) + reach) + 1, 2 * bottom + 1)
    return Field(range(first + 1, last), range(low, high + 1))


class Field:
    """The columns and heights that an edge may use; heights are counted in halves of a row."""

    def __init__(self, columns: range, heights: range) -> None:
        self.columns = columns
        self.lowest = heights[0]
        self.size = len(heights)
        self._heights = heights

    def costs(
        self,
        taken: Collection[tuple[int, int]],
        users: Mapping[tuple[int, int], Collection[str]],
        source: str,
    ) -> list[list[float]]:
        """For each column what each height costs; cards and full cells are barred."""
        return [
            [
                _BARRED
                if height % 2 == 0
                and ((column, height) in taken or _is_full(users, (column, height), source))
                else _SHARED * _others(users[column, height], source)
                if (column, height) in users
                else 0.0
                for height in self._heights
            ]
            for column in self.columns
        ]


def _others(users: Collection[str], source: str) -> int:
    return len(users) - (source in users)


def _is_full(users: Mapping[tuple[int, int], Collection[str]], place: tuple[int, int], source: str) -> bool:
    """Whether an empty cell has no lane left; the room between rows grows with its lanes."""
    return place in users and _others(users[place], source) >= CELL_LANES


def _cheapest(start: int, end: int, *, costs: Sequence[Sequence[float]], lowest: int) -> list[int]:
    """The heights of the cheapest way, by dynamic programming over the columns between its ends."""
    reached = [_BARRED] * len(costs[0])
    reached[start - lowest] = 0.0
    origins = []
    for column in costs:
        climbed, origin = _climbed(reached)
        reached = [cost + here for cost, here in zip(climbed, column, strict=True)]
        origins.append(origin)
    origins.append(_climbed(reached)[1])
    way = [end - lowest]
    for origin in reversed(origins):
        way.append(origin[way[-1]])
    return [lowest + step for step in reversed(way)]


def _climbed(reached: Sequence[float]) -> tuple[list[float], list[int]]:
    """What each height costs level or by one climb, and where it is come from: a sweep up and one down."""
    costs, origin = list(reached), list(range(len(reached)))
    for sweep in (range(len(reached)), range(len(reached) - 1, -1, -1)):
        best, start = _BARRED, 0
        for at in sweep:
            best += 0.5
            if best + BEND < costs[at]:
                costs[at], origin[at] = best + BEND, start
            if reached[at] < best:
                best, start = reached[at], at
    return costs, origin
