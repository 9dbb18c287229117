"""The command ``undo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import format_option, lang_option, open_workspace
from vlagraph.cli.output import answer
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["undo"]


@click.command()
@click.argument("number", metavar="[NUMBER]", required=False, type=click.IntRange(min=1))
@click.option("--list", "listed", is_flag=True)
@lang_option
@format_option(kind="undone")
@click.pass_context
def undo(ctx: click.Context, number: int | None, *, listed: bool, lang: Lang, form: str) -> None:
    """Take back what the last command changed, or the change of NUMBER."""
    from vlagraph.pipeline.undoing import kept_changes, undo

    if listed and number is not None:
        raise UsageError("undo.list_alone")
    workspace = open_workspace(ctx)
    if listed:
        answer("kept_changes", kept_changes(workspace), form, lang)
    else:
        answer("undone", undo(workspace, number), form, lang)
