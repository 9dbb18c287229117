"""The file of a snapshot as a stream of unpacked bytes, however it is packed, and whether it was cut."""

from __future__ import annotations

import functools
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from vlagraph.errors import SourceError, reason_of
from vlagraph.sources.snapshot.packing import DEFLATE, GZIP, Inflating, Plain, Zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

    from vlagraph.sources.snapshot.packing import Unpacking

__all__ = ["Archive"]

_READ = 1 << 16
"""Bytes read at once: few enough that the progress moves, enough to cost nothing."""
_MOST_TIMES = 250
"""Times its size to which a file may unpack; metadata packs to a quarter, a bomb to a thousandth."""
_SPARED = 64 << 20
"""Bytes that may come before that is looked at: the first ones of any file may repeat."""
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
"""The header before a member of a zip, APPNOTE.TXT 4.3.7: signature, needs, flags, method, time, date, CRC,
packed and unpacked size, and the lengths of the name and of what follows it."""
_STORED, _DEFLATED = 0, 8  # the methods of APPNOTE.TXT 4.4.5 that are in use
_ENCRYPTED = 0x1  # the first of the flags, 4.4.4


class _Member(NamedTuple):
    """Where the packed bytes begin, how they are packed, and how many they are (None: up to the end)."""

    start: int
    unpacking: Callable[[], Unpacking]
    size: int | None = None


class Archive:
    """The unpacked bytes of the snapshot ``path``; ``read`` of its ``size`` bytes have been taken so far.

    ``cut`` is set where the file ends before its archive does, or where its packed bytes are damaged.

    Raises:
        SourceError: the file cannot be read, or is a zip without one member of JSON.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = 0
        self.cut = False
        try:
            self.size = path.stat().st_size
            with path.open("rb") as stream:
                self._member = _member_of(path, stream)
        except OSError as error:
            raise SourceError("snapshot.unreadable", file=path, reason=reason_of(error)) from error

    @property
    def packed(self) -> bool:
        """Whether the lines must be unpacked."""
        return self._member.unpacking is not Plain

    def pieces(self) -> Iterator[bytes]:
        """The unpacked bytes in order, each piece bounded; ``cut`` is known at their end.

        Raises:
            SourceError: the file cannot be read, or unpacks to far more than text does.
        """
        unpacking, made = self._member.unpacking(), 0
        try:
            for data in self._packed_bytes():
                for piece in unpacking.feed(data):
                    made += len(piece)
                    if made > max(_SPARED, _MOST_TIMES * self.read):
                        raise SourceError("snapshot.bomb", file=self.path, times=_MOST_TIMES)
                    yield piece
        except (zlib.error, ValueError):
            self.cut = True
        except OSError as error:
            raise SourceError("snapshot.unreadable", file=self.path, reason=reason_of(error)) from error
        self.cut = self.cut or not unpacking.finished

    def _packed_bytes(self) -> Iterator[bytes]:
        left = self._member.size
        with self.path.open("rb") as stream:
            stream.seek(self._member.start)
            self.read = self._member.start
            while data := stream.read(_READ if left is None else min(left, _READ)):
                self.read += len(data)
                left = None if left is None else left - len(data)
                yield data


def _member_of(path: Path, stream: BinaryIO) -> _Member:
    """How the file is packed, by its first bytes."""
    head = stream.read(4)
    if head[:2] == b"\x1f\x8b":
        return _Member(0, functools.partial(Inflating, GZIP))
    if head == b"\x28\xb5\x2f\xfd":
        return _Member(0, Zstd)
    if head == b"PK\x03\x04":
        return _zip_member(path, stream)
    return _Member(0, Plain)


def _zip_member(path: Path, stream: BinaryIO) -> _Member:
    """The one member of JSON; of a zip that was cut, whose directory is missing, the first."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(stream) as archive:
            chosen = _chosen(path, archive)
            return _at(path, stream, chosen.header_offset, chosen.compress_size)
    except (BadZipFile, NotImplementedError):  # its directory is damaged
        return _at(path, stream, 0, None)


def _chosen(path: Path, archive: ZipFile) -> ZipInfo:
    members = [one for one in archive.infolist() if not one.is_dir()]
    named = [one for one in members if one.filename.endswith((".json", ".jsonl"))]
    found = named if len(members) > 1 else members
    if len(found) != 1:
        raise SourceError("snapshot.members", file=path, count=len(found))
    return found[0]


def _at(path: Path, stream: BinaryIO, offset: int, size: int | None) -> _Member:
    """The member whose header is at ``offset``."""
    stream.seek(offset)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise SourceError("snapshot.no_member", file=path)
    _, _, flags, method, *_, name, extra = _LOCAL.unpack(head)
    if flags & _ENCRYPTED or method not in {_STORED, _DEFLATED}:
        raise SourceError("snapshot.zip_method", file=path)
    unpacking = Plain if method == _STORED else functools.partial(Inflating, DEFLATE)
    return _Member(offset + _LOCAL.size + name + extra, unpacking, size)
