"""The topics in numbers say the same as the graph of networkx, which takes many times as long to make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given

from tests.support.roadmaps import random_roadmaps, roadmap, topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.numbered import NumberedTopics

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap, Topic


@given(random_roadmaps())
def test_edges_in_numbers_are_those_of_the_graph(of: Roadmap) -> None:
    kg = KnowledgeGraph(of)
    names = kg.numbered.names

    for edges, graph in ((kg.numbered.ordering, kg.digraph), (kg.numbered.required, kg.required)):
        found = {(names[need], names[node]) for node, needs in enumerate(edges.pred) for need in needs}
        assert found == set(graph.edges)
        assert found == {(names[n], names[user]) for n, users in enumerate(edges.succ) for user in users}


def test_what_only_helps_or_is_unknown_is_no_edge_and_its_topic_is_loose() -> None:
    found = NumberedTopics(roadmap(topic("b", "nowhere", "a"), _helped(topic("c", "a")), topic("a")))

    assert found.names == ["a", "b", "c"]
    assert list(map(tuple, found.ordering.pred)) == [(), (0,), ()]
    assert list(map(tuple, found.required.succ)) == [(1,), (), ()]
    assert found.loose == {"b", "c"}


def test_of_several_topics_with_one_id_the_last_counts_and_each_may_be_loose() -> None:
    found = NumberedTopics(roadmap(topic("b", "nowhere"), topic("a"), topic("b", "a")))

    assert list(map(tuple, found.ordering.pred)) == [(), (0,)]
    assert found.loose == {"b"}


def _helped(one: Topic) -> Topic:
    needs = [msgspec.structs.replace(need, kind="helps") for need in one.requires]
    return msgspec.structs.replace(one, requires=tuple(needs))
