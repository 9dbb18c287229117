"""What holds for every roadmap without loops."""

from __future__ import annotations

import random
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.roadmaps import graph_of, missing, random_roadmaps, roadmap, text, topic
from vlagraph.core.model import Area
from vlagraph.core.order import (
    PathRules,
    count_figures,
    find_next,
    find_path,
    learning_order,
    levels,
    mean_distance,
    next_topics,
    unlocks,
    urgency,
)
from vlagraph.core.soundness import find_loops, find_redundant
from vlagraph.store.examine import examine_roadmap
from vlagraph.store.roadmap import load_roadmap, save_parts

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Roadmap

T = TypeVar("T")

pytestmark = pytest.mark.campaign


def _topological(graph: nx.DiGraph[str], order: tuple[str, ...]) -> bool:
    """Does ``order`` keep each of its topics after every ancestor that it holds?"""
    place = {node: index for index, node in enumerate(order)}
    return all(place[a] < place[b] for b in order for a in nx.ancestors(graph, b) & place.keys())


def _shuffled(whole: Roadmap, seed: int) -> Roadmap:
    """The same roadmap with its topics, requirements and areas in another order."""
    chance = random.Random(seed)

    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(items, len(items)))

    topics = tuple(msgspec.structs.replace(t, requires=mixed(t.requires)) for t in mixed(whole.topics))
    return msgspec.structs.replace(whole, topics=topics, areas=mixed(whole.areas))


def _presupposing(whole: Roadmap, names: set[str]) -> Roadmap:
    """The same roadmap with the topics called ``names`` in an area that is assumed."""
    school = Area(id="school", name=text("School"), assumed=True)
    topics = tuple(msgspec.structs.replace(t, area="school") if t.id in names else t for t in whole.topics)
    return msgspec.structs.replace(whole, topics=topics, areas=(*whole.areas, school))


def _every_order_is_topological_and_holds_every_topic_once(whole: Roadmap, data: st.DataObject) -> None:
    kg = graph_of(of=whole)

    for order in (learning_order(kg), learning_order(kg, ties="none"), sum(levels(kg), ())):
        assert sorted(order) == sorted(kg.topics)
        assert _topological(kg.digraph, order)


