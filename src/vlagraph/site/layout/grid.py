"""The grid of cells and the bands on it, in rows and columns and in map units."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Band", "Grid", "Heights", "bands_of"]


@dataclass(frozen=True)
class Grid:
    """A column and a row for every topic, and the first row and row count of every band, top to bottom."""

    cells: Mapping[str, tuple[int, int]]
    bands: Mapping[str, tuple[int, int]]
    columns: int


@dataclass(frozen=True)
class Band:
    """The stripe of one area, from ``top`` to ``bottom`` in map units."""

    area: str
    top: int
    bottom: int


def bands_of(grid: Grid) -> tuple[Band, ...]:
    """The stripes of the areas, one below the other."""
    bands, top = [], GEOMETRY.page.top
    for area, (_, rows) in grid.bands.items():
        bottom = top + rows * GEOMETRY.grid.row + 2 * GEOMETRY.band.padding
        bands.append(Band(area, top, bottom))
        top = bottom
    return tuple(bands)


class Heights:
    """From rows, whole or between two, to map units; the line between two bands is their border."""

    def __init__(self, grid: Grid) -> None:
        self._rows: list[int] = []
        for band, (_, count) in zip(bands_of(grid), grid.bands.values(), strict=True):
            first = band.top + GEOMETRY.band.padding + GEOMETRY.grid.row // 2
            self._rows += [first + row * GEOMETRY.grid.row for row in range(count)]

    def at(self, row: float) -> int:
        """The height of a row, or of the middle between two for one that ends in a half."""
        below = floor(row)
        here = self._row(below)
        return here if below == row else (here + self._row(below + 1)) // 2

    def _row(self, row: int) -> int:
        if 0 <= row < len(self._rows):
            return self._rows[row]
        nearest = 0 if row < 0 else len(self._rows) - 1
        return self._rows[nearest] + (row - nearest) * GEOMETRY.grid.row
