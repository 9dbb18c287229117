"""Making an index, or bringing one up to date by what changed in the file of papers."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.core.papers.searching import runs_in, searched_text
from vlagraph.store import disk
from vlagraph.store.disk.writing import write
from vlagraph.store.index.stamp import new_seal
from vlagraph.store.index.tables import FORMAT, TABLES, digest_of, hashed_keys, open_sealed, read_meta
from vlagraph.store.papers import LONGEST_LINE, decode_paper
from vlagraph.store.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from vlagraph.core.papers.paper import Paper
    from vlagraph.errors import Problem

__all__ = ["Line", "UnusableError", "held_line", "lines_of", "write_index"]

_TOTALS = """
SELECT count(*), ifnull(sum(curated), 0), ifnull(sum(fetched IS NULL), 0), ifnull(sum(withdrawn), 0),
  max(CASE WHEN fetched <> '' THEN published END), max(nullif(fetched, '')), max(nullif(recorded, ''))
FROM paper
"""
"""The values of `Totals` in their order."""

_SHORTEST = 40
"""Bytes below which a line is no paper: its id, title, authors and day take more. A stranger's file may have
millions of such lines."""

_MOST_GONE = 2
"""Numbers given out per paper from which on an index is made anew: half of them are no paper's any more."""


class UnusableError(Exception):
    """There can be no index: a line is no paper, two are of one id, or the file is too large."""


@dataclass(frozen=True)
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
    for line in iter(partial(file.readline, LONGEST_LINE), b""):
        if not line.isspace():
            data = line.rstrip(b"\n")
            if not _SHORTEST <= len(data) < LONGEST_LINE:
                raise UnusableError
            yield Line(len(data), digest_of(data), start, file=file)
        start += len(line)


def write_index(path: Path, lines: Iterable[Line], *, stamp: str) -> None:
    """Write the index of ``lines`` to ``path`` in one step, from the one that stands there if it is of use.

    Raises:
        UnusableError: the lines cannot be indexed, or this Python cannot write an index to memory.
        OSError: the folder takes no files, or the file is in use and cannot be replaced.
        sqlite3.Error: the memory is full.
    """
    listed, sealed = tuple(lines), new_seal()
    about = {"format": FORMAT, "stamp": stamp, "seal": str(sealed)}
    payload = _brought_up_to_date(path, listed, about) or _filled(listed, about)
    write(path, payload, modified=sealed)


def _brought_up_to_date(path: Path, lines: Sequence[Line], about: Mapping[str, str]) -> bytes | None:
    """The index of ``lines`` made of the one in ``path``; None where that is not as it was written."""
    if (found := open_sealed(path)) is None:
        return None
    found[0].close()
    try:
        with contextlib.closing(_in_memory()) as index:
            index.deserialize(disk.read(path, largest=disk.LARGEST_PAPERS))
            return index.serialize() if _Writing(index).update(lines, about) else None
    except (sqlite3.Error, OSError):
        return None


def _filled(lines: Sequence[Line], about: Mapping[str, str]) -> bytes:
    with contextlib.closing(_in_memory()) as index:
        index.executescript(TABLES)
        try:
            _Writing(index).update(lines, about)
        except sqlite3.IntegrityError as error:
            raise UnusableError from error
        return index.serialize()


def _in_memory() -> sqlite3.Connection:
    """An index that SQLite never writes itself: what is on the disk goes through our own door."""
    index = sqlite3.connect(":memory:", isolation_level=None)
    if not hasattr(index, "serialize"):
        raise UnusableError
    return index


@dataclass(frozen=True)
class _Writing:
    """The changes of one index."""

    index: sqlite3.Connection

    def update(self, lines: Sequence[Line], about: Mapping[str, str]) -> bool:
        """Make the index that of ``lines``, which says ``about`` itself what it is given.

        False where too much of it would be left over.
        """
        gone: dict[bytes, int] = dict(self.index.execute("SELECT digest, n FROM paper"))
        ever = int(read_meta(self.index).get("numbers", 0))
        moved, fresh = [], []
        for line in lines:
            number = gone.pop(line.digest, None)
            if number is None:
                fresh.append(line)
            else:
                moved.append((line.start, number))
        if ever and ever + len(fresh) > _MOST_GONE * len(lines):
            return False
        self.index.execute("BEGIN")
        self._remove(gone.values())
        self.index.executemany("UPDATE paper SET start = ?1 WHERE n = ?2 AND start <> ?1", moved)
        self._add(fresh, ever)
        self._note({**about, "numbers": str(ever + len(fresh))})
        self.index.execute("COMMIT")
        return True

    def _remove(self, numbers: Iterable[int]) -> None:
        self.index.execute("CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY)")
        self.index.executemany("INSERT INTO gone VALUES (?)", ((number,) for number in numbers))
        for table in ("paper", "line", "place", "title_key"):
            self.index.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM gone)")

    def _add(self, lines: Iterable[Line], ever: int) -> None:
        words: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        papers: list[tuple[object, ...]] = []
        places: list[tuple[int, str, float, str]] = []
        keys, kept = [], []
        for number, line in enumerate(lines, start=ever + 1):
            paper = _paper(line)
            papers.append(_row(number, line, paper))
            places += _places(number, paper)
            keys += [(key, number) for key in hashed_keys([paper.title])]
            if line.start < 0:
                kept.append((number, line.data))
            for word in runs_in(searched_text(paper)):
                words[word].append(number)
        many = self.index.executemany
        many("INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", papers)
        many("INSERT INTO line VALUES (?, ?)", kept)
        many("INSERT INTO place VALUES (?, ?, ?, ?)", sorted(places))
        many("INSERT INTO title_key VALUES (?, ?)", sorted(keys))
        many(
            "INSERT INTO word VALUES (?, ?) ON CONFLICT (word)"
            " DO UPDATE SET papers = CAST(papers || excluded.papers AS BLOB)",
            ((word, words[word].tobytes()) for word in sorted(words)),
        )

    def _note(self, about: Mapping[str, str]) -> None:
        self.index.execute(
            "UPDATE paper SET shared = n IN (SELECT n FROM title_key WHERE key IN"
            " (SELECT key FROM title_key GROUP BY key HAVING count(*) > 1))"
        )
        totals = Totals(*self.index.execute(_TOTALS).fetchone())
        said = {**about, "totals": msgspec.json.encode(totals).decode()}
        self.index.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", said.items())


def _paper(line: Line) -> Paper:
    problems: list[Problem] = []
    paper = decode_paper(line.data, where="", problems=problems)
    if paper is None or not all(map(str.isprintable, _times(paper))):  # SQLite ends a text at the character 0
        raise UnusableError
    return paper if line.start < 0 else with_plain_authors(paper)


def _times(paper: Paper) -> tuple[str, ...]:
    return (paper.published, paper.fetched or "", paper.recorded or "")


def _row(number: int, line: Line, paper: Paper) -> tuple[object, ...]:
    flags = (paper.curated, paper.asked, paper.withdrawn, paper.fetched, paper.recorded)
    return (number, paper.id, line.digest, line.start, line.size, paper.published, *flags)


def _places(number: int, paper: Paper) -> Iterator[tuple[int, str, float, str]]:
    best: dict[str, float] = {}
    for match in paper.matches:
        best[match.topic] = max(match.score, best.get(match.topic, match.score))
    return ((number, topic, score, paper.published[:10]) for topic, score in best.items())
