"""The commands ``learned``, ``learning``, ``skip``, ``unlearn``, ``read``, ``star`` and ``progress``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from vlagraph.cli.files import Place, ReadFile
from vlagraph.cli.groups import HintingGroup
from vlagraph.cli.names import PAPER, TOPIC
from vlagraph.cli.options import format_option, lang_option, open_workspace, opened
from vlagraph.cli.output import answer, emit, remark
from vlagraph.cli.scope import depth_option
from vlagraph.cli.streams import write_document
from vlagraph.errors import UsageError
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.core.model import Lang
    from vlagraph.pipeline.study.marking import TopicState

__all__ = [
    "export_",
    "import_",
    "learned",
    "learning",
    "merge",
    "progress",
    "read",
    "skip",
    "star",
    "unlearn",
]

_NONE = {
    "learned": "marked.none_learned",
    "learning": "marked.none_learning",
    "skipped": "marked.none_skipped",
}
"""What is said where no topic has a state."""


def _takes_topics(command: Callable[..., None]) -> Callable[..., None]:
    """``[TOPIC]... [--undo] [--list]``, of every command that marks topics."""
    return click.argument("topics", metavar="[TOPIC]...", nargs=-1, type=TOPIC)(_marks(command))


def _takes_papers(command: Callable[..., None]) -> Callable[..., None]:
    """``[ID]... [--undo] [--list]``, of every command that marks papers."""
    return click.argument("papers", metavar="[ID]...", nargs=-1, type=PAPER)(_marks(command))


def _marks(command: Callable[..., None]) -> Callable[..., None]:
    """``--undo`` and ``--list``, of every command that marks something."""
    undo, listed = click.option("--undo", is_flag=True), click.option("--list", "listed", is_flag=True)
    return undo(listed(lang_option(click.pass_context(command))))


@click.command()
@_takes_topics
def learned(ctx: click.Context, topics: tuple[str, ...], *, undo: bool, listed: bool, lang: Lang) -> None:
    """Mark TOPIC as learned, an area all of its topics; without TOPIC, list what is learned."""
    if _asks_list(topics, undo=undo, listed=listed, nameless="marked.undo_which"):
        _list_topics(ctx, state="learned", lang=lang)
    else:
        _mark_topics(ctx, topics, state="learned", on=not undo, lang=lang)


@click.command()
@_takes_topics
def learning(ctx: click.Context, topics: tuple[str, ...], *, undo: bool, listed: bool, lang: Lang) -> None:
    """Mark TOPIC as being learned now; without TOPIC, list what is."""
    if _asks_list(topics, undo=undo, listed=listed, nameless="marked.undo_which"):
        _list_topics(ctx, state="learning", lang=lang)
    else:
        _mark_topics(ctx, topics, state="learning", on=not undo, lang=lang)


@click.command()
@_takes_topics
def skip(ctx: click.Context, topics: tuple[str, ...], *, undo: bool, listed: bool, lang: Lang) -> None:
    """Skip TOPIC: nothing asks for it, and it is not learned; without TOPIC, list what is skipped."""
    if _asks_list(topics, undo=undo, listed=listed, nameless="marked.undo_which"):
        _list_topics(ctx, state="skipped", lang=lang)
    else:
        _mark_topics(ctx, topics, state="skipped", on=not undo, lang=lang)


@click.command()
@click.argument("topics", metavar="TOPIC...", nargs=-1, required=True, type=TOPIC)
@lang_option
@click.pass_context
def unlearn(ctx: click.Context, topics: tuple[str, ...], *, lang: Lang) -> None:
    """Take back that TOPIC is learned."""
    _mark_topics(ctx, topics, state="learned", on=False, lang=lang)


@click.command()
@_takes_papers
def read(ctx: click.Context, papers: tuple[str, ...], *, undo: bool, listed: bool, lang: Lang) -> None:
    """Mark the papers with these arXiv ids as read; without ID, list what is read."""
    if _asks_list(papers, undo=undo, listed=listed):
        _list_papers(ctx, kind="read", lang=lang)
    else:
        _mark_papers(ctx, papers, kind="read", on=not undo, lang=lang)


@click.command()
@_takes_papers
def star(ctx: click.Context, papers: tuple[str, ...], *, undo: bool, listed: bool, lang: Lang) -> None:
    """Put a star on the papers with these arXiv ids; without ID, list those with a star."""
    if _asks_list(papers, undo=undo, listed=listed):
        _list_papers(ctx, kind="starred", lang=lang)
    else:
        _mark_papers(ctx, papers, kind="starred", on=not undo, lang=lang)


@click.group(cls=HintingGroup, invoke_without_command=True)
@depth_option
@lang_option
@format_option(kind="progress")
@click.pass_context
def progress(ctx: click.Context, *, mastery: bool, lang: Lang, form: str) -> None:
    """How far you are, and what is ready next."""
    if ctx.invoked_subcommand is not None:
        return
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.study.marking import ask_progress

    workspace, kg = opened(ctx)
    answer("progress", InGraph(kg, ask_progress(workspace, kg, mastery=mastery)), form, lang)


@progress.command("export")
@click.argument("file", required=False, type=Place(path_type=Path))
@lang_option
@click.pass_context
def export_(ctx: click.Context, file: Path | None, *, lang: Lang) -> None:
    """Write your marks to FILE (or print them, also with -), for the page or another machine."""
    from vlagraph.pipeline.study.marking import export_progress

    file = None if file == Path("-") else file
    data = export_progress(open_workspace(ctx), file)
    if file is None:
        write_document(data)
    else:
        emit(translate(lang, "marked.exported", file=file))


@progress.command("import")
@click.argument("file", type=ReadFile(path_type=Path))
@lang_option
@click.pass_context
def import_(ctx: click.Context, file: Path, *, lang: Lang) -> None:
    """Merge the marks in FILE, as the page exports it, into yours; nothing is lost."""
    from vlagraph.pipeline.study.marking import combine_progress

    answer("merged", combine_progress(open_workspace(ctx), [file]), "text", lang)


@progress.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=ReadFile(path_type=Path))
@click.option("--out", type=Place(path_type=Path))
@lang_option
@click.pass_context
def merge(ctx: click.Context, files: tuple[Path, ...], out: Path | None, *, lang: Lang) -> None:
    """Merge the marks in several FILEs with yours; the order does not matter, nothing is lost."""
    from vlagraph.pipeline.study.marking import combine_progress, merge_progress

    if out == Path("-"):
        write_document(merge_progress(open_workspace(ctx), files))
        return
    answer("merged", combine_progress(open_workspace(ctx), files, out=out), "text", lang)


def _list_topics(ctx: click.Context, *, state: TopicState, lang: Lang) -> None:
    from vlagraph.core.graph import InGraph
    from vlagraph.pipeline.study.marking import marked_topics

    workspace, kg = opened(ctx)
    found = marked_topics(workspace, kg, state=state)
    if found.hits:
        answer("topics", InGraph(kg, found), "text", lang)
    else:
        emit(translate(lang, _NONE[state]))


def _mark_topics(
    ctx: click.Context, names: tuple[str, ...], *, state: TopicState, on: bool, lang: Lang
) -> None:
    from vlagraph.pipeline.naming import whole_names
    from vlagraph.pipeline.study.marking import mark_topics

    workspace, kg = opened(ctx)
    changed = mark_topics(workspace, kg, whole_names(kg, names), state=state, on=on)
    remark(changed.notes, lang)
    answer("marked", changed, "text", lang)


def _asks_list(
    names: tuple[str, ...], *, undo: bool, listed: bool, nameless: str = "marked.undo_what"
) -> bool:
    """Whether what is marked is asked for instead of marked; ``nameless`` refuses to undo without names."""
    if listed and (undo or names):
        raise UsageError("marked.list_alone")
    if undo and not names:
        raise UsageError(nameless)
    return not names


def _list_papers(ctx: click.Context, *, kind: Literal["read", "starred"], lang: Lang) -> None:
    from vlagraph.core.papers.choice import Choice
    from vlagraph.pipeline.news.shelf import ask_shelf

    choice = Choice(read=kind == "read", starred=kind == "starred")
    shelf = ask_shelf(*opened(ctx), choice=choice)
    if shelf.rows:
        answer("papers", shelf, "text", lang)
    else:
        emit(translate(lang, "marked.none_read" if choice.read else "marked.none_starred"))


def _mark_papers(
    ctx: click.Context, papers: tuple[str, ...], *, kind: Literal["read", "starred"], on: bool, lang: Lang
) -> None:
    from vlagraph.pipeline.study.marking import mark_reading

    changed = mark_reading(open_workspace(ctx), papers, kind=kind, on=on)
    remark(changed.notes, lang)
    answer("marked", changed, "text", lang)
