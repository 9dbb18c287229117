"""Faults of files that need no look into them: links, special files, permissions, times, left-overs, git."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from vlagraph.core.times import iso, lies_ahead
from vlagraph.errors import PathRefusedError, Problem, reason_of
from vlagraph.pipeline.doctor.finding import Finding, mendable, noticed
from vlagraph.store import disk
from vlagraph.store.atomic import holds, write_atomic
from vlagraph.store.git import git_files, in_repository, missing_drivers, set_drivers
from vlagraph.store.own_files import is_marks, whole_path
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.store.workspace import Workspace

__all__ = ["place_findings", "places_of"]

_OLD_SECONDS = 3600.0
"""Age from which a temporary file is left over from a run that was killed: no writing takes an hour."""
_LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
"""The end of the calendar: a file may claim any time."""
_SHOWN = (".json", ".jsonl", ".gz", ".md")
"""What the files of a workspace end with; others in its folders are not ours."""


def places_of(workspace: Workspace) -> list[Path]:
    """Every file of ``workspace`` that a command may read or write, what is made anew aside."""
    folders = (workspace.root, workspace.topics.parent, workspace.topics.parent / "topics")
    found = [
        folder / name
        for folder in (*folders, workspace.papers.parent, workspace.notes)
        for name in _names(folder)
    ]
    own = [workspace.progress] if os.path.lexists(workspace.progress) else []
    return sorted({path for path in (*found, *own) if _is_ours(workspace, path)})


def _names(folder: Path) -> list[str]:
    try:
        return disk.list_folder(folder)
    except OSError:
        return []


def _is_ours(workspace: Workspace, path: Path) -> bool:
    if path.parent == workspace.root:
        return path.name in {".gitignore", ".gitattributes"} or is_marks(workspace, whole_path(path))
    return path.suffix in _SHOWN


def place_findings(workspace: Workspace, wall: float) -> Iterator[Finding]:
    """What is odd about the files and folders of ``workspace`` as such.

    ``wall`` is the time of this machine in seconds since 1970, by which it dates files.
    """
    folders = (workspace.papers.parent, workspace.topics.parent, workspace.topics.parent / "topics")
    for folder in (*folders, workspace.notes, workspace.cache, workspace.site, workspace.root / ".undo"):
        yield from _folder(folder)
    for path in places_of(workspace):
        yield from _file(path, wall)
    for folder in (workspace.root, *folders, workspace.notes):
        yield from _left_over(folder, wall)
    yield from _git(workspace)


def _folder(folder: Path) -> Iterator[Finding]:
    if not os.path.lexists(folder):
        return
    try:
        disk.list_folder(folder)
    except OSError as error:
        yield _refused(folder, error)


def _file(path: Path, wall: float) -> Iterator[Finding]:
    try:
        found = disk.require_plain(path)
    except OSError as error:
        if not os.path.isdir(path):  # noqa: PTH112 - a folder of the reader's own is nobody's fault
            yield _refused(path, error)
        return
    if not os.access(path, os.R_OK | os.W_OK):
        yield noticed(path, Message("doctor.no_access"), Message("doctor.no_access_todo"))
    if found.st_mode & stat.S_IWOTH and os.name == "posix":
        yield noticed(path, Message("doctor.open_to_all"), Message("doctor.open_to_all_todo", {"path": path}))
    if lies_ahead(_stamp(found.st_mtime), datetime.fromtimestamp(wall, UTC)):
        what = Message("doctor.file_ahead", {"at": _stamp(found.st_mtime), "now": _stamp(wall)[:10]})
        yield noticed(path, what, Message("doctor.clock_todo"))


def _stamp(seconds: float) -> str:
    return iso(datetime.fromtimestamp(min(max(seconds, 0), _LATEST), UTC))


def _refused(path: Path, error: OSError) -> Finding:
    what = Message("doctor.unread", {"reason": reason_of(error)})
    if isinstance(error, PathRefusedError):
        told = error.message.key == "disk.leads_out"  # which says what to do as well
        what = Message("doctor.leads_out", error.message.values) if told else error.message
    return Finding(Problem(str(path), what, Message("doctor.place_todo")))


def _left_over(folder: Path, wall: float) -> Iterator[Finding]:
    """Temporary files of killed runs."""
    for name in _names(folder):
        if not (name.startswith(".vg-") and name.endswith(".tmp")):
            continue
        path = folder / name
        try:
            age = wall - disk.require_plain(path).st_mtime
        except OSError:
            continue
        if age > _OLD_SECONDS:
            yield mendable(path, Message("doctor.left_over"), partial(disk.remove, path), own=False)


def _git(workspace: Workspace) -> Iterator[Finding]:
    """What git was not told of a workspace that lies in a repository."""
    if not in_repository(workspace.root):
        return
    for file, (data, _) in git_files(workspace.root):
        if not holds(file, data):
            yield mendable(file, Message("doctor.git_lines"), partial(write_atomic, file, data))
    if kinds := missing_drivers(workspace.root):
        what = Message("doctor.git_drivers", {"kinds": ", ".join(kinds)})
        yield mendable(workspace.root, what, partial(set_drivers, workspace.root), own=False)
