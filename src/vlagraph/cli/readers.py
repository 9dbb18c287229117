"""The option ``--for NAME``: whose marks count in a workspace that several share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

    from vlagraph.store.workspace import Workspace

__all__ = ["introduce"]

_ONCE = "vlagraph.introduced"
"""Where a run keeps that the remark was made."""


def introduce(ctx: click.Context, workspace: Workspace) -> None:
    """Remark once that the reader who was named has no marks yet: it may be a slip of the keyboard."""
    meta = ctx.find_root().meta
    if meta.get(_ONCE) or workspace.progress.exists():
        return
    from vlagraph.cli.output import note
    from vlagraph.store.readers import readers_of
    from vlagraph.words import Message

    meta[_ONCE] = True
    known = ", ".join(readers_of(workspace))
    key = "reader.unknown" if known else "reader.first"
    note(Message(key, {"name": workspace.reader, "known": known}))
