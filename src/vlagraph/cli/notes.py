"""The commands ``review``, ``benchmarks`` and ``project``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from vlagraph.cli.names import BENCHMARK, PROJECT, REVIEW, read_paper
from vlagraph.cli.options import Opened, format_option, lang_option, opened
from vlagraph.cli.output import answer, note, remark
from vlagraph.errors import StoreError, UnknownNameError, UsageError
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.study import NoteFile, Reviews
    from vlagraph.store.workspace import Workspace

__all__ = ["benchmarks", "project", "review"]


@click.command()
@click.argument("name", metavar="ID|TOPIC", type=REVIEW)
@click.option("--digest", is_flag=True)
@lang_option
@format_option(kind="reviews")
@click.pass_context
def review(ctx: click.Context, name: str, *, digest: bool, lang: Lang, form: str) -> None:
    """Open your note of the paper ID, or list a TOPIC's papers.

    A note is created from a template when there is none, and never changed afterwards. It opens in $VISUAL
    or $EDITOR; without an editor or a terminal its path is printed.
    """
    from vlagraph.pipeline.naming import find_topic
    from vlagraph.pipeline.study.notes import open_note, review_topic

    workspace, kg = opened(ctx)
    if (paper := _paper(name, workspace, kg, lang)) is None:
        topic, near = find_topic(kg, name)
        remark(near, lang)
        _show_topic(review_topic(workspace, kg, topic), "digest" if digest else form, lang)
    elif digest:
        raise UsageError("note.digest_of_paper")
    else:
        _show_note(open_note(workspace, kg, paper, lang=lang), form, lang)


def _paper(name: str, workspace: Workspace, kg: KnowledgeGraph, lang: Lang) -> str | None:
    """The arXiv id that ``name`` stands for; None where it is a topic's, or can only be that of one."""
    from vlagraph.core.papers.ids import id_in

    if kg.catalogue.find(name):
        return None
    try:
        return read_paper(workspace, name, lang)
    except UnknownNameError:
        if id_in(name):  # one that cannot be
            raise
        return None


def _show_topic(reviews: Reviews, form: str, lang: Lang) -> None:
    from vlagraph.formats.reviews import review_problems

    remark(reviews.remarks, lang)
    if form == "digest":
        answer("digest", reviews, "md", lang)
        return
    answer("reviews", reviews, form, lang)
    if form != "json":
        for line in review_problems(reviews, lang):
            note(line)


def _show_note(file: NoteFile, form: str, lang: Lang) -> None:
    """Open the note in an editor where there are one and a terminal, then tell where it is."""
    if form != "json":
        _edit(file.note)
        note(translate(lang, "note.created" if file.created else "note.existing"))
    answer("note", file, form, lang)


def _edit(path: str) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            click.edit(filename=path, editor=editor)
        except (click.ClickException, ValueError) as error:
            raise StoreError("note.editor_failed", error=error, path=path) from error


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1, type=BENCHMARK)
@click.option("--sources", is_flag=True)
@lang_option
@format_option(kind="benchmarks")
@click.pass_context
def benchmarks(ctx: click.Context, names: tuple[str, ...], *, sources: bool, lang: Lang, form: str) -> None:
    """Compare benchmarks, fact by fact."""
    from vlagraph.pipeline.study.practice import compare_benchmarks

    kg = opened(ctx).graph
    answer("benchmarks", compare_benchmarks(kg, names, sources=sources), form, lang)


@click.command()
@click.argument("name", required=False, type=PROJECT)
@click.option("--sources", is_flag=True)
@click.option("--done", multiple=True, metavar="MILESTONE")
@click.option("--undone", multiple=True, metavar="MILESTONE")
@lang_option
@format_option(kind="projects")
@click.pass_context
def project(
    ctx: click.Context,
    name: str | None,
    *,
    sources: bool,
    done: tuple[str, ...],
    undone: tuple[str, ...],
    lang: Lang,
    form: str,
) -> None:
    """The practice projects and their milestones.

    With NAME, what that project takes, its milestones and what you need before each. With --done a plan
    leaves a milestone out from now on.
    """
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.study.practice import ask_milestones

    workspace, kg = opened(ctx)
    if done or undone:
        _mark_milestones(Opened(workspace, kg), name, done=done, undone=undone, lang=lang)
        return
    if name is None:
        answer("projects", kg.roadmap.projects, form, lang)
    else:
        found = ask_milestones(workspace, kg, name, sources=sources)
        answer("milestones", InGraph(kg, found), form, lang)


def _mark_milestones(
    at: Opened, name: str | None, *, done: tuple[str, ...], undone: tuple[str, ...], lang: Lang
) -> None:
    from vlagraph.pipeline.study.practice import finish_milestones

    if name is None:
        raise UsageError("project.done_of_what")
    for changed in finish_milestones(*at, name, done=done, undone=undone):
        answer("milestone_marked", changed, "text", lang)
