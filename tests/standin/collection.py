"""The papers a server holds: a shared corpus and what a test changed in it, seen at a virtual time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

from .index import Paper, Segment
from .matching import evaluate, scores
from .records import Record, read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .grammar import Tree
    from .records import Raw

__all__ = ["Collection", "Corpus", "Hit", "load_corpus"]


class Corpus:
    """An unchanging set of records with one index that every server of the process shares."""

    def __init__(self, records: Iterable[Raw]) -> None:
        self.records = tuple(Record(raw) for raw in records)
        self.by_id: Mapping[str, Record] = {record.id: record for record in self.records}
        self.retitled = tuple(record for record in self.records if record.retitled)

    @cached_property
    def segment(self) -> Segment:
        """The records in their newest version and own text."""
        return Segment([Paper(record, record.versions[-1]) for record in self.records])

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Record id -> its place in the segment."""
        return {record.id: number for number, record in enumerate(self.records)}

    @property
    def default_clock(self) -> datetime:
        """The newest date in the corpus and one day."""
        start = datetime(2026, 1, 1, tzinfo=UTC)
        newest = max((record.versions[-1].created for record in self.records), default=start)
        return newest + timedelta(days=1)

    def warm(self) -> None:
        """Builds the indexes of titles and abstracts now instead of at the first query."""
        for field in ("ti", "abs"):
            self.segment.words(field)


@cache
def load_corpus(path: Path) -> Corpus:
    """The corpus in that file, read once per process."""
    return Corpus(read_records(path))


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper a query found, as shown now, with its score."""

    paper: Paper
    score: float = 0.0


class Collection:
    """The records of one server; reads give what is visible at the time asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.revision = 0
        self._replaced: dict[str, Record | None] = {}
        self._lock = RLock()
        self._segments: tuple[object, list[tuple[Segment, frozenset[int]]]] | None = None

    def get(self, identifier: str) -> Record | None:
        """The record with that id, whether visible or not."""
        if identifier in self._replaced:
            return self._replaced[identifier]
        return self.corpus.by_id.get(identifier)

    def __iter__(self) -> Iterator[Record]:
        for record in self.corpus.records:
            if record.id not in self._replaced:
                yield record
        yield from (record for record in self._replaced.values() if record is not None)

    def put(self, raw: Mapping[str, Any]) -> None:
        """Adds a record, or puts it in the place of the one with its id."""
        self._replace(raw["id"], Record(raw))

    def remove(self, identifier: str) -> None:
        """Takes a record out."""
        self._replace(identifier, None)

    def _replace(self, identifier: str, record: Record | None) -> None:
        with self._lock:
            self._replaced[identifier] = record
            self.revision += 1

    def segments(self, now: datetime, *, ties: bool) -> list[tuple[Segment, frozenset[int]]]:
        """What to search and which papers of it are visible: the shared segment and the odd ones out."""
        with self._lock:
            key = (now, ties, self.revision)
            if self._segments is None or self._segments[0] != key:
                self._segments = (key, self._make_segments(now, ties=ties))
            return self._segments[1]

    def _make_segments(self, now: datetime, *, ties: bool) -> list[tuple[Segment, frozenset[int]]]:
        odd = [record for record in self.corpus.retitled if record.id not in self._replaced]
        aside = {record.id for record in odd} | self._replaced.keys()
        odd += [record for record in self._replaced.values() if record is not None]
        live = frozenset(
            number
            for number, record in enumerate(self.corpus.records)
            if record.id not in aside and record.published(ties=ties) <= now
        )
        shown = [Paper(record, version) for record in odd if (version := record.shown(now, ties=ties))]
        extra = Segment(shown)
        return [(self.corpus.segment, live), (extra, frozenset(range(len(shown))))]

    def search(self, tree: Tree | None, now: datetime, *, ties: bool, scored: bool) -> list[Hit]:
        """The visible papers the tree matches (all for None), in no particular order."""
        hits = []
        for segment, live in self.segments(now, ties=ties):
            found = live if tree is None else live & evaluate(tree, segment, live, ties=ties)
            score = scores(tree, segment, found) if scored and tree is not None else {}
            for number in found:
                record = segment.papers[number].record
                version = record.shown(now, ties=ties)
                if version:
                    hits.append(Hit(Paper(record, version), score.get(number, 0.0)))
        return hits
