"""Where the topics stand on the map."""

from __future__ import annotations

import os
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from benchmarks.layout import count_drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from vlagraph.core.text import visible
from vlagraph.site.layout import drawing
from vlagraph.site.layout.bands import place
from vlagraph.site.layout.drawing import _draw, draw
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.layout.lanes import CELL_LANES
from vlagraph.site.layout.lines import count_crossings, draw_lines
from vlagraph.site.layout.reroute import cross_less
from vlagraph.site.layout.route import route_edges
from vlagraph.site.layout.wrap import lines
from vlagraph.site.shown import reduction

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.site.layout.drawing import Drawing
    from vlagraph.site.layout.grid import Grid

Edge = tuple[str, str]
Dag = tuple[list[tuple[str, str]], list[Edge]]

EXAMPLES = 75 if os.environ.get("VLAGRAPH_SOAK") else 15


@st.composite
def dags(draw_from: st.DrawFn, most: int = 14) -> Dag:
    size = draw_from(st.integers(0, most))
    topics = [(f"t{i}", f"area{draw_from(st.integers(0, 3))}") for i in range(size)]
    pairs = [(f"t{a}", f"t{b}") for b in range(size) for a in range(b)]
    chosen = draw_from(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * size)) if pairs else []
    return topics, sorted(chosen)


def _check_cells(grid: Grid, dag: Dag) -> None:
    """Every edge leads to a later column, no two topics share a cell, a band holds its own topics alone."""
    topics, edges = dag

    assert len(set(grid.cells.values())) == len(topics)
    assert all(grid.cells[a][0] < grid.cells[b][0] for a, b in edges)
    for topic, area in topics:
        first, rows = grid.bands[area]
        assert first <= grid.cells[topic][1] < first + rows


def _check_cards(found: Drawing) -> None:
    """No two cards touch."""
    for (x, y), (u, v) in combinations(found.centres.values(), 2):
        assert abs(x - u) >= GEOMETRY.card.width + 4 or abs(y - v) >= GEOMETRY.card.height + 4


def _check_routes(grid: Grid, edges: list[Edge]) -> None:
    """No edge passes under a card; a line laid anew keeps its ends, and does not either."""
    before = route_edges(grid.cells, edges)
    found = cross_less(grid.cells, before)
    taken = set(grid.cells.values())
    users: dict[tuple[int, float], set[str]] = {}
    for routes in (before, found):
        users.clear()
        for edge, route in routes.items():
            for spot in enumerate(route[1:-1], grid.cells[edge[0]][0] + 1):
                users.setdefault(spot, set()).add(edge[0])

        assert not users.keys() & taken

    assert {edge: (len(route), route[0], route[-1]) for edge, route in found.items()} == {
        edge: (len(route), route[0], route[-1]) for edge, route in before.items()
    }
    assert all(len(some) <= CELL_LANES for (_, row), some in users.items() if row == int(row))


@pytest.mark.campaign
@settings(max_examples=EXAMPLES, deadline=None)
@given(dags())
def test_topics_cards_and_lines_keep_apart_whatever_is_joined(dag: Dag) -> None:
    """One grid of each graph is looked at in every way: the search for it costs more than all of these."""
    topics, edges = dag
    grid = place(topics, edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "place", lambda *_: grid)
        found = draw(topics, edges)
    counted = count_drawn(found, edges)

    _check_cells(grid, dag)
    _check_cards(found)
    _check_routes(grid, edges)
    assert count_crossings(draw_lines(grid, edges)) == counted.crossings
    assert (counted.under, counted.overlaps) == (0, 0)


def test_a_large_graph_is_placed_by_sweeps_under_the_same_rules() -> None:
    topics = [(f"t{i:04}", f"area{i % 10}") for i in range(600)]
    edges = [(f"t{i - step:04}", f"t{i:04}") for i in range(600) for step in (7, 31) if i >= step]
    grid = place(topics, edges)

    assert len(set(grid.cells.values())) == 600
    assert all(grid.cells[a][0] < grid.cells[b][0] for a, b in edges)


def test_in_a_large_graph_the_band_that_two_others_need_stands_between_them() -> None:
    topics = [(f"{area}{n:03}", area) for area in ("first", "third", "second") for n in range(140)]
    steps = (("first", "second"), ("second", "third"))
    grid = place(topics, [(f"{a}{n:03}", f"{b}{n:03}") for a, b in steps for n in range(140)])

    tops = {area: top for area, (top, _) in grid.bands.items()}
    assert len(topics) > GEOMETRY.limits.annealed
    assert sorted(tops, key=lambda area: tops[area])[1] == "second"


def test_in_a_large_graph_lines_between_two_columns_are_uncrossed() -> None:
    pairs = [(f"a{n:03}", f"b{n:03}") for n in range(210)]
    topics = [(a, "area") for a, _ in pairs] + [(b, "area") for _, b in reversed(pairs)]
    cells = place(topics, pairs).cells

    assert len(topics) > GEOMETRY.limits.annealed
    assert all(cells[a][1] == cells[b][1] for a, b in pairs)


def test_the_drawing_is_the_same_every_time() -> None:
    topics = [(f"t{i}", f"area{i % 3}") for i in range(12)]
    edges = [(f"t{i - 2}", f"t{i}") for i in range(2, 12)]

    assert _draw.__wrapped__(tuple(topics), tuple(edges), (), ((), ())) == draw(topics, edges)


def test_an_edge_that_a_longer_road_implies_is_not_drawn() -> None:
    needs = {"a": [], "b": ["a"], "c": ["b", "a"], "d": ["c", "a"]}

    assert reduction(["a", "b", "c", "d"], needs) == (("a", "b"), ("b", "c"), ("c", "d"))


def test_no_shipped_name_takes_more_than_two_lines_of_its_card(shipped: KnowledgeGraph) -> None:
    room, size = GEOMETRY.text.room, GEOMETRY.text.size
    names = [name for topic in shipped.roadmap.topics for name in (topic.name.en, topic.name.ko)]

    assert [name for name in names if len(lines(name, room=room, size=size)) > 2] == []


def test_a_name_of_two_thousand_characters_keeps_to_three_lines() -> None:
    broken = lines("x" * 2000, room=108, size=12.5)

    assert len(broken) == 3
    assert broken[-1].endswith("…")


def test_control_bidi_and_zero_width_characters_are_taken_out() -> None:
    assert visible("a\u202eb\u200bc\x1b[31m\nd") == "abc[31m d"


def test_on_a_large_map_a_topic_moves_to_the_columns_of_what_it_is_joined_to() -> None:
    chain = [f"t{number}" for number in range(9)]
    names = [*chain, "late", *(f"rest{number}" for number in range(GEOMETRY.limits.annealed))]
    edges = [*pairwise(chain), ("t0", "late"), ("late", "t8")]

    cells = place([(name, "area") for name in names], edges).cells

    assert [cells[name][0] for name in chain] == list(range(9))
    assert 1 < cells["late"][0] < 7


def test_a_long_korean_name_keeps_to_two_lines_which_three_would_run_into_each_other() -> None:
    broken = lines("시각-언어-행동 파운데이션 모델을 위한 대규모 강화학습", room=115, size=12.5)

    assert len(broken) == 2
    assert broken[-1].endswith("…")
