"""Reading, listing and deleting within the fence."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.errors import PathRefusedError
from vlagraph.store.disk.places import Place, opened_folder, real_place
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

__all__ = [
    "LARGEST",
    "LARGEST_PAPERS",
    "LARGEST_ROADMAP",
    "LARGEST_STORE",
    "first_there",
    "head_of",
    "is_file",
    "is_folder",
    "is_same",
    "is_there",
    "list_folder",
    "opened",
    "read",
    "reading_in",
    "remove",
    "remove_folder",
    "remove_tree",
    "require_plain",
]

LARGEST = 8 << 20
"""Bytes of the largest file that is read: marks of 70,000 papers. What JSON of it becomes in memory is at
most thirty times as much, and twice that stays below 500 MB whatever a stranger writes."""
LARGEST_ROADMAP = 1 << 27
"""The same for topics.json: a roadmap of 100,000 topics and 400,000 edges has 90 million."""
LARGEST_PAPERS = 1 << 31
"""The same for papers that are read into memory as a whole, as git's merging of them does."""
LARGEST_STORE = 1 << 34
"""The same for papers that are read line by line: twice all of arXiv, 3 million records of 2.4 kB.
Only a line of them is held at a time, so this bounds the time, not the memory."""
_CHUNK = 1 << 16
"""Bytes asked for first: most files are smaller, so that two calls read them."""
_MOST_AT_ONCE = 1 << 24
"""Bytes asked for at once after that."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
"""Without waiting for a writer, if the name became a pipe; that is refused once it is open."""
_NAMED = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def read(path: Path | str, *, largest: int = LARGEST) -> bytes:
    """All bytes of ``path``.

    Raises:
        PathRefusedError: it leads out of its fenced folder, is no plain file, or has more than ``largest``
            bytes.
        OSError: it is not there or cannot be read.
    """
    with _opened(real_place(path)) as handle:
        return _whole(handle, largest)


@contextlib.contextmanager
def reading_in(folder: Path) -> Iterator[Callable[[str], bytes]]:
    """What reads a file of ``folder`` by its name as `read` does; the folder is opened once, not for each.

    Raises:
        PathRefusedError: it leads out of its fenced folder.
        OSError: it is not there or cannot be opened.
    """
    place = real_place(folder)
    with opened_folder(place) as above:

        def read_named(name: str) -> bytes:
            found = None if above is None else os.stat(name, dir_fd=above, follow_symlinks=False)
            if found is None or stat.S_ISLNK(found.st_mode):  # which may lead elsewhere within the fence
                return read(os.path.join(folder, name))
            _refuse_special(found)
            handle = os.open(name, _READ, dir_fd=above)
            with _used(handle):
                return _whole(handle, LARGEST)

        yield read_named


def head_of(path: Path, count: int) -> bytes:
    """At most the first ``count`` bytes of ``path``.

    Raises:
        PathRefusedError: it leads out of its fenced folder, or is no plain file.
        OSError: it is not there or cannot be read.
    """
    with _opened(real_place(path)) as handle:
        return os.read(handle, count)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """``path``, open for reading a part at a time.

    Raises:
        PathRefusedError: it leads out of its fenced folder, or is no plain file.
        OSError: it is not there or cannot be read.
    """
    with _opened(real_place(path)) as handle, os.fdopen(handle, "rb", closefd=False) as stream:
        yield stream


def require_plain(path: Path) -> os.stat_result:
    """What the system says of the plain file at ``path``, which is not opened.

    Raises:
        PathRefusedError: it leads out of its fenced folder, or is no plain file.
        OSError: there is none.
    """
    found = os.stat(real_place(path).path)
    _refuse_special(found)
    return found


def is_there(path: Path) -> bool:
    """Whether there is something to read: a plain file, or what `read` would refuse with a reason."""
    try:
        return stat.S_ISREG(os.stat(real_place(path).path).st_mode)
    except PathRefusedError:
        return True
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether ``path`` leads to a file; no name that nothing can have is one (`Path.is_file` raises)."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Whether ``path`` leads to a folder; no name that nothing can have is one (`Path.is_dir` raises)."""
    return os.path.isdir(path)


