"""The commands ``fetch`` and ``status``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

import click

from vlagraph.cli.options import TopicName, format_option, lang_option, open_workspace
from vlagraph.cli.output import emit, emit_json, headed, note, remark, table
from vlagraph.words import say

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.pipeline.fetch.report import Freshness, Report
    from vlagraph.pipeline.fetch.status import Status

__all__ = ["fetch", "status"]

_LONGEST_URL = 160
_MOST = 30  # changed papers listed on the terminal; the JSON has them all


@click.command()
@click.argument("topics", nargs=-1, type=TopicName())
@click.option("--since", metavar="DAY", help="Go back to this day. Default: a year on the first run.")
@click.option("--until", metavar="DAY", help="Up to this day only. Default: now.")
@click.option(
    "--max-per-topic", type=click.IntRange(min=1), help="List at most so many papers a topic, newest first."
)
@click.option(
    "--source",
    type=click.Choice(["api", "oai"]),
    default="api",
    show_default=True,
    help="Query API or OAI-PMH.",
)
@click.option("--only-key-papers", is_flag=True, help="Only the papers that people chose for the topics.")
@click.option("--refresh", is_flag=True, help="Ask again what was asked today already.")
@click.option(
    "--patient",
    is_flag=True,
    help="Wait hours instead of minutes where arXiv refuses or the network is down.",
)
@click.option(
    "--fold",
    is_flag=True,
    help="Fold doubled ids in papers.jsonl, as a merge leaves them, to the newest version.",
)
@click.option("--dry-run", is_flag=True, help="Print the requests and the minutes they take; ask nothing.")
@format_option("text", "json")
@click.pass_context
def fetch(
    ctx: click.Context,
    topics: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    max_per_topic: int | None,
    source: Literal["api", "oai"],
    only_key_papers: bool,
    refresh: bool,
    patient: bool,
    fold: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Bring papers up to date from arXiv."""
    from vlagraph.cli.progress import FetchProgress
    from vlagraph.pipeline.fetch.job import fetch as run_fetch
    from vlagraph.pipeline.fetch.plan import FetchRequest

    chosen = _chosen(ctx, topics)
    with FetchProgress() as progress:
        request = FetchRequest(
            topics=chosen,
            since=since,
            until=until,
            max_per_topic=max_per_topic,
            source=source,
            only_key_papers=only_key_papers,
            refresh=refresh,
            fold=fold,
        )
        job = _job(ctx, request, progress, patient=patient)
        report = None if dry_run else run_fetch(job)
    if report is None:
        _print_plan(job, form)
    else:
        _tell(report, form)


def _tell(report: Report, form: str) -> None:
    """Print ``report`` and leave with 1 where something failed."""
    if form == "json":
        emit_json(report)
    else:
        _print_report(report)
    if not report.ok:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("topics", nargs=-1, type=TopicName())
@lang_option
@format_option("text", "json")
@click.pass_context
def status(ctx: click.Context, topics: tuple[str, ...], *, lang: Lang, form: str) -> None:
    """How fresh the stored papers are, per topic."""
    from vlagraph.pipeline.fetch.status import read_status
    from vlagraph.sources.clock import system_clock
    from vlagraph.store.roadmap import load_roadmap

    workspace = open_workspace(ctx)
    now = system_clock(os.environ.get("VLAGRAPH_NOW")).now()
    chosen = _chosen(ctx, topics, lang)
    found = read_status(workspace, load_roadmap(workspace.topics), now=now, topics=chosen)
    if form == "json":
        emit_json(found)
    else:
        _print_status(found, lang)


