"""Plans of study for the reader of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.clock import system_clock
from vlagraph.core.milestones import all_milestones, done_milestones
from vlagraph.core.plan import Terms, TitledPlan, make_plan
from vlagraph.pipeline.study.terms import first_day, parse_hours, weekly_minutes, weeks_passed
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.store.workspace import Workspace

__all__ = ["ask_plan", "make_terms", "milestones_ahead"]


def make_terms(hours: str, start: str | None, *, done: bool, **choices: Any) -> Terms:  # noqa: ANN401
    """The terms of a plan of ``hours`` a week from the day ``start`` (ISO, None: today).

    With ``done`` the plan began then and goes on in the week of today. ``choices`` are further
    fields of `Terms`.

    Raises:
        UsageError: hours or day cannot be meant.
    """
    begin = first_day(start, done=done)
    passed = weeks_passed(begin) if done else None
    return Terms(weekly_minutes(parse_hours(hours)), begin, passed=passed, **choices)


def ask_plan(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    terms: Terms,
    known: Collection[str] = (),
    read: Collection[str] = (),
) -> TitledPlan:
    """The plan towards ``targets`` (ids) for a reader who knows the topics ``known`` and has ``read`` (ids).

    Raises:
        UsageError: the plan would run past the calendar, or VLAGRAPH_NOW is no time.
    """
    plan = make_plan(kg, targets, terms=terms, known=known, read=read)
    return TitledPlan(kg, plan, kg.titles(), system_clock().now(), tuple(targets))


def milestones_ahead(
    workspace: Workspace, kg: KnowledgeGraph, projects: Collection[str], *, ignore_progress: bool = False
) -> tuple[str, ...]:
    """The milestones of ``projects`` (ids) that are not marked as done, in their order.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    done = () if ignore_progress else done_milestones(load_progress(workspace.progress))
    all_of = all_milestones(kg.roadmap).items()
    return tuple(name for name, one in all_of if one.project.id in projects and name not in done)
