"""The milestones of projects in a plan: each as soon as the topics that it needs are learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from vlagraph.core.milestones import all_milestones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["among_milestones"]


def among_milestones(kg: KnowledgeGraph, order: Sequence[str], milestones: Sequence[str]) -> tuple[str, ...]:
    """``order`` (topics) with each of ``milestones`` after the topics that it needs, which come first for it.

    The milestones keep their order, and so do the topics of each; topics that no milestone needs come last.
    """
    among = kg.digraph.subgraph(order)
    known = all_milestones(kg.roadmap)
    placed: dict[str, None] = {}
    for name in milestones:
        needed = {topic for topic in known[name].step.topics if topic in among}
        needed.update(*(nx.ancestors(among, topic) for topic in needed))
        placed |= dict.fromkeys(topic for topic in order if topic in needed)
        placed[name] = None
    return tuple(placed | dict.fromkeys(order))
