"""What a reader has read: the marks of progress.json and the notes that say so, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.marks import with_noted
from vlagraph.core.times import to_utc
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.marks import Progress
    from vlagraph.store.notes import Note
    from vlagraph.store.workspace import Workspace

__all__ = ["load_reader", "noted_as_read"]

_LONG_AGO = "1970-01-01"
"""The day of a note that names none: any decision that is dated counts as later."""


def load_reader(workspace: Workspace) -> Progress:
    """The marks of ``workspace``, with every paper read that a mark or the status of a note calls read.

    It is for answers; what is written back is `vlagraph.store.progress.load_progress` alone, so that a note
    stays the one place that says what it says.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    progress = load_progress(workspace.progress)
    if not workspace.notes.is_dir():
        return progress
    from vlagraph.store.notes import load_notes  # the usual start has no notes to read

    return with_noted(progress, noted_as_read(load_notes(workspace.notes)))


def noted_as_read(notes: Mapping[str, Note]) -> dict[str, str]:
    """The papers whose note says ``status: read``, each with the time of the note (UTC)."""
    return {paper: _time(note.date) for paper, note in notes.items() if note.status == "read"}


def _time(day: str | None) -> str:
    try:
        return to_utc(day or _LONG_AGO)
    except ValueError:
        return to_utc(_LONG_AGO)
