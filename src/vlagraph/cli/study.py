"""The commands ``learned``, ``unlearn``, ``read``, ``star`` and ``progress``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from vlagraph.cli.groups import HintingGroup
from vlagraph.cli.options import TopicName, format_option, lang_option, open_workspace
from vlagraph.cli.output import emit, emit_json, headed, paragraph, remark, table
from vlagraph.words import say, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.pipeline.study.marking import Bar, Changed, Report

__all__ = ["export_", "import_", "learned", "merge", "progress", "read", "star", "unlearn"]

_BLOCKS = 10


@click.command()
@click.argument("topics", metavar="TOPIC...", nargs=-1, required=True, type=TopicName())
@click.pass_context
def learned(ctx: click.Context, topics: tuple[str, ...]) -> None:
    """Mark TOPIC as learned; an area stands for all of its topics."""
    _mark_topics(ctx, topics, on=True)


@click.command()
@click.argument("topics", metavar="TOPIC...", nargs=-1, required=True, type=TopicName())
@click.pass_context
def unlearn(ctx: click.Context, topics: tuple[str, ...]) -> None:
    """Take back that TOPIC is learned."""
    _mark_topics(ctx, topics, on=False)


@click.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Take the mark back.")
@click.pass_context
def read(ctx: click.Context, papers: tuple[str, ...], *, undo: bool) -> None:
    """Mark the papers with these arXiv ids as read."""
    _mark_papers(ctx, papers, kind="read", on=not undo)


@click.command()
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Take the star away.")
@click.pass_context
def star(ctx: click.Context, papers: tuple[str, ...], *, undo: bool) -> None:
    """Put a star on the papers with these arXiv ids."""
    _mark_papers(ctx, papers, kind="starred", on=not undo)


@click.group(cls=HintingGroup, invoke_without_command=True)
@lang_option
@format_option("text", "json")
@click.pass_context
def progress(ctx: click.Context, *, lang: Lang, form: str) -> None:
    """How far you are, and what is ready next."""
    if ctx.invoked_subcommand is not None:
        return
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.study.marking import report_progress

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    report = report_progress(workspace, kg)
    if form == "json":
        emit_json(report)
    else:
        _print(report, kg, lang)


@progress.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_context
def export_(ctx: click.Context, file: Path | None) -> None:
    """Write your marks to FILE (or print them), for the page or another machine."""
    from vlagraph.pipeline.study.marking import export_progress

    data = export_progress(open_workspace(ctx), file)
    if file is None:
        click.echo(data.decode(), nl=False)
    else:
        emit(f"wrote {file}")


@progress.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def import_(ctx: click.Context, file: Path) -> None:
    """Merge the marks in FILE, as the page exports it, into yours; nothing is lost."""
    _combine(ctx, (file,), None)


@progress.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the result here and leave yours alone.")
@click.pass_context
def merge(ctx: click.Context, files: tuple[Path, ...], out: Path | None) -> None:
    """Merge the marks in several FILEs with yours; the order does not matter, nothing is lost."""
    _combine(ctx, files, out)


def _combine(ctx: click.Context, files: tuple[Path, ...], out: Path | None) -> None:
    from vlagraph.pipeline.study.marking import combine_progress

    before, after = combine_progress(open_workspace(ctx), files, out=out)
    emit(f"{after} marks, {after - before} of them new{f', in {out}' if out else ''}")


def _mark_topics(ctx: click.Context, names: tuple[str, ...], *, on: bool) -> None:
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.study.marking import mark_topics

    workspace = open_workspace(ctx)
    changed = mark_topics(workspace, open_graph(workspace), names, learned=on)
    remark(changed.notes)
    _report(changed, "learned" if on else "not learned")


def _mark_papers(
    ctx: click.Context, names: tuple[str, ...], *, kind: Literal["read", "starred"], on: bool
) -> None:
    from vlagraph.pipeline.study.marking import mark_reading

    _report(mark_reading(open_workspace(ctx), names, kind=kind, on=on), kind if on else f"not {kind}")


def _report(changed: Changed, state: str) -> None:
    if changed.done:
        emit(f"{state}: {', '.join(changed.done)}")
    if changed.same:
        emit(f"{state} already: {', '.join(changed.same)}")


def _print(report: Report, kg: KnowledgeGraph, lang: Lang) -> None:
    whole = report.whole
    head = say(lang, "progress.topics_learned")
    emit(f"{head.format(learned=whole.learned, topics=whole.topics)} {_bar(whole)}", bold=True)
    hours = say(lang, "progress.hours")
    paragraph(hours.format(done=_range(whole.hours_done), left=_range(whole.hours_left)))
    papers = say(lang, "progress.papers")
    paragraph(papers.format(read=report.key_papers_read, papers=report.key_papers, starred=report.starred))
    emit()
    _bars(report.bars, lang)
    ready = ", ".join(kg.topics[found.topic].name[lang] for found in report.ready[:5])
    emit()
    paragraph(say(lang, "progress.ready", names=ready or say(lang, "progress.nothing_left")))
    if report.unshown:
        emit(say(lang, "progress.kept", names=", ".join(report.unshown)))


def _bars(bars: Sequence[Bar], lang: Lang) -> None:
    share = say(lang, "progress.share")
    table(
        headed(lang, "group", "name", "", "learned", "hours_done", "hours_left"),
        [
            [
                term(lang, "group", bar.kind),
                bar.name[lang],
                _bar(bar),
                share.format(learned=bar.learned, topics=bar.topics),
                _range(bar.hours_done),
                _range(bar.hours_left),
            ]
            for bar in bars
        ],
        right=[3, 4, 5],
    )


def _bar(bar: Bar) -> str:
    full = _BLOCKS * bar.learned // bar.topics if bar.topics else 0
    return "█" * full + "░" * (_BLOCKS - full)


def _range(hours: tuple[int, int]) -> str:
    return "0" if hours == (0, 0) else f"{hours[0]}-{hours[1]}"
