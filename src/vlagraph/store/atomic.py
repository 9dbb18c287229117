"""Writing a file in one step, or failing with the reason and the next step."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.errors import PathRefusedError, StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.disk.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LISTENER", "Listener", "announce", "holds", "remove_file", "write_atomic", "write_parts"]

Listener = Callable[[Path, "bytes | None"], None]
"""Is told of a file and of the bytes that will be in it; None where it will be removed."""

_NO_PLACE = frozenset({
    errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR,
})  # fmt: skip
"""Why nothing can be written to a place, whoever asks and however empty the disk is."""

LISTENER: ContextVar[Listener | None] = ContextVar("LISTENER", default=None)
"""Who hears of every file before it is written or removed: `vlagraph.store.history`, during a command."""


def write_atomic(path: Path, data: bytes | str) -> bool:
    """Replace ``path`` by ``data`` as `store.disk.writing.write` does; a ``str`` is written as UTF-8.

    Returns whether anything was written: unchanged content is not written again.

    Raises:
        StoreError: the file cannot be written (read-only, disk full, a link that leads out of the workspace,
            text that is not valid Unicode); the old content is untouched.
    """
    try:
        payload = data.encode("utf-8") if isinstance(data, str) else data
        if holds(path, payload):
            return False
        announce(path, payload)
        write(path, payload)
    except UnicodeEncodeError as error:
        raise StoreError("file.not_written_text", path=path) from error
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def _not_written(path: Path, error: OSError) -> StoreError:
    """What is said of ``path``: whether this can be no file, or the disk would not take it now."""
    refused = isinstance(error, PathRefusedError) and error.message.key != "file.read_only"
    nowhere = refused or error.errno in _NO_PLACE
    key = "file.not_written_there" if nowhere else "file.not_written"
    return StoreError(key, path=path, reason=reason_of(error))


def announce(path: Path, payload: bytes | None) -> None:
    """Let who listens know what is about to be in ``path``, None for nothing; what it writes is not told."""
    listener = LISTENER.get()
    if listener is not None:
        token = LISTENER.set(None)
        try:
            listener(path, payload)
        finally:
            LISTENER.reset(token)


def remove_file(path: Path) -> None:
    """Remove ``path``, nothing where it is not there.

    Raises:
        OSError: it cannot be removed.
    """
    announce(path, None)
    disk.remove(path)


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Replace ``path`` by all ``parts`` in the same one step; only one part is held at a time.

    Raises:
        StoreError: the file cannot be written; the old content is untouched.
    """
    try:
        write(path, parts)
    except OSError as error:
        raise _not_written(path, error) from error


def holds(path: Path, payload: bytes) -> bool:
    """Whether that is what the file says already; its size tells mostly, without reading it."""
    try:
        size = len(payload)
        return disk.require_plain(path).st_size == size and disk.read(path, largest=size) == payload
    except OSError:
        return False
