"""Bottlenecks: how many chains of prerequisites run through each topic, exactly."""

from __future__ import annotations

from tests.support.roadmaps import graph_of, topic
from vlagraph.core.order.bottlenecks import Bottleneck, count_chains, find_bottlenecks


def test_the_chains_through_a_topic_are_the_ways_to_it_times_the_ways_from_it() -> None:
    kg = graph_of(
        topic("a"),
        topic("b"),
        topic("c"),
        topic("waist", "a", "b", "c"),
        topic("x", "waist"),
        topic("y", "waist"),
    )

    assert count_chains(kg) == 6
    assert find_bottlenecks(kg) == (
        Bottleneck("waist", 6, 1.0),
        Bottleneck("x", 3, 0.5),
        Bottleneck("y", 3, 0.5),
        Bottleneck("a", 2, 0.3333),
        Bottleneck("b", 2, 0.3333),
        Bottleneck("c", 2, 0.3333),
    )


def test_ways_add_up_where_they_part_and_meet_again() -> None:
    kg = graph_of(
        topic("a"),
        topic("b", "a"),
        topic("c", "a"),
        topic("d", "b", "c"),
        topic("e", "d", "a?"),
        topic("alone"),
    )
    chains = {found.topic: found.chains for found in find_bottlenecks(kg)}

    assert chains == {"a": 3, "e": 3, "d": 2, "b": 1, "c": 1, "alone": 1}
    assert count_chains(kg) == 4


def test_a_graph_without_topics_has_no_bottleneck() -> None:
    assert find_bottlenecks(graph_of()) == ()
    assert count_chains(graph_of()) == 0
