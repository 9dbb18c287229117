"""Unpacking as a stream, in pieces of bounded size, with checksums: gzip, Zstandard, members of zips."""

from __future__ import annotations

import importlib
import zlib
from typing import TYPE_CHECKING, Any, Protocol

from vlagraph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["DEFLATE", "GZIP", "Inflating", "Plain", "Summed", "Unpacking", "Zstd"]

_PIECE = 1 << 20
"""Bytes of one unpacked piece at most, so that an archive of zeros takes no more memory than any other."""
_FED = 4096
"""Bytes that are fed to a library that cannot bound its output: Zstandard makes at most 128 MB of them."""
GZIP = 31
"""How zlib is told to expect the header of gzip: 16 more than its largest window."""
DEFLATE = -15
"""How zlib is told to expect no header, as in a zip: its largest window, negative."""


class Unpacking(Protocol):
    """Unpacks a packed stream; ``finished`` says whether it stands at an end that the packer wrote.

    Where it does, all that came out agrees with the checksums that the packer wrote.
    """

    finished: bool

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to, in pieces."""
        ...


class Plain:
    """No packing at all: an end is always one."""

    finished = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """``data`` itself."""
        yield data


class Inflating:
    """gzip (also several files behind one another) or bare deflate, by the ``bits`` that zlib is given."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self.finished = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to, in pieces of `_PIECE` bytes at most.

        Raises:
            zlib.error: the stream is damaged.
        """
        held = False  # whether the library has more to give without being fed
        while data or held:
            if self._stream.eof:
                if self._bits == DEFLATE or not data.strip(b"\0"):
                    return  # what follows in a zip is its directory; zeros fill up a tape
                self._stream = zlib.decompressobj(self._bits)
            piece = self._stream.decompress(data, _PIECE)
            self.finished = self._stream.eof
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            held = not self._stream.eof and len(piece) == _PIECE
            yield piece


class Summed:
    """Another unpacking of which a zip names the ``size`` (None: it does not) and the CRC-32 ``crc``."""

    def __init__(self, unpacking: Callable[[], Unpacking], *, crc: int, size: int | None) -> None:
        self._unpacking, self._crc, self._size = unpacking(), crc, size
        self._made = self._sum = 0
        self.finished = size == 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to.

        Raises:
            ValueError, zlib.error: the stream is damaged, or ends with another size or checksum.
        """
        for piece in self._unpacking.feed(data):
            self._made += len(piece)
            self._sum = zlib.crc32(piece, self._sum)
            self.finished = False
            yield piece
        size = self._made if self._size is None else self._size
        if self._unpacking.finished and self._made >= size:
            if (self._made, self._sum) != (size, self._crc):
                raise ValueError("another size or checksum than the zip names")
            self.finished = True


class Zstd:
    """Zstandard by Python's own library (3.14), else by the package zstandard.

    Raises:
        SourceError: neither is installed.
    """

    def __init__(self) -> None:
        self._new = _zstd_decompressor()
        self._stream = self._new()
        self.finished = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to.

        Raises:
            ValueError: the stream is damaged.
        """
        for at in range(0, len(data), _FED):
            part = data[at : at + _FED]
            while part:
                if self._stream.eof:
                    self._stream = self._new()
                made = self._unpacked(part)
                self.finished = self._stream.eof
                yield from (made[first : first + _PIECE] for first in range(0, len(made), _PIECE))
                part = self._stream.unused_data

    def _unpacked(self, data: bytes) -> bytes:
        try:
            unpacked: bytes = self._stream.decompress(data)
        except Exception as error:
            raise ValueError(str(error)) from error
        return unpacked


def _zstd_decompressor() -> Callable[[], Any]:
    try:
        return importlib.import_module("compression.zstd").ZstdDecompressor  # type: ignore[no-any-return]
    except ImportError:
        pass
    try:
        library = importlib.import_module("zstandard")
    except ImportError as error:
        raise SourceError("snapshot.no_zstd") from error
    return lambda: library.ZstdDecompressor().decompressobj()
