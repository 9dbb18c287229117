"""The tables of an index, and how a file of one is opened."""

from __future__ import annotations

import os
import sqlite3
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote

from vlagraph.core.papers.titles import title_keys
from vlagraph.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "APART",
    "FORMAT",
    "ORDERS",
    "TABLES",
    "address",
    "digest_of",
    "hashed_keys",
    "open_sealed",
    "read_meta",
]

FORMAT = "4"
"""The form of the tables and of what is put into them: raised with every change of either."""
_KEY_BYTES = 6
"""SQLite keeps a whole number of 48 bits in six bytes."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE paper (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, start INTEGER NOT NULL,
  size INTEGER NOT NULL, published TEXT NOT NULL, curated INTEGER NOT NULL, asked INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL, fetched TEXT, recorded TEXT, shared INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE line (n INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE place (
  n INTEGER NOT NULL, topic TEXT NOT NULL, score REAL NOT NULL, day TEXT NOT NULL, PRIMARY KEY (n, topic)
) WITHOUT ROWID;
CREATE TABLE title_key (key INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE word (word TEXT NOT NULL, part INTEGER NOT NULL, papers BLOB NOT NULL, PRIMARY KEY (word, part));
"""
"""A paper has a number, and its line stands in the file of papers from ``start`` on, or in ``line``.

``shared`` says that another title has a key of its title. ``papers`` of a word are their numbers in one
``part`` of all numbers, four bytes each; numbers that are no paper's any more stay among them.
"""

APART = "SELECT n FROM paper WHERE (shared OR withdrawn OR curated)"
"""The papers that are not counted as new like all others, in the words of their index."""

ORDERS = """
CREATE INDEX paper_apart ON paper (n) WHERE (shared OR withdrawn OR curated);
CREATE INDEX paper_by_day ON paper (published);
CREATE INDEX place_by_score ON place (topic, score, n);
CREATE INDEX place_by_day ON place (topic, day, score, n);
"""
"""What is made once the tables are filled: each is then sorted once."""


def hashed_keys(titles: Iterable[str]) -> set[int]:
    """The keys of ``titles`` as whole numbers: two keys may share one, which only finds more.

    Of 32 bits every fiftieth of a million papers had the number of another's key, and was read for it.
    """
    keys = (key.encode() for title in titles for key in title_keys(title))
    return {int.from_bytes(blake2b(key, digest_size=_KEY_BYTES).digest(), "big") for key in keys}


def digest_of(line: bytes) -> bytes:
    """What tells the ``line`` of a paper from another."""
    return blake2b(line, digest_size=12).digest()


def open_sealed(path: Path) -> tuple[sqlite3.Connection, dict[str, str]] | None:
    """The index in ``path`` and what it says of itself; None where there is none that is as it was written.

    It is never changed in place, so that no lock is needed. One that was changed by anybody else has lost the
    time that it was sealed with.
    """
    try:
        place, found = disk.real_place(path), disk.require_plain(path)
        index = sqlite3.connect(address(place.path, "mode=ro&immutable=1"), uri=True, isolation_level=None)
    except (sqlite3.Error, OSError):
        return None
    try:
        known = read_meta(index)
        if (known.get("format"), known.get("seal")) == (FORMAT, str(found.st_mtime_ns)):
            index.execute("PRAGMA temp_store = MEMORY")
            return index, known
    except (sqlite3.Error, ValueError):
        pass
    index.close()
    return None


def address(path: str, options: str) -> str:
    """``path`` with ``options`` as SQLite reads it, also on a server of Windows.

    The name of such a server must not become that of a host.
    """
    full = quote(path.replace(os.sep, "/"))
    return f"file://{full if full.startswith('/') else f'/{full}'}?{options}"


def read_meta(index: sqlite3.Connection) -> dict[str, str]:
    """What the index says of itself.

    Raises:
        sqlite3.Error: it is damaged, or no index.
    """
    return dict(index.execute("SELECT name, value FROM meta"))
