"""The commands ``papers``, ``show`` and ``landmarks``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.citing import answer_or_cite
from vlagraph.cli.goals import read_goal
from vlagraph.cli.names import GOAL, PAPER, read_paper
from vlagraph.cli.options import (
    Day,
    format_option,
    lang_option,
    level_options,
    open_workspace,
    opened,
)
from vlagraph.cli.output import answer, note, remark
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["landmarks", "papers", "show"]


@click.command()
@click.argument("topic", metavar="[GOAL]", required=False, type=GOAL)
@click.option("--why", is_flag=True)
@click.option("--max", "most", type=click.IntRange(1))
@click.option("--search", metavar="TEXT", default="")
@click.option("--starred", is_flag=True)
@click.option("--read", is_flag=True)
@click.option("--unread", is_flag=True)
@click.option("--pinned", is_flag=True)
@click.option("--has-code", is_flag=True)
@level_options
@lang_option
@format_option(kind="papers")
@click.pass_context
def papers(
    ctx: click.Context,
    /,
    topic: str | None,
    *,
    why: bool,
    most: int | None,
    lang: Lang,
    form: str,
    **wanted: Any,  # noqa: ANN401 - the fields of a Choice
) -> None:
    """The key papers of GOAL, then the attached ones.

    Key papers come in reading order, attached ones by score and date. Without GOAL: all key papers.
    """
    from vlagraph.core.papers.choice import Choice
    from vlagraph.formats import formats_of
    from vlagraph.pipeline.news.shelf import ask_shelf

    workspace, kg = place = opened(ctx)
    chosen = read_goal(kg, (topic,) if topic else (), lang=lang)
    shelf = ask_shelf(workspace, kg, topics=chosen, most=most, choice=Choice(**wanted))
    remark(shelf.remarks, lang)
    for key, gone in (("paper.dismissed", shelf.dismissed), ("paper.moved", shelf.moved)):
        if gone:
            note(translate(lang, key, count=len(gone)))
    kind = "reasons" if why and form in formats_of("reasons") else "papers"
    answer_or_cite(place, kind, shelf, form, lang)


@click.command()
@click.argument("arxiv_id", metavar="ID", type=PAPER)
@lang_option
@format_option(kind="card")
@click.pass_context
def show(ctx: click.Context, arxiv_id: str, *, lang: Lang, form: str) -> None:
    """Everything about a paper on one card."""
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.news.card import show_paper

    workspace = open_workspace(ctx)
    paper = read_paper(workspace, arxiv_id, lang)
    card = show_paper(workspace, open_graph(workspace), paper)
    remark(card.remarks, lang)
    answer("card", card, form, lang)


@click.command()
@click.option("--topic", type=GOAL)
@click.option("--since", type=Day(whole="year", past=True), metavar="DATE")
@lang_option
@format_option(kind="landmarks")
@click.pass_context
def landmarks(ctx: click.Context, topic: str | None, *, since: str | None, lang: Lang, form: str) -> None:
    """The papers that changed the field, year by year."""
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.news.shelf import ask_landmarks

    workspace, kg = opened(ctx)
    chosen = read_goal(kg, (topic,) if topic else (), lang=lang)
    found = ask_landmarks(workspace, kg, topics=chosen, since=since)
    answer("landmarks", InGraph(kg, found), form, lang)
