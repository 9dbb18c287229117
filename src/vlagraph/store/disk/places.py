"""Where a path really leads, and the folders on the way, opened one after the other."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.errors import PathRefusedError
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Place", "fence", "opened_folder", "real_path", "real_place"]

_FENCED: set[str] = set()
"""The fenced folders of this process. A folder is only ever added: that can refuse more, never less."""

_BY_FOLDER = os.open in os.supports_dir_fd and os.mkdir in os.supports_dir_fd
"""Whether the system opens a name within an open folder (all but Windows)."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Place(NamedTuple):
    """The real path of a file, and the real path of the innermost fenced folder that it lies in, if any."""

    path: str
    fenced: str | None


def fence(folder: Path) -> None:
    """From now on nothing below ``folder`` may lead out of it. ``folder`` itself may be a link."""
    with contextlib.suppress(OSError):  # no current folder: then no relative path can be opened either
        _FENCED.add(os.path.abspath(folder))


def real_path(path: Path) -> Path:
    """Where ``path`` leads, links followed; one that leads to itself stays (`Path.resolve` raises)."""
    return type(path)(_led(os.path.abspath(path)))


def real_place(path: Path | str) -> Place:
    """Where ``path`` really lies, links within the fenced folders that it lies in followed.

    Raises:
        PathRefusedError: it leads out of one of them.
        OSError: a folder on the way may not be looked into, or the current folder is gone.
    """
    full = os.path.abspath(path)
    roots = [(root, os.path.realpath(root)) for root in _fenced_above(full)]
    if not roots:
        return Place(_led(full), None)
    root, innermost = roots[-1]
    real = _unlinked(innermost, full[len(root) :]) or os.path.realpath(full)
    for root, folder in roots:
        if real != folder and not real.startswith(folder.rstrip(os.sep) + os.sep):
            raise PathRefusedError(Message("disk.leads_out", {"folder": root}))
    return Place(real, innermost)


def _led(full: str) -> str:
    """Where ``full`` leads, links followed; itself where that is a pipe without a name, as of /dev/stdin."""
    real = os.path.realpath(full)
    return full if not os.path.lexists(real) and os.path.exists(full) else real


def _unlinked(folder: str, rest: str) -> str | None:
    """``rest`` below ``folder``, a real path; None where a link is on the way, or the system knows others.

    It is the usual case, and takes a third of the time: what is above the folder is not looked at again.
    """
    if not _BY_FOLDER:
        return None
    path = folder.rstrip(os.sep)
    for name in filter(None, rest.split(os.sep)):
        path = f"{path}{os.sep}{name}"
        with contextlib.suppress(OSError):  # what is not there is no link
            if stat.S_ISLNK(os.lstat(path).st_mode):
                return None
    return path or os.sep


def _fenced_above(full: str) -> Iterator[str]:
    """The fenced folders that ``full`` lies in, the outermost first."""
    end = full.find(os.sep)
    while end != -1:
        if (above := full[:end] or os.sep) in _FENCED:
            yield above
        end = full.find(os.sep, end + 1)
    if full in _FENCED:
        yield full


@contextlib.contextmanager
def opened_folder(folder: Place, *, make: bool = False) -> Iterator[int | None]:
    """The open folder at ``folder``, a descriptor; None where names are to be used as whole paths.

    With ``make`` folders that are not there are made.

    Raises:
        PathRefusedError: a folder on the way has become a link meanwhile.
        OSError: it is not there, or cannot be opened.
    """
    if folder.fenced is None or not _BY_FOLDER:
        if make:
            os.makedirs(folder.path, exist_ok=True)
        yield None
        return
    if make:
        os.makedirs(folder.fenced, exist_ok=True)
    current = os.open(folder.fenced, _FOLDER)
    try:
        for name in folder.path[len(folder.fenced) :].split(os.sep):
            if name:
                following = _enter(name, current, make=make)
                os.close(current)
                current = following
        yield current
    finally:
        os.close(current)


def _enter(name: str, folder: int, *, make: bool) -> int:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except OSError as error:
        if _is_link(name, folder):
            raise PathRefusedError(Message("disk.became_link")) from error
        raise


def _is_link(name: str, folder: int) -> bool:
    try:
        os.readlink(name, dir_fd=folder)
    except OSError:
        return False
    return True
