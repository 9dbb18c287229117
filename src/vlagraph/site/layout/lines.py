"""The lines of a drawing: at which heights each edge runs, where it climbs, and how often lines cross."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.channels import Climb, place_climbs
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import Heights
from vlagraph.site.layout.route import route_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.site.layout.grid import Grid
    from vlagraph.site.layout.route import Route

__all__ = ["Lines", "count_crossings", "draw_lines"]

Edge = tuple[str, str]


class Lines(NamedTuple):
    """Where the edges run.

    ``heights`` are those of an edge in map units: at its source, in every column that it passes, and at its
    target. ``climbs`` is the place of the upright line of a source in the gap after a column, as a fraction
    of the gap.
    """

    columns: Mapping[Edge, int]
    heights: Mapping[Edge, Sequence[int]]
    climbs: Mapping[tuple[int, str], float]


class _Crossing(NamedTuple):
    """How an edge passes the gap between two columns: ``climb`` is None where it stays level."""

    edge: Edge
    start: int
    end: int
    climb: float | None


def draw_lines(grid: Grid, edges: Sequence[Edge]) -> Lines:
    """The lines of ``edges`` (prerequisite, topic) on ``grid``; none passes under a card."""
    routes = route_edges(grid.cells, edges)
    ports, tracks = _ports(routes), _tracks(grid, routes)
    rows = Heights(grid)
    columns = {edge: grid.cells[edge[0]][0] for edge in routes}
    heights = {}
    for edge, route in routes.items():
        first = columns[edge]
        passed = (
            rows.at(row) + tracks[first + step, row, edge[0]] for step, row in enumerate(route[1:-1], 1)
        )
        heights[edge] = [rows.at(route[0]), *passed, rows.at(route[-1]) + ports[edge]]
    climbs = place_climbs(
        Climb(columns[edge] + step, edge[0], start, end)
        for edge, points in heights.items()
        for step, (start, end) in enumerate(pairwise(points))
    )
    return Lines(columns, heights, climbs)


def count_crossings(lines: Lines) -> int:
    """How many pairs of edges without a common topic cross or touch at least once as they are drawn."""
    found = set()
    for passing in _gaps(lines):
        for one in passing:
            if one.climb is None:
                continue
            low, high = min(one.start, one.end), max(one.start, one.end)
            for other in passing:
                level = other.start if other.climb is None or one.climb < other.climb else other.end
                if low <= level <= high:
                    found.add((one.edge, other.edge) if one.edge < other.edge else (other.edge, one.edge))
    return sum(a != c and b != d and a != d and b != c for (a, b), (c, d) in found)


def _gaps(lines: Lines) -> Iterator[list[_Crossing]]:
    """For each gap between two columns, how the edges pass it."""
    gaps: dict[int, list[_Crossing]] = defaultdict(list)
    for edge, points in lines.heights.items():
        for column, (start, end) in enumerate(pairwise(points), lines.columns[edge]):
            climb = None if start == end else lines.climbs[column, edge[0]]
            gaps[column].append(_Crossing(edge, start, end, climb))
    yield from gaps.values()


def _ports(routes: Mapping[Edge, Route]) -> dict[Edge, int]:
    """Edges into one card end a little apart, in the order of the heights they come from."""
    into: dict[str, list[tuple[float, Edge]]] = defaultdict(list)
    for edge, route in routes.items():
        into[edge[1]].append((route[-2], edge))
    ports = {}
    room = GEOMETRY.card.height - 2 * GEOMETRY.edge.port_edge
    for arrivals in into.values():
        step = min(GEOMETRY.edge.port, room // max(len(arrivals) - 1, 1))
        for index, (_, edge) in enumerate(sorted(arrivals)):
            ports[edge] = round((index - (len(arrivals) - 1) / 2) * step)
    return ports


def _tracks(grid: Grid, routes: Mapping[Edge, Route]) -> dict[tuple[int, float, str], int]:
    """Edges of different sources on one line run side by side; those of one source share a track."""
    users: dict[tuple[int, float], set[str]] = defaultdict(set)
    for (source, _), route in routes.items():
        for step, row in enumerate(route[1:-1], 1):
            users[grid.cells[source][0] + step, row].add(source)
    tracks = {}
    for (column, row), sources in users.items():
        ordered = sorted(sources, key=lambda source: (grid.cells[source][1], source))
        for index, source in enumerate(ordered):
            tracks[column, row, source] = round((index - (len(ordered) - 1) / 2) * GEOMETRY.edge.track)
    return tracks
