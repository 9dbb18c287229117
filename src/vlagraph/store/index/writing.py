"""Making an index, or bringing one up to date by what changed in the file of papers."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.core.papers.searching import runs_in, searched_text
from vlagraph.store import disk
from vlagraph.store.disk.writing import write_by
from vlagraph.store.index.lines import UnusableError
from vlagraph.store.index.stamp import new_seal
from vlagraph.store.index.tables import (
    FORMAT,
    ORDERS,
    TABLES,
    address,
    hashed_keys,
    open_sealed,
    read_meta,
)
from vlagraph.store.papers import decode_paper
from vlagraph.store.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.errors import Problem
    from vlagraph.store.index.lines import Line

__all__ = ["write_index"]

_TOTALS = """
SELECT count(*), ifnull(sum(curated), 0), ifnull(sum(fetched IS NULL), 0), ifnull(sum(withdrawn), 0),
  max(CASE WHEN fetched <> '' THEN published END), max(nullif(fetched, '')), max(nullif(recorded, '')),
  min(nullif(fetched, ''))
FROM paper
"""
"""The values of `Totals` in their order."""

_PART = 1 << 15
"""Papers whose words are collected in memory at a time (some 80 MB): a word has a row for each such part."""
_CACHE_KB = 1 << 16
"""Kilobytes of the index that SQLite holds while it is made."""
_CHUNK = 1 << 20
"""Bytes copied at a time."""

_MOST_GONE = 2
"""Numbers given out per paper from which on an index is made anew: half of them are no paper's any more."""


class _StaleError(Exception):
    """An index has more numbers that are no paper's than is worth keeping."""


def write_index(path: Path, lines: Callable[[], Iterable[Line]], *, stamp: str) -> None:
    """Write the index of the ``lines`` to ``path`` in one step, from the one that stands there if it can be.

    It is made on the disk, in a file beside ``path``: that of a million papers is larger than what a command
    should take of the memory.

    Raises:
        UnusableError: the lines cannot be indexed.
        OSError: the folder takes no files, or the file is in use and cannot be replaced.
        sqlite3.Error: the disk is full.
    """
    sealed = new_seal()
    about = {"format": FORMAT, "stamp": stamp, "seal": str(sealed)}
    if (found := open_sealed(path)) is not None:
        found[0].close()
        with contextlib.suppress(_StaleError, sqlite3.Error, OSError):
            write_by(path, partial(_update, lines, about), _bytes_of(path), modified=sealed)
            return
    try:
        write_by(path, partial(_fill, lines, about), modified=sealed)
    except sqlite3.IntegrityError as error:
        raise UnusableError from error


def _bytes_of(path: Path) -> Iterator[bytes]:
    with disk.opened(path) as file:
        yield from iter(partial(file.read, _CHUNK), b"")


def _update(lines: Callable[[], Iterable[Line]], about: Mapping[str, str], where: str) -> None:
    with contextlib.closing(_opened(where)) as index:
        _Writing(index).update(lines(), about)


def _fill(lines: Callable[[], Iterable[Line]], about: Mapping[str, str], where: str) -> None:
    with contextlib.closing(_opened(where)) as index:
        index.executescript(TABLES)
        _Writing(index).fill(lines(), about)


def _opened(where: str) -> sqlite3.Connection:
    """The index in the file ``where``, which must be there: no journal is written beside it.

    Nobody else knows the file, and one whose making is ended is thrown away.
    """
    index = sqlite3.connect(address(where, "mode=rw&nolock=1"), uri=True, isolation_level=None)
    for said in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KB}"):
        index.execute(f"PRAGMA {said}")
    return index


@dataclass(frozen=True)
class _Batch:
    """What is put into the tables of some papers."""

    papers: list[tuple[object, ...]] = field(default_factory=list)
    lines: list[tuple[int, bytes]] = field(default_factory=list)
    places: list[tuple[int, str, float, str]] = field(default_factory=list)
    keys: list[tuple[int, int]] = field(default_factory=list)
    words: defaultdict[str, array[int]] = field(default_factory=lambda: defaultdict(partial(array, "I")))

    def add(self, number: int, line: Line) -> None:
        """Add the paper of ``line`` under its ``number``."""
        paper = _paper(line)
        self.papers.append(_row(number, line, paper))
        self.places.extend(_places(number, paper))
        self.keys.extend((key, number) for key in hashed_keys([paper.title]))
        if line.start < 0:
            self.lines.append((number, line.data))
        for word in runs_in(searched_text(paper)):
            self.words[word].append(number)


@dataclass(frozen=True)
class _Writing:
    """The changes of one index."""

    index: sqlite3.Connection

    def fill(self, lines: Iterable[Line], about: Mapping[str, str]) -> None:
        """Make the empty index that of ``lines``, which says ``about`` itself what it is given."""
        self.index.execute("BEGIN")
        ever = self._add(lines, 0)
        self.index.execute("COMMIT")
        self.index.executescript(ORDERS)
        self._note({**about, "numbers": str(ever)})

    def update(self, lines: Iterable[Line], about: Mapping[str, str]) -> None:
        """Make the index that of ``lines``, which says ``about`` itself what it is given.

        Raises:
            _StaleError: too much of it would be left over.
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
        if ever + len(fresh) > _MOST_GONE * (len(moved) + len(fresh)):
            raise _StaleError
        self.index.execute("BEGIN")
        self._remove(gone.values())
        self.index.executemany("UPDATE paper SET start = ?1 WHERE n = ?2 AND start <> ?1", moved)
        ever = self._add(fresh, ever)
        self._note({**about, "numbers": str(ever)})
        self.index.execute("COMMIT")

    def _remove(self, numbers: Iterable[int]) -> None:
        self.index.execute("CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY)")
        self.index.executemany("INSERT INTO gone VALUES (?)", ((number,) for number in numbers))
        for table in ("paper", "line", "place", "title_key"):
            self.index.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM gone)")

    def _add(self, lines: Iterable[Line], ever: int) -> int:
        """Add the papers of ``lines`` under the numbers after ``ever``; the last number, a part at a time."""
        batch = _Batch()
        for line in lines:
            ever += 1
            batch.add(ever, line)
            if ever % _PART == 0:
                self._put(batch, ever)
                batch = _Batch()
        self._put(batch, ever)
        return ever

    def _put(self, batch: _Batch, last: int) -> None:
        """Put ``batch``, which ends with the number ``last``, into the tables."""
        many, part = self.index.executemany, (last - 1) // _PART
        many("INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", batch.papers)
        many("INSERT INTO line VALUES (?, ?)", batch.lines)
        many("INSERT INTO place VALUES (?, ?, ?, ?)", sorted(batch.places))
        many("INSERT INTO title_key VALUES (?, ?)", sorted(batch.keys))
        many(
            "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word, part)"
            " DO UPDATE SET papers = CAST(papers || excluded.papers AS BLOB)",
            ((word, part, batch.words[word].tobytes()) for word in sorted(batch.words)),
        )

    def _note(self, about: Mapping[str, str]) -> None:
        self.index.execute(
            "UPDATE paper SET shared = NOT shared WHERE shared <> (n IN (SELECT n FROM title_key WHERE key IN"
            " (SELECT key FROM title_key GROUP BY key HAVING count(*) > 1)))"
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
