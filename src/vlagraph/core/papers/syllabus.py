"""Topics in learning order with what one reads for them: what documents and cards are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Paper

__all__ = ["Syllabus"]


@dataclass(frozen=True)
class Syllabus:
    """The topics ``order`` of a graph, in learning order, and the papers of theirs that are known, by id.

    ``checked`` has the UTC time at which a topic was last asked for at arXiv.
    """

    kg: KnowledgeGraph
    order: tuple[str, ...]
    papers: Mapping[str, Paper] = field(default_factory=dict)
    checked: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """The topics by id, in learning order."""
        return {one: self.kg.topics[one] for one in self.order}

    @cached_property
    def former(self) -> Mapping[str, tuple[str, ...]]:
        """Every topic of the roadmap to the ids that it alone had before, the first one first."""
        topics = self.kg.roadmap.topics
        claims = Counter(one for topic in topics for one in {topic.id, *topic.formerly})
        return {topic.id: tuple(one for one in topic.formerly if claims[one] == 1) for topic in topics}

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """Topic to the topics of these that need it directly, in learning order."""
        found: dict[str, list[str]] = defaultdict(list)
        for topic in self.topics.values():
            for need in topic.requires:
                if need.orders:
                    found[need.topic].append(topic.id)
        return {topic: tuple(found[topic]) for topic in self.order}
