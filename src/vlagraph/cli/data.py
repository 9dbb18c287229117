"""The commands ``check``, ``format``, ``schema`` and ``init``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vlagraph import __version__
from vlagraph.cli.files import Place, ReadFile
from vlagraph.cli.options import format_option, lang_option, open_workspace
from vlagraph.cli.output import answer, emit, note
from vlagraph.cli.streams import write_document
from vlagraph.errors import DataError, UsageError
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.pipeline.beginning import Begun

__all__ = ["check", "format_", "init", "schema"]

_SCHEMAS = ("topics", "topic", "benchmarks", "projects", "terms")
"""As `vlagraph.store.schemas` has them, which the other commands here do without."""


@click.command()
@click.argument("file", required=False, type=ReadFile(path_type=Path))
@click.option("--strict", is_flag=True)
@click.option("--knowledge", is_flag=True)
@lang_option
@format_option(kind="check")
@click.pass_context
def check(
    ctx: click.Context, file: Path | None, *, strict: bool, knowledge: bool, lang: Lang, form: str
) -> None:
    """Report every problem of the roadmap, or of FILE.

    An error leaves no graph to answer from; a warning is something incomplete.
    """
    from vlagraph.pipeline.check import check_roadmap

    found = check_roadmap(file or open_workspace(ctx).topics, knowledge=knowledge or strict)
    refused = found.refused(strict=strict)
    if refused and form == "text":
        raise DataError(found.file, found.problems, more="error.more_listed")
    answer("check", found, form, lang)
    if refused:
        raise click.exceptions.Exit(1)


@click.command("format")
@click.option("--split", is_flag=True)
@click.option("--one-file", is_flag=True)
@lang_option
@click.pass_context
def format_(ctx: click.Context, *, split: bool, one_file: bool, lang: Lang) -> None:
    """Write the roadmap in its canonical form."""
    from vlagraph.pipeline.check import format_roadmap

    if split and one_file:
        raise UsageError("file.split_and_one")
    changed = format_roadmap(open_workspace(ctx), split=split or (False if one_file else None))
    for path in changed:
        emit(translate(lang, "file.written" if path.exists() else "file.removed", path=path))
    if not changed:
        emit(translate(lang, "file.canonical"))


@click.command()
@click.argument("file", default="topics", type=click.Choice(_SCHEMAS))
@lang_option
def schema(file: str, *, lang: Lang) -> None:
    """Print the JSON Schema of topics.json or of another file."""
    from vlagraph.pipeline.check import schema_text

    write_document(schema_text(file))


@click.command()
@click.argument("folder", metavar="DIR", type=Place(path_type=Path))
@click.option("--empty", is_flag=True)
@click.option("--title", metavar="TITLE")
@click.option("--github", is_flag=True)
@lang_option
def init(folder: Path, *, empty: bool, title: str | None, github: bool, lang: Lang) -> None:
    """Copy the bundled roadmap to DIR, to edit it."""
    from vlagraph.pipeline.beginning import init_workspace

    if title is not None and not empty:
        raise UsageError("workspace.title_alone")
    begun = init_workspace(folder, empty=empty, title=title, github=__version__ if github else "")
    _tell_begun(begun, folder, lang)
    if begun.files:
        named = str(folder)
        named = f"./{named}" if named.startswith("-") else named  # cd would take it for an option
        emit(translate(lang, "workspace.next", folder=shlex.quote(named)))
    if empty:
        note(Message("topic.none"), lang)


def _tell_begun(begun: Begun, folder: Path, lang: Lang) -> None:
    """What was written to ``folder``, and what git and GitHub do with it."""
    if begun.files:
        emit(translate(lang, "workspace.begun", folder=folder, count=len(begun.files)))
    for file, count in begun.added.items():
        emit(translate(lang, "workspace.added", path=file, count=count))
    if begun.drivers:
        emit(translate(lang, "workspace.merging"))
    if begun.workflow:
        emit(translate(lang, "workspace.published", path=begun.workflow))
