"""What `undo` needs: every command that changes a reader's own files is listened to."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import click

__all__ = ["CHANGING", "LINE", "MIGRATING", "listening"]

CHANGING = frozenset({
    "learned", "learning", "skip", "unlearn", "read", "star", "dismiss", "pin", "move", "review", "new",
    "project", "progress-import", "progress-merge", "import", "format", "require", "watch", "fit",
    "topic-add", "topic-remove", "topic-rename", "topic-split", "topic-merge", "paper-add", "doctor",
})  # fmt: skip
"""The commands that change what a reader or the people of a roadmap wrote; ``undo`` keeps its own change."""

MIGRATING = frozenset({"fetch", "add"})
"""Commands whose changes are asked for again where they are lost: only what they migrate to another format is
kept as it was."""

LINE = "vlagraph.line"
"""Where a run keeps the words that were typed."""


def listening(ctx: click.Context, code: str) -> AbstractContextManager[None]:
    """Keeps what the command ``code`` of ``ctx`` changes, where it is one that changes something."""
    if code not in CHANGING | MIGRATING:
        return contextlib.nullcontext()
    from vlagraph.cli.options import open_workspace
    from vlagraph.clock import time_stamp
    from vlagraph.store.history import keeping

    workspace = open_workspace(ctx)
    if workspace.bundled:
        return contextlib.nullcontext()
    line = " ".join(ctx.find_root().meta.get(LINE, [code.replace("-", " ")]))
    return keeping(workspace, line, at=time_stamp(), migrations=code in MIGRATING)
