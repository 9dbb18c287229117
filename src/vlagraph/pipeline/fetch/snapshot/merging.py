"""The kept papers of a snapshot and the stored ones, merged in the order of their ids, a few at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from vlagraph.core.matching.matcher import BATCH_SIZE
from vlagraph.core.papers.merging import Change, merge
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.tex import same_wording
from vlagraph.core.truth import ahead_of
from vlagraph.sources.snapshot.records import UNDATED
from vlagraph.store.papers import newest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from vlagraph.pipeline.fetch.rules import Rules

__all__ = ["Merging"]

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Paper)
_UNDATED = f'"fetched":"{UNDATED}"'.encode()
"""As it stands in a line; no text of a paper holds it, for quotes in a text are escaped."""


@dataclass
class Merging:
    """Merges papers confirmed at ``stamp`` into stored ones, and counts what changes.

    That a stored one was confirmed after ``now`` is not believed, and stays written where the file is silent.
    Of new papers those ``chosen`` by people are curated, those ``wished`` by a reader asked for; ``came``
    collects the latter.
    """

    rules: Rules
    stamp: str
    now: datetime
    chosen: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    came: set[str] = field(default_factory=set)
    papers: int = 0

    def __post_init__(self) -> None:
        self._dated = _UNDATED.replace(UNDATED.encode(), self.stamp.encode())

    def lines(self, stored: Iterator[Paper], seen: Iterator[tuple[str, list[bytes]]]) -> Iterator[bytes]:
        """The lines of the new papers.jsonl: ``stored`` is sorted by id, ``seen`` by the same id."""
        waiting: list[bytes | Paper] = []
        for line in self._joined(stored, seen):
            waiting.append(line)
            if len(waiting) == BATCH_SIZE:
                yield from self._matched(waiting)
                waiting = []
        yield from self._matched(waiting)

    def _joined(
        self, stored: Iterator[Paper], seen: Iterator[tuple[str, list[bytes]]]
    ) -> Iterator[bytes | Paper]:
        """Each paper as a line, or as itself where the rules must look at it once more."""
        old = next(stored, None)
        for one, lines in seen:
            while old is not None and old.id < one:
                yield _line(old)
                old = next(stored, None)
            self.came.update(self.wished.intersection([one]))
            if old is not None and old.id == one:
                yield self._updated(old, lines)
                old = next(stored, None)
            else:
                yield self._new(one, lines)
        while old is not None:
            yield _line(old)
            old = next(stored, None)

    def _new(self, one: str, lines: list[bytes]) -> bytes:
        self.counts["new"] += 1
        if len(lines) == 1 and one not in self.chosen and one not in self.wished:
            return lines[0].replace(_UNDATED, self._dated) + b"\n"
        curated = one in self.chosen
        asked = one in self.wished and not curated
        return _line(replace(self._newest(lines), curated=curated, asked=asked))

    def _updated(self, old: Paper, lines: list[bytes]) -> bytes | Paper:
        """The stored paper with what ``lines`` say; by the rules of now, also where they say nothing new."""
        seen, old = self._newest(lines), ahead_of(old, self.now)
        change = self._merged(old, seen)
        self.counts[change.kind] += 1
        if (change.paper.fetched or "") < (old.fetched or ""):
            change = change._replace(paper=replace(change.paper, fetched=old.fetched))
        same = all(getattr(change.paper, name) == getattr(seen, name) for name in _MATCHED)
        return _line(replace(change.paper, matches=seen.matches)) if same else change.paper

    def _merged(self, old: Paper, seen: Paper) -> Change:
        """What `merge` says; a whole record that arXiv confirmed since the snapshot is newer than it.

        One that a snapshot of the same day brought is not: of two such files the later one counts.
        """
        confirmed = old.fetched is not None and old.fetched >= self.stamp
        if confirmed and old.abstract and (old.version or 0) >= (seen.version or 0):
            again = (old.fetched, old.source, old.version) == (seen.fetched, seen.source, seen.version)
            return _replaced(old, seen) if again else Change(old, "unchanged")
        return merge(old, seen)

    def _newest(self, lines: list[bytes]) -> Paper:
        return replace(reduce(newest, map(_DECODER.decode, lines)), fetched=self.stamp)

    def _matched(self, waiting: list[bytes | Paper]) -> Iterator[bytes]:
        unsure = [one for one in waiting if isinstance(one, Paper)]
        found = iter(self.rules.attribute(unsure) if unsure else ())
        for one in waiting:
            self.papers += 1
            yield _line(replace(one, matches=next(found))) if isinstance(one, Paper) else one


_TEXTS = ("title", "abstract", "comment")
_MATCHED = ("title", "abstract", "categories")
"""What the rules look at."""


def _replaced(old: Paper, seen: Paper) -> Change:
    """``seen`` in the place of ``old``, with what only other sources told."""
    texts = {name: _plainer(getattr(old, name), getattr(seen, name)) for name in _TEXTS}
    paper = replace(
        seen,
        **texts,
        authors=seen.authors or old.authors,
        published=max(seen.published, old.published, key=len),
        journal_ref=seen.journal_ref or old.journal_ref,
        doi=seen.doi or old.doi,
        teams=tuple(name for name in dict.fromkeys((*seen.teams, *old.teams)) if name in seen.authors),
        curated=old.curated,
        asked=old.asked,
        matches=old.matches,
    )
    if paper == old:
        return Change(old, "unchanged")
    return Change(paper, "withdrawn" if paper.withdrawn and not old.withdrawn else "updated")


def _plainer(old: str | None, seen: str | None) -> str | None:
    """``seen``; ``old`` where another source told it with the same words and less TeX."""
    less = old is not None and seen is not None and old.count("\\") < seen.count("\\")
    return old if less and same_wording(old, seen) else seen


def _line(paper: Paper) -> bytes:
    return _ENCODER.encode(paper) + b"\n"
