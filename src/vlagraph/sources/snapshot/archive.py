"""The file of a snapshot as a stream of unpacked bytes, however it is packed, and whether it was cut.

A checksum stands at the end of what it covers. So bytes are handed out before it is known whether they are
right; where they are not the stream ends in an error, and who reads it must keep nothing before its end.
"""

from __future__ import annotations

import functools
import os
import stat
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from vlagraph.errors import SourceError, reason_of
from vlagraph.sources.snapshot.packing import DEFLATE, GZIP, Inflating, Plain, Summed, Zstd

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
_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED, _LATER = 0x1, 0x8  # of the flags, 4.4.4: with a password; CRC and sizes stand behind the member
_OTHERS = {
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"PAR1": "Parquet",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""How files begin that may hold the metadata in a form that is not read here."""
_LONGEST_SIGN = max(map(len, _OTHERS))
_ELSEWHERE = 0xFFFFFFFF
"""Stands for a size of 4 GB or more, 4.4.9."""
_OF_MACS = "__MACOSX"
"""The folder in which a zip of macOS keeps what its system notes about each file, as a file ``._NAME``."""


class _Member(NamedTuple):
    """Where the packed bytes begin, how they are packed, and how many they are (None: up to the end).

    ``listed`` says whether the directory of a zip names it; None: it is in no zip.
    """

    start: int
    unpacking: Callable[[], Unpacking]
    size: int | None = None
    listed: bool | None = None
    packed: bool = True


class Archive:
    """The unpacked bytes of the snapshot ``path``; ``read`` of its ``size`` bytes have been taken so far.

    ``cut`` is set where the file ends before its archive does, or goes on with something else.

    Raises:
        SourceError: the file cannot be read, is a pipe or packed in another way, a zip without one member
            of JSON, or a damaged one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = 0
        self.cut = False
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):  # it could be read once alone, and nothing after a stop
                raise SourceError("snapshot.pipe", file=path)
            self.size, self._state = found.st_size, _state_of(found)
            with path.open("rb") as stream:
                self._member = _member_of(path, stream)
        except OSError as error:
            raise SourceError("snapshot.unreadable", file=path, reason=reason_of(error)) from error

    @property
    def packed(self) -> bool:
        """Whether the lines must be unpacked."""
        return self._member.packed

    def pieces(self) -> Iterator[bytes]:
        """The unpacked bytes in order, each piece bounded; ``cut`` is known at their end.

        Raises:
            SourceError: the file cannot be read, is changed while it is read, unpacks to far more than text
                does, or is damaged: what came out before does not agree with its checksum, or no checksum
                covers it.
        """
        unpacking, made = self._member.unpacking(), 0
        try:
            for data in self._packed_bytes():
                for piece in unpacking.feed(data):
                    made += len(piece)
                    if made > max(_SPARED, _MOST_TIMES * self.read):
                        raise SourceError("snapshot.bomb", file=self.path, times=_MOST_TIMES)
                    yield piece
        except (zlib.error, ValueError) as error:
            if not unpacking.finished:
                raise SourceError("snapshot.broken", file=self.path) from error
            self.cut = True
        except OSError as error:
            raise SourceError("snapshot.unreadable", file=self.path, reason=reason_of(error)) from error
        if self._member.listed and not unpacking.finished:
            raise SourceError("snapshot.broken", file=self.path)
        self.cut = self.cut or self._member.listed is False or not unpacking.finished

    def _packed_bytes(self) -> Iterator[bytes]:
        left = self._member.size
        with self.path.open("rb") as stream:
            stream.seek(self._member.start)
            self.read = self._member.start
            while data := stream.read(_READ if left is None else min(left, _READ)):
                self.read += len(data)
                left = None if left is None else left - len(data)
                yield data
            if _state_of(os.fstat(stream.fileno())) != self._state:  # as while it is downloaded
                raise SourceError("snapshot.changed", file=self.path)


