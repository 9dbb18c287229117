"""Placements of topics in the cells of their shelves, what one costs, and the moves from one to another.

Everything is a number here: topics, areas, columns and rows. A shelf is a stack of rows that one area or
several use, each in columns of its own. The cost is that of the lengths of the lines and of the height of the
map, which is quick to work out; how often lines cross, the drawing says. It is counted in tenths of a row
that a line climbs: whole numbers, which every machine adds alike.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.site.layout.grid import wide_span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Board", "Budget", "LinearCongruential", "Order", "Placement"]

_CLIMB_COST = 10
"""Cost of a row that a line climbs."""
_ROW_COST = 160
"""Cost of a row of the map: a lower map is read at a larger zoom."""
_SHELF_COST = 90
"""Cost of a shelf: its names and borders take the height of half a row."""
_LOW_COST = 5
"""Cost of a topic one row further down in its shelf: the last rows become empty, and are closed."""
_COLUMN_COST = 3
"""Cost of a column that a line passes: between equals the shorter lines win."""
_TIE_COST = 2
"""Cost of a row that a line climbs which is seen only when a topic is chosen."""
_SHELF_TURNS = 3
"""Of so many moves of areas one moves a whole shelf."""

Span = tuple[int, int]
Order = tuple[tuple[int, ...], ...]
"""The shelves from top to bottom, each by its areas."""


class Budget(NamedTuple):
    """At most so many ``steps`` of a search, which look at no more than ``work`` lines in all."""

    steps: int
    work: int

    def steps_for(self, lines: int) -> int:
        """How many steps there are where each looks at ``lines`` lines.

        Example:
            >>> budget = Budget(steps=100, work=1000)
            >>> budget.steps_for(0), budget.steps_for(50)
            (100, 20)
        """
        return min(self.steps, self.work // max(1, lines))


class LinearCongruential:
    """Pseudo-random numbers by x -> a x + c (mod 2^32), the same on every machine.

    The constants are those of Press et al., Numerical Recipes, 2nd ed., section 7.1; the low bits, which
    repeat soon, are left out.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1."""
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return (self._state >> 8) * limit >> 24

    def fraction(self) -> float:
        """A number from 0 to just under 1."""
        return self.below(1 << 24) / (1 << 24)


class Placement(NamedTuple):
    """Column and row in its shelf of each topic, and the shelves from top to bottom."""

    col: list[int]
    row: list[int]
    order: Order

    def after(self, moves: Mapping[int, Span]) -> Placement:
        """The placement with topics in other cells, each a column and a row."""
        col, row = self.col[:], self.row[:]
        for node, (column, at) in moves.items():
            col[node], row[node] = column, at
        return Placement(col, row, self.order)


class Board:
    """What stays the same in a search: which area each topic is in and what joins them.

    ``edges`` are the lines, ``ties`` the requirements without one; both lead to a later column.
    """

    def __init__(
        self, lane: Sequence[int], edges: Sequence[Span], *, ties: Sequence[Span] = (), last: int
    ) -> None:
        self.lane = list(lane)
        self.edges = list(edges)
        self.last = last
        self._sources, self._targets = np.array([*edges, *ties], dtype=np.int64).reshape(-1, 2).T.copy()
        self._weights = np.array([_CLIMB_COST] * len(edges) + [_TIE_COST] * len(ties), dtype=np.int64)
        self._passes = [0] * len(self.lane)
        for a, b in edges:
            self._passes[a] -= 1
            self._passes[b] += 1
        self._members = [
            [node for node, area in enumerate(lane) if area == k] for k in range(max(lane, default=-1) + 1)
        ]
        self.before: list[list[int]] = [[] for _ in lane]
        self.after: list[list[int]] = [[] for _ in lane]
        for a, b in [*edges, *ties]:
            self.before[b].append(a)
            self.after[a].append(b)

    def joined(self) -> list[list[int]]:
        """For each topic those that a line joins it to."""
        found: list[list[int]] = [[] for _ in self.lane]
        for a, b in self.edges:
            found[a].append(b)
            found[b].append(a)
        return found

    def rows(self, placement: Placement) -> tuple[list[int], int]:
        """The row of the map of each topic, and how many rows there are."""
        row, tops, top = placement.row, [0] * len(self._members), 0
        for shelf in placement.order:
            height = 0
            for area in shelf:
                tops[area] = top
                for node in self._members[area]:
                    if row[node] >= height:
                        height = row[node] + 1
            top += height
        return [tops[area] + at for area, at in zip(self.lane, row, strict=True)], top

    def settle(self, placement: Placement) -> Placement:
        """The placement without empty rows in a shelf."""
        row = placement.row[:]
        for shelf in placement.order:
            nodes = [node for area in shelf for node in self._members[area]]
            rank = {value: index for index, value in enumerate(sorted({row[node] for node in nodes}))}
            for node in nodes:
                row[node] = rank[row[node]]
        return placement._replace(row=row)

    def cost(self, placement: Placement) -> int:
        """The lengths of the lines and the height of the map."""
        rows, height = self.rows(placement)
        y = np.array(rows, dtype=np.int64)
        climbs = np.abs(y.take(self._sources) - y.take(self._targets))
        passed: int = _COLUMN_COST * sum(map(mul, placement.col, self._passes))
        room = _ROW_COST * height + _SHELF_COST * len(placement.order) + _LOW_COST * sum(placement.row)
        return int(climbs.dot(self._weights)) + passed + room

    def move_area(self, placement: Placement, random: LinearCongruential) -> Placement:
        """An area elsewhere: beside others where there is room, or on its own shelf; or a whole shelf."""
        shelves = [list(shelf) for shelf in placement.order]
        if random.below(_SHELF_TURNS) == 0:
            shelf = shelves.pop(random.below(len(shelves)))
            shelves.insert(random.below(len(shelves) + 1), shelf)
            return placement._replace(order=tuple(map(tuple, shelves)))
        area = random.below(len(self._members))
        shelves = [rest for shelf in shelves if (rest := [other for other in shelf if other != area])]
        span = self._span(area, placement.col)
        roomy = [shelf for shelf in shelves if self._is_free(span, shelf, placement.col)]
        if roomy and random.below(_SHELF_TURNS):
            roomy[random.below(len(roomy))].append(area)
        else:
            shelves.insert(random.below(len(shelves) + 1), [area])
        return placement._replace(order=tuple(map(tuple, shelves)))

    def move_topic(self, placement: Placement, random: LinearCongruential) -> Placement | None:
        """A topic in another cell of its shelf, which may grow by a row; who stands there changes places.

        None where that is barred.
        """
        moves = self.pick_move(placement, random)
        return None if moves is None else placement.after(moves)

    def pick_move(self, placement: Placement, random: LinearCongruential) -> dict[int, Span] | None:
        """The same as the new column and row of one topic or of two."""
        node = random.below(len(self.lane))
        low, high = self._reach(placement, node)
        area = self.lane[node]
        shelf = next(shelf for shelf in placement.order if area in shelf)
        nodes = [other for beside in shelf for other in self._members[beside]]
        to = (
            low + random.below(high - low + 1),
            random.below(2 + max(placement.row[other] for other in nodes)),
        )
        here = (placement.col[node], placement.row[node])
        there = next((other for other in nodes if (placement.col[other], placement.row[other]) == to), None)
        if to == here or (there is not None and not self._may_swap(placement, node, there)):
            return None
        moves = {node: to} if there is None else {node: to, there: here}
        if len(shelf) > 1:
            col = placement.after(moves).col
            if not self._is_free(self._span(area, col), [k for k in shelf if k != area], col):
                return None
        return moves

    def _may_swap(self, placement: Placement, node: int, other: int) -> bool:
        first, last = self._reach(placement, other)
        joined = other in self.after[node] or other in self.before[node]
        return self.lane[other] == self.lane[node] and not joined and first <= placement.col[node] <= last

    def _reach(self, placement: Placement, node: int) -> Span:
        """The columns open to a topic; one without prerequisites keeps the first."""
        low = max((placement.col[a] + 1 for a in self.before[node]), default=0)
        high = min((placement.col[b] - 1 for b in self.after[node]), default=self.last)
        return (0, 0) if low == 0 else (low, max(low, high))

    def _span(self, area: int, col: Sequence[int]) -> Span:
        columns = [col[node] for node in self._members[area]]
        return wide_span(min(columns), max(columns), columns=self.last + 1)

    def _is_free(self, span: Span, shelf: Sequence[int], col: Sequence[int]) -> bool:
        """Whether none of the areas on ``shelf`` has columns of ``span``."""
        others = (self._span(area, col) for area in shelf)
        return all(last < span[0] or span[1] < first for first, last in others)
