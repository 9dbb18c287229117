"""The lines of a snapshot in blocks of about one size, each a piece of work of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vlagraph.sources.snapshot.records import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.sources.snapshot.archive import Archive

__all__ = ["BLOCK", "Block", "cut_blocks"]

BLOCK = 8 << 20
"""Bytes of a block: a second of work, so that little is lost with a killed run, and few files are made."""
_LONGEST = 4 << 20
"""Bytes of a line at most; the longest records are of some thousand authors and have 300 KB."""


class Block(NamedTuple):
    """Whole lines of the file, counted from 0; ``read`` bytes of the file were taken up to its end."""

    number: int
    data: bytes
    read: int


def cut_blocks(archive: Archive, *, size: int = BLOCK, longest: int = _LONGEST) -> Iterator[Block]:
    """The lines of ``archive`` in blocks of at least ``size`` bytes; the last one may be smaller.

    The same file gives the same blocks. Of a line of more than ``longest`` bytes the rest is left out, so
    that it is no JSON; a last line that is none and has no end is left out, for the file was cut there.

    Raises:
        SourceError: the file cannot be read, or is damaged: no block counts that came before.
    """
    number, parts, held = 0, [], 0
    for piece in _bounded(archive.pieces(), longest):
        parts.append(piece)
        held += len(piece)
        if held < size or b"\n" not in piece:
            continue
        data = b"".join(parts)
        end = data.rindex(b"\n") + 1
        yield Block(number, data[:end], archive.read)
        number, parts, held = number + 1, [data[end:]], len(data) - end
    data = b"".join(parts)
    if not data.endswith(b"\n") and not _is_json(rest := data[data.rfind(b"\n") + 1 :]):
        archive.cut = archive.cut or bool(rest.strip())
        data = data[: len(data) - len(rest)]
    if data.strip():
        yield Block(number, data, archive.read)


def _bounded(pieces: Iterator[bytes], longest: int) -> Iterator[bytes]:
    """``pieces`` in which a line of more than ``longest`` bytes loses the rest."""
    begun = 0  # bytes of the unfinished line that have gone out; once some are left out, nothing more goes
    for piece in pieces:
        first = piece.find(b"\n")
        if begun + (len(piece) if first < 0 else first) <= longest:
            begun = begun + len(piece) if first < 0 else len(piece) - piece.rindex(b"\n") - 1
            yield piece
        elif first < 0:
            begun = longest + 1
        else:
            begun = len(piece) - piece.rindex(b"\n") - 1
            yield piece[first:]


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line.removeprefix(MARK))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return True
