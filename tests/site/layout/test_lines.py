"""The lines of a drawing and their crossings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.layout import count_drawn
from hypothesis import given, settings

from tests.site.layout.test_bands import dags
from vlagraph.site.layout.bands import place
from vlagraph.site.layout.drawing import draw
from vlagraph.site.layout.grid import Grid
from vlagraph.site.layout.lines import count_crossings, draw_lines

if TYPE_CHECKING:
    from tests.site.layout.test_bands import Dag


@settings(max_examples=10, deadline=None)
@given(dags())
def test_crossings_are_those_that_the_paths_of_the_picture_have(dag: Dag) -> None:
    topics, edges = dag
    drawn = count_drawn(draw(topics, edges), edges)

    assert count_crossings(draw_lines(place(topics, edges), edges)) == drawn.crossings
    assert (drawn.under, drawn.overlaps) == (0, 0)


def test_two_edges_that_change_places_cross_once() -> None:
    cells = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}
    grid = Grid(cells, {"x": (0, 2)}, {"x": (0, 1)}, 2)

    assert count_crossings(draw_lines(grid, [("a", "d"), ("b", "c")])) == 1
    assert count_crossings(draw_lines(grid, [("a", "c"), ("b", "d")])) == 0


def test_edges_that_share_a_topic_do_not_count_as_crossing() -> None:
    cells = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}
    grid = Grid(cells, {"x": (0, 2)}, {"x": (0, 1)}, 2)

    assert count_crossings(draw_lines(grid, [("a", "c"), ("a", "d"), ("b", "d")])) == 0
