"""The commands ``fetch`` and ``status``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from vlagraph.cli.names import TOPIC
from vlagraph.cli.options import Day, dry_run_options, format_option, lang_option, open_workspace, opened
from vlagraph.cli.output import answer, note, remark
from vlagraph.cli.snapshot import snapshot_options
from vlagraph.formats import formats_of
from vlagraph.sources.source import source_names

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.reports import Report

__all__ = ["fetch", "status"]


@click.command()
@click.argument("topics", metavar="[TOPIC]...", nargs=-1, type=TOPIC)
@click.option("--since", type=Day(past=True), metavar="DATE")
@click.option("--until", type=Day(), metavar="DATE")
@click.option("--max-per-topic", type=click.IntRange(min=1))
@click.option(
    "--source",
    type=click.Choice(source_names()),
    default="api",
    show_default=True,
)
@click.option("--only-key-papers", is_flag=True)
@click.option("--refresh", is_flag=True)
@click.option(
    "--patient",
    is_flag=True,
)
@click.option(
    "--fold",
    is_flag=True,
)
@dry_run_options
@snapshot_options
@lang_option
@format_option(*formats_of("fetch"))
@click.pass_context
def fetch(
    ctx: click.Context,
    /,
    topics: tuple[str, ...],
    *,
    dry_run: bool,
    verbose: bool,
    patient: bool,
    lang: Lang,
    form: str,
    **wanted: object,
) -> None:
    """Bring papers up to date from arXiv."""
    from vlagraph.cli.progress import FetchProgress
    from vlagraph.pipeline.fetch.job import fetch as run_fetch
    from vlagraph.pipeline.fetch.job import fetch_job
    from vlagraph.pipeline.fetch.preview import preview
    from vlagraph.pipeline.fetch.steps import FetchRequest

    workspace = open_workspace(ctx)
    request = FetchRequest(topics=_chosen(ctx, topics, lang), **wanted)  # type: ignore[arg-type]
    with FetchProgress(lang) as progress:
        job = fetch_job(workspace, request, listener=progress, environ=os.environ, patient=patient)
        report = None if dry_run else run_fetch(job)
    if report is None:
        answer("fetch_addresses" if verbose else "fetch_preview", preview(job), form, lang)
    else:
        _print(report, form, lang)


def _print(report: Report, form: str, lang: Lang) -> None:
    """Print ``report``; leave with 1 where something failed."""
    from vlagraph.formats.fetch import fetch_remarks

    answer("fetch", report, form, lang)
    for text in fetch_remarks(report, lang) if form == "text" else ():
        note(text)
    if not report.ok:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("topics", metavar="[TOPIC]...", nargs=-1, type=TOPIC)
@click.option("--holes", is_flag=True)
@click.option("--overdue", is_flag=True)
@lang_option
@format_option(*formats_of("status"))
@click.pass_context
def status(
    ctx: click.Context, topics: tuple[str, ...], *, holes: bool, overdue: bool, lang: Lang, form: str
) -> None:
    """How fresh the stored papers are, per topic."""
    from vlagraph.clock import system_clock
    from vlagraph.core.papers.overdue import find_overdue
    from vlagraph.pipeline.fetch.holes import read_holes
    from vlagraph.pipeline.fetch.status import read_status
    from vlagraph.store.roadmap import load_roadmap

    workspace, now = open_workspace(ctx), system_clock().now()
    if holes:
        answer("holes", read_holes(workspace), form, lang)
        return
    roadmap, chosen = load_roadmap(workspace.topics), _chosen(ctx, topics, lang)
    found = read_status(workspace, roadmap, now=now, topics=chosen)
    answer("overdue", find_overdue(found), form, lang) if overdue else answer("status", found, form, lang)
    remark(found.notes if form == "text" else (), lang)


def _chosen(ctx: click.Context, names: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    """The ids that the names stand for; remarks on near ones go to stderr."""
    if not names:
        return ()
    from vlagraph.pipeline.naming import pick, whole_names

    kg = opened(ctx).graph
    picked = pick(kg, whole_names(kg, names))
    remark(picked.notes, lang)
    return picked.ids
