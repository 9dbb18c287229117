"""Writing a file in one step, so that a reader sees the old bytes or the new ones, never half."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.clock import Clock
from vlagraph.errors import StoreError, reason_of
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

__all__ = ["write_atomic", "write_parts"]

_TRIES = 6
"""Tries to rename, each after twice the last pause: 0.3 s in all, longer than a scanner holds a file."""
_STALE_SECONDS = 3600.0
"""Age at which a temporary file is surely left over: no writing takes an hour."""


def write_atomic(path: Path, data: bytes | str) -> None:
    """Replace ``path`` by ``data``: temp file beside it, fsync, rename, fsync of the folder.

    A ``str`` is written as UTF-8. Unchanged content is not written again. Windows scanners that hold
    the target for a moment are waited out. Leftovers of killed runs older than an hour are removed.

    Raises:
        StoreError: the file cannot be written (read-only, disk full, text that is not valid Unicode); the
            old content is untouched.
    """
    try:
        payload = data.encode("utf-8") if isinstance(data, str) else data
        if path.is_file() and path.read_bytes() == payload:
            return
        _replace(_target(path), payload)
    except UnicodeEncodeError as error:
        raise StoreError("file.not_written_text", path=path, reason=error.reason) from error
    except OSError as error:
        raise StoreError("file.not_written", path=path, reason=reason_of(error)) from error


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Replace ``path`` by all ``parts`` in the same one step; only one part is held at a time.

    Raises:
        StoreError: the file cannot be written; the old content is untouched.
    """
    try:
        with _replacing(_target(path)) as stream:
            stream.writelines(parts)
    except OSError as error:
        raise StoreError("file.not_written", path=path, reason=reason_of(error)) from error


def _target(path: Path) -> Path:
    """The file to replace, in a folder that is there and swept; a link stays a link."""
    real = Path(os.path.realpath(path))
    if _protected(real):
        raise StoreError("file.not_written", path=path, reason=Message("file.read_only"))
    real.parent.mkdir(parents=True, exist_ok=True)
    _sweep(real.parent)
    return real


def _protected(path: Path) -> bool:
    """Whether the file may not be changed; a rename would pass over this protection of its own."""
    return path.exists() and not path.stat().st_mode & 0o222


def _replace(path: Path, payload: bytes) -> None:
    with _replacing(path) as stream:
        stream.write(payload)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` that takes its place once everything is written."""
    handle, name = tempfile.mkstemp(prefix=".vg-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        _rename(Path(name), path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _rename(source: Path, target: Path) -> None:
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            Clock().sleep(0.01 * 2**attempt)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open a folder for fsync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    limit = Clock().wall() - _STALE_SECONDS
    for leftover in folder.glob(".vg-*.tmp"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < limit:
                leftover.unlink()
