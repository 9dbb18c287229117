"""The commands ``watch`` and ``fit``: the rules of topics, tried and fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.names import TOPIC
from vlagraph.cli.options import format_option, lang_option, opened, read_topic
from vlagraph.cli.output import answer, remark

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["fit", "watch"]


@click.command()
@click.argument("name", metavar="TOPIC", type=TOPIC)
@click.option("--any", "any_of", multiple=True, metavar="PHRASE")
@click.option("--with", "with_one", multiple=True, metavar="PHRASE")
@click.option("--not", "none_of", multiple=True, metavar="PHRASE")
@click.option("--category", "categories", multiple=True, metavar="CATEGORY")
@click.option("--drop", "dropped", multiple=True, metavar="PHRASE")
@click.option("--max", "most", type=click.IntRange(0), default=8, show_default=True)
@lang_option
@format_option(kind="trial")
@click.pass_context
def watch(
    ctx: click.Context, /, name: str, *, most: int, lang: Lang, form: str, **tried: tuple[str, ...]
) -> None:
    """Try a topic's rule on the stored papers: what it would attach, what it would refuse, and why."""
    from vlagraph.core.papers.trial import TriedPhrases
    from vlagraph.formats.trial import ShownTrial
    from vlagraph.pipeline.news.watching import try_rule

    workspace, kg = opened(ctx)
    topic = read_topic(kg, name, lang) or ""
    trial = try_rule(workspace, kg, topic=topic, tried=TriedPhrases(**tried))
    remark(trial.remarks, lang)
    answer("trial", ShownTrial(trial, most), form, lang)


@click.command()
@click.argument("names", metavar="[TOPIC]...", nargs=-1, type=TOPIC)
@click.option("--dry-run", is_flag=True)
@lang_option
@format_option(kind="fit")
@click.pass_context
def fit(ctx: click.Context, names: tuple[str, ...], *, dry_run: bool, lang: Lang, form: str) -> None:
    """Fit the thresholds of your own topics to your pins, moves, stars and dismissals."""
    from vlagraph.pipeline.naming import whole_names
    from vlagraph.pipeline.news.fitting import fit_topics

    workspace, kg = opened(ctx)
    topics = [read_topic(kg, name, lang, whole=True) or "" for name in whole_names(kg, names)]
    answer("fit", fit_topics(workspace, kg, topics=topics, dry_run=dry_run), form, lang)
