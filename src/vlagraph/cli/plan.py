"""The command ``plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import format_option, known_options, lang_option, open_workspace, split_names
from vlagraph.cli.output import emit, emit_json, headed, paragraph, remark, table
from vlagraph.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import Pace, Plan

__all__ = ["plan"]


@click.command()
@click.option(
    "--goal",
    "goals",
    multiple=True,
    metavar="GOAL",
    help="A topic, an area, a tier, a stage, or all. May be repeated.",
)
@click.option("--hours-per-week", "hours", type=float, required=True, metavar="H", help="0.25 to 168.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day. Default: today.")
@click.option("--weeks", type=click.IntRange(1), metavar="N", help="Plan the first N weeks only.")
@click.option(
    "--pace",
    type=click.Choice(["fast", "typical", "slow"]),
    default="typical",
    show_default=True,
    help="Low end, middle or high end of each topic's hours.",
)
@known_options
@click.option("--required-only", is_flag=True, help="Leave out what is only recommended.")
@click.option("--from-scratch", is_flag=True, help="Include the background that the roadmap presupposes.")
@lang_option
@format_option("text", "json", "ics", "md")
@click.pass_context
def plan(
    ctx: click.Context,
    goals: tuple[str, ...],
    hours: float,
    *,
    start: datetime | None,
    weeks: int | None,
    pace: Pace,
    known: tuple[str, ...],
    ignore_progress: bool,
    required_only: bool,
    from_scratch: bool,
    lang: Lang,
    form: str,
) -> None:
    """A calendar of weeks towards GOAL.

    Says whether the roadmap's windows hold at that pace, and what to drop if not.

    The hours of a topic include the reading of its key papers; a paper is read with its first concept. A
    topic that does not fit into the rest of a week goes on in the next one, concept after concept.
    """
    from vlagraph.clock import today
    from vlagraph.core.plan import Terms
    from vlagraph.pipeline.answers import open_graph, pick
    from vlagraph.pipeline.study.plan import find_goal, plan_study, weekly_minutes

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    goal, done = find_goal(kg, split_names(goals)), pick(kg, split_names(known))
    remark((*goal.notes, *done.notes), lang)
    first = start.date() if start else today()
    limits = {"required_only": required_only, "from_scratch": from_scratch}
    terms = Terms(weekly=weekly_minutes(hours), start=first, pace=pace, weeks=weeks, **limits)
    found = plan_study(
        workspace, kg, goal.topics, terms=terms, known=done.ids, ignore_progress=ignore_progress
    )
    _print(found, kg, lang, form)


def _print(found: Plan, kg: KnowledgeGraph, lang: Lang, form: str) -> None:
    if form == "json":
        from vlagraph.formats.plan import plan_document

        emit_json(plan_document(found))
    elif form == "ics":
        from vlagraph.formats.ics import plan_ics

        click.echo(plan_ics(found, kg, lang=lang), nl=False)
    elif form == "md":
        from vlagraph.formats.plan import plan_markdown

        click.echo(plan_markdown(found, kg, lang=lang), nl=False)
    else:
        _text(found, kg, lang)


def _text(found: Plan, kg: KnowledgeGraph, lang: Lang) -> None:
    from vlagraph.formats.plan import hours_text, plan_head, window_text

    if not found.targets:
        emit(say(lang, "plan.all_learned"))
        return
    emit(plan_head(found, lang), bold=True)
    names = {node: topic.name[lang] for node, topic in kg.topics.items()}
    concepts = {(t.id, c.id): c.name[lang] for t in kg.topics.values() for c in t.concepts}
    rows = []
    for week in found.weeks:
        for index, session in enumerate(week.sessions):
            part = f" {session.part}/{session.parts}" if session.parts > 1 else ""
            rows.append(
                [
                    str(week.number) if index == 0 else "",
                    week.start.isoformat() if index == 0 else "",
                    hours_text(session.minutes, lang),
                    names[session.topic] + part,
                    ", ".join(concepts[session.topic, concept] for concept in session.concepts),
                    ", ".join(session.papers),
                ]
            )
    table(
        headed(lang, "week", "from", "hours", "topic", "concepts", "read"),
        rows,
        right=[0, 2],
    )
    for window in found.windows:
        paragraph(window_text(window, kg, lang))
    for label, ids in (("path.known", found.known), ("path.assumes", found.assumed)):
        if ids:
            paragraph(say(lang, label, names=", ".join(names[node] for node in ids)))
