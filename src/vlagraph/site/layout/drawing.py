"""The drawing in map units: where the cards, the bands and the edges are; one unit is one pixel at zoom 1."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from vlagraph.site.layout.bands import place
from vlagraph.site.layout.channels import rounded
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import wide_span
from vlagraph.site.layout.junctions import find_junctions
from vlagraph.site.layout.lines import draw_lines, lead_hidden
from vlagraph.site.layout.parting import part_near
from vlagraph.site.layout.wrap import width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.site.layout.grid import Grid, Heights
    from vlagraph.site.layout.junctions import Corners
    from vlagraph.site.layout.lines import Lines

__all__ = ["Drawing", "Region", "column_lefts", "draw"]

Edge = tuple[str, str]
_CARD, _EDGE = GEOMETRY.card, GEOMETRY.edge
_KEPT = 64
"""Drawings that are kept in memory: each took up to two seconds, and has less than 200 kB."""


@dataclass(frozen=True)
class Region:
    """The ground of one area, behind its cards and its name, in map units."""

    area: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Drawing:
    """Card centres, regions, and for every drawn edge an SVG path and the height it ends at.

    ``paths`` has those that are seen only when a topic is chosen too. ``dots`` are the places where lines of
    one source part; ``stubs`` the height and the text of the short arrow at a topic.
    """

    width: int
    height: int
    centres: Mapping[str, tuple[int, int]]
    regions: tuple[Region, ...]
    paths: Mapping[tuple[str, str], str]
    ends: Mapping[tuple[str, str], int]
    dots: tuple[tuple[int, int], ...]
    stubs: Mapping[str, tuple[int, str]]
    columns: int


def draw(
    topics: Sequence[tuple[str, str]],
    edges: Sequence[Edge],
    *,
    stubs: Mapping[str, str] | None = None,
    hidden: Sequence[Edge] = (),
    helps: Sequence[Edge] = (),
) -> Drawing:
    """The drawing of ``topics`` (id, area) and of the ``edges`` (prerequisite, topic) to show.

    Learned first is left, an area is a region, no two cards touch and no routed edge passes under a card.
    ``stubs`` are short arrows into topics with a text; ``hidden`` edges take no room, and neither do
    ``helps``, which order nothing: one that leads back has no path. Above the limit of routed topics edges
    run straight from side to side and have no path. Same input, same drawing: the last ones are kept,
    for whoever builds again with other papers.
    """
    return _draw(tuple(topics), tuple(edges), tuple((stubs or {}).items()), (tuple(hidden), tuple(helps)))


@lru_cache(maxsize=_KEPT)
def _draw(
    topics: tuple[tuple[str, str], ...],
    edges: tuple[Edge, ...],
    stubs: tuple[tuple[str, str], ...],
    unseen: tuple[tuple[Edge, ...], tuple[Edge, ...]],
) -> Drawing:
    hidden, helps = unseen
    grid = place(topics, edges, hidden)
    onward = [(a, b) for a, b in helps if grid.cells[a][0] < grid.cells[b][0]]
    if len(topics) > GEOMETRY.limits.routed:
        edges, stubs, hidden, onward = (), (), (), []
    lines = part_near(draw_lines(grid, edges, [topic for topic, _ in stubs]), grid)
    later = lead_hidden(grid, lines, [*hidden, *onward])
    lefts = column_lefts(lines, grid, dict(stubs))
    corners = {edge: _corners(edge, lines, lefts) for edge in lines.heights}
    ways = corners | {edge: _corners(edge, later, lefts) for edge in later.heights}
    return Drawing(
        width=lefts[-1] - GEOMETRY.grid.column + GEOMETRY.page.margin,
        height=lines.rows.end + GEOMETRY.page.margin,
        centres={topic: _centre(*grid.cells[topic], rows=lines.rows, lefts=lefts) for topic, _ in topics},
        regions=_regions(grid, lines.rows, lefts),
        paths={edge: _path(points) for edge, points in ways.items()},
        ends={edge: points[-1][1] for edge, points in ways.items()},
        dots=find_junctions(corners),
        stubs={topic: (lines.stubs[topic], text) for topic, text in stubs},
        columns=grid.columns,
    )


def _centre(column: int, row: float, *, rows: Heights, lefts: Sequence[int]) -> tuple[int, int]:
    return lefts[column] + _CARD.width // 2, rows.at(row)


def column_lefts(lines: Lines, grid: Grid, stubs: Mapping[str, str]) -> list[int]:
    """The left border of every column, and of one more.

    Gaps are as wide as their upright lines and the stubs after them need.
    """
    room: dict[int, int] = defaultdict(int)
    for topic, text in stubs.items():
        column = grid.cells[topic][0]
        room[column] = max(room[column], ceil(width(text, GEOMETRY.stub.size)) + GEOMETRY.stub.padding)
    lefts = [GEOMETRY.page.margin + GEOMETRY.band.side + room[0]]
    for column in range(max(grid.columns, 1)):
        lanes = lines.lanes_after(column)
        lines_need = _EDGE.climb_left + _EDGE.climb_right + _EDGE.track * (lanes - 1)
        gap = max(GEOMETRY.grid.column, lines_need) + room[column + 1]
        lefts.append(lefts[-1] + _CARD.width + gap)
    return lefts


def _regions(grid: Grid, rows: Heights, lefts: Sequence[int]) -> tuple[Region, ...]:
    side, found = GEOMETRY.band.side, []
    for area, (first, _) in grid.bands.items():
        start, end = wide_span(*grid.spans[area], columns=grid.columns)
        left, right = lefts[start] - side, lefts[end] + _CARD.width + side
        found.append(Region(area, left, rows.tops[first], right, rows.bottoms[first]))
    return tuple(found)


def _corners(edge: tuple[str, str], lines: Lines, lefts: Sequence[int]) -> Corners:
    """Where an edge begins, turns and ends: level across columns, upright in the gaps between them."""
    first, heights = lines.columns[edge], lines.heights[edge]
    points = [(lefts[first] + _CARD.width, heights[0])]
    for column, (start, end) in enumerate(pairwise(heights), first):
        if start != end:
            lane = lines.climbs[column, edge[0]]
            x = lefts[column] + _CARD.width + _EDGE.climb_left + lane * _EDGE.track
            points += [(x, start), (x, end)]
    return [*points, (lefts[first + len(heights) - 1], heights[-1])]


def _path(points: Corners) -> str:
    """An SVG path along ``points`` with rounded corners."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for (x, start), (_, end) in zip(points[1:-1:2], points[2:-1:2], strict=True):
        parts.append(rounded(x, start, end, radius=_EDGE.bend))
    return "".join([*parts, f"H{points[-1][0]}"])
