"""Where each topic goes on the grid: columns are steps of learning, rows belong to one area or several.

Graphs are annealed (`vlagraph.site.layout.anneal`) up to a size; in larger ones topics are drawn to the
columns of what they are joined to, plain barycentre sweeps order the rows, which stays linear (Sugiyama et
al., IEEE SMC 11(2), 1981), and topics move a while longer to where fewer straight lines cross.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vlagraph.site.layout.anneal import anneal
from vlagraph.site.layout.board import Board, Budget, LinearCongruential, Placement
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import Grid
from vlagraph.site.layout.lines import count_crossings, count_near, draw_lines, is_crowded
from vlagraph.site.layout.untangle import untangle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["place"]

Edge = tuple[str, str]

_HEIGHT_COST, _WIDTH_COST = 0.2, 0.05
"""Cost of a map unit of height and of width in crossings: a window is wider than high."""
_NEAR_COST = 6
"""Cost in crossings of two lines that a reader cannot tell apart."""
_SWEEPS = 6
"""Passes of the barycentre over a map that is too large to anneal; 150 topics settle in the first."""
_PULLS = 2
"""Passes over the columns of such a map, one from each end: a tenth fewer crossings, and six do no more."""
_UNTANGLING = Budget(steps=3000, work=5_000_000)
"""Steps of the search that follows, and at most so many lines looked at: 1,000 topics take under a second."""


def place(topics: Sequence[tuple[str, str]], edges: Sequence[Edge], ties: Sequence[Edge] = ()) -> Grid:
    """The grid of ``topics`` (id, area) joined by ``edges`` (prerequisite, topic), which must be acyclic.

    ``ties`` are requirements without a line. Both point to a later column; topics without prerequisites
    stand in the first; no two topics share a cell; areas that share rows share no column. Same input, same
    grid.

    Example:
        >>> grid = place([("a", "x"), ("b", "x"), ("c", "y")], [("a", "b"), ("b", "c")])
        >>> [grid.cells[t][0] for t in "abc"]
        [0, 1, 2]
    """
    ids = [topic for topic, _ in topics]
    areas = list(dict.fromkeys(area for _, area in topics))
    number = {topic: index for index, topic in enumerate(ids)}
    lane = [areas.index(area) for _, area in topics] if topics else []
    pairs, loose = ([(number[a], number[b]) for a, b in some] for some in (edges, ties))
    start = _start(lane, [*pairs, *loose])
    board = Board(lane, pairs, ties=loose, last=max(start.col, default=0))

    def grid(placement: Placement) -> Grid:
        return _grid(board, placement, ids, areas)

    if len(ids) <= GEOMETRY.limits.annealed and not is_crowded(len(ids), len(edges)):
        return grid(anneal(board, start, lambda placement: _price(grid(placement), edges)))
    swept = _sweep(board, _order_areas(board, _pull(board, start)))
    steps = _UNTANGLING.steps_for(len(pairs))
    if steps < len(ids):  # too few to change much
        return grid(swept)
    return grid(untangle(board, swept, LinearCongruential(1), steps=steps))


def _price(grid: Grid, edges: Sequence[Edge]) -> float:
    """What a drawing costs in crossings: its own, its height and its width."""
    lines = draw_lines(grid, edges, in_search=True)
    lanes = sum(lines.lanes_after(column) for column in range(grid.columns))
    room = _HEIGHT_COST * lines.rows.end + _WIDTH_COST * GEOMETRY.edge.track * lanes
    return count_crossings(lines) + _NEAR_COST * count_near(lines) + room


def _start(lane: Sequence[int], edges: Sequence[tuple[int, int]]) -> Placement:
    """Columns by longest path, rows in order of arrival, a shelf for each area."""
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
    return Placement(col, _stacked(lane, col), tuple((area,) for area in range(max(lane, default=-1) + 1)))


def _stacked(lane: Sequence[int], col: Sequence[int]) -> list[int]:
    """The topics of an area in a column one below the other, in order of arrival."""
    used: dict[tuple[int, int], int] = defaultdict(int)
    row = []
    for place in zip(lane, col, strict=True):
        row.append(used[place])
        used[place] += 1
    return row


def _pull(board: Board, start: Placement) -> Placement:
    """Every topic in the column nearest to the mean of those that lines join it to.

    It stays between its prerequisites and its dependants, and in the first column without prerequisites.
    """
    col, joined = start.col[:], board.joined()
    for turn in range(_PULLS):
        for node in sorted(range(len(col)), key=col.__getitem__, reverse=turn % 2 == 0):
            low = max((col[other] + 1 for other in board.before[node]), default=0)
            if low and joined[node]:
                high = min((col[other] - 1 for other in board.after[node]), default=col[node])
                aim = round(_mean([col[other] for other in joined[node]], col[node]))
                col[node] = min(max(low, aim), high)
    return start._replace(col=col, row=_stacked(board.lane, col))


def _order_areas(board: Board, start: Placement) -> Placement:
    """Areas that share many edges come to stand near each other; the order in which they lie nearest is kept.

    An area moves to the mean of its own place and those of its neighbours: without its own weight two groups
    of areas would change places for ever.
    """
    links: dict[int, list[int]] = defaultdict(list)
    for a, b in board.edges:
        if board.lane[a] != board.lane[b]:
            links[board.lane[a]].append(board.lane[b])
            links[board.lane[b]].append(board.lane[a])
    order = [shelf[0] for shelf in start.order]
    best, least = list(order), _spread(order, links)
    for _ in range(_SWEEPS):
        place_of = {area: index for index, area in enumerate(order)}
        aims = {area: _mean([place_of[other] for other in links[area]], place_of[area]) for area in order}
        order.sort(key=lambda area: (aims[area] + place_of[area], area))
        if (spread := _spread(order, links)) < least:
            best, least = list(order), spread
    return start._replace(order=tuple((area,) for area in best))


def _spread(order: Sequence[int], links: Mapping[int, Sequence[int]]) -> int:
    """The areas that edges pass or reach, added up over all ends of edges."""
    place_of = {area: index for index, area in enumerate(order)}
    return sum(abs(place_of[area] - place_of[other]) for area in order for other in links[area])


def _mean(values: list[int], default: float) -> float:
    return sum(values) / len(values) if values else default


def _sweep(board: Board, start: Placement) -> Placement:
    """Order the topics of each area and column by the mean height of their neighbours.

    A column sees the new places in the columns before it: two that saw only the old ones would turn round
    together for ever.
    """
    row, (y, _), joined = start.row[:], board.rows(start), board.joined()
    for _ in range(_SWEEPS):
        for members in _stacks(board, start.col):
            top = y[members[0]] - row[members[0]]
            aims = {node: _mean([y[other] for other in joined[node]], y[node]) for node in members}
            for at, node in enumerate(sorted(members, key=lambda node: (aims[node], node))):
                row[node], y[node] = at, top + at
    return start._replace(row=row)


def _stacks(board: Board, col: Sequence[int]) -> Iterator[list[int]]:
    stacks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, area in enumerate(board.lane):
        stacks[col[node], area].append(node)
    for key in sorted(stacks):
        yield stacks[key]


def _grid(board: Board, placement: Placement, ids: Sequence[str], areas: Sequence[str]) -> Grid:
    (y, height), last = board.rows(placement), max(placement.col, default=-1)
    spans: dict[str, tuple[int, int]] = {}
    tops = [height] * len(areas)
    for node, area in enumerate(board.lane):
        first, end = spans.get(areas[area], (last, 0))
        spans[areas[area]] = (min(first, placement.col[node]), max(end, placement.col[node]))
        tops[area] = min(tops[area], y[node] - placement.row[node])
    ends = sorted({*tops, height})
    rows = {top: ends[index + 1] - top for index, top in enumerate(ends[:-1])}
    bands = {areas[area]: (tops[area], rows[tops[area]]) for shelf in placement.order for area in shelf}
    cells = {topic: (placement.col[index], y[index]) for index, topic in enumerate(ids)}
    return Grid(cells, bands, spans, last + 1)
