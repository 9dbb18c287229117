"""Simulated annealing over the free cells of a drawing in bands (Kirkpatrick et al., Science 220, 1983).

The columns of a layered drawing are free between a topic's prerequisites and its dependants, and the usual
layer sweeps cannot use that freedom inside bands; a local search can.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Board", "anneal"]

_ROUNDS = (10000, 1500)
_HEAT, _COOLING = (8.0, 1.0), (0.9997, 0.997)
_BAND_TURN = 8
_ROW_COST, _OVER_COST, _LENGTH_COST = 3.5, 1.6, 0.2
_PASSES = 3
_SEEDS = (1570935,)

Line = tuple[int, int, int, int]
Move = tuple[int, int, int]


class _Dice:
    """A small deterministic generator (a plain LCG): every machine draws the same picture."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return (self._state >> 8) * limit >> 24

    def fraction(self) -> float:
        return self.below(1 << 24) / (1 << 24)


class Board:
    """The fixed part of the search: which band each topic is in and what joins them, all as numbers."""

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


@dataclass
class _State:
    """Column, row in the band and absolute row of each topic, and the lines of the edges."""

    col: list[int]
    row: list[int]
    order: list[int]
    height: list[int]
    y: list[int]
    lines: list[Line]


def anneal(
    board: Board, col: Sequence[int], row: Sequence[int], *, order: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    """Better columns, rows inside the bands, and order of the bands; topics in column 0 stay there.

    The best of the seeded runs; the seed was chosen on the shipped graph.
    """
    state = _settled(board, list(col), list(row), order=list(order))
    if len(board.lane) < 2:
        return state.col, state.row, state.order
    found = [_search(board, state, _Dice(seed)) for seed in _SEEDS]
    best = min(found, key=_price)
    return best.col, best.row, best.order


def _price(state: _State) -> float:
    return _cost(state, range(len(state.lines))) + _ROW_COST * sum(state.height)


def _search(board: Board, state: _State, dice: _Dice) -> _State:
    """One long run, then emptied rows close and a short one at lower heat mends what that moved."""
    for rounds, heat, cooling in zip(_ROUNDS, _HEAT, _COOLING, strict=True):
        state = _wander(board, state, dice=dice, rounds=rounds, heat=heat, cooling=cooling)
        row = state.row[:]
        for members in board.members:
            _close_gaps(members, row)
        state = _settled(board, state.col[:], row, order=state.order)
    return _order_bands(board, state)


def _settled(board: Board, col: list[int], row: list[int], *, order: list[int]) -> _State:
    """The state with every band as high as its rows need."""
    height = [max((row[node] for node in members), default=-1) + 1 for members in board.members]
    return _stacked(board, _State(col, row, order, height, [], []), order)


def _stacked(board: Board, state: _State, order: list[int]) -> _State:
    """The state with its bands in another order."""
    top, tops = 0, [0] * board.lanes
    for lane in order:
        tops[lane] = top
        top += state.height[lane]
    y = [tops[lane] + row for lane, row in zip(board.lane, state.row, strict=True)]
    lines = [(state.col[a], y[a], state.col[b], y[b]) for a, b in board.edges]
    return _State(state.col, state.row, order, state.height, y, lines)


def _order_bands(board: Board, state: _State) -> _State:
    """Each band in turn goes where the whole drawing is best, until nothing improves."""
    least = _cost(state, range(len(state.lines)))
    for _ in range(_PASSES):
        before = least
        for lane in range(board.lanes):
            rest = [other for other in state.order if other != lane]
            for at in range(board.lanes):
                trial = _stacked(board, state, [*rest[:at], lane, *rest[at:]])
                price = _cost(trial, range(len(trial.lines)))
                if price < least:
                    state, least = trial, price
        if least == before:
            break
    return state


def _wander(board: Board, state: _State, *, dice: _Dice, rounds: int, heat: float, cooling: float) -> _State:
    """The best placement met while bands change places and topics move through the cells of their bands."""
    cost = _cost(state, range(len(state.lines))) + _ROW_COST * sum(state.row)
    best, least = state, cost
    for turn in range(rounds):
        heat *= cooling
        found = (
            _shift_band(board, state, dice) if turn % _BAND_TURN == 0 else _shift_topic(board, state, dice)
        )
        if found is None:
            continue
        trial, change = found
        price = cost + change if turn % _BAND_TURN else change
        if price <= cost or dice.fraction() < exp((cost - price) / heat):
            state, cost = trial, price
            if cost < least:
                best, least = state, cost
    return best


def _shift_band(board: Board, state: _State, dice: _Dice) -> tuple[_State, float] | None:
    """One band elsewhere, and what the whole drawing then costs."""
    if board.lanes < 2:
        return None
    order = state.order[:]
    lane = order.pop(dice.below(len(order)))
    order.insert(dice.below(len(order) + 1), lane)
    trial = _stacked(board, state, order)
    return trial, _cost(trial, range(len(trial.lines))) + _ROW_COST * sum(trial.row)


def _shift_topic(board: Board, state: _State, dice: _Dice) -> tuple[_State, float] | None:
    """One or two topics in other cells, and by how much that changes the cost."""
    moves = _pick_moves(board, state, dice)
    if not moves:
        return None
    nodes = [node for node, _, _ in moves]
    touched = sorted({index for node in nodes for index in board.touching[node]})
    trial = _State(state.col[:], state.row[:], state.order, state.height, state.y[:], state.lines[:])
    for node, col, row in moves:
        trial.col[node], trial.y[node] = col, state.y[node] - state.row[node] + row
        trial.row[node] = row
    for index in touched:
        a, b = board.edges[index]
        trial.lines[index] = (trial.col[a], trial.y[a], trial.col[b], trial.y[b])
    rows = sum(trial.row[node] - state.row[node] for node in nodes)
    return trial, _cost(trial, touched) - _cost(state, touched) + _ROW_COST * rows


def _pick_moves(board: Board, state: _State, dice: _Dice) -> list[Move]:
    """One topic to another cell of its band, changing places with who stands there; none if barred."""
    node = dice.below(len(board.lane))
    low, high = _span(board, state, node)
    lane = board.lane[node]
    col, row = low + dice.below(high - low + 1), dice.below(state.height[lane])
    if (col, row) == (state.col[node], state.row[node]):
        return []
    for other in board.members[lane]:
        if state.col[other] == col and state.row[other] == row:
            first, last = _span(board, state, other)
            barred = other in board.after[node] or other in board.before[node]
            if barred or not first <= state.col[node] <= last:
                return []
            return [(node, col, row), (other, state.col[node], state.row[node])]
    return [(node, col, row)]


def _span(board: Board, state: _State, node: int) -> tuple[int, int]:
    """The columns open to a topic; one without prerequisites keeps the first."""
    low = max((state.col[a] + 1 for a in board.before[node]), default=0)
    high = min((state.col[b] - 1 for b in board.after[node]), default=board.last)
    return (0, 0) if low == 0 else (low, max(low, high))


def _close_gaps(members: Sequence[int], row: list[int]) -> None:
    rank = {value: index for index, value in enumerate(sorted({row[node] for node in members}))}
    for node in members:
        row[node] = rank[row[node]]


def _cost(state: _State, touched: Sequence[int]) -> float:
    """The cost of some edges: their crossings with all edges, cards under them, and their length."""
    lines, chosen = state.lines, set(touched)
    taken = set(zip(state.col, state.y, strict=True))
    others = (
        lines if len(chosen) == len(lines) else [line for at, line in enumerate(lines) if at not in chosen]
    )
    total = 0.0
    for place, index in enumerate(touched):
        x1, y1, x2, y2 = line = lines[index]
        total += _LENGTH_COST * (2 * (x2 - x1 - 1) + abs(y2 - y1))
        for x in range(x1 + 1, x2):
            near = y1 + (y2 - y1) * (x - x1) / (x2 - x1)
            if abs(near - round(near)) < 0.4 and (x, round(near)) in taken:
                total += _OVER_COST
        if others is lines:
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
