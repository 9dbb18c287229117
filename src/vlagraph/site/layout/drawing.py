"""The drawing in map units: where the cards, the bands and the edges are; one unit is one pixel at zoom 1."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from vlagraph.site.layout.bands import place
from vlagraph.site.layout.channels import Climb, channels, rounded
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.route import ways

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.site.layout.bands import Grid
    from vlagraph.site.layout.route import Way

__all__ = ["Band", "Drawing", "draw"]

_CARD, _EDGE, _GRID, _PAGE = GEOMETRY.card, GEOMETRY.edge, GEOMETRY.grid, GEOMETRY.page


@dataclass(frozen=True)
class Band:
    """The stripe of one area, from ``top`` to ``bottom``."""

    area: str
    top: int
    bottom: int


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
    Above 300 topics edges run straight from side to side and have no path. Same input, same drawing.
    """
    grid = place(topics, edges)
    bands = _bands(grid)
    tops = {band.area: band.top for band in bands}
    shift = {}
    for topic, area in topics:
        first = grid.bands[area][0]
        shift[topic] = tops[area] + GEOMETRY.band.padding - first * _GRID.row
    centres = {
        topic: (
            _x(grid.cells[topic][0]),
            shift[topic] + grid.cells[topic][1] * _GRID.row + _GRID.row // 2,
        )
        for topic, _ in topics
    }
    if len(topics) <= GEOMETRY.limits.routed:
        paths, ends = _routed(grid, centres, edges=edges, bands=bands)
    else:
        paths, ends = {}, {}
    height = (bands[-1].bottom if bands else _PAGE.top) + _PAGE.margin
    width = _x(max(grid.columns, 1) - 1) + _CARD.width // 2 + 2 * _PAGE.margin
    return Drawing(width, height, centres, bands, paths, ends, grid.columns)


def _x(column: int) -> int:
    return _PAGE.margin + _PAGE.gutter + column * _GRID.column + _CARD.width // 2


def _bands(grid: Grid) -> tuple[Band, ...]:
    bands, top = [], _PAGE.top
    for area, (_, rows) in grid.bands.items():
        bottom = top + rows * _GRID.row + 2 * GEOMETRY.band.padding
        bands.append(Band(area, top, bottom))
        top = bottom
    return tuple(bands)


def _routed(
    grid: Grid,
    centres: Mapping[str, tuple[int, int]],
    *,
    edges: Sequence[tuple[str, str]],
    bands: Sequence[Band],
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], int]]:
    found = ways(grid.cells, edges)
    ports, tracks = _ports(found), _tracks(grid, found)
    heights = _Heights(grid, bands)
    points, ends = {}, {}
    for edge, way in found.items():
        column = grid.cells[edge[0]][0]
        middle = [
            heights.at(row) + tracks[column + step, row, edge[0]] for step, row in enumerate(way[1:-1], 1)
        ]
        ends[edge] = centres[edge[1]][1] + ports[edge]
        points[edge] = [centres[edge[0]][1], *middle, ends[edge]]
    starts = {edge: grid.cells[edge[0]][0] for edge in found}
    places = channels(c for edge in found for c in _climbs(starts[edge], edge[0], points[edge]))
    paths = {e: _path(starts[e], points[e], source=e[0], places=places) for e in found}
    return paths, ends


class _Heights:
    """From rows, whole or between two, to map units; the line between two bands is their border."""

    def __init__(self, grid: Grid, bands: Sequence[Band]) -> None:
        self._rows: list[int] = []
        for band, (_, count) in zip(bands, grid.bands.values(), strict=True):
            self._rows += [
                band.top + GEOMETRY.band.padding + row * _GRID.row + _GRID.row // 2 for row in range(count)
            ]

    def at(self, row: float) -> int:
        whole = int(row) if row >= 0 else -1
        if row == whole:
            return self._row(whole)
        below = int(row + 0.5)
        return (self._row(below - 1) + self._row(below)) // 2

    def _row(self, row: int) -> int:
        if row < 0:
            return self._rows[0] + row * _GRID.row
        last = len(self._rows) - 1
        return self._rows[row] if row <= last else self._rows[last] + (row - last) * _GRID.row


def _ports(found: Mapping[tuple[str, str], Way]) -> dict[tuple[str, str], int]:
    """Edges into one card end a little apart, in the order of the heights they come from."""
    into: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for edge, way in found.items():
        into[edge[1]].append((way[-2], edge))
    ports = {}
    for arrivals in into.values():
        step = min(
            _EDGE.port,
            (_CARD.height - 2 * _EDGE.port_edge) // max(len(arrivals) - 1, 1),
        )
        for index, (_, edge) in enumerate(sorted(arrivals)):
            ports[edge] = round((index - (len(arrivals) - 1) / 2) * step)
    return ports


def _tracks(grid: Grid, found: Mapping[tuple[str, str], Way]) -> dict[tuple[int, float, str], int]:
    """Edges of different sources on one line run side by side; those of one source share a track."""
    users: dict[tuple[int, float], set[str]] = defaultdict(set)
    for (source, _), way in found.items():
        for step, row in enumerate(way[1:-1], 1):
            users[grid.cells[source][0] + step, row].add(source)
    tracks = {}
    for (column, row), sources in users.items():
        ordered = sorted(sources, key=lambda source: (grid.cells[source][1], source))
        for index, source in enumerate(ordered):
            tracks[column, row, source] = round((index - (len(ordered) - 1) / 2) * _EDGE.track)
    return tracks


def _climbs(column: int, source: str, points: Sequence[int]) -> list[Climb]:
    return [Climb(column + step, source, a, b) for step, (a, b) in enumerate(pairwise(points))]


def _path(column: int, points: Sequence[int], *, source: str, places: Mapping[tuple[int, str], float]) -> str:
    """An SVG path that is level across columns and climbs in the gaps between them."""
    half = _CARD.width // 2
    room = _GRID.column - _CARD.width - _EDGE.climb_left - _EDGE.climb_right
    parts = [f"M{_x(column) + half} {points[0]}"]
    for step, (start, end) in enumerate(pairwise(points)):
        if start != end:
            first = _x(column + step) + half + _EDGE.climb_left
            x = first + places[column + step, source] * room
            parts.append(rounded(x, start, end, radius=_EDGE.bend))
    parts.append(f"H{_x(column + len(points) - 1) - half}")
    return "".join(parts)
