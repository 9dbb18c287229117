"""The lines of a drawing and their crossings."""

from __future__ import annotations

from vlagraph.site.layout.grid import Grid
from vlagraph.site.layout.lines import count_crossings, draw_lines


def test_two_edges_that_change_places_cross_once() -> None:
    cells = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}
    grid = Grid(cells, {"x": (0, 2)}, {"x": (0, 1)}, 2)

    assert count_crossings(draw_lines(grid, [("a", "d"), ("b", "c")])) == 1
    assert count_crossings(draw_lines(grid, [("a", "c"), ("b", "d")])) == 0


def test_edges_that_share_a_topic_do_not_count_as_crossing() -> None:
    cells = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}
    grid = Grid(cells, {"x": (0, 2)}, {"x": (0, 1)}, 2)

    assert count_crossings(draw_lines(grid, [("a", "c"), ("a", "d"), ("b", "d")])) == 0
