"""Reading a text file in UTF-8, or failing with the reason and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from vlagraph.errors import StoreError, reason_of
from vlagraph.store import disk
from vlagraph.words import Message

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CONFLICT_MARKS",
    "NotJsonError",
    "conflict_line",
    "decode_as",
    "foreign_encoding",
    "format_of",
    "read_bytes",
    "read_encoded",
    "read_if_any",
    "read_roadmap",
    "refuse_constant",
    "unmarked",
    "unreadable",
]


T = TypeVar("T", bound=msgspec.Struct)


class NotJsonError(ValueError):
    """Python reads what JSON forbids; ``message`` is why it is forbidden."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.key)


class _Version(msgspec.Struct, gc=False):
    """As much of a document as says of which format it is."""

    schema: int = 1


_MOST_OBJECTS, _MOST_VALUES = 1_200_000, 4_000_000
"""Of a large roadmap: 100,000 topics and 400,000 edges have 1,000,000 and 2,800,000, each of 50 to 300 bytes
in memory."""
CONFLICT_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
"""How the lines begin that git writes around what it could not merge; no line of JSON begins so."""
_MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before UTF-8; it says nothing."""


def read_bytes(path: Path) -> bytes:
    """The bytes of ``path``, which are UTF-8, without a byte order mark.

    Raises:
        StoreError: the file is not there, cannot be read, or is in another encoding of Unicode.
    """
    data = read_encoded(path)
    if encoding := foreign_encoding(data):
        raise StoreError("file.encoding", path=path, encoding=encoding)
    return data


def read_encoded(path: Path, *, largest: int = disk.LARGEST) -> bytes:
    """The same, in whatever encoding they are, for a reader that reports that itself.

    Raises:
        StoreError: the file is not there or cannot be read.
    """
    try:
        return unmarked(disk.read(path, largest=largest))
    except OSError as error:
        raise unreadable(path, error) from error


def read_roadmap(path: Path) -> bytes:
    """The bytes of topics.json, which may be larger than other files, in whatever encoding they are.

    Raises:
        StoreError: the file is not there, cannot be read, or would take more memory than any roadmap.
    """
    try:
        data = read_encoded(path, largest=disk.LARGEST_ROADMAP)
    except StoreError as error:
        for file in (path / "topics.json", path / "graph" / "topics.json"):
            if disk.is_file(file):
                raise StoreError("file.names_folder", path=path, file=file) from error
        raise
    if len(data) > disk.LARGEST and (data.count(b"{") > _MOST_OBJECTS or data.count(b",") > _MOST_VALUES):
        raise StoreError("file.too_full", path=path, objects=f"{_MOST_OBJECTS:,}", values=f"{_MOST_VALUES:,}")
    return data


def unmarked(data: bytes) -> bytes:
    """``data`` without the byte order mark of UTF-8, which is read and never written."""
    return data.removeprefix(_MARK)


def foreign_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 where ``data`` is that, by its mark or its zero bytes; empty otherwise.

    >>> foreign_encoding("{}".encode("utf-16")), foreign_encoding("{}".encode("utf-32-be"))
    ('UTF-16', 'UTF-32')
    """
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and (0 not in data[:4] or len(data) < len("{}") * 2):
        return ""
    from json import detect_encoding  # for the message alone

    name = detect_encoding(data)
    return "" if name.startswith("utf-8") else name[: len("utf-16")].upper()


def refuse_constant(name: str) -> object:
    """What Python's decoder calls for NaN and the infinities.

    Raises:
        NotJsonError: always, for JSON knows none of them.
    """
    raise NotJsonError(Message("marks.constant", {"name": name}))


def conflict_line(data: bytes) -> int:
    r"""The number of the first line of ``data`` that git left as a conflict mark; 0 where there is none.

    >>> conflict_line(b"{\n<<<<<<< HEAD\n"), conflict_line(b"{}")
    (2, 0)
    """
    lines = enumerate(data.split(b"\n"), start=1)
    return next((number for number, line in lines if line.startswith(CONFLICT_MARKS)), 0)


def decode_as(data: bytes, kind: type[T]) -> T:
    """The JSON document ``data`` as a value of ``kind``, a part of a roadmap; the same for the same bytes.

    Raises:
        msgspec.MsgspecError, UnicodeDecodeError, RecursionError: it is none.
    """
    return msgspec.json.decode(data, type=kind)


def format_of(data: bytes) -> int:
    """The format that a JSON object says it is of; the first where it says none, or cannot be read.

    It is asked before anything else: what is unknown in a file of a newer format is no fault of it.

    >>> format_of(b'{"schema": 3, "more": []}'), format_of(b"{}"), format_of(b"[")
    (3, 1, 1)
    """
    try:
        return msgspec.json.decode(data, type=_Version).schema
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return 1


def read_if_any(path: Path) -> bytes | None:
    """The bytes of ``path``; None where there is no such file.

    Raises:
        StoreError: the file is there and cannot be read, or is in another encoding.
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
