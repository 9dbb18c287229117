"""The search for a placement with few crossings."""

from __future__ import annotations

from vlagraph.site.layout.anneal import anneal
from vlagraph.site.layout.bands import place
from vlagraph.site.layout.board import Board, LinearCongruential
from vlagraph.site.layout.lines import count_crossings, draw_lines


def test_the_numbers_are_those_of_the_generator_on_every_machine() -> None:
    random = LinearCongruential(1)

    assert [random.below(100) for _ in range(8)] == [23, 36, 50, 70, 5, 36, 77, 55]
    assert 0 <= random.fraction() < 1


def test_bands_change_places_where_that_saves_crossings() -> None:
    topics = [(f"{end}{band}", f"area{band}") for band in range(4) for end in "ab"]
    edges = [("a0", "b2"), ("a2", "b0"), ("a1", "b3"), ("a3", "b1")]
    grid = place(topics, edges)
    at = {area: first for area, (first, _) in grid.bands.items()}

    assert count_crossings(draw_lines(grid, edges)) == 2
    assert abs(at["area0"] - at["area2"]) == abs(at["area1"] - at["area3"]) == 1


def test_a_topic_moves_to_another_row_of_its_band_where_that_saves_a_crossing() -> None:
    topics = [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")]
    edges = [("a", "d"), ("b", "c")]

    assert count_crossings(draw_lines(place(topics, edges), edges)) == 0


def test_rows_that_nothing_needs_are_closed() -> None:
    board = Board([0, 0, 1], [(0, 2)], last=1)
    placement = board.settle([0, 0, 1], [0, 3, 2], [0, 1])

    assert placement.height == [2, 1]
    assert placement.y == [0, 1, 2]


def test_the_change_that_a_move_announces_is_the_difference_of_the_costs() -> None:
    board = Board([0, 0, 1, 1, 1], [(0, 2), (1, 3), (0, 3), (1, 4)], last=1)
    start = board.settle([0, 0, 1, 1, 1], [0, 1, 0, 1, 2], [0, 1])
    random = LinearCongruential(7)
    for _ in range(20):
        moved, change = board.apply(start, board.move_topic(start, random, grow=0))

        assert abs(board.cost(moved) - board.cost(start) - change) < 1e-6


def test_what_comes_out_is_never_worse_than_what_went_in_by_rows_and_drawn_crossings() -> None:
    board = Board([0, 0, 1, 1], [(0, 2), (1, 3)], last=1)
    start = board.settle([0, 0, 1, 1], [0, 1, 0, 1], [0, 1])
    found = anneal(board, start, lambda placement: 0)

    assert sum(found.height) <= sum(start.height)
    assert [found.col[node] for node in (0, 1)] == [0, 0]
