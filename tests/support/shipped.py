"""What the shipped roadmap becomes, made once in a process, and a smaller roadmap out of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.support.once import made_once
from tests.support.preparing import write_files
from vlagraph.pipeline.beginning import init_workspace
from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_site
from vlagraph.store.papers import load_papers
from vlagraph.store.roadmap import load_roadmap, save_parts
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Roadmap, Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.site.content import Content

__all__ = [
    "CHECKOUT",
    "own_workspace",
    "shipped_content",
    "shipped_file",
    "shipped_pages",
    "shipped_papers",
    "smaller_roadmap",
]

CHECKOUT = Path(__file__).resolve().parents[2]


@cache
def shipped_content() -> Content:
    """What the site of the shipped workspace is made of; nobody may change it."""
    return read_content(Workspace(CHECKOUT))


@cache
def shipped_pages() -> dict[str, str]:
    """The pages of the shipped workspace by their names; nobody may change them."""
    return made_once("shipped-pages", lambda: dict(render_site(shipped_content())))


@cache
def shipped_papers() -> Mapping[str, Paper]:
    """The papers of the shipped workspace; nobody may change them."""
    return load_papers(CHECKOUT / "papers" / "papers.jsonl")


@cache
def shipped_file() -> bytes:
    """The shipped roadmap in one file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "topics.json"
        save_parts(path, load_roadmap(CHECKOUT / "graph" / "topics.json"))
        return path.read_bytes()


def own_workspace(root: Path) -> Path:
    """What ``vlagraph init`` writes into ``root``, with an id that all in this process share; ``root``."""
    return write_files(root, _begun())


@cache
def _begun() -> Mapping[Path, bytes]:
    with TemporaryDirectory() as folder:
        root = Path(folder, "own")
        init_workspace(root)
        return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


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
