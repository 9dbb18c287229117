"""Reading a file, or failing with the reason and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import StoreError, reason_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_bytes", "read_if_any", "unreadable"]


def read_bytes(path: Path) -> bytes:
    """The bytes of ``path``.

    Raises:
        StoreError: the file is not there or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def read_if_any(path: Path) -> bytes | None:
    """The bytes of ``path``; None where there is no such file.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    try:
        return read_bytes(path)
    except StoreError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def unreadable(path: object, error: OSError) -> StoreError:
    """The error that ``path`` cannot be read, with the reason and the next step."""
    return StoreError("file.unread", path=path, reason=reason_of(error))
