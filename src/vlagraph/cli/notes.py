"""The commands ``review``, ``benchmarks`` and ``project``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import TopicName, format_option, lang_option, open_workspace
from vlagraph.cli.output import emit, emit_json, headed, note, paragraph, remark, table
from vlagraph.errors import StoreError, UsageError
from vlagraph.words import hours_range, say, term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Benchmark, Lang, Project, Text
    from vlagraph.formats.notes import Review
    from vlagraph.pipeline.study.practice import MilestoneRow

__all__ = ["benchmarks", "project", "review"]


@click.command()
@click.argument("name", metavar="ID|TOPIC", type=TopicName())
@click.option("--digest", is_flag=True, help="What your notes say of TOPIC, as Markdown.")
@lang_option
@format_option("text", "json")
@click.pass_context
def review(ctx: click.Context, name: str, *, digest: bool, lang: Lang, form: str) -> None:
    """Open your note of the paper ID, or list a TOPIC's papers.

    A note is created from a template when there is none, and never changed afterwards. It opens in $VISUAL
    or $EDITOR; without an editor or a terminal its path is printed.
    """
    from vlagraph.pipeline.answers import ask_topic, open_graph
    from vlagraph.pipeline.paper_names import the_paper
    from vlagraph.pipeline.study.notes import open_note, review_topic, topic_digest

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    try:
        paper = the_paper(name, workspace=workspace)
    except UsageError:
        topic, remarks = ask_topic(kg, name)
        remark(remarks, lang)
        if digest:
            click.echo(topic_digest(workspace, topic, lang=lang), nl=False)
        else:
            _list(topic.id, review_topic(workspace, topic), lang, form)
        return
    if digest:
        raise UsageError("--digest tells what your notes say of a topic. Name a TOPIC, or leave it out.")
    path, created = open_note(workspace, kg, paper, lang=lang)
    if form == "json":
        emit_json({"paper": paper, "note": str(path), "created": created})
    else:
        _open(path, created=created)


def _open(path: Path, *, created: bool) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            click.edit(filename=str(path), editor=editor)
        except (click.ClickException, ValueError) as error:
            raise StoreError(
                f"the editor failed ({error}). The note is kept in {path}: "
                "set $VISUAL or $EDITOR to a program that runs, or open the file yourself."
            ) from error
    note("created" if created else "there already")
    emit(str(path))


def _list(topic: str, rows: Sequence[Review], lang: Lang, form: str) -> None:
    if form == "json":
        from vlagraph.formats.notes import reviews_document

        emit_json(reviews_document(topic, rows))
        return
    table(
        headed(lang, "arXiv", "state", "star", "rating", "note", "role", "title"),
        [
            [
                row.key.arxiv,
                term(lang, "state", row.state),
                "★" if row.starred else "",
                f"{row.rating}/5" if row.rating else "",
                "" if row.body is None else row.date or say(lang, "answer.yes"),
                term(lang, "role", row.key.role),
                row.title,
            ]
            for row in rows
        ],
    )
    for row in rows:
        if row.problem:
            note(say(lang, "review.problem", paper=row.key.arxiv, problem=row.problem))


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--sources", is_flag=True, help="Show the source of each fact.")
@lang_option
@format_option("text", "json", "md")
@click.pass_context
def benchmarks(ctx: click.Context, names: tuple[str, ...], *, sources: bool, lang: Lang, form: str) -> None:
    """Compare robot benchmarks, fact by fact."""
    from vlagraph.formats.benchmarks import benchmarks_markdown
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.study.practice import pick_benchmarks

    kg = open_graph(open_workspace(ctx))
    found = pick_benchmarks(kg, names)
    notes = () if names else kg.roadmap.benchmark_notes
    if form == "json":
        emit_json({"benchmarks": found, "notes": notes})
    elif form == "md":
        click.echo(benchmarks_markdown(found, notes, lang=lang), nl=False)
    else:
        _compare(found, notes, lang=lang, sources=sources)


def _compare(found: Sequence[Benchmark], notes: Sequence[Text], *, lang: Lang, sources: bool) -> None:
    from vlagraph.formats.benchmarks import fields_of

    for field in fields_of(found):
        emit(term(lang, "fact", field), bold=True)
        for benchmark in found:
            for fact in benchmark.facts:
                if fact.field == field:
                    paragraph(f"{benchmark.name}: {fact.value[lang]}", indent=2)
                    if sources:
                        paragraph(say(lang, "benchmark.source", source=fact.source), indent=4)
    emit(f"\n{say(lang, 'benchmark.uses')}", bold=True)
    for benchmark in found:
        paragraph(f"{benchmark.name}: {benchmark.analysis[lang]}", indent=2)
    for text in notes:
        emit()
        paragraph(text[lang])


@click.command()
@click.argument("name", required=False)
@lang_option
@format_option("text", "json")
@click.pass_context
def project(ctx: click.Context, name: str | None, *, lang: Lang, form: str) -> None:
    """The practice projects and their milestones.

    With NAME, the milestones of that project and what you need before each.
    """
    from vlagraph.pipeline.answers import open_graph
    from vlagraph.pipeline.study.practice import find_project, follow_project

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    if name is None:
        _projects(kg, lang, form)
        return
    found = find_project(kg, name)
    rows = follow_project(workspace, kg, found)
    if form == "json":
        emit_json({"project": found.id, "benchmark": found.benchmark, "milestones": rows})
        return
    _milestones(kg, found, rows, lang)


def _projects(kg: KnowledgeGraph, lang: Lang, form: str) -> None:
    if form == "json":
        emit_json({"projects": kg.roadmap.projects})
        return
    table(
        headed(lang, "project", "id", "benchmark", "milestones", "hours"),
        [
            [
                found.name[lang],
                found.id,
                found.benchmark,
                str(len(found.milestones)),
                "{}-{}".format(*(sum(m.hours[i] for m in found.milestones) for i in (0, 1))),
            ]
            for found in kg.roadmap.projects
        ],
        right=[3, 4],
    )


def _milestones(kg: KnowledgeGraph, found: Project, rows: Sequence[MilestoneRow], lang: Lang) -> None:
    emit(f"{found.name[lang]}  [{found.id}]", bold=True)
    paragraph(found.summary[lang])
    names = {node: topic.name[lang] for node, topic in kg.topics.items()}
    for number, row in enumerate(rows, start=1):
        step = row.milestone
        count = {"learned": len(row.learned), "topics": len(step.topics)}
        state = term(lang, "state", "ready") if row.ready else say(lang, "progress.topics_learned", **count)
        emit(f"\n{number:2}. {step.name[lang]}  {hours_range(step.hours, lang)}, {state}", bold=True)
        paragraph(step.goal[lang], indent=4)
        lines = {
            "project.learned": row.learned,
            "project.learn": row.open,
            "project.before": row.before,
        }
        for label, ids in lines.items():
            if ids:
                paragraph(say(lang, label, names=", ".join(names[node] for node in ids)), indent=4)
        if step.papers:
            read = say(lang, "project.paper_read")
            shown = ", ".join(read.format(paper=p) if p in row.read else p for p in step.papers)
            paragraph(say(lang, "project.papers", names=shown), indent=4)
