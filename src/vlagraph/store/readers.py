"""The readers of a workspace that several share: each has marks of their own, in ``progress.NAME.json``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.marks import wanted_papers
from vlagraph.core.text import printable
from vlagraph.errors import DataError, StoreError, UsageError
from vlagraph.store import disk
from vlagraph.store.progress import load_progress
from vlagraph.store.reader import load_reader
from vlagraph.store.reading import unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.core.marks import Mark, Opinion, Progress
    from vlagraph.store.workspace import Workspace

__all__ = ["Shared", "load_shared", "others_files", "reader_name", "readers_of", "wanted_by_all"]

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
    return tuple(name for file in others_files(workspace) if (name := _name_of(file)))


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


def wanted_by_all(workspace: Workspace) -> frozenset[str]:
    """The papers that the marks or notes of any reader name: a fetch is for all of them.

    Raises:
        DataError, StoreError: a file of marks cannot be used.
    """
    named = frozenset(wanted_papers(load_reader(workspace)))
    for file in others_files(workspace):
        named |= wanted_papers(load_progress(file))
    return named


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
    try:
        files = () if workspace.bundled else others_files(workspace)
    except StoreError as error:
        return Shared(progress, (Message("reader.none_read", {"reason": error}),))
    others: dict[str, Mapping[Opinion, Mark]] = {}
    remarks = []
    for file in files:
        name = _name_of(file)
        if name is None or name == workspace.reader or file == workspace.progress:
            continue
        try:
            others[name] = load_progress(file).feedback
        except (DataError, StoreError) as error:
            remarks.append(Message("reader.not_read", {"name": name, "reason": error}))
    return Shared(replace(progress, others=others) if others else progress, tuple(remarks))


def _name_of(file: Path) -> str | None:
    """The reader whose marks ``file`` holds; None for any other file."""
    found = _FILE.fullmatch(unicodedata.normalize("NFC", file.name))
    return found[1] if found and _NAME.fullmatch(found[1]) else None
