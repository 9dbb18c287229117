"""The search by straight lines, and long lines that are laid anew."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.site.layout.test_bands import dags
from vlagraph.site.layout import bands
from vlagraph.site.layout.anneal import _DRAWN_LINES, anneal
from vlagraph.site.layout.board import Board, LinearCongruential, Placement
from vlagraph.site.layout.drawing import draw
from vlagraph.site.layout.grid import Grid
from vlagraph.site.layout.lines import count_crossings, draw_lines
from vlagraph.site.layout.untangle import untangle

if TYPE_CHECKING:
    from tests.site.layout.test_bands import Dag
    from vlagraph.site.layout.lines import Lines

ROWS = 12
EDGES = [(a, ROWS + a) for a in range(ROWS)] + [(ROWS + a, 2 * ROWS + a) for a in range(ROWS)]


def _shuffled(seed: int) -> tuple[Board, Placement]:
    """Twelve chains of three in two areas on shelves of their own, each column in any order."""
    dice = random.Random(seed)
    rows = [row for _ in range(3) for row in dice.sample(range(ROWS), ROWS)]
    lane = [0] * (2 * ROWS) + [1] * ROWS
    columns = [column for column in range(3) for _ in range(ROWS)]
    return Board(lane, EDGES, last=2), Placement(columns, rows, ((0,), (1,)))


def _crossings(board: Board, placement: Placement) -> int:
    """Pairs of lines of neighbouring columns that change their order, counted one by one."""
    y, _ = board.rows(placement)
    return sum(
        placement.col[a] == placement.col[c] and (y[a] - y[c]) * (y[b] - y[d]) < 0
        for (a, b), (c, d) in combinations(board.edges, 2)
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_topics_move_to_where_fewer_lines_cross(seed: int) -> None:
    board, start = _shuffled(seed)
    found = untangle(board, start, LinearCongruential(seed), steps=4000)
    first, again = (untangle(board, start, LinearCongruential(seed), steps=400) for _ in range(2))

    assert _crossings(board, start) > 40
    assert _crossings(board, found) <= 8
    assert first == again


def test_what_crosses_nothing_stays_as_it_is() -> None:
    board, _ = _shuffled(1)
    start = Placement([n // ROWS for n in range(3 * ROWS)], [n % ROWS for n in range(3 * ROWS)], ((0,), (1,)))

    assert _crossings(board, untangle(board, start, LinearCongruential(1), steps=1000)) == 0


@settings(max_examples=20, deadline=None)
@given(dags())
def test_what_moves_keeps_its_shelf_its_order_and_a_cell_of_its_own(dag: Dag) -> None:
    topics, edges = dag
    number = {topic: index for index, (topic, _) in enumerate(topics)}
    areas = sorted({area for _, area in topics})
    lane = [areas.index(area) for _, area in topics]
    pairs = [(number[a], number[b]) for a, b in edges]
    columns = [0] * len(topics)
    for a, b in sorted(pairs, key=lambda pair: pair[1]):
        columns[b] = max(columns[b], columns[a] + 1)
    board = Board(lane, pairs, last=max(columns, default=0))
    start = Placement(columns, [*range(len(topics))], tuple((area,) for area in range(len(areas))))
    found = untangle(board, start, LinearCongruential(1), steps=200)
    y, height = board.rows(found)

    assert found.order == start.order
    assert height <= board.rows(start)[1]
    assert all(found.col[a] < found.col[b] for a, b in pairs)
    assert len(set(zip(found.col, y, strict=True))) == len(topics)


def test_a_map_of_many_lines_is_searched_without_drawing_each_placement() -> None:
    dice = random.Random(5)
    pairs = [sorted(dice.sample(range(30), 2)) for _ in range(100)]
    edges = sorted({(low, high) for low, high in pairs})
    columns = [0] * 30
    for a, b in sorted(edges, key=lambda pair: pair[1]):
        columns[b] = max(columns[b], columns[a] + 1)
    board = Board([node % 3 for node in range(30)], edges, last=max(columns))
    start = Placement(columns, [*range(30)], ((0,), (1,), (2,)))
    asked = []

    def price(placement: Placement) -> float:
        asked.append(placement)
        return board.cost(placement)

    found = anneal(board, start, price)

    assert len(edges) > _DRAWN_LINES
    assert len(asked) < 20
    assert board.cost(found) < board.cost(start)
    assert all(found.col[a] < found.col[b] for a, b in edges)


def test_long_lines_go_round_what_they_would_cross() -> None:
    chain = [f"c{n}" for n in range(5)]
    cells = {name: (1 + n, n % 2) for n, name in enumerate(chain)}
    cells |= {"from": (0, 0), "to": (6, 1), "other": (0, 1), "end": (6, 0)}
    edges = [*pairwise(chain), ("from", "to"), ("other", "end")]
    grid = Grid(cells, {"x": (0, 2)}, {"x": (0, 6)}, 7)

    searched = count_crossings(draw_lines(grid, edges, in_search=True))
    assert count_crossings(draw_lines(grid, edges)) < searched


def test_a_map_full_of_lines_is_drawn_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def watched(lines: Lines) -> int:
        calls.append(lines)
        return count_crossings(lines)

    monkeypatch.setattr(bands, "count_crossings", watched)
    size = 12
    topics = [(f"{end}{n}", f"area{n % 5}") for end in "st" for n in range(size)]
    topics += [(f"m{n}", "area1") for n in range(3)]
    chain = [("s0", "m0"), ("m0", "m1"), ("m1", "m2"), *(("m2", f"t{n}") for n in range(size))]
    edges = [(f"s{a}", f"t{b}") for a in range(size) for b in range(size)]
    drawing = draw(topics, edges, hidden=chain)

    assert calls == []
    assert drawing.paths.keys() >= set(edges)
    assert len(set(drawing.centres.values())) == len(topics)
