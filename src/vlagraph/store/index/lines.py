"""The lines of a file of papers: where they are and what tells them apart, not what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.store.index.tables import digest_of
from vlagraph.store.papers import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["Line", "UnusableError", "held_line", "lines_of"]

_SHORTEST = 40
"""Bytes below which a line is no paper: its id, title, authors and day take more. A stranger's file may have
millions of such lines."""


class UnusableError(Exception):
    """There can be no index: a line is no paper, two are of one id, or the file is too large."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of papers, of ``size`` bytes; ``digest`` tells its content from another's.

    It is ``held``, or begins at ``start`` in ``file`` and is read from there when it is asked for: all lines
    of a large file are more than fits the memory beside the index.
    """

    size: int
    digest: bytes
    start: int = -1
    held: bytes = b""
    file: BinaryIO | None = None

    @property
    def data(self) -> bytes:
        """The bytes of the line.

        Raises:
            UnusableError: the file was changed meanwhile.
            OSError: it cannot be read.
        """
        if self.file is None:
            return self.held
        self.file.seek(self.start)
        data = self.file.read(self.size)
        if digest_of(data) != self.digest:
            raise UnusableError
        return data


def held_line(data: bytes) -> Line:
    """A line that the index keeps itself."""
    return Line(len(data), digest_of(data), held=data)


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file of papers, from its start, that are not empty; where they are, not what they say.

    Raises:
        UnusableError: one is longer than any record, or shorter.
        OSError: it cannot be read.
    """
    start = 0
    while line := _line_at(file, start):
        if not line.isspace():
            data = line.rstrip(b"\n")
            if not _SHORTEST <= len(data) < LONGEST_LINE:
                raise UnusableError
            yield Line(len(data), digest_of(data), start, file=file)
        start += len(line)


def _line_at(file: BinaryIO, start: int) -> bytes:
    file.seek(start)  # somebody may have read the data of a line meanwhile
    return file.readline(LONGEST_LINE)