def _print_status(found: Status, lang: Lang) -> None:
    rows = [
        (row.topic, str(row.papers), _checked(row, lang), _age(row, lang), _last_try(row, lang))
        for row in found.topics
    ]
    table(
        headed(lang, "topic", "papers", "checked", "age", "last_try"),
        rows,
        right=[1, 3],
    )
    for failure in dict.fromkeys(row.failure for row in found.topics if row.failure):
        emit(say(lang, "status.failure", failure=failure))
    sums = say(
        lang,
        "status.papers",
    )
    stale = say(lang, "status.stale")
    counted = sums.format(
        papers=found.papers,
        curated=found.curated,
        unconfirmed=found.unconfirmed,
        withdrawn=found.withdrawn,
    )
    emit(f"{counted}; {stale.format(stale=found.stale, topics=len(found.topics))}")


def _chosen(ctx: click.Context, names: tuple[str, ...], lang: Lang = "en") -> tuple[str, ...]:
    """The ids that the names stand for; remarks on near ones go to stderr."""
    if not names:
        return ()
    from vlagraph.pipeline.answers import open_graph, pick

    picked = pick(open_graph(open_workspace(ctx)), names)
    remark(picked.notes, lang)
    return picked.ids


def _job(ctx: click.Context, request: object, progress: object, *, patient: bool) -> FetchJob:
    from vlagraph.pipeline.fetch.job import FetchJob
    from vlagraph.pipeline.fetch.rules import rules_of
    from vlagraph.sources.clock import system_clock
    from vlagraph.sources.settings import settings_from
    from vlagraph.store.roadmap import load_roadmap

    workspace = open_workspace(ctx)
    return FetchJob(
        workspace=workspace,
        rules=rules_of(load_roadmap(workspace.topics)),
        request=request,  # type: ignore[arg-type]
        settings=settings_from(os.environ, patient=patient),
        listener=progress,  # type: ignore[arg-type]
        clock=system_clock(os.environ.get("VLAGRAPH_NOW")),
    )


def _short(url: str) -> str:
    if len(url) <= _LONGEST_URL:
        return url
    return f"{url[:_LONGEST_URL]}… ({len(url)} characters; --format json has it whole)"


def _print_plan(job: FetchJob, form: str) -> None:
    from vlagraph.pipeline.fetch.preview import preview

    shown = preview(job)
    if form == "json":
        emit_json(shown)
        return
    for request in shown.requests:
        emit(f"{request.purpose}")
        emit(f"  {_short(request.url)}")
    emit(
        f"{shown.least} to about {shown.most} requests, "
        f"{shown.minutes[0]:.1f} to {shown.minutes[1]:.1f} minutes. Nothing was asked."
    )


def _print_report(report: Report) -> None:
    rows = [
        (
            row.topic,
            str(row.new),
            str(row.updated),
            str(row.withdrawn),
            str(row.unchanged),
            str(row.papers),
            _age(row),
        )
        for row in report.topics
    ]
    table(
        ["Topic", "New", "Updated", "Withdrawn", "Unchanged", "Stored", "Age"], rows, right=[1, 2, 3, 4, 5, 6]
    )
    for change in [one for one in report.changes if one.kind != "new"][:_MOST]:
        emit(f"{change.kind}: {change.id} {change.title} ({', '.join(change.what)})")
    for text in report.notes:
        note(text)
    for failure in report.failures:
        note(f"failed: {failure}")
    sums = ", ".join(f"{count} {kind}" for kind, count in report.totals.items()) or "nothing to ask"
    emit(f"{report.papers} papers stored; {sums}; {report.requests} requests.")
    if not report.ok:
        oldest = max((row.age_days for row in report.topics if row.age_days is not None), default=None)
        age = "never fetched before" if oldest is None else f"up to {oldest:g} days old"
        note(f"not everything was fetched. What was stored is kept ({age}); run the command again to go on.")


def _checked(row: Freshness, lang: Lang) -> str:
    return row.checked.replace("T", " ").removesuffix("Z") if row.checked else say(lang, "status.never")


def _last_try(row: Freshness, lang: Lang) -> str:
    return say(lang, "status.failed") if row.failure else ""


def _age(row: Freshness, lang: Lang = "en") -> str:
    return "-" if row.age_days is None else say(lang, "unit.days", days=f"{row.age_days:g}")
