"""The commands ``order``, ``next``, ``unlocks`` and ``stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.goals import GoalTerms, read_goal
from vlagraph.cli.names import AREA, STAGE, TIER, TOPIC
from vlagraph.cli.options import (
    format_option,
    goal_options,
    known_options,
    lang_option,
    opened,
    read_known,
    split_names,
)
from vlagraph.cli.output import answer, remark
from vlagraph.cli.scope import depth_option, narrowed, scope_option

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["next_", "order", "stats", "unlocks"]


@click.command()
@click.option("--area", type=AREA, metavar="AREA")
@click.option("--priority", type=TIER, metavar="TIER")
@click.option("--stage", type=STAGE, metavar="STAGE")
@known_options
@scope_option
@depth_option
@lang_option
@format_option(kind="order")
@click.pass_context
def order(
    ctx: click.Context,
    area: str | None,
    priority: str | None,
    *,
    stage: str | None,
    known: tuple[str, ...],
    ignore_progress: bool,
    roadmap_only: bool,
    mastery: bool,
    lang: Lang,
    form: str,
) -> None:
    """All topics, each after what it needs."""
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.answers import ask_order

    workspace, kg = opened(ctx)
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    kg = kg.limited(roadmap_only=roadmap_only)
    rows = ask_order(kg, area=area, priority=priority, stage=stage, states=done)
    answer("order", InGraph(kg, rows, mastery), form, lang)


@click.command("next")
@goal_options
@known_options
@click.option("--from-scratch", is_flag=True)
@scope_option
@depth_option
@click.option("--max", "most", type=click.IntRange(1), default=5, show_default=True)
@lang_option
@format_option(kind="next")
@click.pass_context
def next_(
    ctx: click.Context,
    named: tuple[str, ...],
    *,
    goals: tuple[str, ...],
    known: tuple[str, ...],
    ignore_progress: bool,
    from_scratch: bool,
    roadmap_only: bool,
    mastery: bool,
    most: int,
    lang: Lang,
    form: str,
) -> None:
    """What you can start now, best first."""
    from vlagraph.core.graph import InGraph
    from vlagraph.core.order import find_next

    workspace, kg = opened(ctx)
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    asked = read_goal(kg, named, listed=goals, lang=lang, terms=GoalTerms(from_scratch=from_scratch))
    kg, ids = narrowed(kg, asked, roadmap_only=roadmap_only, lang=lang)
    towards = ids if named or split_names(goals) else None
    found = find_next(kg, done.settled, towards=towards, from_scratch=from_scratch, mastery=mastery)
    answer("next", InGraph(kg, found.telling(kg, done.skipped).first(most)), form, lang)


@click.command()
@click.argument("topic", type=TOPIC)
@lang_option
@format_option(kind="unlocks")
@click.pass_context
def unlocks(ctx: click.Context, topic: str, *, lang: Lang, form: str) -> None:
    """Every topic that builds on TOPIC."""
    from vlagraph.core.graph import InGraph
    from vlagraph.core.order import find_unlocks
    from vlagraph.pipeline.naming import find_topic

    kg = opened(ctx).graph
    chosen, near = find_topic(kg, topic)
    remark(near, lang)
    answer("unlocks", InGraph(kg, find_unlocks(kg, chosen.id)), form, lang)


@click.command()
@scope_option
@lang_option
@format_option(kind="stats")
@click.pass_context
def stats(ctx: click.Context, *, roadmap_only: bool, lang: Lang, form: str) -> None:
    """The graph in figures, its bottlenecks, and topics gone quiet."""
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.health import ask_stats

    workspace, kg = opened(ctx)
    kg = kg.limited(roadmap_only=roadmap_only)
    answer("stats", InGraph(kg, ask_stats(workspace, kg)), form, lang)