def _state_of(found: os.stat_result) -> tuple[int, int, int]:
    """What tells a file from another one, and from itself once it is written to."""
    return found.st_ino, found.st_size, found.st_mtime_ns


def _member_of(path: Path, stream: BinaryIO) -> _Member:
    """How the file is packed, by its first bytes."""
    head = stream.read(4)
    if head[:2] == b"\x1f\x8b":
        return _Member(0, functools.partial(Inflating, GZIP))
    if head == b"\x28\xb5\x2f\xfd":
        return _Member(0, Zstd)
    if head == _SIGNATURE:
        return _zip_member(path, stream)
    head += stream.read(_LONGEST_SIGN - len(head))
    if form := next((name for sign, name in _OTHERS.items() if head.startswith(sign)), None):
        raise SourceError("snapshot.other_form", file=path, form=form)
    return _Member(0, Plain, packed=False)


def _zip_member(path: Path, stream: BinaryIO) -> _Member:
    """The one member of JSON; of a zip that was cut, whose directory is missing, the first."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(stream) as archive:
            chosen = _chosen(path, archive)
    except (BadZipFile, NotImplementedError, ValueError):  # its directory is damaged
        return _first(path, stream)
    start = _behind_header(path, stream, chosen.header_offset)
    _require_readable(path, flags=chosen.flag_bits, method=chosen.compress_type)
    unpacking = functools.partial(
        Summed, _unpacking(chosen.compress_type), crc=chosen.CRC, size=chosen.file_size
    )
    return _Member(
        start, unpacking, chosen.compress_size, listed=True, packed=_is_packed(chosen.compress_type)
    )


def _chosen(path: Path, archive: ZipFile) -> ZipInfo:
    members = [one for one in archive.infolist() if not (one.is_dir() or _is_of_macs(one.filename))]
    named = [one for one in members if one.filename.lower().endswith((".json", ".jsonl"))]
    found = named if len(members) > 1 else members
    if len(found) != 1:
        raise SourceError("snapshot.members", file=path, count=len(found))
    return found[0]


def _is_of_macs(name: str) -> bool:
    """Whether a member is none of the files that were packed.

    >>> _is_of_macs("__MACOSX/._arxiv.json"), _is_of_macs("deep/._arxiv.json"), _is_of_macs("arxiv.json")
    (True, True, False)
    """
    *folders, own = name.split("/")
    return _OF_MACS in folders or own.startswith("._")


def _behind_header(path: Path, stream: BinaryIO, offset: int) -> int:
    """Where the member begins whose header is at ``offset``."""
    stream.seek(max(0, offset))
    head = stream.read(_LOCAL.size)
    if offset < 0 or len(head) < _LOCAL.size or not head.startswith(_SIGNATURE):
        raise SourceError("snapshot.broken", file=path)
    *_, name, extra = _LOCAL.unpack(head)
    return offset + _LOCAL.size + int(name) + int(extra)


def _first(path: Path, stream: BinaryIO) -> _Member:
    """The first member by its header alone, which may leave size and checksum to what stands behind it."""
    stream.seek(0)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise SourceError("snapshot.no_member", file=path)
    _, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(head)
    _require_readable(path, flags=flags, method=method)
    start, unpacking = _LOCAL.size + name + extra, _unpacking(method)
    member = _Member(start, unpacking, listed=False, packed=_is_packed(method))
    if flags & _LATER or (method == _STORED and size == _ELSEWHERE):
        return member
    known = functools.partial(Summed, unpacking, crc=crc, size=None if size == _ELSEWHERE else size)
    return member._replace(unpacking=known, size=None if packed == _ELSEWHERE else packed)


def _require_readable(path: Path, *, flags: int, method: int) -> None:
    if flags & _ENCRYPTED or method not in {_STORED, _DEFLATED}:
        raise SourceError("snapshot.zip_method", file=path)


def _unpacking(method: int) -> Callable[[], Unpacking]:
    return functools.partial(Inflating, DEFLATE) if _is_packed(method) else Plain


def _is_packed(method: int) -> bool:
    return method != _STORED
