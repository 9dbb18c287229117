"""The drawing in map units: where the cards, the bands and the edges are; one unit is one pixel at zoom 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vlagraph.site.layout.bands import place
from vlagraph.site.layout.channels import rounded
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.grid import Heights, bands_of
from vlagraph.site.layout.lines import draw_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.site.layout.grid import Band
    from vlagraph.site.layout.lines import Lines

__all__ = ["Drawing", "draw"]

_CARD, _EDGE, _GRID, _PAGE = GEOMETRY.card, GEOMETRY.edge, GEOMETRY.grid, GEOMETRY.page


@dataclass(frozen=True)
class Drawing:
    """Card centres, bands, and for every drawn edge an SVG path and the height it ends at."""

    width: int
    height: int
    centres: Mapping[str, tuple[int, int]]
    bands: tuple[Band, ...]
    paths: Mapping[tuple[str, str], str]
    ends: Mapping[tuple[str, str], int]
    columns: int


def draw(topics: Sequence[tuple[str, str]], edges: Sequence[tuple[str, str]]) -> Drawing:
    """The drawing of ``topics`` (id, area) and of the ``edges`` (prerequisite, topic) to show.

    Learned first is left, an area is a band, no two cards touch and no routed edge passes under a card.
    Above 300 topics edges run straight from side to side and have no path. Same input, same drawing: the
    last few are kept, for whoever builds again with other papers.
    """
    return _draw(tuple(topics), tuple(edges))


@lru_cache(maxsize=4)
def _draw(topics: tuple[tuple[str, str], ...], edges: tuple[tuple[str, str], ...]) -> Drawing:
    grid = place(topics, edges)
    bands, heights = bands_of(grid), Heights(grid)
    cells = {topic: grid.cells[topic] for topic, _ in topics}
    centres = {topic: (_x(column), heights.at(row)) for topic, (column, row) in cells.items()}
    lines = draw_lines(grid, edges if len(topics) <= GEOMETRY.limits.routed else ())
    height = (bands[-1].bottom if bands else _PAGE.top) + _PAGE.margin
    width = _x(max(grid.columns, 1) - 1) + _CARD.width // 2 + 2 * _PAGE.margin
    paths = {edge: _path(edge, lines) for edge in lines.heights}
    ends = {edge: points[-1] for edge, points in lines.heights.items()}
    return Drawing(width, height, centres, bands, paths, ends, grid.columns)


def _x(column: int) -> int:
    return _PAGE.margin + _PAGE.gutter + column * _GRID.column + _CARD.width // 2


def _path(edge: tuple[str, str], lines: Lines) -> str:
    """An SVG path that is level across columns and climbs in the gaps between them."""
    first, points = lines.columns[edge], lines.heights[edge]
    half = _CARD.width // 2
    room = _GRID.column - _CARD.width - _EDGE.climb_left - _EDGE.climb_right
    parts = [f"M{_x(first) + half} {points[0]}"]
    for column, (start, end) in enumerate(pairwise(points), first):
        if start != end:
            x = _x(column) + half + _EDGE.climb_left + lines.climbs[column, edge[0]] * room
            parts.append(rounded(x, start, end, radius=_EDGE.bend))
    parts.append(f"H{_x(first + len(points) - 1) - half}")
    return "".join(parts)
