"""The learning order: topological, urgent things first, then stage by stage, then continuity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vlagraph.core.order.arrange import MOST_ARRANGED, arrange

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["learning_order", "order_in_numbers", "stage_of", "urgency"]

Tie = Literal["urgency", "none"]

_PULL = 8.0
"""What one place nearer to the start is worth for a topic of the second tier, in edges made one place
shorter; a quarter of it for each further tier. Chosen on the shipped graph: see docs/order.md."""

_STAGE_PULL = 0.2
"""The same for each stage that comes earlier: a weak wish beside continuity. See docs/order.md."""


def urgency(kg: KnowledgeGraph, *, known: Collection[str] = ()) -> Mapping[str, int]:
    """The rank of each topic's tier, 0 the most urgent; a prerequisite inherits its most urgent use.

    Use by a topic that is ``known`` does not count: nobody learns anything for it any more.
    """
    numbered = kg.numbered
    done = {numbered.numbers[topic] for topic in known if topic in numbered.numbers}
    return dict(zip(numbered.names, _ranks(kg, known=done), strict=True))


def _ranks(kg: KnowledgeGraph, *, known: Collection[int] = ()) -> list[int]:
    """The same in numbers."""
    ranks = {tier.id: rank for rank, tier in enumerate(kg.roadmap.priorities)}
    own = [ranks.get(kg.tier.get(name, ""), len(ranks)) for name in kg.numbered.names]
    if len(set(own)) < 2:
        return own
    before = kg.numbered.ordering.pred
    for rank in range(len(ranks)):
        waiting = [topic for topic, tier in enumerate(own) if tier == rank and topic not in known]
        while waiting:
            for need in before[waiting.pop()]:
                if own[need] > rank:
                    own[need] = rank
                    if need not in known:
                        waiting.append(need)
    return own


def stage_of(kg: KnowledgeGraph) -> Mapping[str, int]:
    """The number of each topic's recommended stage from 0; a topic named by no stage comes after the last."""
    places: dict[str, int] = {}
    for number, stage in reversed(list(enumerate(kg.roadmap.stages))):
        places.update(dict.fromkeys((ref for step in stage.steps for ref in step.refs), number))
    none = len(kg.roadmap.stages)
    return {t.id: places.get(t.id, places.get(t.area, none)) for t in kg.topics.values()}


def learning_order(
    kg: KnowledgeGraph, *, among: Collection[str] | None = None, ties: Tie = "urgency"
) -> tuple[str, ...]:
    """All topics with every prerequisite before what needs it; with ``among``, only those, in the same order.

    With ``ties="urgency"`` the most urgent tier and what it needs come first of all; each further tier
    draws its topics forward, so that they come as early as continuity can bear, and an earlier recommended
    stage does so weakly. ``ties="none"`` looks at continuity alone, which is
    the mean distance between a topic and each prerequisite that it uses.
    """
    names = kg.numbered.names
    order = (names[node] for node in order_in_numbers(kg, ties=ties))
    if among is None:
        return tuple(order)
    wanted = set(among)
    return tuple(node for node in order if node in wanted)


def order_in_numbers(kg: KnowledgeGraph, *, ties: Tie = "urgency") -> tuple[int, ...]:
    """The learning order of all topics, by the numbers that ``kg.numbered`` gives them; searched once."""
    found = kg.numbered.orders
    if ties not in found:
        found[ties] = _searched(kg, ties)
    return found[ties]


def _searched(kg: KnowledgeGraph, ties: Tie) -> tuple[int, ...]:
    edges = kg.numbered.ordering
    if ties == "none":
        return arrange(edges, [range(len(edges.pred))])
    ranks = _ranks(kg)
    first = [node for node, rank in enumerate(ranks) if rank == 0]
    blocks = [first, [node for node, rank in enumerate(ranks) if rank]]
    searched = any(len(block) <= MOST_ARRANGED for block in blocks)
    return arrange(edges, blocks, pull=_pulls(kg) if searched else None)


def _pulls(kg: KnowledgeGraph) -> dict[int, float]:
    tiers = {tier.id: _PULL / 4 ** (rank - 1) for rank, tier in enumerate(kg.roadmap.priorities)}
    stage, last = stage_of(kg), len(kg.roadmap.stages)
    return {
        node: tiers.get(kg.tier.get(topic.id, ""), 0.0) + _STAGE_PULL * (last - stage[topic.id])
        for node, topic in enumerate(kg.numbered.topics)
    }
