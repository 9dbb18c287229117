"""Questions about the graph of a workspace: names and choices in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.graph import build_graph
from vlagraph.core.names import Near, fold, make_catalogue, resolve
from vlagraph.core.order import (
    count_figures,
    find_path,
    learning_order,
    next_topics,
    unlocks,
)
from vlagraph.core.order.learning import stage_of
from vlagraph.core.text import printable
from vlagraph.errors import UnknownNameError, UsageError
from vlagraph.store.roadmap import load_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.order import (
        Figures,
        LearningPath,
        Next,
    )
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = [
    "OrderRow",
    "PaperRow",
    "Picked",
    "ask_figures",
    "ask_next",
    "ask_order",
    "ask_papers",
    "ask_path",
    "ask_topic",
    "ask_topics",
    "ask_unlocks",
    "open_graph",
    "pick",
]


@dataclass(frozen=True)
class Picked:
    """The topics that names stand for, and a note for each name that was only near."""

    ids: tuple[str, ...]
    notes: tuple[Near, ...]


@dataclass(frozen=True)
class OrderRow:
    """One place of the learning order; ``state`` is ``learned``, ``ready`` to learn, or empty."""

    number: int
    topic: Topic
    stage: str | None
    tier: str | None
    state: str


@dataclass(frozen=True)
class PaperRow:
    """One key paper of a topic; ``paper`` is None while its metadata is not stored."""

    topic: Topic
    key: KeyPaper
    paper: Paper | None


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
    ids: dict[str, None] = {}
    notes = []
    for name in names:
        found = resolve(name, kg.catalogue)
        ids.update(dict.fromkeys(kg.members(found.id)))
        if not found.exact:
            notes.append(Near(printable(name), found.id))
    return Picked(tuple(ids), tuple(notes))


def ask_path(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    known: Collection[str] = (),
    required_only: bool = False,
    depth: int | None = None,
    from_scratch: bool = False,
) -> LearningPath:
    """The path to ``targets`` (ids) minus ``known`` ones.

    Raises:
        UsageError: no target was named.
    """
    if not targets:
        raise UsageError("a path needs a target. Name a topic, such as: vlagraph path causal-inference")
    return find_path(
        kg, targets, known=known, required_only=required_only, depth=depth, from_scratch=from_scratch
    )


def ask_order(
    kg: KnowledgeGraph,
    *,
    area: str | None = None,
    priority: str | None = None,
    stage: str | None = None,
    known: Collection[str] = (),
) -> tuple[OrderRow, ...]:
    """The learning order, or its part in an area, a tier or a stage; numbers are places in the whole order.

    Raises:
        UnknownNameError: no such area, tier or stage.
    """
    roadmap = kg.roadmap
    wanted_area = _pick_one(area, "area", ((a.id, (a.name.en, a.name.ko)) for a in roadmap.areas))
    wanted_tier = _pick_one(
        priority, "priority", ((p.id, (p.name.en, p.name.ko)) for p in roadmap.priorities)
    )
    wanted_stage = _pick_one(stage, "stage", ((s.id, (s.name.en, s.name.ko)) for s in roadmap.stages))
    names = [s.id for s in roadmap.stages]
    places = {t: names[n] if n < len(names) else None for t, n in stage_of(kg).items()}
    states = {found.topic: "ready" for found in next_topics(kg, known)} | dict.fromkeys(known, "learned")
    rows = (
        OrderRow(number, kg.topics[node], places[node], kg.topics[node].priority, states.get(node, ""))
        for number, node in enumerate(learning_order(kg), start=1)
    )
    return tuple(
        row
        for row in rows
        if wanted_area in (None, row.topic.area)
        and wanted_tier in (None, row.tier)
        and wanted_stage in (None, row.stage)
    )


def ask_next(kg: KnowledgeGraph, known: Collection[str] = ()) -> tuple[Next, ...]:
    """The topics that are ready to learn, best first."""
    return next_topics(kg, known)


def ask_unlocks(kg: KnowledgeGraph, topic: str) -> tuple[Topic, ...]:
    """The topics downstream of ``topic`` in learning order."""
    return tuple(kg.topics[node] for node in unlocks(kg, topic))


def ask_figures(kg: KnowledgeGraph) -> Figures:
    """The graph in figures."""
    return count_figures(kg)


def ask_topic(kg: KnowledgeGraph, name: str) -> tuple[Topic, tuple[Near, ...]]:
    """The one topic that ``name`` stands for, and a note when the name was only near.

    Raises:
        UnknownNameError: the name fits nothing, several things, or a whole area.
    """
    picked = pick(kg, [name])
    if len(picked.ids) != 1:
        offers = ", ".join(picked.ids)
        raise UnknownNameError(f"{printable(name)!r} is an area: {offers}. Name one topic.", picked.ids)
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


def ask_papers(
    kg: KnowledgeGraph, papers: dict[str, Paper], topics: Sequence[str] = ()
) -> tuple[PaperRow, ...]:
    """The key papers of ``topics`` (of all without any) in reading order."""
    chosen = [t for t in kg.roadmap.topics if not topics or t.id in topics]
    return tuple(PaperRow(t, key, papers.get(key.arxiv)) for t in chosen for key in t.key_papers)


def _names(topic: Topic, area: tuple[str, ...]) -> tuple[str, ...]:
    concepts = (n for c in topic.concepts for n in (c.id, c.name.en, c.name.ko))
    return (topic.id, topic.name.en, topic.name.ko, *topic.aliases, *topic.formerly, *area, *concepts)


def _pick_one(name: str | None, kind: str, items: object) -> str | None:
    if name is None:
        return None
    return resolve(name, make_catalogue(items), kind=kind).id  # type: ignore[arg-type]
