"""The JSON documents of the command line; docs/json.md lists every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang, Topic
    from vlagraph.core.order import LearningPath, Next
    from vlagraph.core.papers.paper import Paper

__all__ = ["next_document", "path_document", "to_json", "topic_document", "topics_document"]

Document = dict[str, Any]


def to_json(value: object) -> str:
    """``value`` as indented JSON text; structs by their fields."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def path_document(path: LearningPath, lang: Lang) -> Document:
    """``targets``, ``steps`` (topic, kind, needed_by, reason, hours), ``known``, ``assumed``, ``hours``."""
    steps = [
        {
            "topic": step.topic,
            "kind": step.kind,
            "needed_by": list(step.needed_by),
            "reason": step.reason[lang] if step.reason else None,
            "hours": list(step.hours),
        }
        for step in path.steps
    ]
    return {
        "targets": list(path.targets),
        "steps": steps,
        "known": list(path.known),
        "assumed": list(path.assumed),
        "hours": list(path.hours),
    }


def next_document(found: Sequence[Next]) -> Document:
    """``{"next": [{"topic", "opens", "leads_to", "better_after"}]}``."""
    rows = [
        {"topic": n.topic, "opens": n.opens, "leads_to": n.leads_to, "better_after": n.better_after}
        for n in found
    ]
    return {"next": rows}


def topics_document(topics: Sequence[Topic], lang: Lang) -> Document:
    """``{"topics": [{"id", "name", "area", "priority", "level", "hours"}]}``."""
    rows = [
        {
            "id": t.id,
            "name": t.name[lang],
            "area": t.area,
            "priority": t.priority,
            "level": t.level,
            "hours": t.hours,
        }
        for t in topics
    ]
    return {"topics": rows}


def topic_document(kg: KnowledgeGraph, topic: Topic, papers: dict[str, Paper]) -> Document:
    """The topic as in topics.json, with its direct and all further dependents and its papers' titles."""
    known = {key.arxiv: papers[key.arxiv].title for key in topic.key_papers if key.arxiv in papers}
    direct = sorted(kg.digraph.succ[topic.id])
    return {"topic": topic, "unlocks": direct, "titles": known}
