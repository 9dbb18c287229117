"""The search for a placement with few crossings."""

from __future__ import annotations

from vlagraph.site.layout.anneal import anneal
from vlagraph.site.layout.bands import place
from vlagraph.site.layout.board import Board, LinearCongruential, Placement
from vlagraph.site.layout.lines import count_crossings, draw_lines


def test_the_numbers_are_those_of_the_generator_on_every_machine() -> None:
    random = LinearCongruential(1)

    assert [random.below(100) for _ in range(8)] == [23, 36, 50, 70, 5, 36, 77, 55]
    assert 0 <= random.fraction() < 1


def test_areas_change_places_where_that_saves_crossings() -> None:
    topics = [(f"{end}{band}", f"area{band}") for band in range(4) for end in "ab"]
    edges = [("a0", "b2"), ("a2", "b0"), ("a1", "b3"), ("a3", "b1")]
    grid = place(topics, edges)

    assert count_crossings(draw_lines(grid, edges)) <= 2


def test_areas_in_other_columns_share_their_rows() -> None:
    topics = [(f"{step}{n}", "early" if step < "c" else "late") for step in "abcd" for n in range(2)]
    edges = [(f"{a}{n}", f"{b}{n}") for a, b in ("ab", "bc", "cd") for n in range(2)]
    grid = place(topics, edges)

    assert grid.spans == {"early": (0, 1), "late": (2, 3)}
    assert grid.bands["early"] == grid.bands["late"] == (0, 2)


def test_a_topic_moves_to_another_row_of_its_band_where_that_saves_a_crossing() -> None:
    topics = [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")]
    edges = [("a", "d"), ("b", "c")]

    assert count_crossings(draw_lines(place(topics, edges), edges)) == 0


def test_rows_that_nothing_needs_are_closed() -> None:
    board = Board([0, 0, 1], [(0, 2)], last=1)
    settled = board.settle(Placement([0, 0, 1], [0, 3, 2], ((0,), (1,))))

    assert settled.row == [0, 1, 0]
    assert board.rows(settled) == ([0, 1, 2], 3)


def test_a_move_leaves_every_requirement_forward_and_no_two_topics_in_a_cell() -> None:
    edges, ties = [(0, 2), (1, 3), (0, 3)], [(1, 4)]
    board = Board([0, 0, 1, 1, 1], edges, ties=ties, last=3)
    placement, random = Placement([0, 0, 1, 1, 1], [0, 1, 0, 1, 2], ((0,), (1,))), LinearCongruential(7)
    for step in range(200):
        moved = board.move_area(placement, random) if step % 5 == 0 else board.move_topic(placement, random)
        placement = moved or placement
        y, _ = board.rows(placement)

        assert all(placement.col[a] < placement.col[b] for a, b in [*edges, *ties])
        assert len(set(zip(placement.col, y, strict=True))) == 5


def test_what_comes_out_is_never_worse_than_what_went_in() -> None:
    board = Board([0, 0, 1, 1], [(0, 2), (1, 3)], last=1)
    start = Placement([0, 0, 1, 1], [0, 1, 0, 1], ((0,), (1,)))
    found = anneal(board, start, lambda placement: board.rows(placement)[1])

    assert board.rows(found)[1] <= board.rows(start)[1]
    assert [found.col[node] for node in (0, 1)] == [0, 0]
