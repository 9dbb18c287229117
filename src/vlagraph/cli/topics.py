"""The commands ``topic``, ``topics`` and ``search``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.names import TOPIC
from vlagraph.cli.options import format_option, lang_option, opened
from vlagraph.cli.output import answer, remark
from vlagraph.cli.scope import depth_option, scope_option

if TYPE_CHECKING:
    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.search import Search

__all__ = ["search", "topic", "topics"]


@click.command()
@click.argument("topic", type=TOPIC)
@lang_option
@format_option(kind="topic")
@click.pass_context
def topic(ctx: click.Context, topic: str, *, lang: Lang, form: str) -> None:
    """Everything about TOPIC on one card."""
    from vlagraph.pipeline.answers import ask_card
    from vlagraph.pipeline.naming import find_topic

    workspace, kg = opened(ctx)
    chosen, near = find_topic(kg, topic)
    remark(near, lang)
    answer("topic", ask_card(workspace, kg, chosen), form, lang)


@click.command()
@click.argument("query", metavar="[WORD]...", nargs=-1)
@scope_option
@depth_option
@lang_option
@format_option(kind="topics")
@click.pass_context
def topics(
    ctx: click.Context,
    query: tuple[str, ...],
    *,
    roadmap_only: bool,
    mastery: bool,
    lang: Lang,
    form: str,
) -> None:
    """All topics, or those that WORD is found in."""
    found = _found(ctx, query, roadmap_only=roadmap_only, mastery=mastery)
    answer("topics", found, form, lang)


@click.command()
@click.argument("query", metavar="WORD...", nargs=-1, required=True)
@lang_option
@format_option(kind="topics")
@click.pass_context
def search(ctx: click.Context, query: tuple[str, ...], *, lang: Lang, form: str) -> None:
    """Where WORD is found: in topics, concepts, papers, goals and projects."""
    from vlagraph.core.text import visible

    if not any(map(visible, query)):
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    answer("topics", _found(ctx, query), form, lang)


def _found(
    ctx: click.Context, words: tuple[str, ...], *, roadmap_only: bool = False, mastery: bool = False
) -> InGraph[Search]:
    from vlagraph.core import search as core
    from vlagraph.core.graph import InGraph

    kg = opened(ctx).graph.limited(roadmap_only=roadmap_only)
    return InGraph(kg, core.search(kg, " ".join(words)), mastery)
