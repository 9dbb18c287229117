"""The parts of the arrangement, exactly: on small graphs the last of them mends what the others miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from vlagraph.core.order import arrange as module
from vlagraph.core.order.arrange import _best_exchange, _Block, _by_closure, _exchange_runs, _Run, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable


def block(edges: Iterable[tuple[str, str]], **weight: float) -> _Block[str]:
    """Topics with their weights; an edge leads from a prerequisite to what needs it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(weight)
    graph.add_edges_from(edges)
    return _Block(graph, weight)


def test_the_weight_of_a_set_is_that_of_its_members_alone() -> None:
    three = block([], a=1.0, b=10.0, c=4.0)

    assert [three.total_weight(three.bit[name]) for name in "abc"] == [1.0, 10.0, 4.0]
    assert three.total_weight(three.bit["a"] | three.bit["c"]) == 5.0


def test_what_an_order_costs_is_the_weight_of_each_topic_times_its_place() -> None:
    assert block([], a=1.0, b=10.0, c=4.0).cost(["c", "a", "b"]) == 0 * 4 + 1 * 1 + 2 * 10


def test_the_heaviest_topic_comes_first_with_what_it_needs_and_then_what_is_heaviest_without_that() -> None:
    found = block([("a", "x"), ("a", "y")], a=0.0, b=1.0, x=4.0, y=1.5)

    assert _by_closure(found) == ["a", "x", "y", "b"]


def test_a_closure_reaches_through_every_prerequisite() -> None:
    found = block([("a", "m"), ("m", "x")], a=-9.0, b=1.0, m=0.0, x=9.0)

    assert _by_closure(found) == ["b", "a", "m", "x"]


def test_of_sets_that_weigh_the_same_the_first_by_level_comes_first() -> None:
    assert _by_closure(block([("b", "a")], a=0.0, b=0.0, c=0.0)) == ["b", "c", "a"]


def test_the_exchange_that_lowers_the_cost_most_is_found() -> None:
    loose = block([], a=0.0, b=2.0, c=9.0)
    bound = block([("a", "c")], a=0.0, b=2.0, c=9.0)

    assert _best_exchange(loose, ["a", "b", "c"], 0) == _Run(0, 2, 3)
    assert _best_exchange(bound, ["a", "b", "c"], 0) == _Run(0, 1, 2)
    assert _best_exchange(bound, ["a", "b", "c"], 1) == _Run(1, 2, 3)
    assert _best_exchange(loose, ["c", "b", "a"], 0) is None


def test_an_exchange_that_costs_as_much_is_not_made() -> None:
    assert _best_exchange(block([], a=1.0, b=1.0), ["a", "b"], 0) is None


def test_what_only_rounding_gains_is_not_exchanged_or_the_search_would_never_end() -> None:
    assert _best_exchange(block([], a=0.3, b=0.1 + 0.2), ["a", "b"], 0) is None


def test_runs_are_exchanged_from_the_first_place_to_the_last_until_nothing_is_gained() -> None:
    loose = block([], a=1.0, b=2.0, c=3.0, d=4.0, e=5.0)

    assert _exchange_runs(loose, list("abcde")) == list("edcba")


def test_a_run_is_no_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST_RUN", 1)
    loose = block([("b", "c")], a=0.0, b=-1.0, c=9.0)

    assert _best_exchange(loose, ["a", "b", "c"], 0) is None


def test_passes_end_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PASSES", 0)

    assert _exchange_runs(block([], a=0.0, b=1.0), ["a", "b"]) == ["a", "b"]


@pytest.mark.parametrize(("most", "order"), [(4, ("a", "x", "b", "y")), (3, ("a", "b", "x", "y"))])
def test_a_block_is_searched_up_to_the_limit_and_sorted_by_id_above_it(
    most: int, order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ARRANGED", most)
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "x"), ("b", "y")])

    assert arrange(graph, [graph]) == order


def test_only_requirements_inside_the_blocks_weigh() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "z"), ("outside", "b"), ("elsewhere", "b")])

    assert arrange(graph, [["a", "b", "z"]]) == ("a", "z", "b")


def test_a_pull_brings_a_topic_forward_with_what_it_needs() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("y", "z")])

    assert arrange(graph, [graph], pull={"z": 5.0}) == ("y", "z", "a", "b")


def test_a_large_block_is_sorted_by_id_where_prerequisites_allow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ARRANGED", 2)
    graph: nx.DiGraph[str] = nx.DiGraph([("d", "a"), ("d", "b"), ("c", "b"), ("outside", "c"), ("a", "e")])
    inside = [*"abcde"]

    expected = list(nx.lexicographical_topological_sort(graph.subgraph(inside)))

    assert list(arrange(graph, [inside])) == expected == ["c", "d", "a", "b", "e"]


def test_of_a_large_block_only_the_starts_that_may_end_best_are_improved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "x"), ("b", "y"), ("c", "z")])
    improved = list[list[str]]()

    def recorded(_: _Block[str], start: Iterable[str]) -> list[str]:
        improved.append(list(start))
        return improved[-1]

    monkeypatch.setattr(module, "_exchange_runs", recorded)
    small = arrange(graph, [graph])
    tried = len(improved)
    monkeypatch.setattr(module, "_ALWAYS_TRIED", 5)

    assert arrange(graph, [graph]) == small == ("a", "x", "b", "y", "c", "z")
    assert tried == 3
    assert ["a", "b", "c", "x", "y", "z"] in improved[:3]
    assert ["a", "b", "c", "x", "y", "z"] not in improved[3:]
    assert len(improved) == 5


@pytest.mark.parametrize("count", [1, 4])
def test_a_large_block_that_what_follows_makes_cost_less_than_nothing_is_arranged(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ALWAYS_TRIED", 0)
    first, users = [f"a{n}" for n in range(count)], [f"b{n}" for n in range(5)]
    graph: nx.DiGraph[str] = nx.DiGraph([(need, user) for need in first for user in users])

    assert arrange(graph, [first, users]) == (*first, *users)
