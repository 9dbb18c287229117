"""The command ``path``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.citing import answer_or_cite
from vlagraph.cli.goals import GoalTerms, read_goal
from vlagraph.cli.names import GOAL
from vlagraph.cli.options import (
    format_option,
    known_options,
    lang_option,
    opened,
    read_known,
)
from vlagraph.cli.scope import depth_option, narrowed, scope_option

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["path"]


@click.command()
@click.argument("targets", metavar="GOAL...", nargs=-1, type=GOAL)
@known_options
@click.option("--required-only", is_flag=True)
@click.option("--depth", type=click.IntRange(0), metavar="N")
@click.option("--from-scratch", is_flag=True)
@scope_option
@depth_option
@click.option("--tree", is_flag=True)
@lang_option
@format_option(kind="path")
@click.pass_context
def path(
    ctx: click.Context,
    targets: tuple[str, ...],
    known: tuple[str, ...],
    *,
    ignore_progress: bool,
    required_only: bool,
    depth: int | None,
    from_scratch: bool,
    roadmap_only: bool,
    mastery: bool,
    tree: bool,
    lang: Lang,
    form: str,
) -> None:
    """What to learn for GOAL, and why each step.

    GOAL is a topic by id, name or alias, a concept, a paper, an area, a goal, a project, a tier, a stage,
    or all.
    """
    from vlagraph.core.graph import InGraph
    from vlagraph.core.order import PathRules, find_path

    workspace, kg = place = opened(ctx)
    wanted = read_goal(kg, targets, lang=lang, terms=GoalTerms("path.no_target", from_scratch))
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    kg, ids = narrowed(kg, wanted, roadmap_only=roadmap_only, lang=lang)
    rules = PathRules(required_only, depth, from_scratch, mastery)
    found = find_path(kg, ids, known=done.learned, rules=rules, skipped=done.skipped)
    form = "tree" if tree and form == "text" else form
    answer_or_cite(place, "path", InGraph(kg, found), form, lang)
