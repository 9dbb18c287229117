"""Writing a file in one step within the fence: a reader sees the old bytes or the new ones, never half."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.clock import Clock
from vlagraph.errors import PathRefusedError
from vlagraph.store.disk.places import Place, opened_folder, real_place
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["make_folder", "make_new_folder", "write", "write_by", "write_new"]

_TRIES = 6
"""Tries to rename, each after twice the last pause: 0.3 s in all, longer than a scanner holds a file."""
_STALE_SECONDS = 3600.0
"""Age at which a temporary file is surely left over: no writing takes an hour."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_USUAL_MODE = 0o644
"""The permissions of a new file: the reader writes, everybody reads."""


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it where they are not there.

    Raises:
        PathRefusedError: it leads out of its fenced folder.
        OSError: it cannot be made.
    """
    with opened_folder(real_place(folder), make=True):
        pass


def make_new_folder(folder: Path) -> bool:
    """Make ``folder``; False where there is something of that name. Of several processes one makes it.

    Raises:
        PathRefusedError: the folder above it leads out of the fenced one.
        OSError: it cannot be made.
    """
    place = real_place(Path(os.path.abspath(folder)).parent)
    with opened_folder(place, make=True) as handle:
        name = folder.name if handle is not None else os.path.join(place.path, folder.name)
        try:
            os.mkdir(name, dir_fd=handle)
        except FileExistsError:
            return False
    return True


def write(path: Path, payload: bytes | Iterable[bytes], *, modified: int | None = None) -> None:
    """Replace ``path`` by ``payload``, whole or in parts.

    A temporary file is written beside it, synced and renamed; then the folder is synced. With ``modified``
    (nanoseconds since 1970) it gets this time of its last change.

    A link within the fence stays a link: what it leads to is replaced. Scanners that hold the file for a
    moment (Windows) are waited out. What killed runs left there more than an hour ago is removed.

    Raises:
        PathRefusedError: it leads out of its fenced folder, is no plain file, or must not be changed.
        OSError: it cannot be written; the old content is untouched.
    """
    _replace(path, lambda stream, _: _pour(stream, payload), modified)


def write_by(
    path: Path, make: Callable[[str], None], payload: Iterable[bytes] = (), *, modified: int | None = None
) -> None:
    """Replace ``path`` as `write` does by the file that ``make`` changes, which begins as ``payload``.

    It is for what only another library can write, and is too large for the memory. ``make`` is given the
    path of the temporary file, which is there. It must open that file and make none: then nothing is written
    elsewhere where a folder on the way has become a link, for no other folder has a file of this name.

    Raises:
        PathRefusedError: it leads out of its fenced folder, is no plain file, or must not be changed.
        OSError: it cannot be written; the old content is untouched. What ``make`` raises is raised as it is.
    """

    def fill(stream: int, where: str) -> None:
        _pour(stream, payload)
        make(where)

    _replace(path, fill, modified)


def _replace(path: Path, fill: Callable[[int, str], None], modified: int | None) -> None:
    """Replace ``path`` by what ``fill`` puts into a file, given as a descriptor and as a path."""
    place = real_place(path)
    folder, name = os.path.split(place.path)
    with opened_folder(Place(folder, place.fenced), make=True) as handle:
        target = name if handle is not None else place.path
        mode = _mode(target, handle)
        fresh = _temporary(folder, handle, fill, mode)
        try:
            if modified is not None:
                os.utime(fresh, ns=(modified, modified), dir_fd=handle)
            _rename(fresh, target, handle)
        except BaseException:
            _discard(fresh, handle)
            raise
        _sync(folder, handle)
        _sweep(folder, handle)


def write_new(path: Path, payload: bytes) -> None:
    """Write ``payload`` to ``path``, which must not be there: nothing is ever replaced.

    Raises:
        FileExistsError: there is something of that name, be it a link that leads nowhere.
        PathRefusedError: its folder leads out of the fenced one.
        OSError: it cannot be written.
    """
    place = real_place(Path(os.path.abspath(path)).parent)
    with opened_folder(place, make=True) as handle:
        target = path.name if handle is not None else os.path.join(place.path, path.name)
        fresh = _temporary(place.path, handle, lambda stream, _: _pour(stream, payload), _USUAL_MODE)
        try:
            _link(fresh, target, handle)
        finally:
            _discard(fresh, handle)
        _sync(place.path, handle)


def _mode(target: str, handle: int | None) -> int:
    """The permissions that the new file gets: those of the old one, which must be a plain file.

    A file that nobody may write is left alone; a rename would pass over its protection.
    """
    try:
        found = os.stat(target, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        return _USUAL_MODE
    if stat.S_ISDIR(found.st_mode):
        raise PathRefusedError(Message("disk.is_folder"))
    if not stat.S_ISREG(found.st_mode):
        raise PathRefusedError(Message("disk.not_plain"))
    if not found.st_mode & 0o222:
        raise PathRefusedError(Message("file.read_only"))
    return found.st_mode & 0o777


def _temporary(folder: str, handle: int | None, fill: Callable[[int, str], None], mode: int) -> str:
    """The name of a new file that ``fill`` has filled, on the disk for sure, for use with ``handle``."""
    short = f".vg-{os.getpid()}-{secrets.token_hex(6)}.tmp"
    name = short if handle is not None else os.path.join(folder, short)
    stream = os.open(name, _CREATE, 0o600, dir_fd=handle)
    try:
        try:
            fill(stream, os.path.join(folder, short))
            os.fsync(stream)
            if hasattr(os, "fchmod"):
                os.fchmod(stream, mode)
        finally:
            os.close(stream)
    except BaseException:
        _discard(name, handle)
        raise
    return name


def _pour(stream: int, payload: bytes | Iterable[bytes]) -> None:
    for part in (payload,) if isinstance(payload, bytes) else payload:
        left = memoryview(part)
        while left:
            left = left[os.write(stream, left) :]


def _rename(source: str, target: str, handle: int | None) -> None:
    for attempt in range(_TRIES):
        try:
            os.replace(source, target, src_dir_fd=handle, dst_dir_fd=handle)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            Clock().sleep(0.01 * 2**attempt)
        else:
            return


def _link(source: str, target: str, handle: int | None) -> None:
    if os.name == "nt":
        os.rename(source, target)  # refuses to replace on Windows
        return
    try:
        os.link(source, target, src_dir_fd=handle, dst_dir_fd=handle, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, which fails where it is taken
        os.close(os.open(target, _CREATE, _USUAL_MODE, dir_fd=handle))
        os.replace(source, target, src_dir_fd=handle, dst_dir_fd=handle)


def _discard(name: str, handle: int | None) -> None:
    with contextlib.suppress(OSError):
        os.unlink(name, dir_fd=handle)


def _sync(folder: str, handle: int | None) -> None:
    """Let the names in ``folder`` reach the disk, as far as its file system knows that (some servers do not).

    What was renamed is in place already, so that nothing that happens here is a failure of the writing.
    """
    if os.name == "nt":
        return  # Windows cannot open a folder for fsync
    with contextlib.suppress(OSError):
        if handle is not None:
            os.fsync(handle)
            return
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _sweep(folder: str, handle: int | None) -> None:
    limit = Clock().wall() - _STALE_SECONDS
    names: list[str] = []
    with contextlib.suppress(OSError):  # a folder that may be written to and not be read
        names = os.listdir(folder if handle is None else handle)
    for name in names:
        if name.startswith(".vg-") and name.endswith(".tmp"):
            with contextlib.suppress(OSError):
                where = name if handle is not None else os.path.join(folder, name)
                if os.stat(where, dir_fd=handle, follow_symlinks=False).st_mtime < limit:
                    os.unlink(where, dir_fd=handle)
