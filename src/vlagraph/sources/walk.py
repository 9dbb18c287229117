"""Walking through the query API: windows from new to old, changes down to a watermark, batches of ids.

A window is never paged by offset: each request asks for the newest papers up to a moment, and the next one
goes on from the oldest minute that came. So no result limit is ever near, nothing shifts between pages, and a
run can go on from a date. Changes have no date filter on the server, so they are paged with an overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.times import iso, parse_time
from vlagraph.errors import BadAnswerError
from vlagraph.sources.query_api import BATCH, Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from vlagraph.core.papers.paper import Paper
    from vlagraph.sources.query_api import Page

__all__ = ["Batch", "OrderError", "Walker", "minute", "windowed"]

_WINDOW = 10_000  # results that the server can reach by offset
_LARGEST = 2_000  # entries in one page, by the manual
_OVERLAP = 10


class OrderError(BadAnswerError):
    """The order asked for is not kept, or reaches too far; list the window instead."""


@dataclass(frozen=True)
class Batch:
    """Papers of one page. ``reached`` (UTC): everything submitted from there to the window's end has come.

    ``pages`` is how many pages the walk will take in all, as far as this one tells.
    """

    papers: tuple[Paper, ...]
    reached: str | None = None
    pages: int = 1
    defects: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walker:
    """The walks over one source of pages of ``size`` entries, ``smaller`` ones where those stay wrong."""

    page: Callable[[Ask], Page]
    size: int = 1000
    smaller: int = 250

    def window(self, query: str, first: str, last: str) -> Iterator[Batch]:
        """The papers that match ``query``, submitted from minute ``first`` to ``last``, newest first.

        Raises:
            SourceError: a page did not come right; what was yielded before is good.
        """
        upper, least = minute(last), 0
        bottom = minute(first)
        while upper >= bottom:
            asked = windowed(query, bottom, upper)
            page = self._page(Ask(query=asked, size=self.size, least=least))
            times = [paper.published for paper in page.papers]
            if not self._more(page):
                yield Batch(page.papers, iso(bottom), defects=page.defects)
                return
            if not times:
                raise BadAnswerError(f"every entry of a page is incomplete ({page.defects[0]}).")
            if times != sorted(times, reverse=True):
                page = self._page(Ask(query=asked, size=self.smaller))
                times = [paper.published for paper in page.papers]
            if not times or times != sorted(times, reverse=True):
                yield from self._by_offset(asked, iso(bottom))
                return
            oldest = minute(times[-1])
            if oldest >= upper:
                yield from self._one_minute(query, upper)
                upper, least = upper - timedelta(minutes=1), 0
                continue
            pages = -(-page.total // len(times))
            yield Batch(page.papers, iso(oldest + timedelta(minutes=1)), pages, page.defects)
            least = 1
            upper = oldest

    def changes(self, query: str, first: str, last: str, *, since: str, least: int = 0) -> Iterator[Batch]:
        """The papers of the window with a version of ``since`` or later, newest first, and some older ones.

        Raises:
            OrderError: the server ignores the order, or the results reach beyond its limit.
            SourceError: a page did not come right.
        """
        asked = windowed(query, minute(first), minute(last))
        start, before, seen = 0, frozenset[str](), set[str]()
        while start + self.size <= _WINDOW:
            page = self._page(
                Ask(query=asked, sort="lastUpdatedDate", start=start, size=self.size, least=least)
            )
            times = [paper.updated or paper.published for paper in page.papers]
            ids = [paper.id for paper in page.papers]
            whole = start == 0 and not self._more(page)
            if not whole and times != sorted(times, reverse=True):
                raise OrderError("arXiv ignores the order by date of change.")
            if before and not page.defects and not before.intersection(ids):
                raise OrderError("arXiv's results moved between two pages.")
            if start and seen.issuperset(ids):
                raise OrderError("arXiv repeats itself page after page.")
            seen.update(ids)
            yield Batch(page.papers, None, _pages_until(times, since, page.total), page.defects)
            if not self._more(page) or (times and times[-1] < since):
                return
            before = frozenset(ids[-_OVERLAP:])
            start += len(ids) + len(page.defects) - _OVERLAP
            least = 1
        raise OrderError("more papers changed than arXiv lets anyone page through.")

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Batch:
        """The papers with ``ids`` (at most a batch); ``missing`` are those that arXiv does not have.

        Raises:
            SourceError: the page did not come right, or lacks most of those in ``known``.
        """
        least = len(known.intersection(ids))
        page = self.page(Ask(ids=tuple(ids), sort="submittedDate", size=BATCH, least=least))
        here = {paper.id for paper in page.papers}
        broken = {defect.partition(":")[0] for defect in page.defects}
        return Batch(
            page.papers, None, 1, page.defects, tuple(one for one in ids if one not in here | broken)
        )

    def _page(self, ask: Ask) -> Page:
        """The page, or a smaller one from the same place where the full one stays wrong."""
        try:
            return self.page(ask)
        except BadAnswerError:
            if ask.size <= self.smaller:
                raise
        return self.page(replace(ask, size=self.smaller))

    def _more(self, page: Page) -> bool:
        got = len(page.papers) + len(page.defects)
        return got < page.total or got in {self.size, self.smaller}

    def _one_minute(self, query: str, moment: datetime) -> Iterator[Batch]:
        page = self.page(Ask(query=windowed(query, moment, moment), size=_LARGEST))
        if page.total > len(page.papers) + len(page.defects):
            raise BadAnswerError(f"more than {_LARGEST} papers were submitted at {iso(moment)}.")
        yield Batch(page.papers, iso(moment), defects=page.defects)

    def _by_offset(self, asked: str, bottom: str) -> Iterator[Batch]:
        """The whole window by offset, for a server that keeps some order, but not the one asked for."""
        start, seen, total = 0, set[str](), 1
        while start < total and start + self.size <= _WINDOW:
            page = self._page(Ask(query=asked, start=start, size=self.size))
            seen.update(paper.id for paper in page.papers)
            total = page.total
            start += len(page.papers) + len(page.defects)
            done = len(seen) >= total
            yield Batch(page.papers, bottom if done else None, 1, page.defects)
            if done or not page.papers:
                break
        if len(seen) < total:
            raise OrderError(f"arXiv ignores the order asked for; {len(seen)} of {total} papers came.")


def minute(text: str) -> datetime:
    """The minute of an ISO time."""
    return parse_time(text).replace(second=0, microsecond=0)


def windowed(query: str, first: datetime, last: datetime) -> str:
    """``query`` limited to papers first submitted from minute ``first`` to minute ``last``, both included.

    >>> from datetime import datetime
    >>> windowed("abs:vla", datetime(2026, 1, 1), datetime(2026, 1, 31, 23, 59))
    '(abs:vla) AND submittedDate:[202601010000 TO 202601312359]'
    """
    return f"({query}) AND submittedDate:[{first.year:04}{first:%m%d%H%M} TO {last.year:04}{last:%m%d%H%M}]"


def _pages_until(times: Sequence[str], since: str, total: int) -> int:
    """Pages of changes down to ``since``, if they go on as densely as in the first one."""
    if not times or times[-1] <= since:
        return 1
    newest, oldest = parse_time(times[0]), parse_time(times[-1])
    covered = max(1.0, (newest - oldest).total_seconds())
    wanted = (newest - parse_time(since)).total_seconds()
    return min(-(-total // len(times)), int(-(-wanted // covered)))
