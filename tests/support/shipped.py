"""What the shipped roadmap becomes, made once in a process, and a smaller roadmap out of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_site
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap, Topic
    from vlagraph.site.content import Content

__all__ = ["CHECKOUT", "shipped_content", "shipped_pages", "smaller_roadmap"]

CHECKOUT = Path(__file__).resolve().parents[2]


@cache
def shipped_content() -> Content:
    """What the site of the shipped workspace is made of; nobody may change it."""
    return read_content(Workspace(CHECKOUT))


@cache
def shipped_pages() -> dict[str, str]:
    """The pages of the shipped workspace by their names; nobody may change them."""
    return dict(render_site(shipped_content()))


def smaller_roadmap(*wanted: str) -> Roadmap:
    """The shipped roadmap with the topics ``wanted`` and what they require alone."""
    whole = load_roadmap(CHECKOUT / "graph" / "topics.json")
    topics = {topic.id: topic for topic in whole.topics}
    kept, left = set[str](), list(wanted)
    while left:
        topic = left.pop()
        if topic not in kept:
            kept.add(topic)
            left += [need.topic for need in topics[topic].requires if need.kind == "required"]
    return replace(
        whole,
        areas=tuple(area for area in whole.areas if any(topics[one].area == area.id for one in kept)),
        priorities=(),
        stages=(),
        goals=(),
        next_steps=(),
        benchmarks=(),
        projects=(),
        topics=tuple(_among(topic, kept) for topic in whole.topics if topic.id in kept),
    )


def _among(topic: Topic, kept: set[str]) -> Topic:
    """``topic`` as one of the ``kept`` alone."""
    return replace(
        topic,
        priority=None,
        requires=tuple(need for need in topic.requires if need.topic in kept),
        related=tuple(one for one in topic.related if one in kept),
    )
