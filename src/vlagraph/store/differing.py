"""How far a large file and what replaces it are the same: from the start, and back from the end.

The file is read a block at a time, for it may be as large as the memory.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["Difference", "difference", "size_of", "sum_of", "sum_of_file"]

_BLOCK = 1 << 16
"""Bytes that are compared at once."""


def size_of(file: BinaryIO) -> int:
    """The bytes of ``file``, which is read from its start again."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return size


class Difference(NamedTuple):
    """What a file held between the first ``same`` and the last ``rest`` bytes of what replaces it.

    ``was`` is the `sum_of` all that it held.
    """

    same: int
    rest: int
    held: bytes
    was: str


def difference(file: BinaryIO, other: bytes, *, most: int) -> Difference:
    """What of ``file`` is not in ``other`` at the same place, its first ``most`` bytes."""
    size = size_of(file)
    same = _same_start(file, other, most=min(size, len(other)))
    rest = _same_end(file, other, size=size, most=min(size, len(other)) - same)
    file.seek(0)
    was = sum_of_file(file)
    file.seek(same)
    return Difference(same, rest, file.read(min(size - rest - same, most)), was)


def sum_of(data: bytes | None) -> str:
    """What tells these bytes from others; empty where there are none to tell."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def sum_of_file(file: BinaryIO) -> str:
    """The same of all that ``file`` holds from here on."""
    found = hashlib.sha256()
    for block in iter(partial(file.read, _BLOCK), b""):
        found.update(block)
    return found.hexdigest()


def _same_start(file: BinaryIO, other: bytes, *, most: int) -> int:
    """The bytes that both begin with, ``most`` at most, but for a block."""
    view, at = memoryview(other), 0
    file.seek(0)
    while at + _BLOCK <= most and file.read(_BLOCK) == view[at : at + _BLOCK]:
        at += _BLOCK
    return at


def _same_end(file: BinaryIO, other: bytes, *, size: int, most: int) -> int:
    """The bytes that both end with, ``most`` at most, but for a block."""
    view, at = memoryview(other), _BLOCK
    while at <= most:
        file.seek(size - at)
        if file.read(_BLOCK) != view[len(view) - at :][:_BLOCK]:
            break
        at += _BLOCK
    return at - _BLOCK
