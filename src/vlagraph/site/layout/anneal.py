"""Simulated annealing over the free cells of a map (Kirkpatrick et al., Science 220, 1983).

The columns of a layered drawing are free between a topic's prerequisites and its dependants, and areas may
share rows; the usual layer sweeps cannot use that freedom, a local search can. It runs from several seeds,
first by the quick cost of lengths and height, then by the lines as they are really drawn, or where there are
many of them by straight ones (`vlagraph.site.layout.untangle`); the best result is continued. Work is counted
in steps, not in seconds: every machine draws the same picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.site.layout.board import Budget, LinearCongruential
from vlagraph.site.layout.cooling import Cooling, is_taken
from vlagraph.site.layout.untangle import untangle

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.site.layout.board import Board, Placement

__all__ = ["anneal"]

_SEEDS = (1, 2, 3, 4)
"""Starts that have nothing to do with any graph; of two to five, each with its share, none did better."""
_AREA_TURN = 6
"""Every so many steps an area moves rather than a topic."""
_PROMISING = 120
"""A move that costs more than this by lengths, twelve rows of climbing, is not worth drawing."""
_ROUGH_EACH, _ROUGH_WORK = 160, 800_000
"""Steps by lengths for each topic, and at most so many topics and lines looked at: a second for each seed."""
_HOT = (150.0, 4.0)
"""Heat by lengths: tenths of a row of climbing that a step may cost."""
_DRAWN_LINES = 70
"""Lines of a map at most whose placements are drawn in the search: of larger ones straight lines try so many
more in the same time that half of the crossings are left."""
_DRAWINGS_EACH = 8
"""Drawings for each edge: a small graph has few placements to try."""
_DRAWN_WORK = 30_000
"""Most edges to draw in all, which for the shipped map takes a second or two."""
_EACH_SEED = Budget(steps=1000, work=400_000)
"""Steps by straight lines of every seed, and at most so many lines looked at."""
_BEST_SEED = Budget(steps=8000, work=2_400_000)
"""The same of the best, which takes a second or two."""
_FIRST_PART = 0.1
"""The part of the drawings that every seed gets; what is left continues the best."""
_WARM, _COOL = (1.5, 0.5), (1.0, 0.05)
"""Heat by drawn crossings: of every seed, and of the best; under 1, a step seldom costs a crossing more."""
_TRIES = 20
"""Steps for each drawing: most are barred or not promising, and a small graph may have no other."""


def anneal(board: Board, start: Placement, price: Callable[[Placement], float]) -> Placement:
    """A better placement than ``start``; topics in column 0 stay there.

    ``price`` is that of a placement as it is really drawn: to be as low as possible.
    """
    if len(board.lane) < 2:
        return start
    search = _Search(board, price)
    if len(board.edges) > _DRAWN_LINES:
        return search.untangled(start)
    drawings = Budget(_DRAWINGS_EACH * len(board.edges), _DRAWN_WORK).steps_for(len(board.edges))
    part = int(_FIRST_PART * drawings)
    found = []
    for seed in _SEEDS:
        random = LinearCongruential(seed)
        found.append(search.refine(search.rough(start, random), random, Cooling(part, *_WARM)))
    best = min([start, *found], key=price)
    rest = Cooling(drawings - part * len(_SEEDS), *_COOL)
    return search.refine(best, LinearCongruential(_SEEDS[0]), rest)


class _Search:
    """The kinds of runs on one board."""

    def __init__(self, board: Board, price: Callable[[Placement], float]) -> None:
        self._board = board
        self._price = price

    def untangled(self, start: Placement) -> Placement:
        """The best placement found by lengths and then by straight lines, which is continued by these."""
        board, lines = self._board, len(self._board.edges)
        found = []
        for seed in _SEEDS:
            random = LinearCongruential(seed)
            rough = self.rough(start, random)
            found.append(untangle(board, rough, random, steps=_EACH_SEED.steps_for(lines)))
        best = min([start, *found], key=self._price)
        steps = _BEST_SEED.steps_for(lines)
        return min([best, untangle(board, best, LinearCongruential(_SEEDS[0]), steps=steps)], key=self._price)

    def rough(self, start: Placement, random: LinearCongruential) -> Placement:
        """The best placement met while topics and areas change places, by lengths and height."""
        board, size = self._board, len(self._board.lane)
        steps = Budget(_ROUGH_EACH * size, _ROUGH_WORK).steps_for(size + len(board.edges))
        best = placement = start
        cost = least = board.cost(start)
        for step, heat in enumerate(Cooling(steps, *_HOT).heats()):
            trial = self._neighbour(placement, random, step)
            if trial is None:
                continue
            found = board.cost(trial)
            if is_taken(found - cost, heat, random):
                placement, cost = trial, found
                if cost < least:
                    best, least = placement, cost
        return board.settle(best)

    def refine(self, start: Placement, random: LinearCongruential, cooling: Cooling) -> Placement:
        """The best placement met in a run by the lines as drawn."""
        board, heats = self._board, cooling.heats()
        best = placement = start
        price, cost = self._price(start), board.cost(start)
        least, drawn = price, 0
        for step in range(_TRIES * cooling.steps):
            if drawn == cooling.steps:
                break
            trial = self._neighbour(placement, random, step)
            if trial is None or board.cost(trial := board.settle(trial)) > cost + _PROMISING:
                continue
            found = self._price(trial)
            drawn += 1
            if is_taken(found - price, heats[drawn - 1], random):
                placement, price, cost = trial, found, board.cost(trial)
                if price < least:
                    best, least = placement, price
        return best

    def _neighbour(self, placement: Placement, random: LinearCongruential, step: int) -> Placement | None:
        if step % _AREA_TURN == 0:
            return self._board.move_area(placement, random)
        return self._board.move_topic(placement, random)
