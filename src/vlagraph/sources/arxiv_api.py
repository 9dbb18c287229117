"""arXiv's query API as a source: asked by category where that is few pages, else by words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.times import iso
from vlagraph.sources.query_api import BATCH, Ask, QueryApi, ask_url
from vlagraph.sources.source import Address, Batch, Receipt, SourceKind
from vlagraph.sources.walk import OrderError, Walker, minute, windowed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from vlagraph.sources.query_api import Page
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import Access, Window
    from vlagraph.sources.walk import Stage

__all__ = ["SOURCE", "ArxivApi"]

_BROAD_WORTH = 2
"""A query by category may take this many times the pages that the narrower queries take at least."""
_BY_WORDS = "by words"
"""Stands among the marks for the decision against the query by category."""


@dataclass(frozen=True)
class ArxivApi:
    """The query API: ``api`` gives single pages, ``walker`` the walks over them."""

    api: QueryApi
    walker: Walker

    def listing(self, window: Window) -> Iterator[Batch]:
        """The papers of ``window``, newest first, going on where the marks of an earlier walk end."""
        search = window.search
        whole = False
        if search.broad and search.narrow and not window.marks.get(_mark(_BY_WORDS, window)):
            whole = yield from self._listed_by_category(window)
        for query in () if whole else search.narrow or (search.broad,):
            for stage in self._listed(query, window):
                yield _batch_of(stage, query, window)
        yield Batch(ended=_marks(window))

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        """Changes since the time ``since``, newest first: by category where that is few pages, else by words.

        Where the server does not keep the order of changes, the whole window is listed instead.
        """
        search = window.search
        if search.broad and search.narrow and (yield from self._changed_by_category(window, since)):
            return
        for query in search.narrow or (search.broad,):
            try:
                for stage in self.walker.changes(query, window.first, window.last, since=since):
                    yield _batch(stage.page)
            except OrderError:
                for stage in self.walker.window(query, window.first, window.last):
                    yield _batch(stage.page)

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
        """The papers with ``ids``, a request for each batch; ``missing`` are those that arXiv lacks."""
        for at in range(0, len(ids), BATCH):
            part = tuple(ids[at : at + BATCH])
            page = self.api.page(Ask(ids=part, size=BATCH, least=len(known.intersection(part))))
            came = {paper.id for paper in page.papers} | {defect.id for defect in page.defects}
            batch = _batch(page)
            missing = tuple(one for one in part if one not in came)
            yield replace(batch, receipt=replace(batch.receipt, missing=missing))

    def _listed_by_category(self, window: Window) -> Generator[Batch, None, bool]:
        """The listing by category; where that is many pages, the first one with the decision, and False."""
        query, most = window.search.broad, _BROAD_WORTH * len(window.search.narrow)
        fresh = not window.marks.get(_mark(query, window))
        for stage in self._listed(query, window):
            if fresh and stage.pages > most:
                yield replace(_batch(stage.page), marks={_mark(_BY_WORDS, window): window.last})
                return False
            yield _batch_of(stage, query, window)
        return True

    def _changed_by_category(self, window: Window, since: str) -> Generator[Batch, None, bool]:
        """The changes by category; the first page, and False, where those are many pages or out of order."""
        query, most = window.search.broad, _BROAD_WORTH * len(window.search.narrow)
        walk = self.walker.changes(query, window.first, window.last, since=since, least=window.known)
        try:
            for number, stage in enumerate(walk):
                yield _batch(stage.page)
                if number == 0 and stage.pages > most:
                    return False
        except OrderError:
            return False
        return True

    def _listed(self, query: str, window: Window) -> Iterator[Stage]:
        """The walk over the window by ``query``, from where an earlier one stopped."""
        reached = window.marks.get(_mark(query, window), "")
        if not reached:
            yield from self.walker.window(query, window.first, window.last)
        elif reached > window.first:
            before = iso(minute(reached) - timedelta(minutes=1))
            yield from self.walker.window(query, window.first, before)


def _open(access: Access) -> ArxivApi:
    api, settings = QueryApi(access), access.polite.settings
    return ArxivApi(api, Walker(api.page, settings.page_size, settings.smaller_page))


def _batch(page: Page) -> Batch:
    return Batch(
        papers=page.papers, receipt=Receipt(asked=page.url, announced=page.due, defects=page.defects)
    )


def _batch_of(stage: Stage, query: str, window: Window) -> Batch:
    """The batch of one page of a listing, with the mark of how far the walk has come."""
    marks = {_mark(query, window): stage.reached} if stage.reached else {}
    return replace(_batch(stage.page), marks=marks)


def _mark(query: str, window: Window) -> str:
    """The key under which the walk of ``query`` over ``window`` keeps how far it has come."""
    return hashlib.sha256(f"{query}\n{window.first}\n{window.last}".encode()).hexdigest()[:16]


def _marks(window: Window) -> tuple[str, ...]:
    search = window.search
    return tuple(_mark(query, window) for query in (_BY_WORDS, search.broad, *search.narrow))


def _addresses(settings: Settings, window: Window, since: str) -> tuple[Address, ...]:
    search = window.search
    found = []
    for query in (search.broad, *search.narrow) if search.broad else search.narrow:
        ask = Ask(
            query=windowed(query, minute(window.first), minute(window.last)),
            sort="lastUpdatedDate" if since else "submittedDate",
            size=settings.page_size,
        )
        broad = query == search.broad
        url = ask_url(settings.api_url, ask)
        found.append(
            Address(url, by_category=broad and bool(search.broad), by_words=bool(search.broad) and not broad)
        )
    return tuple(found)


SOURCE = SourceKind(
    name="api",
    label="Query API",
    open=_open,
    fallback="oai",
    addresses=_addresses,
    id_address=lambda settings, ids: ask_url(settings.api_url, Ask(ids=ids)),
)
