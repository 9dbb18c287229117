"""The learning order as rows: the place of each topic, its stage and tier, and its state for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.intents import TopicStates
from vlagraph.core.model import Topic
from vlagraph.core.order.learning import learning_order, stage_of
from vlagraph.core.order.reach import next_topics

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["OrderRow", "list_order"]


class OrderRow(msgspec.Struct, frozen=True):
    """One place of the learning order, from 1.

    ``state`` is ``learned``, ``learning``, ``skipped``, ``ready`` to learn, or empty; what is being learned
    may be ``ready`` too.
    """

    number: int
    topic: Topic
    stage: str | None
    tier: str | None
    state: str
    ready: bool = False


def list_order(kg: KnowledgeGraph, marked: TopicStates | None = None) -> tuple[OrderRow, ...]:
    """Every topic in learning order, for a reader who has ``marked`` some."""
    marked = marked or TopicStates()
    names = [stage.id for stage in kg.roadmap.stages]
    stages = {topic: names[n] if n < len(names) else None for topic, n in stage_of(kg).items()}
    ready = {found.topic for found in next_topics(kg, marked.settled)}
    states = dict.fromkeys(ready, "ready")
    for state, topics in (
        ("learning", marked.learning),
        ("skipped", marked.skipped),
        ("learned", marked.learned),
    ):
        states |= dict.fromkeys(topics, state)
    return tuple(
        OrderRow(
            number, kg.topics[node], stages[node], kg.tier.get(node), states.get(node, ""), node in ready
        )
        for number, node in enumerate(learning_order(kg), start=1)
    )
