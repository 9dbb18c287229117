"""Where each topic goes on the grid: columns are steps of learning, rows are grouped into one band an area.

The placement is a seeded simulated annealing over the drawn edges (Kirkpatrick et al., Science 220, 1983),
because the columns of a layered drawing are free between a topic's prerequisites and its dependants, and
the usual layer sweeps cannot use that freedom inside bands. Large graphs take plain barycentre sweeps
(Sugiyama et al., IEEE SMC 11(2), 1981), which stay linear.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Grid", "place"]

ANNEAL_LIMIT = 120
_SWEEPS = 6
_ROUNDS = 5200
_ROW_COST = 3.0
_OVER_COST = 1.6
_LENGTH_COST = 0.12


@dataclass(frozen=True)
class Grid:
    """A column and a row for every topic, and the first row and row count of every band, top to bottom."""

    cells: Mapping[str, tuple[int, int]]
    bands: Mapping[str, tuple[int, int]]
    columns: int


class _Dice:
    """A small deterministic generator (a plain LCG): every machine draws the same picture."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, limit: int) -> int:
        self._state = (1664525 * self._state + 1013904223) % 2**32
        return (self._state >> 8) * limit >> 24

    def fraction(self) -> float:
        return self.below(1 << 24) / (1 << 24)


@dataclass
class _State:
    """A placement under work: topics are numbers, ``row`` counts inside the band."""

    lane: list[int]
    edges: list[tuple[int, int]]
    col: list[int]
    row: list[int]
    order: list[int]
    height: list[int] = field(default_factory=list)
    y: list[int] = field(default_factory=list)

    def settle(self) -> None:
        """Recompute the height of every band and the absolute row of every topic."""
        self.height = [0] * len(self.order)
        for node, lane in enumerate(self.lane):
            self.height[lane] = max(self.height[lane], self.row[node] + 1)
        top, tops = 0, [0] * len(self.order)
        for lane in self.order:
            tops[lane] = top
            top += self.height[lane]
        self.y = [tops[lane] + self.row[node] for node, lane in enumerate(self.lane)]


def place(topics: Sequence[tuple[str, str]], edges: Sequence[tuple[str, str]]) -> Grid:
    """The grid of ``topics`` (id, area) joined by ``edges`` (prerequisite, topic), which must be acyclic.

    Every edge points to a later column; topics without prerequisites stand in the first; no two topics
    share a cell; a band holds the topics of one area and nothing else. Same input, same grid.

    Example:
        >>> grid = place([("a", "x"), ("b", "x"), ("c", "y")], [("a", "b"), ("b", "c")])
        >>> [grid.cells[t][0] for t in "abc"]
        [0, 1, 2]
    """
    ids = [topic for topic, _ in topics]
    areas = list(dict.fromkeys(area for _, area in topics))
    number = {topic: index for index, topic in enumerate(ids)}
    pairs = [(number[a], number[b]) for a, b in edges]
    state = _start([areas.index(area) for _, area in topics] if topics else [], pairs)
    if len(ids) <= ANNEAL_LIMIT:
        state = _anneal(state)
    else:
        _order_lanes(state)
        _sweep(state)
    return _grid(state, ids, areas)


def _start(lane: list[int], edges: list[tuple[int, int]]) -> _State:
    """Columns by longest path, rows in order of arrival."""
    after: dict[int, list[int]] = defaultdict(list)
    waiting = [0] * len(lane)
    for a, b in edges:
        after[a].append(b)
        waiting[b] += 1
    col = [0] * len(lane)
    ready = [node for node, count in enumerate(waiting) if count == 0]
    for node in ready:  # grows while it is read: Kahn's algorithm
        for follower in after[node]:
            col[follower] = max(col[follower], col[node] + 1)
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    used: dict[tuple[int, int], int] = defaultdict(int)
    row = []
    for node, band in enumerate(lane):
        row.append(used[band, col[node]])
        used[band, col[node]] += 1
    state = _State(lane, edges, col, row, list(range(max(lane, default=-1) + 1)))
    state.settle()
    return state


