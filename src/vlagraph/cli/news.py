"""The commands ``new`` and ``explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vlagraph.cli.citing import answer_or_cite
from vlagraph.cli.delivery import delivered
from vlagraph.cli.goals import read_goal
from vlagraph.cli.names import PAPER, TOPIC, read_paper
from vlagraph.cli.options import (
    Day,
    format_option,
    goal_options,
    known_options,
    lang_option,
    level_options,
    open_workspace,
    opened,
    read_known,
    read_topic,
)
from vlagraph.cli.output import answer, remark
from vlagraph.cli.refusals import Refused, refuse_others

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["explain", "new"]


@click.command()
@click.option("--max", "most", type=click.IntRange(0), default=12, show_default=True)
@click.option("--since", type=Day(past=True), metavar="DATE")
@click.option("--topic", type=TOPIC, metavar="TOPIC")
@goal_options
@click.option("--ready", is_flag=True)
@click.option("--older", is_flag=True)
@click.option("--all", "everything", is_flag=True)
@click.option("--sort", type=click.Choice(["best", "date", "score"]), default="best", show_default=True)
@level_options
@click.option("--abstract", "abstracts", is_flag=True)
@click.option("--peek", is_flag=True)
@click.option("--undo", is_flag=True)
@known_options
@lang_option
@format_option(kind="news")
@click.pass_context
def new(
    ctx: click.Context,
    /,
    named: tuple[str, ...],
    *,
    goals: tuple[str, ...],
    topic: str | None,
    peek: bool,
    undo: bool,
    known: tuple[str, ...],
    lang: Lang,
    form: str,
    **asked: Any,  # noqa: ANN401 - the fields of the request that are options of the same name
) -> None:
    """What came out since you last looked; nothing twice."""
    from vlagraph.pipeline.news.arrivals import ask_news, mark_shown, news_request

    if undo:
        _take_back(ctx, form, lang)
        return
    workspace, kg = place = opened(ctx)
    one = read_topic(kg, topic, lang)
    goal = frozenset(read_goal(kg, named, listed=goals, lang=lang))
    learned = read_known(workspace, kg, known, ignore_progress=asked["ignore_progress"], lang=lang)
    request = news_request(form, topic=one, goal=goal, known=learned.learned, **asked)
    news = ask_news(workspace, kg, request=request)
    remark(news.remarks, lang)
    answer_or_cite(place, "news", news, form, lang)
    if not peek and delivered():
        mark_shown(workspace, news)


def _take_back(ctx: click.Context, form: str, lang: Lang) -> None:
    """Make new again what the last run showed.

    Raises:
        Refused: another option is given, or a format in which that cannot be told.
    """
    from vlagraph.formats import formats_of
    from vlagraph.pipeline.news.arrivals import undo_shown

    refuse_others(ctx, "--undo", beside=("lang", "form"))
    if form not in (known := formats_of("taken_back")):
        values = {"value": repr(form), "choices": ", ".join(known)}
        raise Refused("usage.not_a_choice", ctx, option="--undo --format", **values)
    answer("taken_back", undo_shown(open_workspace(ctx)), form, lang)


@click.command()
@click.argument("arxiv_id", metavar="ID", type=PAPER)
@click.argument("topic", required=False, type=TOPIC)
@lang_option
@format_option(kind="explanation")
@click.pass_context
def explain(ctx: click.Context, arxiv_id: str, topic: str | None, *, lang: Lang, form: str) -> None:
    """Where a paper stands, and why.

    Also what to learn before it, and which key papers it resembles.
    """
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.news.explain import explain_paper

    workspace = open_workspace(ctx)
    paper = read_paper(workspace, arxiv_id, lang)
    kg = open_graph(workspace)
    found = explain_paper(workspace, kg, paper=paper, topic=read_topic(kg, topic, lang))
    remark(found.remarks, lang)
    answer("explanation", found, form, lang)
