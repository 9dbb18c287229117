"""Packed files of a workspace, unpacked as far as there is room for what a stranger may have packed."""

from __future__ import annotations

import zlib

__all__ = ["LARGEST_UNPACKED", "inflated"]

LARGEST_UNPACKED = 1 << 27
"""Bytes that a packed file may hold: sixteen times the recorded papers, and little enough for any machine."""
_GZIP = 31
"""How zlib is told to expect the header of gzip: 16 more than its largest window."""


def inflated(data: bytes, *, most: int = LARGEST_UNPACKED) -> bytes:
    """What ``data`` was packed from by gzip; several packed files behind one another are one.

    >>> import gzip
    >>> inflated(gzip.compress(b"a") + gzip.compress(b"b"))
    b'ab'

    Raises:
        ValueError: it is damaged, cut, or holds more than ``most`` bytes.
    """
    found: list[bytes] = []
    left = most
    while data:
        stream = zlib.decompressobj(wbits=_GZIP)
        try:
            found.append(stream.decompress(data, left + 1))
        except zlib.error as error:
            raise ValueError(str(error)) from error
        left -= len(found[-1])
        if left < 0 or not stream.eof:
            raise ValueError("cut or too large")
        data = stream.unused_data.lstrip(b"\0")  # zeros fill up a tape
    return found[0] if len(found) == 1 else b"".join(found)  # one of them is not copied
