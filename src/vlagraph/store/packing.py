"""Packed files of a workspace, unpacked as far as there is room for what a stranger may have packed."""

from __future__ import annotations

import gzip
import zlib

from vlagraph.words import Message, render

__all__ = ["LARGEST_UNPACKED", "PackedError", "inflated", "packed"]

LARGEST_UNPACKED = 1 << 27
"""Bytes that a packed file may hold: sixteen times the recorded papers, and little enough for any machine."""
_LEVEL = 1
"""The quickest compression: a file of marks takes a millisecond."""
_GZIP_SIGN = b"\x1f\x8b"
"""How every file begins that gzip packed."""
_GZIP = 31
"""How zlib is told to expect the header of gzip: 16 more than its largest window."""


class PackedError(ValueError):
    """What cannot be unpacked; ``message`` is why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(render(message, "en")))


def packed(data: bytes) -> bytes:
    """``data`` packed by gzip, the same always as the same bytes."""
    return gzip.compress(data, _LEVEL, mtime=0)


def inflated(data: bytes, *, most: int = LARGEST_UNPACKED) -> bytes:
    """What ``data`` was packed from by gzip; several packed files behind one another are one.

    >>> import gzip
    >>> inflated(gzip.compress(b"a") + gzip.compress(b"b"))
    b'ab'

    Raises:
        PackedError: it is damaged, cut, or holds more than ``most`` bytes.
    """
    found: list[bytes] = []
    left = most
    while data:
        stream = zlib.decompressobj(wbits=_GZIP)
        try:
            found.append(stream.decompress(data, left + 1))
        except zlib.error as error:
            key = "packed.damaged" if data.startswith(_GZIP_SIGN) else "packed.not_gzip"
            raise PackedError(Message(key)) from error
        left -= len(found[-1])
        if left < 0:
            raise PackedError(Message("packed.too_large", {"size": f"{most:,}"}))
        if not stream.eof:
            raise PackedError(Message("packed.cut"))
        data = stream.unused_data.lstrip(b"\0")  # zeros fill up a tape
    return found[0] if len(found) == 1 else b"".join(found)  # one of them is not copied
