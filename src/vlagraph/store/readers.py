"""The readers of a workspace that several share: each has marks of their own, in ``progress.NAME.json``."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.marks import Progress, wanted_papers
from vlagraph.core.text import printable
from vlagraph.errors import DataError, StoreError, UsageError
from vlagraph.store import disk
from vlagraph.store.progress import load_progress
from vlagraph.store.reader import load_reader, read_reader
from vlagraph.store.reading import unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.store.workspace import Workspace

__all__ = [
    "Shared",
    "Wanted",
    "doubled_marks",
    "load_shared",
    "marks_file",
    "others_files",
    "reader_name",
    "readers_of",
    "wanted_by_all",
]

_NAME = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_LONGEST = 40
"""Characters of a name: it is a part of the name of a file."""
_FILE = re.compile(r"progress\.(.+)\.json")


def reader_name(stated: str) -> str:
    """The name of a reader as files carry it: in small letters, for some systems tell no others apart.

    >>> reader_name("Ada-Lovelace")
    'ada-lovelace'

    Raises:
        UsageError: it is none: letters and digits of any language, joined by ``-`` or ``_``.
    """
    name = unicodedata.normalize("NFC", stated).lower()
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise UsageError("reader.no_name", name=repr(printable(stated, most=_LONGEST)), most=_LONGEST)
    return name


def readers_of(workspace: Workspace) -> tuple[str, ...]:
    """The names of the readers who have marks in ``workspace``, sorted.

    Raises:
        StoreError: the folder cannot be read.
    """
    return tuple(sorted({name for file in others_files(workspace) if (name := _name_of(file))}))


def others_files(workspace: Workspace) -> tuple[Path, ...]:
    """The files with marks of named readers, sorted.

    Raises:
        StoreError: the folder cannot be read.
    """
    try:
        names = disk.list_folder(workspace.root)
    except OSError as error:
        raise unreadable(workspace.root, error) from error
    return tuple(workspace.root / name for name in names if _name_of(workspace.root / name))


def marks_file(root: Path, reader: str) -> Path:
    """Where the marks of ``reader`` lie in ``root``, though it be under the same name spelled otherwise.

    An archive made on a Mac takes letters apart, and a person may have typed capital ones.
    """
    usual = root / f"progress.{reader}.json"
    if os.path.lexists(usual):
        return usual
    try:
        names = disk.list_folder(root)
    except OSError:  # which reading or writing it refuses with a reason
        return usual
    return next((root / name for name in names if _name_of(root / name) == reader), usual)


def doubled_marks(workspace: Workspace) -> tuple[tuple[Path, Path], ...]:
    """The files with marks of a reader who has another that counts, each with that one.

    Raises:
        StoreError: the folder cannot be read.
    """
    pairs = ((file, marks_file(workspace.root, _name_of(file) or "")) for file in others_files(workspace))
    return tuple(
        (file, counts) for file, counts in pairs if file != counts and not disk.is_same(file, counts)
    )


class Wanted(NamedTuple):
    """The papers that readers want; ``remarks`` name whose marks cannot be read.

    ``fault`` is why the marks or notes of the reader who asks cannot be read, None where they can.
    """

    papers: frozenset[str]
    remarks: tuple[Message, ...] = ()
    fault: DataError | StoreError | None = None


def wanted_by_all(workspace: Workspace) -> Wanted:
    """The papers that marks of any reader name, or a note of this one calls read: a fetch is for all of them.

    A file that cannot be read costs nothing but what it says, the reader's own too.
    """
    own, fault = read_reader(workspace)
    others, remarks = _others(workspace)
    nameless, more = _nameless(workspace)
    papers = [wanted_papers(progress) for progress in (own, nameless, *others.values())]
    return Wanted(frozenset().union(*papers), (*remarks, *more), fault)


class Shared(NamedTuple):
    """The reader's marks with what others said of papers; ``remarks`` name whose file cannot be read."""

    progress: Progress
    remarks: tuple[Message, ...] = ()


def load_shared(workspace: Workspace) -> Shared:
    """`load_reader`, with what the other readers of ``workspace`` said of papers.

    Of theirs a file that cannot be read is remarked on, and costs nothing but what it says.

    Raises:
        DataError, StoreError: the reader's own progress.json cannot be used.
    """
    progress = load_reader(workspace)
    others, remarks = _others(workspace)
    said = {name: marks.feedback for name, marks in others.items()}
    return Shared(replace(progress, others=said) if said else progress, remarks)


def _others(workspace: Workspace) -> tuple[Mapping[str, Progress], tuple[Message, ...]]:
    """The marks of each other reader by name, and remarks on those that cannot be read."""
    try:
        names = () if workspace.bundled else readers_of(workspace)
    except StoreError as error:
        return {}, (Message("reader.none_read", {"reason": error}),)
    others: dict[str, Progress] = {}
    remarks = []
    for name in names:
        file = marks_file(workspace.root, name)
        if name == workspace.reader or file == workspace.progress:
            continue
        try:
            others[name] = load_progress(file)
        except (DataError, StoreError) as error:
            remarks.append(Message("reader.not_read", {"name": name, "reason": error}))
    return others, tuple(remarks)


def _nameless(workspace: Workspace) -> tuple[Progress, tuple[Message, ...]]:
    """The marks of the reader without a name where a named one asks, and a remark if they are unreadable."""
    if not workspace.reader:
        return Progress(), ()
    try:
        return load_progress(replace(workspace, reader=None).progress), ()
    except (DataError, StoreError) as error:
        return Progress(), (Message("reader.nameless_not_read", {"reason": error}),)


def _name_of(file: Path) -> str | None:
    """The reader whose marks ``file`` holds; None for any other file."""
    found = _FILE.fullmatch(unicodedata.normalize("NFC", file.name))
    return found[1].lower() if found and _NAME.fullmatch(found[1]) else None
