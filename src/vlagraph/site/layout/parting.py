"""Lines that would run over each other are parted: they end a little higher or lower at their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.channels import Climb, place_climbs
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.lines import count_near, is_crowded, lay_climbs, near_pairs, passings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.site.layout.grid import Grid
    from vlagraph.site.layout.lines import Edge, Lines, Passing

__all__ = ["part_near"]

_PORT = GEOMETRY.edge.port
_MOST = GEOMETRY.card.height // 2 - GEOMETRY.edge.port_edge
"""How far from the middle of a card a line may end."""
_SHIFTS = tuple(sign * step for step in (_PORT, _PORT // 2, 3 * _PORT // 2) for sign in (1, -1))
"""By how much all ends at a card may move together: those of three lines at most then leave its middle."""
_PASSES = 3
"""Rounds over the cards of a gap: what parts one pair may bring another together."""


class _Gap(NamedTuple):
    """How the edges pass the gap after ``column``, and at which heights stubs end."""

    column: int
    passing: Sequence[Passing]
    stubs: Mapping[str, int]

    def ends_at(self, topic: str) -> dict[Edge, tuple[int, int]]:
        """Where each line into ``topic`` comes from and ends; a stub comes from where it ends."""
        found = {one.edge: (one.start, one.end) for one in self.passing if one.edge[1] == topic}
        if topic in self.stubs:
            found["", topic] = (self.stubs[topic], self.stubs[topic])
        return found

    def with_ends(self, ends: Mapping[Edge, int]) -> _Gap:
        """The gap with other ends, and its upright lines in the order that suits them."""
        moved = [one._replace(end=ends.get(one.edge, one.end)) for one in self.passing]
        lanes = place_climbs(Climb(self.column, one.edge[0], one.start, one.end) for one in moved)
        laid = [
            one._replace(climb=None if one.start == one.end else lanes[self.column, one.edge[0]])
            for one in moved
        ]
        stubs = {topic: end for (source, topic), end in ends.items() if not source}
        return _Gap(self.column, laid, {**self.stubs, **stubs})

    def near(self) -> int:
        """How many pairs run nearer than a track."""
        return len(near_pairs(self.passing))


def part_near(lines: Lines, grid: Grid) -> Lines:
    """``lines`` with as few pairs nearer than a track as other heights in their cells allow.

    Two lines that exchange their rows between neighbouring columns lie over each other at one of the two,
    whichever climbs first: each goes on where the other comes. They part where the one ends beside the middle
    of its card, or of its empty cell, as the other leaves from the middle of a card in the same row.
    """
    if is_crowded(len(grid.cells), len(lines.heights)):
        return lines
    parted = _with_ends(lines, grid)
    for column, passing in passings(parted).items():
        for edge, other in near_pairs(passing):
            if grid.cells[edge[1]][0] == column + 1:
                continue
            middle = lines.rows.at(grid.cells[other[0]][1])
            moved = [_with_run(parted, edge, column + 1, middle + shift) for shift in (_PORT, -_PORT)]
            parted = min([parted, *(_with_ends(one, grid) for one in moved)], key=count_near)
    return parted


def _with_ends(lines: Lines, grid: Grid) -> Lines:
    """``lines`` with other ends at the cards where that parts pairs."""
    heights = {edge: list(points) for edge, points in lines.heights.items()}
    stubs = lines.stubs
    for column, passing in passings(lines).items():
        gap = _parted(_Gap(column, passing, stubs), grid, lines)
        stubs = gap.stubs
        for one in gap.passing:
            heights[one.edge][column - lines.columns[one.edge] + 1] = one.end
    return _laid(lines._replace(stubs=stubs), heights)


def _laid(lines: Lines, heights: Mapping[Edge, Sequence[int]]) -> Lines:
    """``lines`` at other heights, with the upright lines in the order that suits them."""
    return lines._replace(heights=heights, climbs=lay_climbs(lines.columns, heights))


def _with_run(lines: Lines, edge: Edge, column: int, height: int) -> Lines:
    """``lines`` with those that run as ``edge`` does in ``column``, of the same source, at another height.

    They stay as they were where a line of another source runs there.
    """
    before = lines.heights[edge][column - lines.columns[edge]]
    heights = {one: list(points) for one, points in lines.heights.items()}
    taken = False
    for one, points in heights.items():
        for at in range(1, len(points) - 1):
            beside = abs(points[at] - height) < _PORT and one[0] != edge[0]
            taken = taken or (beside and lines.columns[one] + at == column)
            if one[0] == edge[0] and points[at] == before and lines.columns[one] + at == column:
                points[at] = height
    return lines if taken else _laid(lines, heights)


def _parted(gap: _Gap, grid: Grid, lines: Lines) -> _Gap:
    for _ in range(_PASSES):
        before = gap
        for topic in sorted({edge[1] for edge, _ in near_pairs(gap.passing)}):
            column, row = grid.cells[topic]
            if column == gap.column + 1:
                others = _other_ends(gap.ends_at(topic), middle=lines.rows.at(row))
                gap = min([gap, *map(gap.with_ends, others)], key=_Gap.near)
        if gap is before or not gap.near():
            break
    return gap


def _other_ends(ways: Mapping[Edge, tuple[int, int]], *, middle: int) -> Iterator[dict[Edge, int]]:
    """Other ends at one card for lines that come from and end at heights, all of them within the card."""
    for shift in _SHIFTS:
        moved = {edge: end + shift for edge, (_, end) in ways.items()}
        if all(abs(end - middle) <= _MOST for end in moved.values()):
            yield moved
    above = sorted((start, edge) for edge, (start, _) in ways.items() if start < middle)
    below = sorted((start, edge) for edge, (start, _) in ways.items() if start > middle)
    slots = _MOST // _PORT
    beside = dict.fromkeys(ways, middle)
    for at, (_, edge) in enumerate(reversed(above)):
        beside[edge] = middle - _PORT * (1 + at * min(slots, len(above)) // len(above))
    for at, (_, edge) in enumerate(below):
        beside[edge] = middle + _PORT * (1 + at * min(slots, len(below)) // len(below))
    yield beside
