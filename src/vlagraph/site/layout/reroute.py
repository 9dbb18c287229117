"""Long edges take other ways between the cards where they then cross fewer lines.

The first routes (`vlagraph.site.layout.route`) climb little and keep apart, whatever they cross. Each long
edge is then taken out and put back on its cheapest way among the others, where each line that it crosses has
a price, as routers of circuit boards rip up a wire and lay it anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from vlagraph.site.layout.route import BEND, field_of, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vlagraph.site.layout.route import Cells, Edge, Field, Route

__all__ = ["cross_less"]

_CROSSED = 1.0
"""Cost of a line that is crossed, in rows of climbing: with three, maps grow higher and cross no less."""
_PASSES = 2
"""Rounds over the long edges; a third takes one crossing of fifty away."""
_REACH = 2
"""How many rows a way may leave the rows between its ends: one more than at first, there is more to gain."""


def cross_less(cells: Cells, routes: Mapping[Edge, Route]) -> dict[Edge, Route]:
    """The routes with other ways for long edges, those that pass columns, where that saves crossings.

    Example:
        >>> cells = {"a": (0, 0), "b": (2, 2), "c": (1, 0), "d": (2, 1)}
        >>> cross_less(cells, {("a", "b"): (0.0, -0.5, 2.0), ("c", "d"): (0.0, 1.0)})["a", "b"]
        (0.0, 2.0, 2.0)
    """
    lines = _Lines(cells, routes)
    long = sorted(
        (edge for edge, route in routes.items() if len(route) > 2),
        key=lambda edge: (length(cells, edge), edge),
    )
    for _ in range(_PASSES):
        before = dict(lines.ways)
        for edge in long:
            lines.take_out(edge)
            lines.put(edge, lines.cheapest(edge))
        if lines.ways == before:
            break
    return {edge: tuple(height / 2 for height in lines.ways[edge]) for edge in routes}


class _Lines:
    """The ways of all edges, their heights counted in halves of a row."""

    def __init__(self, cells: Cells, routes: Mapping[Edge, Route]) -> None:
        self._cells = cells
        self._cards = {(column, 2 * row) for column, row in cells.values()}
        self._bottom = max((row for _, row in cells.values()), default=0)
        self._users: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        self._gaps: dict[int, dict[Edge, tuple[int, int]]] = defaultdict(dict)
        self.ways: dict[Edge, tuple[int, ...]] = {}
        for edge, route in routes.items():
            self.put(edge, tuple(int(2 * row) for row in route))

    def put(self, edge: Edge, way: tuple[int, ...]) -> None:
        """Have ``edge`` run on ``way``."""
        self.ways[edge] = way
        first = self._cells[edge[0]][0]
        for column, ends in enumerate(pairwise(way), first):
            self._gaps[column][edge] = ends
        for place in enumerate(way[1:-1], first + 1):
            self._users[place][edge[0]] += 1

    def take_out(self, edge: Edge) -> None:
        """Have ``edge`` run nowhere."""
        way, first = self.ways[edge], self._cells[edge[0]][0]
        for column in range(first, first + len(way) - 1):
            del self._gaps[column][edge]
        for place in enumerate(way[1:-1], first + 1):
            self._users[place][edge[0]] -= 1
            self._users[place] += Counter()  # which forgets what is used no more

    def cheapest(self, edge: Edge) -> tuple[int, ...]:
        """The cheapest way of an edge that was taken out, by dynamic programming over the columns."""
        (first, start), (_, end) = self._cells[edge[0]], self._cells[edge[1]]
        field = field_of(self._cells, edge, reach=_REACH, bottom=self._bottom)
        here = np.array(field.costs(self._cards, self._users, edge[0]))
        climbs = _climbs(here.shape[1])
        reached = (
            climbs[2 * start - field.lowest] + self._crossings(first, edge, field)[2 * start - field.lowest]
        )
        origins = []
        for column, cost in zip(field.columns, here, strict=True):
            steps = (reached + cost)[:, None] + climbs + self._crossings(column, edge, field)
            origins.append(steps.argmin(axis=0))
            reached = steps.min(axis=0)
        way = [2 * end - field.lowest]
        for origin in reversed(origins):
            way.append(int(origin[way[-1]]))
        return (2 * start, *(field.lowest + height for height in reversed(way)))

    def _crossings(self, column: int, edge: Edge, field: Field) -> NDArray[np.float64]:
        """By the heights before and after the gap that follows ``column``, what the lines crossed there cost.

        Lines with a topic in common do not count as crossing.
        """
        size = field.size
        found = [ends for other, ends in self._gaps[column].items() if not set(other) & set(edge)]
        if not found:
            return np.zeros((size, size))
        before, after = np.clip(np.array(found).T - field.lowest + 1, 0, size + 1)
        table = np.zeros((size + 2, size + 2))
        np.add.at(table, (before, after), _CROSSED)
        above = table.cumsum(axis=0)[:, ::-1].cumsum(axis=1)[:, ::-1]
        below = table[::-1].cumsum(axis=0)[::-1].cumsum(axis=1)
        result: NDArray[np.float64] = above[:-2, 2:] + below[2:, :-2]
        return result


def _climbs(size: int) -> NDArray[np.float64]:
    """What it costs to go from one height to another."""
    heights = np.arange(size)
    apart = np.abs(heights[:, None] - heights) / 2
    result: NDArray[np.float64] = apart + BEND * (apart > 0)
    return result
