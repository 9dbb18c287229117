"""The command ``plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.citing import answer_or_cite
from vlagraph.cli.goals import GoalTerms, read_goals
from vlagraph.cli.options import (
    Day,
    format_option,
    goal_options,
    known_options,
    lang_option,
    opened,
    read_known,
)
from vlagraph.cli.scope import depth_option, narrowed, scope_option
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from vlagraph.cli.options import Opened
    from vlagraph.core.model import Lang
    from vlagraph.core.plan import TitledPlan

__all__ = ["plan"]


@click.command()
@goal_options
@click.option("--hours-per-week", "hours", required=True, metavar="H")
@click.option("--start", type=Day(), metavar="DATE")
@click.option("--done", is_flag=True)
@click.option("--weeks", type=click.IntRange(1), metavar="N")
@click.option(
    "--pace",
    type=click.Choice(["fast", "typical", "slow"]),
    default="typical",
    show_default=True,
)
@known_options
@click.option("--required-only", is_flag=True)
@click.option("--from-scratch", is_flag=True)
@scope_option
@depth_option
@lang_option
@format_option(kind="plan")
@click.pass_context
def plan(
    ctx: click.Context,
    /,
    named: tuple[str, ...],
    *,
    goals: tuple[str, ...],
    hours: str,
    start: str | None,
    done: bool,
    known: tuple[str, ...],
    ignore_progress: bool,
    roadmap_only: bool,
    lang: Lang,
    form: str,
    **choices: Any,  # noqa: ANN401 - further fields of Terms, as they are called there
) -> None:
    """A calendar of weeks towards GOAL.

    Says whether the roadmap's windows hold at that pace, and what to drop if not.
    Each session says what its time goes on: papers by their length, other sources, and exercises after the
    papers of their concepts. A topic that does not fit into the rest of a week goes on in the next one.
    With --done a plan that began on --start goes on from today, by what is marked by now. A project is
    planned with its milestones, each as soon as its topics are learned.
    """
    from vlagraph.pipeline.study.known import read_now
    from vlagraph.pipeline.study.planning import ask_plan, make_terms, milestones_ahead

    if done and ignore_progress:
        raise UsageError("plan.done_by_marks")
    workspace, kg = place = opened(ctx)
    asked = GoalTerms("plan.no_goal", choices["from_scratch"])
    goal = read_goals(kg, named, listed=goals, lang=lang, terms=asked)
    states = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    kg, ids = narrowed(kg, goal.ids, roadmap_only=roadmap_only, lang=lang)
    ahead = milestones_ahead(workspace, kg, goal.projects, ignore_progress=ignore_progress)
    terms = make_terms(hours, start, done=done, milestones=ahead, **choices)
    read = read_now(workspace, ignore_progress=ignore_progress)
    found = ask_plan(kg, ids, terms=terms, known=states.settled, read=read)
    _print(place, found.telling(states.skipped), form, lang)


def _print(place: Opened, found: TitledPlan, form: str, lang: Lang) -> None:
    """The plan; that a calendar has no events, and why, is remarked on."""
    from vlagraph.cli.output import note
    from vlagraph.formats.plan_notes import nothing_key
    from vlagraph.words import Message

    if form == "ics" and not found.plan.weeks:
        note(Message(nothing_key(found)), lang)
    answer_or_cite(place, "plan", found, form, lang)
