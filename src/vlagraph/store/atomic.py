"""Writing a file in one step, or failing with the reason and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.disk.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["write_atomic", "write_parts"]


def write_atomic(path: Path, data: bytes | str) -> bool:
    """Replace ``path`` by ``data`` as `store.disk.writing.write` does; a ``str`` is written as UTF-8.

    Returns whether anything was written: unchanged content is not written again.

    Raises:
        StoreError: the file cannot be written (read-only, disk full, a link that leads out of the workspace,
            text that is not valid Unicode); the old content is untouched.
    """
    try:
        payload = data.encode("utf-8") if isinstance(data, str) else data
        if _holds(path, payload):
            return False
        write(path, payload)
    except UnicodeEncodeError as error:
        raise StoreError("file.not_written_text", path=path, reason=error.reason) from error
    except OSError as error:
        raise StoreError("file.not_written", path=path, reason=reason_of(error)) from error
    return True


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Replace ``path`` by all ``parts`` in the same one step; only one part is held at a time.

    Raises:
        StoreError: the file cannot be written; the old content is untouched.
    """
    try:
        write(path, parts)
    except OSError as error:
        raise StoreError("file.not_written", path=path, reason=reason_of(error)) from error


def _holds(path: Path, payload: bytes) -> bool:
    """Whether that is what the file says already; its size tells mostly, without reading it."""
    try:
        return disk.require_plain(path).st_size == len(payload) and disk.read(path) == payload
    except OSError:
        return False
