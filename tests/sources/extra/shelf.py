"""A third source in one file: two papers on a shelf; the second has a new version since June 2025."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.papers.paper import Paper
from vlagraph.sources.source import Batch, Receipt, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.sources.source import Access, Window


def _paper(number: int, day: str, updated: str) -> Paper:
    return Paper(
        id=f"2501.0000{number}",
        title=f"Paper {number} of the shelf",
        authors=("A. Bee",),
        published=f"{day}T00:00:00Z",
        updated=f"{updated}T00:00:00Z",
        version=1 if day == updated else 2,
        primary_category="cs.RO",
        categories=("cs.RO",),
        abstract="It stands on a shelf.",
        source="shelf",
    )


PAPERS = (_paper(1, "2025-01-10", "2025-01-10"), _paper(2, "2025-02-10", "2025-06-10"))


@dataclass(frozen=True)
class Shelf:
    access: Access

    def listing(self, window: Window) -> Iterator[Batch]:
        yield self._batch("listing", [one for one in PAPERS if window.first <= one.published <= window.last])

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        yield self._batch("changes", [one for one in PAPERS if since <= (one.updated or "")])

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
        yield self._batch("ids", [one for one in PAPERS if one.id in ids])

    def _batch(self, asked: str, papers: list[Paper]) -> Batch:
        self.access.on_page(cached=False)
        dated = tuple(_dated(paper, self.access.fetched) for paper in papers)
        return Batch(papers=dated, receipt=Receipt(asked=asked, announced=len(dated)))


def _dated(paper: Paper, fetched: str) -> Paper:
    from msgspec.structs import replace

    return replace(paper, fetched=fetched)


SOURCE = SourceKind(name="shelf", label="the shelf", open=Shelf)
