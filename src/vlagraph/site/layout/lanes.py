"""Lanes of the level lines: edges of different sources that share a height run side by side."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.site.layout.route import Route

__all__ = ["CELL_LANES", "Lanes", "place_lanes"]

Edge = tuple[str, str]

CELL_LANES = 1 + (GEOMETRY.card.height - GEOMETRY.edge.track) // GEOMETRY.edge.track
"""Lines that an empty cell has room for side by side."""


class _Run(NamedTuple):
    """A source on one height, from a column to a column; ``aim`` is the mean height at its two ends."""

    aim: float
    first: int
    source: str
    last: int


class Lanes(NamedTuple):
    """The place of every level line beside others, and how many lines a gap between rows holds at most.

    ``places`` is by column, row and source: the lane from the top, and how many there are.
    """

    places: Mapping[tuple[int, float, str], tuple[int, int]]
    gaps: Mapping[int, int]

    def offset(self, column: int, row: float, source: str) -> int:
        """How far below the middle of ``row`` the line of ``source`` runs in ``column``."""
        lane, count = self.places.get((column, row, source), (0, 1))
        return (2 * lane - count + 1) * GEOMETRY.edge.track // 2

    def within(self, gaps: Mapping[int, int]) -> Lanes:
        """The same lanes in gaps that hold no more than ``gaps`` says: those beyond begin again."""
        places = {}
        for (column, row, source), (lane, count) in self.places.items():
            room = min(count, CELL_LANES) if row == int(row) else max(1, gaps.get(int(row + 0.5), 1))
            places[column, row, source] = (lane % room, room)
        return Lanes(places, gaps)


def place_lanes(routes: Mapping[Edge, Route], columns: Mapping[Edge, int]) -> Lanes:
    """The lanes of all edges, each on one lane as long as it keeps to a height."""
    places: dict[tuple[int, float, str], tuple[int, int]] = {}
    gaps: dict[int, int] = {}
    for row, runs in _runs(routes, columns).items():
        lanes = _stacked(runs)
        for group in _together(runs):
            count = 1 + max(lanes[run] for run in group)
            for run in group:
                for column in range(run.first, run.last + 1):
                    places[column, row, run.source] = (lanes[run], count)
        if row != int(row):
            gaps[int(row + 0.5)] = 1 + max(lanes.values())
    return Lanes(places, gaps)


def _runs(routes: Mapping[Edge, Route], columns: Mapping[Edge, int]) -> dict[float, list[_Run]]:
    """The runs on each height; the edges of a source share one where they meet."""
    used: dict[tuple[float, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for edge, route in routes.items():
        for step, row in enumerate(route[1:-1], 1):
            ends = (route[step - 1], route[step + 1])
            used[row, edge[0]][columns[edge] + step] += [end for end in ends if end != row]
    found: dict[float, list[_Run]] = defaultdict(list)
    for (row, source), by_column in sorted(used.items()):
        for first, last in _stretches(by_column):
            aims = [aim for column in range(first, last + 1) for aim in by_column[column]] or [row]
            found[row].append(_Run(sum(aims) / len(aims), first, source, last))
    return found


def _stretches(columns: Iterable[int]) -> list[tuple[int, int]]:
    """Columns that follow each other as pairs of the first and the last.

    Example:
        >>> _stretches([4, 1, 2])
        [(1, 2), (4, 4)]
    """
    found: list[tuple[int, int]] = []
    for column in sorted(columns):
        if found and column == found[-1][1] + 1:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


def _stacked(runs: Sequence[_Run]) -> dict[_Run, int]:
    """A lane for each run, below all that it meets and that aim higher."""
    lanes: dict[_Run, int] = {}
    for run in sorted(runs):
        above = (lane for other, lane in lanes.items() if _meet(run, other))
        lanes[run] = 1 + max(above, default=-1)
    return lanes


def _meet(one: _Run, other: _Run) -> bool:
    """Whether two runs have a column, or the gap after one, in common."""
    return one.first <= other.last + 1 and other.first <= one.last + 1


def _together(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that meet, directly or by others, which are centred as one."""
    groups: list[list[_Run]] = []
    end = None
    for run in sorted(runs, key=lambda run: (run.first, run.last, run.source)):
        if end is not None and run.first <= end + 1:
            groups[-1].append(run)
            end = max(end, run.last)
        else:
            groups.append([run])
            end = run.last
    return groups
