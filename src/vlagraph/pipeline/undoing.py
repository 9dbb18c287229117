"""Taking back what the last command changed of the reader's own files."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.clock import time_stamp
from vlagraph.core.marks import Progress
from vlagraph.core.reverting import Undone, revert
from vlagraph.errors import DataError, StoreError, UnknownNameError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import remove_file, write_atomic
from vlagraph.store.differing import sum_of_file
from vlagraph.store.history import changes, keeping, kept_files
from vlagraph.store.lock import roadmap_lock, writer_lock
from vlagraph.store.marks import decode_progress
from vlagraph.store.own_files import whole_path
from vlagraph.store.progress import load_progress, update_progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vlagraph.core.change import Change
    from vlagraph.core.reverting import Reverted
    from vlagraph.store.history import Kept
    from vlagraph.store.workspace import Workspace

__all__ = ["Undone", "kept_changes", "undo"]


def kept_changes(workspace: Workspace) -> tuple[Change, ...]:
    """The changes that `undo` can take back, the latest first.

    Raises:
        WorkspaceError: the workspace is the bundled one.
    """
    return tuple(changes(workspace.writable()))


def undo(workspace: Workspace, number: int | None = None) -> Undone:
    """Take back the last change that still stands, or that of ``number``.

    Marks are taken back by later marks; any other file is put back whole, where nothing has changed it since.
    It is a change itself, which names the one that it takes back.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        UnknownNameError: there is no change of that number.
        StoreError: there is nothing to take back, a file was changed since, or cannot be read or written.
    """
    for change in kept_changes(workspace):
        if number is None or change.number == number:
            kept = kept_files(workspace, change)
            with _roadmap_held(workspace, kept), keeping(workspace, f"undo {change.number}", at=time_stamp()):
                done = _undo(workspace, change, kept)
            if done.files or done.marks or number is not None:
                return done
    if number is not None:
        raise UnknownNameError("undo.no_such", number=number)
    raise StoreError("undo.nothing")


def _roadmap_held(workspace: Workspace, kept: Sequence[Kept]) -> contextlib.AbstractContextManager[None]:
    """The right to change the roadmap, where files of it are among ``kept``."""
    graph = whole_path(workspace.topics).parent
    if any(graph in one.path.parents for one in kept):
        return roadmap_lock(workspace.topics)
    return contextlib.nullcontext()


def _undo(workspace: Workspace, change: Change, kept: Sequence[Kept]) -> Undone:
    pairs = {one.path: pair for one in kept if (pair := _marks(one)) is not None}
    whole = [one for one in kept if one.path not in pairs]
    standing = [one for one in whole if _holds(one.path) == one.sum != one.was]
    left = [one.path for one in whole if _holds(one.path) not in (one.sum, one.was)]
    if any(path not in (_papers(workspace), whole_path(workspace.fetch_state)) for path in left):
        raise StoreError("undo.changed_since", files=", ".join(map(str, left)), command=change.command)
    turned = {path: _turn_back(path, pair) for path, pair in pairs.items()}
    with contextlib.ExitStack() as stack:
        if any(one.path == _papers(workspace) for one in standing):
            stack.enter_context(writer_lock(workspace.papers, cache=workspace.cache, task="undo"))
        _put_back(standing)
    files = [*(path for path, found in turned.items() if found.done), *(one.path for one in standing)]
    marks, since = (sum(getattr(one, name) for one in turned.values()) for name in ("done", "changed_since"))
    return Undone(change, tuple(map(str, files)), marks, since, tuple(map(str, left)))


class _Pair(NamedTuple):
    """The marks of a file before and after a change."""

    before: Progress
    after: Progress


def _marks(one: Kept) -> _Pair | None:
    """The marks of a file; None where it holds none, or held what could not be read."""
    if one.after is None:
        return None
    try:
        before = decode_progress(one.before, str(one.path)) if one.before is not None else Progress()
        return _Pair(before, decode_progress(one.after, str(one.path)))
    except DataError:
        return None


def _turn_back(path: Path, pair: _Pair) -> Reverted:
    """Turn back the marks of one file."""
    at = time_stamp()

    def turned(now: Progress) -> Reverted:
        return revert(now, before=pair.before, after=pair.after, at=at)

    found = turned(load_progress(path))
    if found.done:
        update_progress(path, lambda now: turned(now).progress)
    return found


def _put_back(files: Sequence[Kept]) -> None:
    """Give ``files`` their old content; those that are new go last, as they may be named by the others."""
    for one in sorted(files, key=lambda one: one.before is None):
        if one.before is not None:
            write_atomic(one.path, one.before)
            continue
        try:
            remove_file(one.path)
        except OSError as error:
            raise StoreError("file.not_written", path=one.path, reason=reason_of(error)) from error


def _holds(path: Path) -> str:
    """What tells the bytes of ``path`` from others; empty where it is not there."""
    try:
        if not disk.is_there(path):
            return ""
        with disk.opened(path) as held:
            return sum_of_file(held)
    except OSError as error:
        raise StoreError("file.unread", path=path, reason=reason_of(error)) from error


def _papers(workspace: Workspace) -> Path:
    return whole_path(workspace.papers)
