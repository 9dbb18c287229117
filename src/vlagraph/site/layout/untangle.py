"""Simulated annealing by how often straight lines between the cells of a map cross.

Lines as they are drawn take long to lay, so a search by them sees few placements of a large map. Straight
ones cross about as often, and what a move changes is counted along the lines of the moved topics alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.site.layout.cooling import Cooling, is_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from vlagraph.site.layout.board import Board, LinearCongruential, Placement, Span

__all__ = ["untangle"]

_HOT, _COLD = 4.0, 0.2
"""The first and the last heat, in crossings that a step may cost."""
_LENGTH_COST = 0.02
"""Cost of a row that a line climbs, in crossings: what crosses nothing is still short."""
_COLUMN, _SIDE = 10, 3
"""From column to column, and from the middle of a card to its side: whole numbers, which every machine
counts alike."""


def untangle(board: Board, start: Placement, random: LinearCongruential, *, steps: int) -> Placement:
    """The best placement met in so many ``steps``: topics move within their shelves, none of which grows."""
    if not (steps and board.edges):
        return start
    lines, rows = _Lines(board, start), _rows_of_shelves(board, start)
    best, placement, cost, least = start, start, 0.0, 0.0
    for heat in Cooling(steps, _HOT, _COLD).heats():
        moves = board.pick_move(placement, random)
        if moves is None or any(row >= rows[board.lane[node]] for node, (_, row) in moves.items()):
            continue
        dearer = lines.shift(moves)
        if is_taken(dearer, heat, random):
            placement, cost = placement.after(moves), cost + dearer
            if cost < least:
                best, least = placement, cost
        else:
            lines.put({node: (placement.col[node], placement.row[node]) for node in moves})
    return board.settle(best)


def _rows_of_shelves(board: Board, placement: Placement) -> dict[int, int]:
    """For each area the rows of its shelf."""
    found: dict[int, int] = {}
    for shelf in placement.order:
        rows = 1 + max(row for row, area in zip(placement.row, board.lane, strict=True) if area in shelf)
        found |= dict.fromkeys(shelf, rows)
    return found


class _Lines:
    """Straight lines from the right sides of cards to the left sides of others, shelf below shelf."""

    def __init__(self, board: Board, placement: Placement) -> None:
        self._ends = np.array(board.edges)
        y, _ = board.rows(placement)
        self._tops = [height - row for height, row in zip(y, placement.row, strict=True)]
        self._of = [np.flatnonzero((self._ends == node).any(axis=1)) for node in range(len(y))]
        # in 32 bits, which hold whole numbers up to 16 million and are faster than 64
        self._x = _COLUMN * np.array(placement.col, dtype=np.float32)
        self._y = np.array(y, dtype=np.float32)
        self._lines = np.empty((4, len(self._ends)), dtype=np.float32)
        self._lay(np.arange(len(self._ends)))

    def put(self, moves: Mapping[int, Span]) -> None:
        """Have topics stand in other cells, each a column and a row of its shelf."""
        for node, (column, row) in moves.items():
            self._x[node], self._y[node] = _COLUMN * column, self._tops[node] + row
        self._lay(self._at(moves))

    def shift(self, moves: Mapping[int, Span]) -> float:
        """The same; by how much dearer the lines become."""
        moved, alone = self._at(moves), len(moves) == 1
        before = self._price(moved, alone=alone)
        self.put(moves)
        return self._price(moved, alone=alone) - before

    def _at(self, nodes: Iterable[int]) -> NDArray[np.int64]:
        """The lines that begin or end at one of them."""
        found = [self._of[node] for node in nodes]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _lay(self, lines: NDArray[np.int64]) -> None:
        source, target = self._ends[lines].T
        self._lines[:, lines] = (
            self._x[source] + _SIDE,
            self._y[source],
            self._x[target] - _SIDE,
            self._y[target],
        )

    def _price(self, some: NDArray[np.int64], *, alone: bool) -> float:
        """What crossings and lengths of ``some`` lines cost; those of a topic ``alone`` do not meet."""
        x1, y1, x2, y2 = mine = self._lines[:, some]
        left, _, right, _ = self._lines
        beside = (left < x2.max(initial=-np.inf)) & (right > x1.min(initial=np.inf))
        with_others = np.count_nonzero(_met(mine, self._lines[:, beside]))
        among = 0 if alone else np.count_nonzero(_met(mine, mine))
        return float(with_others - among / 2 + _LENGTH_COST * float(np.abs(y2 - y1).sum()))


def _met(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which lines cross which: the ends of each lie on both sides of the other."""
    x1, y1, x2, y2 = some[:, :, None]
    a, b, c, d = others[:, None]
    across, down = x2 - x1, y2 - y1
    right, low = c - a, d - b
    left, top = a - x1, b - y1
    one = across * top - down * left
    two = across * (d - y1) - down * (c - x1)
    three = low * left - right * top
    four = low * (a - x2) - right * (b - y2)
    result: NDArray[np.bool_] = (one * two < 0) & (three * four < 0)
    return result
