"""Where each topic goes on the grid: columns are steps of learning, rows are grouped into one band an area.

Small graphs are annealed (`vlagraph.site.layout.anneal`); large ones take plain barycentre sweeps, which stay
linear (Sugiyama et al., IEEE SMC 11(2), 1981).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vlagraph.site.layout.anneal import anneal
from vlagraph.site.layout.board import Board
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import Grid
from vlagraph.site.layout.lines import count_crossings, draw_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.site.layout.board import Placement

__all__ = ["place"]

_SWEEPS = 6
"""Passes of the barycentre over a map that is too large to anneal; 150 topics settle in the first."""


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
    if len(ids) <= GEOMETRY.limits.annealed:
        _anneal(state, lambda placed: count_crossings(draw_lines(_grid(placed, ids, areas), edges)))
    else:
        _order_lanes(state)
        _sweep(state)
    return _grid(state, ids, areas)


def _anneal(state: _State, crossings: Callable[[_State], int]) -> None:
    """Put the best placement that the search finds into ``state``."""
    board = Board(state.lane, state.edges, last=max(state.col, default=0))
    start = board.settle(state.col, state.row, state.order)

    def drawn(placement: Placement) -> int:
        return crossings(_State(state.lane, state.edges, placement.col, placement.row, placement.order))

    found = anneal(board, start, drawn)
    state.col, state.row, state.order = found.col, found.row, found.order


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


def _order_lanes(state: _State) -> None:
    """Bands that share many edges come to stand near each other; the order in which they lie nearest is kept.

    A band moves to the mean of its own place and those of its neighbours: without its own weight two groups
    of bands would change places for ever.
    """
    links: dict[int, list[int]] = defaultdict(list)
    for a, b in state.edges:
        if state.lane[a] != state.lane[b]:
            links[state.lane[a]].append(state.lane[b])
            links[state.lane[b]].append(state.lane[a])
    best, least = list(state.order), _spread(state.order, links)
    order = list(state.order)
    for _ in range(_SWEEPS):
        place_of = {lane: index for index, lane in enumerate(order)}
        aims = {lane: _mean([place_of[other] for other in links[lane]], place_of[lane]) for lane in order}
        order.sort(key=lambda lane: (aims[lane] + place_of[lane], lane))
        if (spread := _spread(order, links)) < least:
            best, least = list(order), spread
    state.order = best
    state.settle()


def _spread(order: Sequence[int], links: Mapping[int, Sequence[int]]) -> int:
    """The bands that edges pass or reach, added up over all ends of edges."""
    place_of = {lane: index for index, lane in enumerate(order)}
    return sum(abs(place_of[lane] - place_of[other]) for lane in order for other in links[lane])


def _mean(values: list[int], default: float) -> float:
    return sum(values) / len(values) if values else default


def _sweep(state: _State) -> None:
    """Order the topics of each cell of a band and a column by the mean height of their neighbours.

    A column sees the new places in the columns before it: two that saw only the old ones would turn round
    together for ever.
    """
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in state.edges:
        near[a].append(b)
        near[b].append(a)
    for _ in range(_SWEEPS):
        for members in _stacks(state):
            top = state.y[members[0]] - state.row[members[0]]
            aims = {node: _mean([state.y[other] for other in near[node]], state.y[node]) for node in members}
            for row, node in enumerate(sorted(members, key=lambda node: (aims[node], node))):
                state.row[node], state.y[node] = row, top + row
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
