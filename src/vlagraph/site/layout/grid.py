"""A placement of topics as values: a cell for each, the regions of the areas, and from rows to map units."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Grid", "Heights", "wide_span"]

_ROW, _EDGE = GEOMETRY.grid, GEOMETRY.edge
_LABELLED = 2
"""Columns that a region has room for at least: the name of an area is longer than a card."""


@dataclass(frozen=True)
class Grid:
    """A column and a row for every topic, and the first row and row count of every area's region.

    Areas that share a shelf have the same rows; ``spans`` are their first and last columns, which do not
    overlap. Rows count from top to bottom.
    """

    cells: Mapping[str, tuple[int, int]]
    bands: Mapping[str, tuple[int, int]]
    spans: Mapping[str, tuple[int, int]]
    columns: int


def wide_span(first: int, last: int, *, columns: int) -> tuple[int, int]:
    """The columns that a region takes for its cards and its name.

    Example:
        >>> wide_span(2, 2, columns=5), wide_span(4, 4, columns=5), wide_span(1, 3, columns=5)
        ((2, 3), (3, 4), (1, 3))
    """
    last = max(last, first + _LABELLED - 1)
    over = max(0, last - (columns - 1))
    return max(0, first - over), last - over


class Heights:
    """From rows, whole or between two, to map units; every gap is as high as the lines in it need.

    ``lanes`` says how many lines run side by side in the gap above a row at most.
    """

    def __init__(self, grid: Grid, lanes: Mapping[int, int]) -> None:
        ends = dict(grid.bands.values())
        self.tops: dict[int, int] = {}
        """Upper border of a region by its first row."""
        self.bottoms: dict[int, int] = {}
        self._rows: list[int] = []
        self._gaps: list[int] = []
        y = GEOMETRY.page.top
        for first, rows in sorted(ends.items()):
            room = _between(lanes.get(first, 0))
            self._gaps.append(y + room // 2)
            y = self._region(first, rows, top=y + room, lanes=lanes)
        below = _between(lanes.get(len(self._rows), 0))
        self._gaps.append(y + below // 2)
        self.end = y + below
        """Lower end of what is drawn."""

    def _region(self, first: int, rows: int, *, top: int, lanes: Mapping[int, int]) -> int:
        self.tops[first] = top
        y = top + GEOMETRY.band.label
        for row in range(first, first + rows):
            if row > first:
                room = _inside(lanes.get(row, 0))
                self._gaps.append(y + room // 2)
                y += room
            self._rows.append(y + GEOMETRY.card.height // 2)
            y += GEOMETRY.card.height
        self.bottoms[first] = y + GEOMETRY.band.padding
        return self.bottoms[first]

    def at(self, row: float) -> int:
        """The height of a row, or of the middle between two for one that ends in a half."""
        below = floor(row)
        if below == row:
            return self._rows[below]
        return self._gaps[min(max(below + 1, 0), len(self._gaps) - 1)]


def _between(lanes: int) -> int:
    """Room between two shelves for some lines."""
    return max(GEOMETRY.band.gap, _EDGE.track * (lanes + 1) - 2) if lanes else GEOMETRY.band.gap


def _inside(lanes: int) -> int:
    """Room between two rows of a region for some lines."""
    return max(_ROW.gap, _EDGE.track * (lanes - 1) + 2 * _EDGE.clear)
