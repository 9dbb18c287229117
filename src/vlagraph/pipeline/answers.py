"""Questions about the graph of a workspace: names and choices in, values out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.graph import InGraph, build_graph
from vlagraph.core.names import Near, fold, make_catalogue, resolve
from vlagraph.core.order import find_unlocks, list_order
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.store.roadmap import load_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Area, Priority, Stage, Topic
    from vlagraph.core.order import OrderRow
    from vlagraph.core.study import TopicCard
    from vlagraph.store.workspace import Workspace

__all__ = [
    "Picked",
    "ask_card",
    "ask_order",
    "ask_topic",
    "ask_topics",
    "open_graph",
    "pick",
    "pick_targets",
]


class Picked(msgspec.Struct, frozen=True):
    """The topics that names stand for, and a note for each name that was only near."""

    ids: tuple[str, ...]
    notes: tuple[Near, ...]


def open_graph(workspace: Workspace) -> KnowledgeGraph:
    """The knowledge graph of ``workspace``.

    Raises:
        StoreError: the roadmap cannot be read.
        DataError: with every error of the roadmap.
    """
    loaded = load_parts(workspace.topics)
    return build_graph(loaded.roadmap, source=str(loaded.path), files=loaded.files)


def pick(kg: KnowledgeGraph, names: Sequence[str]) -> Picked:
    """The topics that ``names`` stand for; an area stands for all of its topics.

    Raises:
        UnknownNameError: a name that fits nothing or several things.
    """
    found = [(name, resolve(name, kg.catalogue)) for name in names]
    ids = dict.fromkeys(topic for _, item in found for topic in kg.members(item.id))
    return Picked(tuple(ids), tuple(Near(printable(name), item.id) for name, item in found if not item.exact))


def pick_targets(kg: KnowledgeGraph, names: Sequence[str]) -> Picked:
    """The targets of a path that ``names`` stand for.

    Raises:
        UsageError: there are no names.
        UnknownNameError: a name that fits nothing or several things.
    """
    if not names:
        raise UsageError("path.no_target")
    return pick(kg, names)


def ask_order(
    kg: KnowledgeGraph,
    *,
    area: str | None = None,
    priority: str | None = None,
    stage: str | None = None,
    known: Collection[str] = (),
) -> InGraph[tuple[OrderRow, ...]]:
    """The learning order, or its part in an area, a tier or a stage; numbers are places in the whole order.

    Raises:
        UnknownNameError: no such area, tier or stage.
    """
    wanted_area = _pick_one(area, "area", kg.roadmap.areas)
    wanted_tier = _pick_one(priority, "priority", kg.roadmap.priorities)
    wanted_stage = _pick_one(stage, "stage", kg.roadmap.stages)
    rows = (
        row
        for row in list_order(kg, known)
        if wanted_area in (None, row.topic.area)
        and wanted_tier in (None, row.tier)
        and wanted_stage in (None, row.stage)
    )
    return InGraph(kg, tuple(rows))


def ask_topic(kg: KnowledgeGraph, name: str) -> tuple[Topic, tuple[Near, ...]]:
    """The one topic that ``name`` stands for, and a note when the name was only near.

    Raises:
        UnknownNameError: the name fits nothing, several things, or a whole area.
    """
    picked = pick(kg, [name])
    if len(picked.ids) != 1:
        offers = ", ".join(picked.ids)
        raise UnknownNameError("name.area", picked.ids, typed=repr(printable(name)), offers=offers)
    return kg.topics[picked.ids[0]], picked.notes


def ask_topics(kg: KnowledgeGraph, query: str | None = None) -> tuple[Topic, ...]:
    """The topics whose names, aliases, area or concepts hold ``query``; all of them without one."""
    if not query:
        return kg.roadmap.topics
    key = fold(query)
    areas = {a.id: (a.id, a.name.en, a.name.ko) for a in kg.roadmap.areas}
    return tuple(
        t for t in kg.roadmap.topics if key and any(key in fold(n) for n in _names(t, areas[t.area]))
    )


def ask_card(workspace: Workspace, kg: KnowledgeGraph, topic: Topic) -> TopicCard:
    """The card of ``topic``, with what builds on it and the titles of its key papers where they are stored.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    from vlagraph.core.study import TopicCard
    from vlagraph.store.papers import load_papers

    return TopicCard(kg, topic, find_unlocks(kg, topic.id), load_papers(workspace.papers))


def _names(topic: Topic, area: tuple[str, ...]) -> tuple[str, ...]:
    concepts = (n for c in topic.concepts for n in (c.id, c.name.en, c.name.ko))
    return (topic.id, topic.name.en, topic.name.ko, *topic.aliases, *topic.formerly, *area, *concepts)


def _pick_one(name: str | None, kind: str, items: Sequence[Area | Priority | Stage]) -> str | None:
    """The id of the item that ``name`` stands for; None where nothing is named."""
    if name is None:
        return None
    return resolve(name, make_catalogue((i.id, (i.name.en, i.name.ko)) for i in items), kind=kind).id