def is_same(one: Path, other: Path) -> bool:
    """Whether both lead to one file or folder, as names that differ in case alone do on some systems."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def first_there(path: Path) -> Path:
    """``path``, or the nearest of the folders above it that is there; a link that leads nowhere is not.

    Raises:
        OSError: a link on the way leads to itself.
    """
    for one in (path, *path.parents):
        try:
            one.resolve(strict=True)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except RuntimeError as error:  # as Python 3.11 and 3.12 tell of such a link
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
        return one
    return Path()


def list_folder(folder: Path) -> list[str]:
    """The names in ``folder``, sorted; none where there is no such folder.

    Raises:
        PathRefusedError: it leads out of its fenced folder.
        OSError: it cannot be read.
    """
    try:
        place = real_place(folder)
        with opened_folder(place) as handle:
            return sorted(os.listdir(place.path if handle is None else handle))
    except FileNotFoundError:
        return []


def remove(path: Path) -> None:
    """Delete the file or link ``path``, never what a link leads to; nothing where it is not there.

    Raises:
        PathRefusedError: its folder leads out of the fenced one.
        OSError: it cannot be deleted.
    """
    with contextlib.suppress(FileNotFoundError), _folder_of(path) as (handle, name):
        os.unlink(name, dir_fd=handle)


def remove_folder(path: Path) -> None:
    """Delete the empty folder ``path``.

    Raises:
        PathRefusedError: the folder above it leads out of the fenced one.
        OSError: it is not empty, no folder, or not there.
    """
    with _folder_of(path) as (handle, name):
        os.rmdir(name, dir_fd=handle)


def remove_tree(folder: Path) -> None:
    """Delete ``folder`` with all that is in it, as far as that goes; what links in it lead to stays."""
    with contextlib.suppress(OSError), _folder_of(folder) as (handle, name):
        shutil.rmtree(name, ignore_errors=True, dir_fd=handle)


@contextlib.contextmanager
def _folder_of(path: Path) -> Iterator[tuple[int | None, str]]:
    """The open folder that holds ``path``, and the name to use with it."""
    place = real_place(Path(os.path.abspath(path)).parent)
    with opened_folder(place) as handle:
        yield handle, os.path.join(place.path, path.name) if handle is None else path.name


def _whole(handle: int, largest: int) -> bytes:
    """All bytes of an open file."""
    found = os.fstat(handle)
    if found.st_size > largest:
        raise _too_large(largest)
    chunks = [os.read(handle, _CHUNK)]
    total, plain = len(chunks[0]), stat.S_ISREG(found.st_mode)  # a pipe gives what has come so far
    while chunks[-1] and (not plain or len(chunks) > 1 or total == _CHUNK):
        chunks.append(os.read(handle, _MOST_AT_ONCE))
        total += len(chunks[-1])
        if total > largest:
            raise _too_large(largest)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


@contextlib.contextmanager
def _opened(place: Place) -> Iterator[int]:
    """The file at ``place``, open for reading; a plain one where it lies in a fenced folder."""
    if place.fenced is None:
        handle = os.open(place.path, _NAMED)
    else:
        folder, name = os.path.split(place.path)
        with opened_folder(Place(folder, place.fenced)) as above:
            where = place.path if above is None else name
            _refuse_special(os.stat(where, dir_fd=above, follow_symlinks=False))
            handle = os.open(where, _READ, dir_fd=above)
    with _used(handle, pipes=place.fenced is None):
        yield handle


@contextlib.contextmanager
def _used(handle: int, *, pipes: bool = False) -> Iterator[None]:
    """An open file, closed at the end; no special one unless ``pipes`` and devices are taken too."""
    try:
        _refuse_special(os.fstat(handle), pipes=pipes)
        yield
    finally:
        os.close(handle)


def _refuse_special(found: os.stat_result, *, pipes: bool = False) -> None:
    """Refuse a folder, and what is no plain file unless ``pipes`` and devices are taken too."""
    if stat.S_ISDIR(found.st_mode):
        raise PathRefusedError(Message("disk.is_folder"))
    if not pipes and not stat.S_ISREG(found.st_mode):
        raise PathRefusedError(Message("disk.not_plain"))


def _too_large(largest: int) -> PathRefusedError:
    return PathRefusedError(Message("disk.too_large", {"size": f"{largest:,}"}))
