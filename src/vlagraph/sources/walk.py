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
from vlagraph.sources.query_api import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from vlagraph.sources.query_api import Page

__all__ = ["OrderError", "Stage", "Walker", "minute", "windowed"]

_WINDOW = 10_000
"""Results that the server can reach by offset."""
_LARGEST = 2_000
"""Entries in one page, by arXiv's manual."""
_OVERLAP = 10
"""Entries of a page that the next one repeats: a page that repeats none shows that the results moved."""


class OrderError(BadAnswerError):
    """The order asked for is not kept, or reaches too far; list the window instead."""


@dataclass(frozen=True)
class Stage:
    """One page of a walk. ``reached`` (UTC): everything submitted from there to the window's end has come.

    ``pages`` is how many pages the walk will take in all, as far as this one tells; ``total`` is how many
    papers the first page of a whole walk announces, None in the others.
    """

    page: Page
    reached: str | None = None
    pages: int = 1
    total: int | None = None

    @property
    def fresh(self) -> int:
        """The papers that no other page counts: the oldest minute of one comes again with the next."""
        if self.reached is None:
            return self.page.came
        return sum(self.reached <= paper.published for paper in self.page.papers) + len(self.page.defects)


@dataclass(frozen=True)
class Walker:
    """The walks over pages of ``size`` entries, ``smaller`` ones where those stay wrong."""

    page: Callable[[Ask], Page]
    size: int = 1000
    smaller: int = 250

    def window(self, query: str, first: str, last: str) -> Iterator[Stage]:
        """The papers that match ``query``, submitted from minute ``first`` to ``last``, newest first.

        Raises:
            SourceError: a page did not come right; what was yielded before is good.
        """
        upper, least = minute(last), 0
        bottom = minute(first)
        while upper >= bottom:
            asked = windowed(query, bottom, upper)
            page = self._page(Ask(query=asked, size=self.size, least=least))
            if not self._more(page):
                yield Stage(page, iso(bottom))
                return
            if not page.papers:
                raise BadAnswerError("source.no_entry_whole", defect=page.defects[0].message)
            if not _in_order(page):
                page = self._page(Ask(query=asked, size=self.smaller))
            if not page.papers or not _in_order(page):
                yield from self._by_offset(asked, iso(bottom))
                return
            oldest = minute(page.papers[-1].published)
            if oldest >= upper:
                yield from self._one_minute(query, upper)
                upper, least = upper - timedelta(minutes=1), 0
                continue
            yield Stage(page, iso(oldest + timedelta(minutes=1)), -(-page.total // len(page.papers)))
            upper, least = oldest, 1

    def changes(self, query: str, first: str, last: str, *, since: str, least: int = 0) -> Iterator[Stage]:
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
                raise OrderError("source.order_ignored")
            if before and not page.defects and not before.intersection(ids):
                raise OrderError("source.moved")
            more = self._more(page, start)
            if start and seen.issuperset(ids):  # as the page behind the last one does
                more = start + page.came < page.total
                if more:
                    raise OrderError("source.repeats")
            seen.update(ids)
            yield Stage(page, None, _pages_until(times, since, page.total) if more else 1)
            if not more or (times and times[-1] < since):
                return
            before = frozenset(ids[-_OVERLAP:])
            start += len(ids) + len(page.defects) - _OVERLAP
            least = 1
        raise OrderError("source.too_many_changes")

    def _page(self, ask: Ask) -> Page:
        """The page, or a smaller one from the same place where the full one stays wrong."""
        try:
            return self.page(ask)
        except BadAnswerError:
            if ask.size <= self.smaller:
                raise
        return self.page(replace(ask, size=self.smaller))

    def _more(self, page: Page, start: int = 0) -> bool:
        """Whether results may follow those of ``page``, which begins at ``start``."""
        return start + page.came < page.total or page.came in {self.size, self.smaller}

    def _one_minute(self, query: str, moment: datetime) -> Iterator[Stage]:
        page = self.page(Ask(query=windowed(query, moment, moment), size=_LARGEST))
        if page.total > page.came:
            raise BadAnswerError("source.busy_minute", limit=_LARGEST, moment=iso(moment))
        yield Stage(page, iso(moment))

    def _by_offset(self, asked: str, bottom: str) -> Iterator[Stage]:
        """The whole window by offset, for a server that keeps some order, but not the one asked for."""
        start, seen, total = 0, set[str](), 1
        while start < total and start + self.size <= _WINDOW:
            page = self._page(Ask(query=asked, start=start, size=self.size))
            seen.update(paper.id for paper in page.papers)
            total = page.total
            start += page.came
            done = len(seen) >= total
            yield Stage(page, bottom if done else None)
            if done or not page.papers:
                break
        if len(seen) < total:
            raise OrderError("source.order_lost", came=len(seen), count=total)


def _in_order(page: Page) -> bool:
    """Whether the papers come newest first."""
    times = [paper.published for paper in page.papers]
    return times == sorted(times, reverse=True)


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
