"""The goal of a plan by its name, its first day, and the hours that a week may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.names import Near, make_catalogue, resolve
from vlagraph.core.order import learning_order
from vlagraph.core.plan import tier_topics
from vlagraph.core.text import printable
from vlagraph.errors import UsageError
from vlagraph.pipeline.answers import Picked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Goal, Priority, Stage
    from vlagraph.core.names import Catalogue

__all__ = ["find_goal", "first_day", "weekly_minutes"]

_FEWEST_HOURS = 0.25
"""A plan is in quarters of an hour, so a week has at least one."""

_MOST_HOURS = 168
"""All hours of a week."""


def find_goal(kg: KnowledgeGraph, names: Sequence[str]) -> Picked:
    """The topics of the topics, areas, goals, tiers and stages in ``names``; ``all`` is the whole roadmap.

    Raises:
        UsageError: no name is given.
        UnknownNameError: a name fits nothing or several things.
    """
    if not names:
        raise UsageError("plan.no_goal")
    catalogue, groups = _catalogue(kg), _groups(kg)
    found = [(name, resolve(name, catalogue, kind="goal")) for name in names]
    ids = dict.fromkeys(topic for _, item in found for topic in kg.members(item.id) or groups[item.id])
    return Picked(tuple(ids), tuple(Near(printable(name), item.id) for name, item in found if not item.exact))


def weekly_minutes(hours: float) -> int:
    """Hours a week as whole minutes.

    >>> weekly_minutes(7.5)
    450

    Raises:
        UsageError: fewer than a quarter of an hour, or more than a week has.
    """
    if not _FEWEST_HOURS <= hours <= _MOST_HOURS:
        raise UsageError("plan.hours", hours=f"{hours:g}", fewest=_FEWEST_HOURS, most=_MOST_HOURS)
    return int(hours * 60)


def first_day(stated: datetime | None) -> date:
    """The day on which a plan begins: the one that is ``stated``, else today."""
    return stated.date() if stated else today()


def _catalogue(kg: KnowledgeGraph) -> Catalogue:
    """Every name of a goal; a topic or an area goes before a tier, a stage or a goal of the same name."""
    groups: list[Priority | Stage | Goal] = [*kg.roadmap.priorities, *kg.roadmap.stages, *kg.roadmap.goals]
    own = make_catalogue(
        [("all", ("everything", "전체")), *((group.id, (group.name.en, group.name.ko)) for group in groups)]
    )
    names = {**own.names, **kg.catalogue.names}
    return kg.catalogue._replace(names=names, ids=(*kg.catalogue.ids, *own.ids))


def _groups(kg: KnowledgeGraph) -> dict[str, Sequence[str]]:
    """The topics of every tier, stage and goal, and of the whole roadmap without what it presupposes."""
    roadmap = kg.roadmap
    return {
        **{s.id: [n for step in s.steps for r in step.refs for n in kg.members(r)] for s in roadmap.stages},
        **{goal.id: [node for ref in goal.topics for node in kg.members(ref)] for goal in roadmap.goals},
        **{tier.id: tier_topics(kg, tier.id) for tier in roadmap.priorities},
        "all": [name for name in learning_order(kg) if name not in kg.assumed],
    }
