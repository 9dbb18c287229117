"""arXiv's query API as a source: asked by category where that is few pages, else by words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from vlagraph.core.times import iso
from vlagraph.sources.query_api import BATCH, Ask, QueryApi, ask_url
from vlagraph.sources.source import BROAD_WORTH, Address, Batch, Receipt, SourceKind
from vlagraph.sources.walk import OrderError, Walker, minute, windowed
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from vlagraph.sources.query_api import Page
    from vlagraph.sources.settings import Settings
    from vlagraph.sources.source import Access, Window
    from vlagraph.sources.walk import Stage

__all__ = ["SOURCE", "ArxivApi"]

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
        queries = () if whole else search.narrow or (search.broad,)
        length = _Length(len(queries))
        for query in queries:
            length.begin()
            for stage in self._listed(query, window):
                broad = query == search.broad
                yield replace(_batch_of(stage, query, window), left=length.left(stage), broad=broad)
        yield Batch(ended=_marks(window))

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        """Changes since the time ``since``, newest first: by category where that is few pages, else by words.

        Where the server does not keep the order of changes, the whole window is listed instead.
        """
        search = window.search
        if search.broad and search.narrow and (yield from self._changed_by_category(window, since)):
            return
        queries = search.narrow or (search.broad,)
        length = _Length(len(queries))
        for query in queries:
            length.begin()
            try:
                for stage in self.walker.changes(query, window.first, window.last, since=since):
                    yield _batch_of_changes(stage, length.left(stage))
            except OrderError:
                for stage in self.walker.window(query, window.first, window.last):
                    yield replace(_batch_of(stage, query, window), marks={}, left=length.left(stage))

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
        """The papers with ``ids``, a request for each batch; ``missing`` are those that arXiv lacks."""
        for at in range(0, len(ids), BATCH):
            part = tuple(ids[at : at + BATCH])
            page = self.api.page(Ask(ids=part, size=BATCH, least=len(known.intersection(part))))
            came = {paper.id for paper in page.papers} | {defect.id for defect in page.defects}
            batch = _batch(page)
            missing = tuple(one for one in part if one not in came)
            left = -(-(len(ids) - at - len(part)) // BATCH)
            yield replace(batch, receipt=replace(batch.receipt, missing=missing), left=left)

    def _listed_by_category(self, window: Window) -> Generator[Batch, None, bool]:
        """The listing by category; where that is many pages, the first one with the decision, and False."""
        query, most = window.search.broad, BROAD_WORTH * len(window.search.narrow)
        fresh = not window.marks.get(_mark(query, window))
        for stage in self._listed(query, window):
            if fresh and stage.pages > most:
                marks = {_mark(_BY_WORDS, window): window.last}
                batch = _batch(stage.page)
                yield replace(batch, receipt=replace(batch.receipt, fresh=0), marks=marks)
                return False
            yield replace(_batch_of(stage, query, window), left=stage.pages - 1, broad=True)
        return True

    def _changed_by_category(self, window: Window, since: str) -> Generator[Batch, None, bool]:
        """The changes by category; the first page, and False, where those are many pages or out of order."""
        query, most = window.search.broad, BROAD_WORTH * len(window.search.narrow)
        walk = self.walker.changes(query, window.first, window.last, since=since, least=window.known)
        try:
            for number, stage in enumerate(walk):
                many = number == 0 and stage.pages > most
                yield replace(_batch_of_changes(stage, None if many else stage.pages - 1), broad=not many)
                if many:
                    return False
        except OrderError:
            return False
        return True

    def _listed(self, query: str, window: Window) -> Iterator[Stage]:
        """The walk over the window by ``query``, from where an earlier one stopped."""
        reached = window.marks.get(_mark(query, window), "")
        if not reached:
            for number, stage in enumerate(self.walker.window(query, window.first, window.last)):
                yield stage if number else replace(stage, total=stage.page.total)
        elif reached > window.first:
            before = iso(minute(reached) - timedelta(minutes=1))
            yield from self.walker.window(query, window.first, before)


@dataclass
class _Length:
    """How many pages some queries take: those to come are taken to be as long as those before them."""

    queries: int
    taken: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Begin the next query."""
        self.taken.append(0)

    def left(self, stage: Stage) -> int:
        """The pages to come after the one of ``stage``, by what it announces."""
        self.taken[-1] += 1
        here = stage.pages - 1
        mean = (sum(self.taken) + here) / len(self.taken)
        return here + round(mean * (self.queries - len(self.taken)))


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
    reached = Message("fetch.back_to", {"day": stage.reached[:10]}) if stage.reached else None
    batch = _batch(stage.page)
    receipt = replace(batch.receipt, total=stage.total, fresh=stage.fresh)
    return replace(batch, receipt=receipt, marks=marks, reached=reached)


def _batch_of_changes(stage: Stage, left: int | None) -> Batch:
    """The batch of one page of changes, with the day of the oldest one."""
    days = [(paper.updated or paper.published)[:10] for paper in stage.page.papers]
    reached = Message("fetch.back_to", {"day": min(days)}) if days else None
    return replace(_batch(stage.page), left=left, reached=reached)


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
    batch=BATCH,
)
