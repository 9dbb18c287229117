"""Simulated annealing over the free cells of a drawing in bands (Kirkpatrick et al., Science 220, 1983).

The columns of a layered drawing are free between a topic's prerequisites and its dependants, and the usual
layer sweeps cannot use that freedom inside bands; a local search can. It runs from several seeds, first by
the quick cost of straight lines, then by the crossings of the lines as they are really drawn; the best
result is continued. Work is counted in steps, not in seconds: every machine draws the same picture.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.board import ROW_COST, LinearCongruential

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.site.layout.board import Board, Placement

__all__ = ["anneal"]

_SEEDS = (1, 2, 3, 4)
"""Starts that have nothing to do with any graph; of two to five, each with its share, none did better."""
_BAND_TURN = 8
"""Every so many steps a band moves rather than a topic: its cost is that of the whole drawing."""
_PROMISING = 5.0
"""A move that costs more than this by straight lines is not worth drawing."""


class _Schedule(NamedTuple):
    """How many steps a search makes, while its heat falls by equal factors from ``first`` to ``last``."""

    steps: int
    first: float
    last: float

    @property
    def cooling(self) -> float:
        """What the heat is multiplied by in each step."""
        return float((self.last / self.first) ** (1 / max(1, self.steps)))


_ROUGH = _Schedule(1000, 8.0, 0.4)
"""By straight lines: hot enough to cross the map at first; more steps gain nothing that drawing does not."""
_DRAWINGS_EACH = 22
"""Drawings for each edge: a small graph has few placements to try."""
_DRAWN_EDGES = 80_000
"""Most edges to draw in all, which for the shipped map takes a second or two."""
_FIRST_PART = 0.15
"""The part of the drawings that every seed gets; what is left continues the best."""
_WARM, _COOL = (1.0, 0.3), (0.7, 0.05)
"""Heat by drawn crossings: of every seed, and of the best; under 1, a step seldom costs a crossing more."""
_TRIES = 20
"""Steps for each drawing: most are barred or not promising, and a small graph may have no other."""


def anneal(board: Board, start: Placement, crossings: Callable[[Placement], int]) -> Placement:
    """A better placement than ``start``; topics in column 0 stay there.

    ``crossings`` counts those of a placement as it is really drawn.
    """
    if len(board.lane) < 2 or not board.edges:
        return start
    search = _Search(board, crossings)
    edges = len(board.edges)
    drawings = min(_DRAWINGS_EACH * edges, _DRAWN_EDGES // max(1, edges))
    part = int(_FIRST_PART * drawings)
    found = []
    for seed in _SEEDS:
        random = LinearCongruential(seed)
        rough = search.rough(start, random)
        found.append(search.refine(rough, random, _Schedule(part, *_WARM)))
    best = min(found, key=search.price)
    rest = _Schedule(drawings - part * len(_SEEDS), *_COOL)
    return search.refine(best, LinearCongruential(_SEEDS[0]), rest)


class _Search:
    """The two kinds of runs on one board."""

    def __init__(self, board: Board, crossings: Callable[[Placement], int]) -> None:
        self._board = board
        self._crossings = crossings

    def price(self, placement: Placement) -> float:
        """What is to be as low as possible: crossings as drawn, and rows."""
        return self._crossings(placement) + ROW_COST * sum(placement.height)

    def rough(self, start: Placement, random: LinearCongruential) -> Placement:
        """The best placement met while topics and bands change places, by the cost of straight lines."""
        board, placement, heat = self._board, start, _ROUGH.first
        cost = least = board.cost(start)
        best = start
        for step in range(_ROUGH.steps):
            heat *= _ROUGH.cooling
            if step % _BAND_TURN == 0:
                trial = board.move_band(placement, random)
                price = board.cost(trial)
            else:
                trial, change = board.apply(placement, board.move_topic(placement, random, grow=0))
                price = cost + change
            if price <= cost or random.fraction() < exp((cost - price) / heat):
                placement, cost = trial, price
                if cost < least:
                    best, least = placement, cost
        return board.settle(best.col, best.row, best.order)

    def refine(self, start: Placement, random: LinearCongruential, schedule: _Schedule) -> Placement:
        """The best placement met in a run by the lines as drawn, in which bands may grow and shrink."""
        placement, heat = start, schedule.first
        price = least = self.price(start)
        best, drawn = start, 0
        for step in range(_TRIES * schedule.steps):
            if drawn == schedule.steps:
                break
            trial = self._promising(placement, random, band=step % _BAND_TURN == 0)
            if trial is None:
                continue
            drawn += 1
            heat *= schedule.cooling
            found = self.price(trial)
            if found <= price or random.fraction() < exp((price - found) / heat):
                placement, price = trial, found
                if price < least:
                    best, least = placement, price
        return best

    def _promising(self, placement: Placement, random: LinearCongruential, *, band: bool) -> Placement | None:
        """A neighbour of ``placement`` that is worth drawing, if the next one is."""
        board = self._board
        if band:
            return board.move_band(placement, random)
        moves = board.move_topic(placement, random, grow=1)
        if not moves:
            return None
        moved, change = board.apply(placement, moves)
        return board.settle(moved.col, moved.row, moved.order) if change <= _PROMISING else None
