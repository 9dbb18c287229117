"""Asking an index for papers by id, topic, day, words and titles; only lines that are wanted are decoded."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, ClassVar

import msgspec

from vlagraph.core.papers.authors import with_plain_authors
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.searching import telling_runs
from vlagraph.store.index.tables import APART, digest_of, hashed_keys
from vlagraph.store.index.tallying import Tallying
from vlagraph.store.totals import Totals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from vlagraph.store.totals import Tally

__all__ = ["MismatchError", "PaperIndex"]

_DECODER = msgspec.json.Decoder(Paper)

_REACHES = "substr(published, 1, 10) >= substr(?1, 1, length(published))"
"""Whether a paper may be of the day or later, as far as its date is known: it may be a month."""

_MAY_REACH = "(published >= substr(?1, 1, 7) OR published IN ({}))".format(
    ", ".join(f"substr(?1, 1, {length})" for length in range(7))
)
"""What every paper that reaches the day fulfils, in a form that the index by day answers."""

_MATCHED = "SELECT 1 FROM place x JOIN least l ON l.topic = x.topic WHERE x.n = p.n"
"""A match of the paper `p` with a topic of now."""

_ATTACHED = f"EXISTS ({_MATCHED} AND x.score >= l.score)"
"""Whether the paper `p` has a match that counts."""

_REACHING = "SELECT x.n FROM least l CROSS JOIN place x ON x.topic = l.topic AND x.score >= l.score"
"""The papers with a match that counts, from an index alone; one that stands under more topics comes again."""

_LATE = f"SELECT n FROM paper p WHERE {_MAY_REACH} AND {_REACHES}"
"""The papers that may be of the day or later."""

_STANDS = "SELECT id, digest, start, size FROM paper WHERE n = ?"

_HOLDING = "SELECT papers FROM word WHERE rowid IN (SELECT rowid FROM word WHERE instr(word, ?))"
"""The papers of the words with a text in them; the inner part reads the words alone, by their index."""

_LEFT = "NOT curated AND n NOT IN (SELECT n FROM aside)"


class MismatchError(Exception):
    """The file of papers is not the one that the index was made of."""


@dataclass(frozen=True)
class PaperIndex:
    """The papers of one file, by its index in ``path``; ``file`` has the lines, where the index does not.

    Scores from which on matches count are given per topic, by ids of now and former ones. All methods raise
    `MismatchError`, ``sqlite3.Error`` or ``OSError`` where the index is of no use.
    """

    index: sqlite3.Connection
    path: Path
    file: IO[bytes] | None = None
    fault: ClassVar[None] = None
    """A file that has an index could be read."""

    def ids(self) -> Collection[str]:
        """The ids of all papers."""
        return [one for (one,) in self.index.execute("SELECT id FROM paper")]

    def known(self, ids: Iterable[str]) -> Collection[str]:
        """Those of ``ids`` that there are."""
        return [one for one in ids if self._one("SELECT n FROM paper WHERE id = ?", one) is not None]

    def totals(self) -> Totals:
        """How many papers there are of which kind."""
        (said,) = self.index.execute("SELECT value FROM meta WHERE name = 'totals'").fetchone() or ("",)
        try:
            return msgspec.json.decode(said, type=Totals)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise MismatchError from error

    def tally(self, rules: Mapping[str, Mapping[str, float]], aside: Collection[str]) -> dict[str, Tally]:
        """By topic the papers that ``rules`` take, without those ``aside`` (ids)."""
        return Tallying(self.index, frozenset(self._find(aside))).tally(rules)

    def by_id(self, ids: Iterable[str]) -> dict[str, Paper]:
        """Those of the papers ``ids`` that there are."""
        return self._papers(self._find(ids))

    def under(self, least: Mapping[str, float], *, since: str | None = None) -> dict[str, Paper]:
        """The papers with a match that counts; with ``since`` those that may be of that day or later."""
        self._set_least(least)
        asked = (_REACHING,) if since is None else (f"{_LATE} AND {_ATTACHED}", since)
        return self._papers(self._numbers(*asked))

    def with_words(self, query: str) -> dict[str, Paper]:
        """At least the papers that hold all words of ``query``, which has `telling_runs`."""
        return self._papers(set.intersection(*map(self._holding, telling_runs(query))))

    def alike(self, titles: Iterable[str]) -> dict[str, Paper]:
        """At least the papers with nearly one of ``titles``."""
        said = "SELECT n FROM title_key WHERE key = ?"
        return self._papers(n for key in hashed_keys(titles) for n in self._numbers(said, key))

    def shared_titles(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the papers ``ids`` whose title another paper may have."""
        said = "SELECT n FROM paper WHERE id = ? AND shared"
        return frozenset(one for one in ids if self._one(said, one) is not None)

    def older(
        self, least: Mapping[str, float], barred: Mapping[str, float], *, day: str, aside: Collection[str]
    ) -> tuple[int, dict[str, Paper]]:
        """The papers before ``day`` that may be told as new, without those ``aside`` (ids).

        None of them has a match that reaches a score of ``barred``. How many there are with a title of their
        own, and those that may share theirs.
        """
        found = self._reaching(least) - self._reaching(barred)
        untold = self._numbers(f"{APART} AND (withdrawn OR curated)")
        found.difference_update(self._find(aside), self._numbers(_LATE, day), untold)
        shared = found.intersection(self._numbers(APART))
        return len(found) - len(shared), self._papers(shared)

    def any_attached(self, least: Mapping[str, float], *, unmatched: bool, aside: Collection[str]) -> bool:
        """Whether there is a paper that nobody chose, besides those ``aside``, and that a match counts for.

        With ``unmatched`` one will do too that a reader asked for or that has no match with a topic of now.
        """
        self._set_least(least)
        self._set_aside(aside)
        other = f"OR asked OR NOT EXISTS ({_MATCHED})" if unmatched else ""
        said = f"SELECT n FROM paper p WHERE {_LEFT} AND ({_ATTACHED} {other}) LIMIT 1"
        return self._one(said) is not None

    def _holding(self, run: str) -> set[int]:
        """The numbers of the papers with ``run`` in a word; also of some that are gone."""
        found: set[int] = set()
        for (papers,) in self.index.execute(_HOLDING, (run,)):
            try:
                found.update(array("I", papers))
            except (TypeError, ValueError) as error:
                raise MismatchError from error
        return found

    def _reaching(self, least: Mapping[str, float]) -> set[int]:
        """The numbers of the papers with a match that counts; no row of a paper is read for them."""
        self._set_least(least)
        return set(self._numbers(_REACHING))

    def _set_least(self, least: Mapping[str, float]) -> None:
        self.index.execute("DROP TABLE IF EXISTS temp.least")
        self.index.execute("CREATE TEMP TABLE least (topic TEXT PRIMARY KEY, score REAL) WITHOUT ROWID")
        self.index.executemany("INSERT INTO least VALUES (?, ?)", least.items())

    def _set_aside(self, ids: Iterable[str]) -> None:
        self.index.execute("DROP TABLE IF EXISTS temp.aside")
        self.index.execute("CREATE TEMP TABLE aside (n INTEGER PRIMARY KEY)")
        self.index.executemany("INSERT OR IGNORE INTO aside VALUES (?)", ((n,) for n in self._find(ids)))

    def _find(self, ids: Iterable[str]) -> list[int]:
        """The numbers of those of the papers ``ids`` that there are."""
        found = (self._one("SELECT n FROM paper WHERE id = ?", one) for one in ids)
        return [number for number in found if number is not None]

    def _one(self, said: str, *values: object) -> int | None:
        row = self.index.execute(said, values).fetchone()
        return row[0] if row else None

    def _numbers(self, said: str, *values: object) -> list[int]:
        return [number for (number,) in self.index.execute(said, values)]

    def _papers(self, numbers: Iterable[int]) -> dict[str, Paper]:
        """The papers of these numbers by id."""
        return dict(self._decoded(sorted(set(numbers))))

    def _decoded(self, numbers: Iterable[int]) -> Iterator[tuple[str, Paper]]:
        for number in numbers:
            row = self.index.execute(_STANDS, (number,)).fetchone()
            if row is None:  # a word points to a paper that is gone
                continue
            name, digest, start, size = row
            line = self._line(number, start, size)
            if digest_of(line) != digest:
                raise MismatchError
            try:
                paper = _DECODER.decode(line)
            except (msgspec.MsgspecError, RecursionError) as error:
                raise MismatchError from error
            yield name, paper if self.file is None else with_plain_authors(paper)

    def _line(self, number: int, start: int, size: int) -> bytes:
        if self.file is not None:
            self.file.seek(start)
            return self.file.read(size)
        row = self.index.execute("SELECT line FROM line WHERE n = ?", (number,)).fetchone()
        if row is None:
            raise MismatchError
        return bytes(row[0])
