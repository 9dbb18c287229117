"""Which papers of a first listing are beyond a limit of papers a topic."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.rules import Rules

__all__ = ["beyond"]


def beyond(papers: Iterable[Paper], most: int, rules: Rules) -> tuple[list[str], dict[str, str]]:
    """The ids of those that no topic has among its ``most`` newest; where the list of such a topic ends.

    What stands under topics for a looser look alone is not counted, and goes with the papers of its time.
    """
    per_topic: Counter[str] = Counter()
    ends: dict[str, str] = {}
    cut: set[str] = set()
    rest: list[str] = []
    for paper in sorted(papers, key=lambda paper: (paper.published, paper.id), reverse=True):
        topics = rules.topics_of(paper)
        under = topics or tuple(match.topic for match in paper.matches)
        if under and all(per_topic[topic] >= most for topic in under):
            cut.update(under)
            rest.append(paper.id)
            continue
        per_topic.update(topics)
        ends.update({topic: paper.published for topic in topics if topic not in cut})
    return rest, {topic: ends[topic] for topic in cut if topic in ends}