def _every_part_of_the_order_is_topological_and_holds_what_was_asked(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    chosen = data.draw(st.sets(st.sampled_from(sorted(kg.topics))))

    order = learning_order(kg, among=chosen)

    assert sorted(order) == sorted(chosen)
    assert _topological(kg.digraph, order)


def _only_the_most_urgent_topics_and_what_they_need_come_before_the_last_of_them(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    order = learning_order(kg)
    urgent = {entry.ref for entry in whole.priorities[0].entries}
    forced = urgent.union(*(nx.ancestors(kg.digraph, node) for node in urgent))

    assert set(order[: len(forced)]) == forced


def _the_rank_of_a_topic_is_the_most_urgent_of_its_own_and_of_all_downstream(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    own = {entry.ref: rank for rank, tier in enumerate(whole.priorities) for entry in tier.entries}
    last = len(whole.priorities)

    expected = {
        node: min(own.get(user, last) for user in {node, *nx.descendants(kg.digraph, node)})
        for node in kg.topics
    }

    assert urgency(kg) == expected


def _a_path_holds_exactly_the_needed_topics_minus_known_ones_and_what_only_they_need(
    whole: Roadmap, data: st.DataObject
) -> None:
    required_only = data.draw(st.booleans())
    kg = graph_of(of=whole)
    ids = sorted(kg.topics)
    targets = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3))
    known = data.draw(st.sets(st.sampled_from(ids)))
    graph = kg.required if required_only else kg.digraph

    path = find_path(kg, targets, known=known, rules=PathRules(required_only=required_only))

    rest = graph.subgraph(set(ids) - (known - set(targets)))
    needed = set(targets).union(*(nx.ancestors(rest, target) for target in targets))
    order = tuple(step.topic for step in path.steps)
    assert len(order) == len(set(order))
    assert set(order) == needed
    assert _topological(rest, order)
    assert set(path.known) == {k for k in known - needed if set(graph.succ[k]) & needed}


def _the_targets_are_the_last_steps_unless_another_step_needs_them(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    targets = data.draw(st.lists(st.sampled_from(sorted(kg.topics)), min_size=1, max_size=3))

    path = find_path(kg, targets)

    order = [step.topic for step in path.steps]
    inner = kg.digraph.subgraph(order)
    final = [t for t in order if t in targets and not nx.descendants(inner, t) - set(targets)]
    assert sorted(order[-len(final) :]) == sorted(final)
    assert sorted(path.targets) == sorted(set(targets))


def _each_step_names_every_later_step_that_needs_it_and_its_strength_towards_the_target(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    target = data.draw(st.sampled_from(sorted(kg.topics)))

    path = find_path(kg, [target])

    order = [step.topic for step in path.steps]
    musts = nx.ancestors(kg.required, target)
    for index, step in enumerate(path.steps[:-1]):
        users = {node for node in order[index:] if kg.digraph.has_edge(step.topic, node)}
        assert set(step.needed_by) == users
        assert step.kind == ("required" if step.topic in musts else "recommended")
        assert step.reason is not None
        if step.kind == "required":
            assert kg.required.has_edge(step.topic, step.needed_by[0])
            assert step.needed_by[0] in {target, *musts}


def _depth_keeps_exactly_what_is_that_near_to_the_target(whole: Roadmap, data: st.DataObject) -> None:
    kg = graph_of(of=whole)
    target = data.draw(st.sampled_from(sorted(kg.topics)))
    depth = data.draw(st.integers(0, 5))

    path = find_path(kg, [target], rules=PathRules(depth=depth))

    near = nx.single_source_shortest_path_length(kg.digraph.reverse(), target, cutoff=depth)
    assert {step.topic for step in path.steps} == set(near)


def _missing_is_every_open_required_prerequisite_the_nearest_first(
    whole: Roadmap, data: st.DataObject
) -> None:
    kg = graph_of(of=whole)
    target = data.draw(st.sampled_from(sorted(kg.topics)))
    known = data.draw(st.sets(st.sampled_from(sorted(set(kg.topics) - {target}) or [""])))

    found = missing(kg, target, known)

    open_ones = kg.required.subgraph(set(kg.topics) - known).reverse()
    far = nx.single_source_shortest_path_length(open_ones, target)
    assert list(found) == sorted(far.keys() - {target}, key=lambda node: (far[node], node))


def _next_is_exactly_the_frontier_the_most_urgent_tier_first(whole: Roadmap, data: st.DataObject) -> None:
    kg = graph_of(of=whole)
    known = data.draw(st.sets(st.sampled_from(sorted(kg.topics))))

    found = next_topics(kg, known)

    ready = {n for n in kg.topics if n not in known and not missing(kg, n, known)}
    tiers = urgency(kg, known=known)  # nothing is urgent for what is known
    ranks = [tiers[row.topic] for row in found]
    assert sorted(row.topic for row in found) == sorted(ready)
    assert ranks == sorted(ranks)
    for row in found:
        after = {r.topic for r in next_topics(kg, known | {row.topic})}
        assert set(row.opens) == after - ready
        left = kg.digraph.subgraph(kg.topics.keys() - known)  # nobody goes on through what is known
        assert row.leads_to == len(nx.descendants(left, row.topic))
        assert set(row.better_after) == set(kg.digraph.pred[row.topic]) - known


def _what_is_next_towards_a_goal_is_what_of_its_path_is_ready_and_counts_only_the_path(
    whole: Roadmap, data: st.DataObject
) -> None:
    from_scratch = data.draw(st.booleans())
    some = st.sets(st.sampled_from(sorted(topic.id for topic in whole.topics)))
    presupposed, known, skipped, goal = (data.draw(some) for _ in range(4))
    kg = graph_of(of=_presupposing(whole, presupposed))
    done = known | skipped | (set() if from_scratch else presupposed - goal)

    path = find_path(
        kg, sorted(goal), known=known, skipped=skipped, rules=PathRules(from_scratch=from_scratch)
    )
    found = find_next(kg, known | skipped, towards=goal, from_scratch=from_scratch)

    steps = {step.topic for step in path.steps} - done
    assert {row.topic for row in found.next} == {n for n in steps if set(kg.required.pred[n]) <= done}
    assert found.assumed == path.assumed
    assert bool(found.next) == bool(steps)
    for row in found.next:
        after = find_next(kg, known | skipped | {row.topic}, towards=goal, from_scratch=from_scratch)
        assert set(row.opens) == {other.topic for other in after.next} - {other.topic for other in found.next}
        assert row.leads_to == len(nx.descendants(kg.digraph.subgraph(steps), row.topic))


def _the_order_of_topics_and_requirements_in_the_file_never_changes_an_answer(
    whole: Roadmap, data: st.DataObject
) -> None:
    seed = data.draw(st.integers(0, 1000))
    target = data.draw(st.sampled_from(sorted(t.id for t in whole.topics)))
    known = data.draw(st.sets(st.sampled_from(sorted(t.id for t in whole.topics)), max_size=3))

    def answers(kg: KnowledgeGraph) -> list[object]:
        return [
            learning_order(kg),
            learning_order(kg, ties="none"),
            find_path(kg, [target], known=known),
            find_path(kg, [target, *sorted(known)]),
            missing(kg, target, known),
            next_topics(kg, known),
            unlocks(kg, target),
            levels(kg),
            count_figures(kg),
            find_redundant(kg.roadmap),
        ]

    assert answers(graph_of(of=whole)) == answers(graph_of(of=_shuffled(whole, seed)))


def _the_order_in_which_targets_are_named_never_changes_a_path(whole: Roadmap, data: st.DataObject) -> None:
    chance = data.draw(st.randoms(use_true_random=False))
    kg = graph_of(of=whole)
    targets = chance.sample(sorted(kg.topics), min(3, len(kg.topics)))

    assert find_path(kg, targets) == find_path(kg, targets[::-1])


def _continuity_is_never_worse_than_a_plain_topological_sort(whole: Roadmap, data: st.DataObject) -> None:
    kg = graph_of(of=whole)
    plain = list(nx.topological_sort(kg.digraph))

    assert mean_distance(kg.digraph, learning_order(kg, ties="none")) <= mean_distance(kg.digraph, plain)


def _no_swap_of_two_neighbours_brings_prerequisites_nearer(whole: Roadmap, data: st.DataObject) -> None:
    kg = graph_of(of=whole)
    order = learning_order(kg, ties="none")
    now = mean_distance(kg.digraph, order)

    for index, (before, after) in enumerate(pairwise(order)):
        swapped = (*order[:index], after, before, *order[index + 2 :])
        assert kg.digraph.has_edge(before, after) or mean_distance(kg.digraph, swapped) >= now


PROPERTIES = (
    _every_order_is_topological_and_holds_every_topic_once,
    _every_part_of_the_order_is_topological_and_holds_what_was_asked,
    _only_the_most_urgent_topics_and_what_they_need_come_before_the_last_of_them,
    _the_rank_of_a_topic_is_the_most_urgent_of_its_own_and_of_all_downstream,
    _a_path_holds_exactly_the_needed_topics_minus_known_ones_and_what_only_they_need,
    _the_targets_are_the_last_steps_unless_another_step_needs_them,
    _each_step_names_every_later_step_that_needs_it_and_its_strength_towards_the_target,
    _depth_keeps_exactly_what_is_that_near_to_the_target,
    _missing_is_every_open_required_prerequisite_the_nearest_first,
    _next_is_exactly_the_frontier_the_most_urgent_tier_first,
    _what_is_next_towards_a_goal_is_what_of_its_path_is_ready_and_counts_only_the_path,
    _the_order_of_topics_and_requirements_in_the_file_never_changes_an_answer,
    _the_order_in_which_targets_are_named_never_changes_a_path,
    _continuity_is_never_worse_than_a_plain_topological_sort,
    _no_swap_of_two_neighbours_brings_prerequisites_nearer,
)


@given(random_roadmaps(), st.data())
def test_what_holds_for_every_roadmap(whole: Roadmap, data: st.DataObject) -> None:
    """To draw a roadmap takes longer than to ask it one thing, so each that is drawn is asked for all."""
    for holds in PROPERTIES:
        holds(whole, data)


@given(random_roadmaps(most=6))
def test_a_saved_roadmap_is_loaded_as_it_was_and_saved_again_as_the_same_bytes(whole: Roadmap) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "topics.json"

        assert save_parts(path, whole)
        assert load_roadmap(path) == examine_roadmap(path).roadmap == whole
        assert not save_parts(path, load_roadmap(path))


def test_a_redundant_required_edge_changes_no_ancestor_and_another_does() -> None:
    found = 0

    @given(random_roadmaps(most=8))
    def remove_each(whole: Roadmap) -> None:
        nonlocal found
        graph = graph_of(of=whole).required
        redundant = {(before, after): path for before, after, path in find_redundant(whole)}
        found += len(redundant)
        for before, after in list(graph.edges):
            fewer = graph.copy()
            fewer.remove_edge(before, after)
            assert ((before, after) in redundant) == (
                nx.ancestors(fewer, after) == nx.ancestors(graph, after)
            )
        for (before, after), path in redundant.items():
            assert (path[0], path[-1]) == (before, after)
            assert all(graph.has_edge(a, b) for a, b in pairwise(path))
            assert len(path) > 2

    remove_each()
    assert found


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
@settings(max_examples=200)
def test_loops_are_found_exactly_where_networkx_finds_knots(edges: set[tuple[int, int]]) -> None:
    needs = {b: [f"n{a}" for a, end in sorted(edges) if end == b] for b in range(7)}
    whole = roadmap(*(topic(f"n{b}", *needs[b]) for b in range(7)))
    graph: nx.DiGraph[str] = nx.DiGraph((f"n{a}", f"n{b}") for a, b in edges)

    loops = find_loops(whole)

    knots = {frozenset(c) for c in nx.strongly_connected_components(graph) if len(c) > 1}
    selves = {node for node in graph if graph.has_edge(node, node)}
    long = [loop for loop in loops if len(set(loop)) > 1]
    assert {loop[0] for loop in loops if len(set(loop)) == 1} == selves
    assert {next(k for k in knots if loop[0] in k) for loop in long} == knots
    graph.remove_edges_from([(loop[-2], loop[-1]) for loop in loops])
    assert nx.is_directed_acyclic_graph(graph)
    assert len({loop[-2:] for loop in loops}) == len(loops)
    graph.add_edges_from(pair for loop in loops for pair in pairwise(loop))
    for loop in loops:
        assert loop[0] == loop[-1]
        assert all(graph.has_edge(a, b) for a, b in pairwise(loop))
