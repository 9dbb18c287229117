"""The command ``undo``, and what it needs: every command that changes a reader's own files is listened to."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import format_option, lang_option, open_workspace
from vlagraph.cli.output import answer
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vlagraph.core.model import Lang

__all__ = ["CHANGING", "listening", "undo"]

CHANGING = frozenset(
    {
        *("learned", "learning", "skip", "unlearn", "read", "star", "dismiss", "pin", "move", "review"),
        *(
            "new",
            "project",
            "progress-import",
            "progress-merge",
            "import",
            "format",
            "require",
            "watch",
            "fit",
        ),
        *("topic-add", "topic-remove", "topic-rename", "topic-split", "topic-merge", "paper-add"),
        *("doctor", "fit", "undo"),
    }
)
"""The commands that change what a reader or the people of a roadmap wrote."""

LINE = "vlagraph.line"
"""Where a run keeps the words that were typed."""


def listening(ctx: click.Context, code: str) -> AbstractContextManager[None]:
    """Keeps what the command ``code`` of ``ctx`` changes, where it is one that changes something."""
    if code not in CHANGING:
        return contextlib.nullcontext()
    from vlagraph.clock import time_stamp
    from vlagraph.store.history import keeping

    workspace = open_workspace(ctx)
    if workspace.bundled:
        return contextlib.nullcontext()
    line = " ".join(ctx.find_root().meta.get(LINE, [code.replace("-", " ")]))
    return keeping(workspace, line, at=time_stamp(), whole=code in {"doctor", "undo"})


@click.command()
@click.argument("number", required=False, type=click.IntRange(min=1))
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
