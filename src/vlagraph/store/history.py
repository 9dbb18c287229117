"""The last changes of a reader's own files: what each file held before, kept until enough later ones came.

A change is a folder ``.undo/NUMBER`` of the workspace: ``change.json``, and each file as it was, packed.
It is written before the file is, so that whatever happens then, what was there can be had back. `keeping`
listens to every writing of a command; nothing that writes knows of it.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.change import Change
from vlagraph.errors import StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import LISTENER, write_atomic
from vlagraph.store.differing import difference, size_of, sum_of
from vlagraph.store.disk.writing import make_new_folder
from vlagraph.store.migrations import Migrations
from vlagraph.store.own_files import is_marks, is_own, name_within, whole_path
from vlagraph.store.packing import LARGEST_UNPACKED, inflated, packed
from vlagraph.store.papers import read_lines
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from vlagraph.store.workspace import Workspace

__all__ = [
    "CHANGE_SCHEMA",
    "MOST",
    "Kept",
    "can_be_kept",
    "changes",
    "folder_of_change",
    "keeping",
    "kept_files",
]

MOST = 20
"""Changes that are kept: a mistake is seen within a day or two of work, which makes about so many."""
_LARGEST = LARGEST_UNPACKED
"""Bytes of all that is kept, packed, and of one change, unpacked: more than a person writes in a life."""
_LARGE = 1 << 20
"""Bytes of a file of which only what differs is kept: papers.jsonl of a few hundred papers."""
CHANGE_SCHEMA = 2
"""The newest format of a change; 2 keeps what differs of large files."""
_NUMBER = re.compile(r"[0-9]{6}")
_BLOB = re.compile(r"[0-9]+\.gz")
_CHANGE = "change.json"
_NOT_KEPT = Message("undo.not_kept")


class _Head(msgspec.Struct, frozen=True):
    """The first line of a kept file; ``sum`` tells the bytes that replaced it, empty where it was removed.

    Of a large file only what differs is kept: it began with the first ``same`` bytes of what replaced it, and
    ended with its last ``rest`` bytes. ``was`` tells what it held, where that is not all here.
    """

    path: str
    there: bool
    sum: str
    same: int = 0
    rest: int = 0
    was: str = ""


@dataclass(frozen=True)
class Kept:
    """One file of a change: what it held before (None: it was not there), and what tells its new bytes.

    ``was`` tells the old ones, which are not known of a large file that was changed once more. ``after`` are
    the new bytes themselves where it is a file of marks.
    """

    path: Path
    before: bytes | None
    sum: str
    was: str
    after: bytes | None = None


@dataclass
class _Recorder:
    """Hears of each file before it is written; keeps those that are the reader's own."""

    workspace: Workspace
    at: str
    command: str
    migrations: Migrations | None = None
    places: dict[Path, int] = field(default_factory=dict)
    number: int = 0

    def hear(self, path: Path, payload: bytes | None) -> None:
        """Keep what ``path`` holds before ``payload`` replaces it, or before it is removed (None)."""
        path = whole_path(path)
        if not is_own(self.workspace, path):
            return
        if self.migrations and path not in self.places and not self.migrations.is_one(path, payload):
            return
        if not can_be_kept(self.workspace, path, removed=payload is None):
            return
        folder = self._begun()
        place = self.places.setdefault(path, len(self.places))
        file = folder / f"{place}.gz"
        name = name_within(self.workspace, path)
        with _held(path, file) as (there, held):
            head, kept = _parted(_Head(name, there, sum_of(payload)), held, payload)
        if len(kept) > _LARGEST:
            return
        write_atomic(file, packed(msgspec.json.encode(head) + b"\n" + kept))
        if payload is not None and is_marks(self.workspace, path):
            write_atomic(folder / f"{place}.new.gz", packed(payload))

    def _begun(self) -> Path:
        """The folder of the change, begun where this is its first file."""
        if not self.number:
            _forget(self.workspace)
            self.number = _new_number(self.workspace)
            change = Change(number=self.number, at=self.at, command=self.command, schema=CHANGE_SCHEMA)
            folder = folder_of_change(self.workspace, self.number)
            write_atomic(folder / _CHANGE, msgspec.json.encode(change) + b"\n")
        return folder_of_change(self.workspace, self.number)

    def end(self) -> None:
        """Remove the change where no file of it could be kept: it would push out one that holds some."""
        home = folder_of_change(self.workspace, self.number)
        if self.number and not any(disk.is_there(home / f"{at}.gz") for at in self.places.values()):
            disk.remove_tree(home)


@contextlib.contextmanager
def keeping(workspace: Workspace, command: str, *, at: str, migrations: bool = False) -> Iterator[None]:
    """Keep the old content of every file of the reader's own that is written meanwhile, as one change.

    With ``migrations`` only that of a file that is written in a newer format than it was in.
    """
    only = Migrations(whole_path(workspace.fetch_state)) if migrations else None
    token = LISTENER.set((recorder := _Recorder(workspace, at, command, only)).hear)
    try:
        yield
    finally:
        LISTENER.reset(token)
        recorder.end()


def can_be_kept(workspace: Workspace, path: Path, *, removed: bool = False) -> bool:
    """Whether what ``path`` holds is kept when it changes: not what is too large, but papers that stay."""
    if not removed and whole_path(path) == whole_path(workspace.papers):
        return True
    with contextlib.suppress(OSError):  # which is told where it is read
        return disk.require_plain(path).st_size <= _LARGEST
    return True