def _crosses(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> bool:
    """Whether two segments (x1, y1, x2, y2) with x1 < x2 cross away from their ends."""
    if p[2] <= q[0] or q[2] <= p[0]:
        return False
    px, py, qx, qy = p[2] - p[0], p[3] - p[1], q[2] - q[0], q[3] - q[1]
    one = (px * (q[1] - p[1]) - py * (q[0] - p[0])) * (px * (q[3] - p[1]) - py * (q[2] - p[0]))
    if one >= 0:
        return False
    return (qx * (p[1] - q[1]) - qy * (p[0] - q[0])) * (qx * (p[3] - q[1]) - qy * (p[2] - q[0])) < 0


def _segments(state: _State) -> list[tuple[int, int, int, int]]:
    col, y = state.col, state.y
    return [(col[a], y[a], col[b], y[b]) for a, b in state.edges]


def _cost(state: _State) -> float:
    """Crossings, cards under edges, rows and edge length, weighed into one number."""
    lines = _segments(state)
    total = _ROW_COST * sum(state.height)
    for index, line in enumerate(lines):
        total += sum(_crosses(line, other) for other in lines[:index])
    return total + _rest(state, lines)


def _rest(state: _State, lines: list[tuple[int, int, int, int]]) -> float:
    taken = set(zip(state.col, state.y, strict=True))
    total = 0.0
    for x1, y1, x2, y2 in lines:
        total += _LENGTH_COST * ((x2 - x1 - 1) * 2 + abs(y2 - y1))
        for x in range(x1 + 1, x2):
            near = y1 + (y2 - y1) * (x - x1) / (x2 - x1)
            whole = round(near)
            if abs(near - whole) < 0.4 and (x, whole) in taken:
                total += _OVER_COST
    return total


def _anneal(start: _State) -> _State:
    """The best placement met in a fixed number of seeded moves."""
    dice = _Dice(7)
    state, cost = start, _cost(start)
    best, best_cost = state, cost
    heat = 6.0
    for turn in range(_ROUNDS if len(start.lane) > 1 else 0):
        trial = _move_lane(state, dice) if turn % 5 == 0 else _move_topic(state, dice)
        heat *= 0.9992
        if trial is None:
            continue
        price = _cost(trial)
        if price <= cost or dice.fraction() < exp((cost - price) / heat):
            state, cost = trial, price
            if cost < best_cost:
                best, best_cost = state, cost
    return best


def _copy(state: _State) -> _State:
    return _State(state.lane, state.edges, state.col[:], state.row[:], state.order[:])


def _move_lane(state: _State, dice: _Dice) -> _State | None:
    if len(state.order) < 2:
        return None
    trial = _copy(state)
    lane = trial.order.pop(dice.below(len(trial.order)))
    trial.order.insert(dice.below(len(trial.order) + 1), lane)
    trial.settle()
    return trial


def _move_topic(state: _State, dice: _Dice) -> _State | None:
    """Slide one topic to another cell of its band, changing places with who stands there."""
    node = dice.below(len(state.lane))
    low, high = _span(state, node)
    lane = state.lane[node]
    col, row = low + dice.below(high - low + 1), dice.below(state.height[lane] + 1)
    trial = _copy(state)
    for other, band in enumerate(state.lane):
        if band == lane and other != node and state.col[other] == col and state.row[other] == row:
            first, last = _span(state, other)
            if (
                not first <= state.col[node] <= last
                or (other, node) in state.edges
                or (node, other) in state.edges
            ):
                return None
            trial.col[other], trial.row[other] = state.col[node], state.row[node]
    trial.col[node], trial.row[node] = col, row
    _close_gaps(trial, lane)
    trial.settle()
    return trial


def _span(state: _State, node: int) -> tuple[int, int]:
    """The columns open to a topic; one without prerequisites keeps the first."""
    low = max((state.col[a] + 1 for a, b in state.edges if b == node), default=0)
    ends = max(state.col)
    high = min((state.col[b] - 1 for a, b in state.edges if a == node), default=ends)
    return (0, 0) if low == 0 else (low, max(low, high))


def _close_gaps(state: _State, lane: int) -> None:
    members = [node for node, band in enumerate(state.lane) if band == lane]
    rank = {row: index for index, row in enumerate(sorted({state.row[node] for node in members}))}
    for node in members:
        state.row[node] = rank[state.row[node]]


def _order_lanes(state: _State) -> None:
    """Bands that share many edges come to stand side by side: mean neighbour position, a few times over."""
    links: dict[int, list[int]] = defaultdict(list)
    for a, b in state.edges:
        links[state.lane[a]].append(state.lane[b])
        links[state.lane[b]].append(state.lane[a])
    for _ in range(_SWEEPS):
        place_of = {lane: index for index, lane in enumerate(state.order)}
        state.order.sort(
            key=lambda lane: (_mean([place_of[other] for other in links[lane]], place_of[lane]), lane)
        )
    state.settle()


def _mean(values: list[int], default: float) -> float:
    return sum(values) / len(values) if values else default


def _sweep(state: _State) -> None:
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in state.edges:
        near[a].append(b)
        near[b].append(a)
    for _ in range(_SWEEPS):
        for members in _stacks(state):
            members.sort(
                key=lambda node: (_mean([state.y[other] for other in near[node]], state.y[node]), node)
            )
            for row, node in enumerate(members):
                state.row[node] = row
        state.settle()


def _stacks(state: _State) -> Iterator[list[int]]:
    stacks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, lane in enumerate(state.lane):
        stacks[state.col[node], lane].append(node)
    for key in sorted(stacks):
        yield stacks[key]


def _grid(state: _State, ids: Sequence[str], areas: Sequence[str]) -> Grid:
    state.settle()
    bands, top = {}, 0
    for lane in state.order:
        bands[areas[lane]] = (top, state.height[lane])
        top += state.height[lane]
    cells = {topic: (state.col[index], state.y[index]) for index, topic in enumerate(ids)}
    return Grid(cells, bands, max(state.col, default=-1) + 1)
