"""Questions about the graph of a workspace: names and choices in, values out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from vlagraph.core.graph import build_graph
from vlagraph.core.names import make_catalogue, resolve
from vlagraph.core.order import find_unlocks, list_order
from vlagraph.errors import DataError, StoreError, UsageError
from vlagraph.store.roadmap import load_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.intents import TopicStates
    from vlagraph.core.model import Area, Priority, Roadmap, Stage, Topic
    from vlagraph.core.order import OrderRow
    from vlagraph.core.study import TopicCard
    from vlagraph.store.workspace import Workspace

__all__ = [
    "ask_card",
    "ask_order",
    "checked_topics",
    "keep_targets",
    "open_graph",
]


def open_graph(workspace: Workspace) -> KnowledgeGraph:
    """The knowledge graph of ``workspace``.

    Raises:
        StoreError: the roadmap cannot be read.
        DataError: with every error of the roadmap.
    """
    loaded = load_parts(workspace.topics)
    titles = partial(_read_titles, workspace, loaded.roadmap)
    return build_graph(loaded.roadmap, source=str(loaded.path), files=loaded.files, titles=titles)


def _read_titles(workspace: Workspace, roadmap: Roadmap) -> dict[str, str]:
    """The titles of stored key papers by id; none where papers/ cannot be read: names do without them."""
    from vlagraph.store.holdings import stored_papers

    chosen = {key.arxiv for topic in roadmap.topics for key in topic.key_papers}
    try:
        return {one: paper.readable_title for one, paper in stored_papers(workspace, chosen).items()}
    except (DataError, StoreError):
        return {}


def keep_targets(part: KnowledgeGraph, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of the topics ``ids`` that are in ``part``, a part of the graph.

    Raises:
        UsageError: there are some, and none of them is.
    """
    kept = tuple(name for name in ids if name in part.topics)
    if ids and not kept:
        raise UsageError("path.nothing_left", names=", ".join(ids), count=len(ids))
    return kept


def ask_order(
    kg: KnowledgeGraph,
    *,
    area: str | None = None,
    priority: str | None = None,
    stage: str | None = None,
    states: TopicStates | None = None,
) -> tuple[OrderRow, ...]:
    """The learning order, or its part in an area, a tier or a stage; numbers are places in the whole order.

    A topic is in every stage that names it or its area, as in a path and a plan of the stage.

    Raises:
        UnknownNameError: no such area, tier or stage.
    """
    wanted_area = _pick_one(area, "area", kg.roadmap.areas)
    wanted_tier = _pick_one(priority, "priority", kg.roadmap.priorities)
    wanted_stage = _pick_one(stage, "stage", kg.roadmap.stages)
    staged = _topics_of_stage(kg, wanted_stage) if wanted_stage else ()
    return tuple(
        row
        for row in list_order(kg, states)
        if wanted_area in (None, row.topic.area)
        and wanted_tier in (None, row.tier)
        and (wanted_stage is None or row.topic.id in staged)
    )


def _topics_of_stage(kg: KnowledgeGraph, stage: str) -> frozenset[str]:
    from vlagraph.core.plan.groups import all_groups, topics_in  # most orders are of no stage

    found = (one for one in all_groups(kg.roadmap) if one.kind == "stage" and one.id == stage)
    return frozenset(topic for one in found for topic in topics_in(kg, one))


def ask_card(workspace: Workspace, kg: KnowledgeGraph, topic: Topic) -> TopicCard:
    """The card of ``topic``, with what builds on it and the titles of its key papers where they are stored.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    from vlagraph.core.study import TopicCard
    from vlagraph.store.holdings import stored_papers

    papers = stored_papers(workspace, [key.arxiv for key in topic.key_papers])
    return TopicCard(kg, topic, find_unlocks(kg, topic.id), papers)


def checked_topics(workspace: Workspace, roadmap: Roadmap) -> dict[str, str]:
    """As of when (UTC) all papers of each topic are known, by its rule in ``roadmap``.

    What a wrong clock dated ahead is not believed.

    Raises:
        DataError, StoreError: papers/fetch.json cannot be used.
    """
    from vlagraph.clock import system_clock
    from vlagraph.store.fetch_state import load_state
    from vlagraph.store.fetch_truth import known_now

    state, _ = known_now(load_state(workspace.fetch_state), roadmap, system_clock().now())
    return state.checked


def _pick_one(name: str | None, kind: str, items: Sequence[Area | Priority | Stage]) -> str | None:
    """The id of the item that ``name`` stands for, its kind before it or not; None where nothing is named."""
    if name is None:
        return None
    known = make_catalogue((i.id, (i.name.en, i.name.ko)) for i in items)
    return resolve(name.removeprefix(f"{kind}:"), known, kind=kind).id
