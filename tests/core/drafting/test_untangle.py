"""The fewest requirements that must change."""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.support.roadmaps import roadmap, topic
from vlagraph.core.drafting import Edge, drop_requirements, propose_breaks, soften_requirements
from vlagraph.core.drafting.untangle import loops_of
from vlagraph.core.soundness import find_loops

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap


def _random(count: int, edges: int, seed: int) -> Roadmap:
    chance = random.Random(seed)
    names = [f"t{number:02}" for number in range(count)]
    needs: dict[str, set[str]] = {name: set() for name in names}
    for _ in range(edges):
        after, before = chance.sample(names, 2)
        needs[after].add(before)
    return roadmap(*(topic(name, *sorted(needs[name])) for name in names))


def _least(whole: Roadmap) -> int:
    """How many requirements point back in the best of all orders."""
    edges = [(need.topic, one.id) for one in whole.topics for need in one.requires]
    orders = permutations([one.id for one in whole.topics])
    return min(sum(order.index(a) > order.index(b) for a, b in edges) for order in orders)


@pytest.mark.parametrize("seed", range(6))
def test_a_small_knot_loses_as_few_requirements_as_any_order_would(seed: int) -> None:
    whole = _random(6, 16, seed)
    found = propose_breaks(whole)

    assert len(found) == _least(whole)
    assert find_loops(soften_requirements(whole, found)) == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_large_knot_has_no_loop_left_and_gives_nothing_up_in_vain(seed: int) -> None:
    whole = _random(60, 200, seed)
    found = propose_breaks(whole)

    assert find_loops(drop_requirements(whole, found)) == ()
    for edge in found:
        assert find_loops(drop_requirements(whole, [one for one in found if one != edge]))


def test_six_pairs_that_need_each_other_cost_six_requirements_also_in_a_large_graph() -> None:
    names = [f"t{number:03}" for number in range(200)]
    needs = {name: [names[at - 1]] if at else [] for at, name in enumerate(names)}
    for at in range(20, 200, 30):
        needs[names[at]].append(names[at + 1])
    whole = roadmap(*(topic(name, *needs[name]) for name in names))

    assert len(propose_breaks(whole)) == 6


def test_what_is_settled_stays_where_something_else_can_go() -> None:
    whole = roadmap(topic("a", "c"), topic("b", "a"), topic("c", "b"))

    assert propose_breaks(whole, fixed=[Edge("a", "b"), Edge("c", "a")]) == (Edge("b", "c"),)


def test_a_topic_that_needs_itself_no_longer_does() -> None:
    whole = roadmap(topic("a", "a"))
    found = propose_breaks(whole)

    assert loops_of(whole, found) == (("a", "a"),)
    assert soften_requirements(whole, found).topics[0].requires == ()


def test_a_softened_requirement_stays_as_a_hint_that_is_marked_as_a_proposal() -> None:
    whole = roadmap(topic("a", "b"), topic("b", "a"))
    found = propose_breaks(whole)
    need = next(
        need
        for one in soften_requirements(whole, found).topics
        for need in one.requires
        if (need.topic, one.id) in found
    )

    assert (len(found), need.kind, need.proposed) == (1, "helps", True)
    assert loops_of(whole, found) == (("a", "b", "a"),)
