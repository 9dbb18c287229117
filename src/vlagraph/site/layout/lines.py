"""The lines of a drawing: at which heights each edge runs, where it climbs, and how often lines cross."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.channels import Climb, place_climbs
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import Heights
from vlagraph.site.layout.lanes import place_lanes
from vlagraph.site.layout.reroute import cross_less
from vlagraph.site.layout.route import route_edges

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vlagraph.site.layout.grid import Grid
    from vlagraph.site.layout.lanes import Lanes
    from vlagraph.site.layout.route import Route

__all__ = [
    "Edge",
    "Lines",
    "Passing",
    "count_crossings",
    "count_near",
    "draw_lines",
    "is_crowded",
    "lay_climbs",
    "lead_hidden",
    "near_pairs",
    "passings",
]

Edge = tuple[str, str]

_FEW, _EACH = 100, 3
"""Lines of a map that are always searched and parted, and how many for each topic."""


class Lines(NamedTuple):
    """Where the edges run.

    ``heights`` are those of an edge in map units: at its source, in every column that it passes, and at its
    target. ``climbs`` is the lane of the upright line of a source in the gap after a column, from the left;
    ``gaps`` how many lines the gap above a row holds; ``stubs`` the height of the stub at a topic.
    """

    columns: Mapping[Edge, int]
    heights: Mapping[Edge, Sequence[int]]
    climbs: Mapping[tuple[int, str], int]
    rows: Heights
    gaps: Mapping[int, int]
    stubs: Mapping[str, int]

    def lanes_after(self, column: int) -> int:
        """How many upright lines stand side by side in the gap after ``column``."""
        return max((lane + 1 for (at, _), lane in self.climbs.items() if at == column), default=0)


class Passing(NamedTuple):
    """How an edge passes the gap between two columns: ``climb`` is None where it stays level."""

    edge: Edge
    start: int
    end: int
    climb: int | None


def is_crowded(topics: int, edges: int) -> bool:
    """Whether a map has so many lines that nobody follows one, and a search for better ways takes minutes.

    Example:
        >>> is_crowded(30, 100), is_crowded(60, 180), is_crowded(60, 181)
        (False, False, True)
    """
    return edges > max(_FEW, _EACH * topics)


def draw_lines(
    grid: Grid, edges: Sequence[Edge], stubs: Collection[str] = (), *, in_search: bool = False
) -> Lines:
    """The lines of ``edges`` (prerequisite, topic) on ``grid``; none passes under a card.

    ``stubs`` are topics into which a short arrow leads besides. ``in_search`` is for drawings by the hundred,
    of which only the best is kept: they leave out the ways that cross less, which take most of the time.
    """
    routes = route_edges(grid.cells, edges)
    if not (in_search or is_crowded(len(grid.cells), len(edges))):
        routes = cross_less(grid.cells, routes)
    columns = {edge: grid.cells[edge[0]][0] for edge in routes}
    lanes = place_lanes(routes, columns)
    rows = Heights(grid, lanes.gaps)
    level = _level(routes, columns, lanes, rows)
    for topic in stubs:
        level["", topic] = [rows.at(grid.cells[topic][1])]
    ports = _ports(level)
    heights = {edge: [*level[edge], rows.at(route[-1]) + ports[edge]] for edge, route in routes.items()}
    ends = {topic: level["", topic][0] + ports["", topic] for topic in stubs}
    return Lines(columns, heights, lay_climbs(columns, heights), rows, lanes.gaps, ends)


def lead_hidden(grid: Grid, lines: Lines, edges: Sequence[Edge]) -> Lines:
    """Ways of ``edges`` that are seen only when a topic is chosen, in the room that ``lines`` have left."""
    routes = route_edges(grid.cells, edges)
    columns = {edge: grid.cells[edge[0]][0] for edge in routes}
    lanes = place_lanes(routes, columns).within(lines.gaps)
    level = _level(routes, columns, lanes, lines.rows)
    heights = {edge: [*level[edge], lines.rows.at(route[-1])] for edge, route in routes.items()}
    climbs = {
        (column, source): lane % max(1, lines.lanes_after(column))
        for (column, source), lane in lay_climbs(columns, heights).items()
    }
    return lines._replace(columns=columns, heights=heights, climbs=climbs)


def _level(
    routes: Mapping[Edge, Route], columns: Mapping[Edge, int], lanes: Lanes, rows: Heights
) -> dict[Edge, list[int]]:
    """The heights of every edge but that at its target."""
    return {
        edge: [
            rows.at(row) + lanes.offset(columns[edge] + step, row, edge[0])
            for step, row in enumerate(route[:-1])
        ]
        for edge, route in routes.items()
    }


def lay_climbs(
    columns: Mapping[Edge, int], heights: Mapping[Edge, Sequence[int]]
) -> dict[tuple[int, str], int]:
    """The lanes of the upright lines of all edges, as `Lines.climbs` has them."""
    return place_climbs(
        Climb(columns[edge] + step, edge[0], start, end)
        for edge, points in heights.items()
        for step, (start, end) in enumerate(pairwise(points))
    )


def count_crossings(lines: Lines) -> int:
    """How many pairs of edges without a common topic cross or touch at least once as they are drawn."""
    found = set()
    for passing in passings(lines).values():
        for one in passing:
            if one.climb is None:
                continue
            low, high = min(one.start, one.end), max(one.start, one.end)
            for other in passing:
                level = other.start if other.climb is None or one.climb < other.climb else other.end
                if low <= level <= high:
                    found.add((one.edge, other.edge) if one.edge < other.edge else (other.edge, one.edge))
    return sum(a != c and b != d and a != d and b != c for (a, b), (c, d) in found)


def count_near(lines: Lines) -> int:
    """How often, in the gaps between columns, lines run level nearer to each other than a track."""
    return sum(len(near_pairs(passing)) for passing in passings(lines).values())


def near_pairs(passing: Sequence[Passing]) -> list[tuple[Edge, Edge]]:
    """The edges that do so in one gap: the first goes on level where the second comes, or beside it."""
    near, found = GEOMETRY.edge.track, list[tuple[Edge, Edge]]()
    for one in passing:
        if one.climb is None:
            continue
        for other in passing:
            if one.edge[0] == other.edge[0] or one.edge[1] == other.edge[1]:
                continue
            if other.climb is None:
                far = min(abs(one.start - other.start), abs(one.end - other.start))
            else:
                far = abs(one.end - other.start) if one.climb < other.climb else near
            if far < near:
                found.append((one.edge, other.edge))
    return found


def passings(lines: Lines) -> dict[int, list[Passing]]:
    """For each gap between two columns, by the column before it, how the edges pass it."""
    gaps: dict[int, list[Passing]] = defaultdict(list)
    for edge, points in lines.heights.items():
        for column, (start, end) in enumerate(pairwise(points), lines.columns[edge]):
            climb = None if start == end else lines.climbs[column, edge[0]]
            gaps[column].append(Passing(edge, start, end, climb))
    return gaps


def _ports(level: Mapping[Edge, Sequence[int]]) -> dict[Edge, int]:
    """Edges into one card end a little apart, in the order of the heights that they come from.

    A card has room for some ends; with more of them neighbours share one.
    """
    into: dict[str, list[tuple[int, Edge]]] = defaultdict(list)
    for edge, points in level.items():
        into[edge[1]].append((points[-1], edge))
    ports = {}
    most = 1 + (GEOMETRY.card.height - 2 * GEOMETRY.edge.port_edge) // GEOMETRY.edge.port
    for arrivals in into.values():
        slots = min(len(arrivals), most)
        for index, (_, edge) in enumerate(sorted(arrivals)):
            slot = index * slots // len(arrivals)
            ports[edge] = (2 * slot - slots + 1) * GEOMETRY.edge.port // 2
    return ports
