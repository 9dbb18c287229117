"""A plan of study for a workspace: the goal by its name, minus what the reader has learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers
from vlagraph.core.names import Near, make_catalogue, resolve
from vlagraph.core.order import learning_order
from vlagraph.core.plan import make_plan, tier_topics
from vlagraph.core.text import printable
from vlagraph.errors import UsageError
from vlagraph.pipeline.study.known import known_now
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.plan import Plan, Terms
    from vlagraph.store.workspace import Workspace

__all__ = ["Goal", "find_goal", "plan_study", "weekly_minutes"]


@dataclass(frozen=True)
class Goal:
    """The topics that goals stand for, and a note for each name that was only near."""

    topics: tuple[str, ...]
    notes: tuple[Near, ...]


def find_goal(kg: KnowledgeGraph, names: Sequence[str]) -> Goal:
    """The topics of the topics, areas, goals, tiers and stages in ``names``; ``all`` is the whole roadmap.

    Raises:
        UsageError: no name is given.
        UnknownNameError: a name fits nothing or several things.
    """
    if not names:
        raise UsageError(
            "a plan needs a goal. Name a topic, a tier, a stage or all: vlagraph plan --goal all"
        )
    groups = _groups(kg)
    own = make_catalogue(
        [
            ("all", ("everything", "전체")),
            *((tier.id, (tier.name.en, tier.name.ko)) for tier in kg.roadmap.priorities),
            *((stage.id, (stage.name.en, stage.name.ko)) for stage in kg.roadmap.stages),
            *((goal.id, (goal.name.en, goal.name.ko)) for goal in kg.roadmap.goals),
        ]
    )
    names_of = {**own.names, **kg.catalogue.names}
    catalogue = kg.catalogue._replace(names=names_of, ids=(*kg.catalogue.ids, *own.ids))
    ids: dict[str, None] = {}
    notes = []
    for name in names:
        found = resolve(name, catalogue, kind="goal")
        ids.update(dict.fromkeys(kg.members(found.id) or groups[found.id]))
        if not found.exact:
            notes.append(Near(printable(name), found.id))
    return Goal(tuple(ids), tuple(notes))


def _groups(kg: KnowledgeGraph) -> dict[str, Sequence[str]]:
    """The topics of every tier, stage and goal, and of the whole roadmap without what it presupposes."""
    roadmap = kg.roadmap
    return {
        **{s.id: [n for step in s.steps for r in step.refs for n in kg.members(r)] for s in roadmap.stages},
        **{goal.id: [node for ref in goal.topics for node in kg.members(ref)] for goal in roadmap.goals},
        **{tier.id: tier_topics(kg, tier.id) for tier in roadmap.priorities},
        "all": [name for name in learning_order(kg) if name not in kg.assumed],
    }


def plan_study(
    workspace: Workspace,
    kg: KnowledgeGraph,
    goal: Collection[str],
    *,
    terms: Terms,
    known: Collection[str] = (),
    ignore_progress: bool = False,
) -> Plan:
    """The plan that leads to ``goal`` (topic ids), minus ``known`` and what is marked as learned.

    Raises:
        DataError, StoreError: progress.json cannot be used.
        UsageError: the plan would run past the year 9999.
    """
    done = known_now(workspace, kg, known, ignore_progress=ignore_progress)
    read = frozenset[str]() if ignore_progress else read_papers(load_progress(workspace.progress))
    return make_plan(kg, tuple(goal), terms=terms, known=done, read=read)


def weekly_minutes(hours: float) -> int:
    """Hours a week as whole minutes.

    >>> weekly_minutes(7.5)
    450

    Raises:
        UsageError: fewer than a quarter of an hour, or more than a week has.
    """
    if not 0.25 <= hours <= 168:
        raise UsageError(f"{hours:g} hours a week cannot be planned. Give 0.25 to 168.")
    return int(hours * 60)