def changes(workspace: Workspace) -> list[Change]:
    """The changes that are kept, the latest first; what cannot be read of them is left out."""
    found = []
    for number in sorted(_numbers(workspace), reverse=True):
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            data = disk.read(folder_of_change(workspace, number) / _CHANGE)
            found.append(msgspec.structs.replace(msgspec.json.decode(data, type=Change), number=number))
    return found


def kept_files(workspace: Workspace, change: Change) -> list[Kept]:
    """The files of ``change`` as they were before it.

    Raises:
        StoreError: one is damaged, or no file of the reader's own: a stranger wrote the change; or it is of a
            newer format.
    """
    if change.schema > CHANGE_SCHEMA:
        raise StoreError("undo.newer", number=change.number, schema=change.schema, most=CHANGE_SCHEMA)
    folder, kept, room = folder_of_change(workspace, change.number), [], _LARGEST
    try:
        names = [name for name in disk.list_folder(folder) if _BLOB.fullmatch(name)]
        for name in sorted(names, key=lambda name: int(name.partition(".")[0])):
            head, data = _unpacked(disk.read(folder / name, largest=_LARGEST), most=room)
            new = folder / name.replace(".gz", ".new.gz")
            after = inflated(disk.read(new, largest=_LARGEST), most=room) if disk.is_there(new) else None
            room -= len(data) + len(after or b"")
            path = whole_path(workspace.root / head.path)
            if not is_own(workspace, path) or (after is not None and sum_of(after) != head.sum):
                raise StoreError("undo.not_own", path=path, folder=folder)
            kept.append(_kept(path, head, data, after))
    except (OSError, EOFError, ValueError, RecursionError, msgspec.MsgspecError) as error:
        if isinstance(error, OSError):
            raise StoreError("file.unread", path=folder, reason=reason_of(error)) from error
        raise StoreError("undo.unread", path=folder, reason=getattr(error, "message", _NOT_KEPT)) from error
    return kept


def _home(workspace: Workspace) -> Path:
    return workspace.root / ".undo"


def folder_of_change(workspace: Workspace, number: int) -> Path:
    """Where the change ``number`` is kept."""
    return _home(workspace) / f"{number:06}"


def _unpacked(data: bytes, *, most: int = _LARGEST) -> tuple[_Head, bytes]:
    line, _, rest = inflated(data, most=most).partition(b"\n")
    return msgspec.json.decode(line, type=_Head), rest


def _kept(path: Path, head: _Head, data: bytes, after: bytes | None) -> Kept:
    if not head.was:
        return Kept(path, data if head.there else None, head.sum, sum_of(data if head.there else None), after)
    now = _now(path)
    before = _joined(head, data, now) if sum_of(now) == head.sum else None
    if before is not None and sum_of(before) != head.was:
        raise ValueError("not what was kept")
    return Kept(path, before, head.sum, head.was, after)


def _now(path: Path) -> bytes:
    """What ``path`` holds; of papers lines that are no longer than a record may be."""
    if not disk.is_there(path):
        return b""
    return read_lines(path) if disk.require_plain(path).st_size > disk.LARGEST else disk.read(path)


@contextlib.contextmanager
def _held(path: Path, file: Path) -> Iterator[tuple[bool, BinaryIO]]:
    """Whether ``path`` was there before the change, and what it held; ``file`` has the first."""
    if disk.is_there(file):
        head, kept = _unpacked(disk.read(file, largest=_LARGEST))
        yield head.there, io.BytesIO(_joined(head, kept, _now(path)))
    elif disk.is_there(path):
        with disk.opened(path) as held:
            yield True, held
    else:
        yield False, io.BytesIO()


def _parted(head: _Head, held: BinaryIO, payload: bytes | None) -> tuple[_Head, bytes]:
    """What was ``held``; where that is large, without what ``payload`` begins and ends with too."""
    if payload is None or size_of(held) <= _LARGE:
        return head, held.read()
    found = difference(held, payload, most=_LARGEST + 1)
    return msgspec.structs.replace(head, same=found.same, rest=found.rest, was=found.was), found.held


def _joined(head: _Head, kept: bytes, now: bytes) -> bytes:
    """What a file held of which ``kept`` is here, and that holds ``now`` what replaced it."""
    return now[: head.same] + kept + now[len(now) - head.rest :] if head.was else kept


def _numbers(workspace: Workspace) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(name) for name in disk.list_folder(_home(workspace)) if _NUMBER.fullmatch(name)]
    return []


def _new_number(workspace: Workspace) -> int:
    """The number of a new change, whose folder is made here: two commands at a time get two.

    Raises:
        StoreError: no folder can be made.
    """
    number = max(_numbers(workspace), default=0) + 1
    try:
        while not make_new_folder(folder_of_change(workspace, number)):
            number += 1
    except OSError as error:
        folder = folder_of_change(workspace, number)
        raise StoreError("file.not_written", path=folder, reason=reason_of(error)) from error
    return number


def _forget(workspace: Workspace) -> None:
    """Make room for one more: the oldest go."""
    numbers, size = sorted(_numbers(workspace), reverse=True), 0
    for place, number in enumerate(numbers, start=1):
        folder = folder_of_change(workspace, number)
        with contextlib.suppress(OSError):
            size += sum(disk.require_plain(folder / name).st_size for name in disk.list_folder(folder))
        if place >= MOST or (place > 1 and size > _LARGEST):
            disk.remove_tree(folder)
