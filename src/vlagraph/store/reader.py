"""What a reader has read: the marks of progress.json and the notes that say so, as one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vlagraph.core.marks import Progress, with_noted
from vlagraph.core.times import to_utc
from vlagraph.errors import DataError, StoreError
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from vlagraph.store.notes import Note
    from vlagraph.store.workspace import Workspace

__all__ = ["is_anothers", "load_reader", "noted_as_read", "read_reader"]

_LONG_AGO = "1970-01-01"
"""The day of a note that names none: any decision that is dated counts as later."""


def load_reader(workspace: Workspace) -> Progress:
    """The marks of ``workspace``, with every paper read that a mark or the status of a note calls read.

    It is for answers; what is written back is `vlagraph.store.progress.load_progress` alone, so that a note
    stays the one place that says what it says.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    progress, fault = read_reader(workspace)
    if fault is not None:
        raise fault
    return progress


def read_reader(workspace: Workspace) -> tuple[Progress, DataError | StoreError | None]:
    """The same as far as it can be read, and why the rest cannot: damaged marks leave the notes readable."""
    progress, fault = Progress(), None
    try:
        progress = load_progress(workspace.progress)
    except (DataError, StoreError) as error:
        fault = error
    try:
        noted = noted_as_read(workspace) if workspace.notes.is_dir() else {}
    except StoreError as error:
        return progress, fault or error
    return with_noted(progress, noted) if noted else progress, fault


def noted_as_read(workspace: Workspace) -> dict[str, str]:
    """The papers whose note says ``status: read``, each with the time of the note (UTC).

    What the note of another reader says is what they read.

    Raises:
        StoreError: the folder of the notes cannot be read.
    """
    from vlagraph.store.notes import load_notes  # the usual start has no notes to read

    read = {paper: note for paper, note in load_notes(workspace.notes).items() if note.status == "read"}
    return {paper: _time(note.date) for paper, note in read.items() if not is_anothers(note, workspace)}


def is_anothers(note: Note, workspace: Workspace) -> bool:
    """Whether another reader of ``workspace`` wrote ``note``, by the author that it names.

    For a reader with a name that is any other name; else that of a reader who has marks there.

    Raises:
        StoreError: the folder of the workspace cannot be read.
    """
    if not note.author:
        return False
    from vlagraph.store.readers import readers_of

    author = unicodedata.normalize("NFC", note.author).lower()
    return author != workspace.reader if workspace.reader else author in readers_of(workspace)


def _time(day: str | None) -> str:
    try:
        return to_utc(day or _LONG_AGO)
    except ValueError:
        return to_utc(_LONG_AGO)
