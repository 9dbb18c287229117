"""The learning order: topological, urgent things first, then stage by stage, then continuity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vlagraph.core.order.arrange import MOST_ARRANGED, arrange

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["learning_order", "stage_of", "urgency"]

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
    ranks = {tier.id: rank for rank, tier in enumerate(kg.roadmap.priorities)}
    own = {topic.id: ranks.get(topic.priority or "", len(ranks)) for topic in kg.topics.values()}
    if len(set(own.values())) < 2:
        return own
    graph = kg.digraph
    for rank in range(len(ranks)):
        waiting = [topic for topic, tier in own.items() if tier == rank and topic not in known]
        while waiting:
            for need in graph.predecessors(waiting.pop()):
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
    order = _by_continuity(kg) if ties == "none" else _by_urgency(kg)
    return order if among is None else _part(order, set(among))


def _part(order: tuple[str, ...], among: set[str]) -> tuple[str, ...]:
    return tuple(node for node in order if node in among)


def _by_continuity(kg: KnowledgeGraph) -> tuple[str, ...]:
    return arrange(kg.digraph, [kg.topics])


def _by_urgency(kg: KnowledgeGraph) -> tuple[str, ...]:
    tier = urgency(kg)
    first = {node for node in kg.topics if tier[node] == 0}
    blocks = [first, kg.topics.keys() - first]
    searched = any(len(block) <= MOST_ARRANGED for block in blocks)
    return arrange(kg.digraph, blocks, pull=_pulls(kg, stage_of(kg)) if searched else None)


def _pulls(kg: KnowledgeGraph, stage: Mapping[str, int]) -> dict[str, float]:
    tiers = {tier.id: _PULL / 4 ** (rank - 1) for rank, tier in enumerate(kg.roadmap.priorities)}
    last = len(kg.roadmap.stages)
    own = {topic.id: tiers.get(topic.priority or "", 0.0) for topic in kg.topics.values()}
    return {node: own[node] + _STAGE_PULL * (last - stage[node]) for node in kg.topics}
