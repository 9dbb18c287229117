"""Placements of topics in the cells of their bands, what one costs, and the moves from one to another.

Everything is a number here: topics, bands (``lane``), columns and rows. The cost is that of straight lines
between the cells, which is quick to work out for the few lines that a move changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ROW_COST", "Board", "LinearCongruential", "Move", "Placement"]

ROW_COST = 3.5
"""Cost of a row of the map in crossings: a lower map is read at a larger zoom."""
_UNDER_COST = 1.6
"""Cost of a card under a straight line: its line will have to go around it, past others."""
_LENGTH_COST = 0.2
"""Cost of a row of climbing, and half that of a column: between equals the shorter lines win."""
_NEAR = 0.4
"""How near, in rows, a straight line passes a card that it would touch."""

Line = tuple[int, int, int, int]


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


class Move(NamedTuple):
    """A topic to another cell of its band."""

    node: int
    col: int
    row: int


@dataclass(frozen=True)
class Placement:
    """Column, row in the band and row of the map of each topic, and the lines of the edges.

    ``order`` names the bands from top to bottom, ``height`` is the number of rows of each.
    """

    col: list[int]
    row: list[int]
    order: list[int]
    height: list[int]
    y: list[int]
    lines: list[Line]


class Board:
    """What stays the same in a search: which band each topic is in and what joins them."""

    def __init__(self, lane: Sequence[int], edges: Sequence[tuple[int, int]], *, last: int) -> None:
        self.lane = list(lane)
        self.edges = list(edges)
        self.last = last
        self.lanes = max(lane, default=-1) + 1
        self.members = [[node for node, band in enumerate(lane) if band == k] for k in range(self.lanes)]
        self.before: list[list[int]] = [[] for _ in lane]
        self.after: list[list[int]] = [[] for _ in lane]
        self.touching: list[list[int]] = [[] for _ in lane]
        for index, (a, b) in enumerate(edges):
            self.before[b].append(a)
            self.after[a].append(b)
            self.touching[a].append(index)
            self.touching[b].append(index)

    def settle(self, col: list[int], row: list[int], order: list[int]) -> Placement:
        """The placement with every band as high as its rows need, and without empty rows in a band."""
        row = row[:]
        for members in self.members:
            rank = {value: index for index, value in enumerate(sorted({row[node] for node in members}))}
            for node in members:
                row[node] = rank[row[node]]
        height = [max((row[node] for node in members), default=-1) + 1 for members in self.members]
        return self._stack(Placement(col, row, order, height, [], []), order)

    def _stack(self, placement: Placement, order: list[int]) -> Placement:
        """The placement with its bands in another order."""
        top, tops = 0, [0] * self.lanes
        for lane in order:
            tops[lane] = top
            top += placement.height[lane]
        y = [tops[lane] + row for lane, row in zip(self.lane, placement.row, strict=True)]
        lines = [(placement.col[a], y[a], placement.col[b], y[b]) for a, b in self.edges]
        return Placement(placement.col, placement.row, order, placement.height, y, lines)

    def cost(self, placement: Placement) -> float:
        """The cost of the whole placement; crossings count 1."""
        lines = _cost(placement, range(len(placement.lines)))
        return lines + ROW_COST * sum(placement.row)

    def move_band(self, placement: Placement, random: LinearCongruential) -> Placement:
        """One band elsewhere."""
        order = placement.order[:]
        lane = order.pop(random.below(len(order)))
        order.insert(random.below(len(order) + 1), lane)
        return self._stack(placement, order)

    def move_topic(self, placement: Placement, random: LinearCongruential, *, grow: int) -> list[Move]:
        """One topic to another cell of its band, changing places with who stands there; none if barred.

        The band may ``grow`` by that many rows.
        """
        node = random.below(len(self.lane))
        low, high = self._span(placement, node)
        lane = self.lane[node]
        col = low + random.below(high - low + 1)
        row = random.below(placement.height[lane] + grow)
        if (col, row) == (placement.col[node], placement.row[node]):
            return []
        for other in self.members[lane]:
            if placement.col[other] == col and placement.row[other] == row:
                first, last = self._span(placement, other)
                barred = other in self.after[node] or other in self.before[node]
                if barred or not first <= placement.col[node] <= last:
                    return []
                return [Move(node, col, row), Move(other, placement.col[node], placement.row[node])]
        return [Move(node, col, row)]

    def apply(self, placement: Placement, moves: Sequence[Move]) -> tuple[Placement, float]:
        """The placement after ``moves``, its bands as high as before, and by how much its cost changes.

        Cards that come under the lines of other topics are left out: the drawing shows them.
        """
        col, row, y, lines = placement.col[:], placement.row[:], placement.y[:], placement.lines[:]
        for move in moves:
            y[move.node] += move.row - row[move.node]
            col[move.node], row[move.node] = move.col, move.row
        touched = sorted({index for move in moves for index in self.touching[move.node]})
        for index in touched:
            a, b = self.edges[index]
            lines[index] = (col[a], y[a], col[b], y[b])
        moved = Placement(col, row, placement.order, placement.height, y, lines)
        rows = sum(row[move.node] - placement.row[move.node] for move in moves)
        return moved, _cost(moved, touched) - _cost(placement, touched) + ROW_COST * rows

    def _span(self, placement: Placement, node: int) -> tuple[int, int]:
        """The columns open to a topic; one without prerequisites keeps the first."""
        low = max((placement.col[a] + 1 for a in self.before[node]), default=0)
        high = min((placement.col[b] - 1 for b in self.after[node]), default=self.last)
        return (0, 0) if low == 0 else (low, max(low, high))


def _cost(placement: Placement, touched: Sequence[int]) -> float:
    """The cost of some edges: their crossings with all edges, cards under them, and their length."""
    lines, chosen = placement.lines, set(touched)
    taken = set(zip(placement.col, placement.y, strict=True))
    every = len(chosen) == len(lines)
    others = lines if every else [line for at, line in enumerate(lines) if at not in chosen]
    total = 0.0
    for place, index in enumerate(touched):
        x1, y1, x2, y2 = line = lines[index]
        total += _LENGTH_COST * (2 * (x2 - x1 - 1) + abs(y2 - y1))
        for x in range(x1 + 1, x2):
            near = y1 + (y2 - y1) * (x - x1) / (x2 - x1)
            if abs(near - round(near)) < _NEAR and (x, round(near)) in taken:
                total += _UNDER_COST
        if every:
            total += _crossings(line, lines[:index])
        else:
            total += _crossings(line, others) + _crossings(line, [lines[at] for at in touched[:place]])
    return total


def _crossings(line: Line, others: Iterable[Line]) -> int:
    """How many of ``others`` cross ``line`` away from its ends; lines run from left to right."""
    x1, y1, x2, y2 = line
    dx, dy = x2 - x1, y2 - y1
    count = 0
    for u1, v1, u2, v2 in others:
        if u2 <= x1 or x2 <= u1:
            continue
        c = dy * x1 - dx * y1
        if (dx * v1 - dy * u1 + c) * (dx * v2 - dy * u2 + c) >= 0:
            continue
        ex, ey = u2 - u1, v2 - v1
        e = ey * u1 - ex * v1
        if (ex * y1 - ey * x1 + e) * (ex * y2 - ey * x2 + e) < 0:
            count += 1
    return count
