"""arXiv's query API through the package ``arxiv``, which is given a polite session and checked pages only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

import arxiv

from vlagraph.core.papers.ids import split_version
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso
from vlagraph.errors import BadAnswerError
from vlagraph.sources.atom import read_feed, without
from vlagraph.sources.cleaning import clean, is_withdrawn, unique

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.sources.atom import Feed
    from vlagraph.sources.session import Polite

__all__ = ["BATCH", "Ask", "Page", "PageCache", "QueryApi", "ask_url", "canonical", "paper_of"]

BATCH = 100
"""Ids in one id_list: about 1.4 kB of address, where 642 once were too many (arxiv.py#15)."""

_DOI = "doi.org/"


class PageCache(Protocol):
    """Pages kept for the day by canonical query; see :class:`vlagraph.store.pages.DayPages`."""

    def get(self, key: str) -> bytes | None:
        """The page kept under ``key``, or None."""
        ...

    def put(self, key: str, page: bytes) -> None:
        """Keep a page."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request: a query or ids, the order, and which slice of the results.

    ``least`` papers are known to be there: an answer that says there are none at all is not believed.
    """

    query: str = ""
    ids: tuple[str, ...] = ()
    sort: Literal["relevance", "lastUpdatedDate", "submittedDate"] = "submittedDate"
    start: int = 0
    size: int = 100
    least: int = 0


@dataclass(frozen=True)
class Page:
    """What one request brought: papers in the server's order, the total, and what was wrong with entries."""

    papers: tuple[Paper, ...]
    total: int
    defects: tuple[str, ...] = ()
    cached: bool = False


def _deaf(cached: bool) -> None:  # noqa: FBT001 - a callback with one fact
    """Hear nothing of a page."""


@dataclass
class QueryApi:
    """The query API as a source: one request in, one page of papers out.

    ``fetched`` is the UTC time that the records carry; ``on_request`` hears whether the page was cached.
    """

    polite: Polite
    pages: PageCache
    fetched: str
    on_request: Callable[[bool], None] = _deaf

    def page(self, ask: Ask) -> Page:
        """The page that ``ask`` names, from today's cache or from arXiv.

        A page that stays incomplete in some entries is returned without them, and says so.

        Raises:
            SourceError: arXiv did not give it; see :meth:`vlagraph.sources.session.Polite.fetch`.
        """
        url = ask_url(self.polite.settings.api_url, ask)
        door = _Door(self, ask)
        client = arxiv.Client(page_size=ask.size, delay_seconds=0, num_retries=0)
        client.query_url_format = self.polite.settings.api_url + "?{}"
        client._session = door  # noqa: SLF001 - the package offers no other way in
        feed = client._parse_feed(url)  # noqa: SLF001 - results() would go on to further pages
        papers = tuple(paper_of(result, fetched=self.fetched) for result in feed.results)
        return Page(papers, door.feed.total if door.feed else 0, door.defects, door.cached)


def ask_url(base: str, ask: Ask) -> str:
    """The address of ``ask``, with the parameters that the package ``arxiv`` sends, in its order."""
    parameters = {
        "search_query": ask.query,
        "id_list": ",".join(ask.ids),
        "sortBy": ask.sort,
        "sortOrder": "descending",
        "start": str(ask.start),
        "max_results": str(ask.size),
    }
    return f"{base}?{urlencode(parameters)}"


def canonical(url: str) -> str:
    """The same text for addresses that ask the same: parameters sorted, ids sorted, blanks single."""
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query))
    pairs = {name: " ".join(value.split()) for name, value in pairs.items()}
    if "id_list" in pairs:
        pairs["id_list"] = ",".join(sorted(pairs["id_list"].split(",")))
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode(sorted(pairs.items()))}"


@dataclass(frozen=True)
class _Given:
    """What the package reads of an answer."""

    content: bytes
    status_code: int = 200


class _Door:
    """Stands where the package expects its requests session; hands out checked pages."""

    def __init__(self, api: QueryApi, ask: Ask) -> None:
        self.api = api
        self.ask = ask
        self.feed: Feed | None = None
        self.defects: tuple[str, ...] = ()
        self.cached = False
        self._almost: tuple[bytes, Feed] | None = None

    def get(self, url: str, headers: object = None) -> _Given:  # noqa: ARG002 - the package passes them
        """The page of ``url``; the package's headers give way to ours."""
        key = canonical(url)
        body = self.api.pages.get(key)
        self.cached = body is not None and self._usable(body)
        if not self.cached or body is None:
            body = self._asked(url)
            if not self.defects:
                self.api.pages.put(key, body)
        self.api.on_request(self.cached)
        return _Given(body)

    def _usable(self, body: bytes) -> bool:
        try:
            self._check(body)
        except BadAnswerError:
            return False
        return True

    def _asked(self, url: str) -> bytes:
        try:
            return self.api.polite.fetch(url, self._check)
        except BadAnswerError:
            if self._almost is None:
                raise
        body, feed = self._almost
        self.feed, self.defects = feed, feed.defects
        return without(body, frozenset(n for n, entry in enumerate(feed.entries) if entry.defect))

    def _check(self, body: bytes) -> None:
        self._almost = None
        feed = read_feed(body)
        _complete(feed, self.ask)
        if feed.defects:
            self._almost = (body, feed)
            raise BadAnswerError(
                f"{len(feed.defects)} of {len(feed.entries)} entries are incomplete ({feed.defects[0]})."
            )
        self.feed = feed


def _complete(feed: Feed, ask: Ask) -> None:
    """Refuse a page with other entries than it announces."""
    due = max(0, min(ask.size, feed.total - ask.start))
    if ask.least > 0 == feed.total:
        raise BadAnswerError(
            f"arXiv says that there are no papers, where at least {ask.least} are known to be."
        )
    got = len(feed.ids) + sum(1 for entry in feed.entries if not entry.id)
    if got != due:
        raise BadAnswerError(
            f"the page at {ask.start} holds {got} different papers where {due} of {feed.total} were due."
        )
    strangers = feed.ids - {split_version(text)[0] for text in ask.ids} if ask.ids else frozenset()
    if strangers:
        raise BadAnswerError(f"the answer holds {min(strangers)}, which was not asked for.")


def paper_of(result: arxiv.Result, *, fetched: str | None = None) -> Paper:
    """The record of one result of the package; its first DOI and those of the links, text cleaned.

    Raises:
        BadAnswerError: the result has no arXiv id.
    """
    try:
        base, version = split_version(result.entry_id)
    except ValueError as error:
        raise BadAnswerError(f"arXiv's answer is wrong: {error}.") from error
    comment = clean(result.comment or "") or None
    return Paper(
        id=base,
        title=clean(result.title),
        authors=tuple(filter(None, (clean(author.name) for author in result.authors))),
        published=iso(result.published),
        updated=iso(result.updated),
        version=version,
        primary_category=result.primary_category or None,
        categories=unique([result.primary_category, *result.categories]),
        abstract=clean(result.summary) or None,
        comment=comment,
        journal_ref=clean(result.journal_ref or "") or None,
        doi=_dois(result),
        withdrawn=is_withdrawn(comment, version),
        fetched=fetched,
        source="api",
    )


def _dois(result: arxiv.Result) -> tuple[str, ...]:
    linked = [link.href.partition(_DOI)[2] for link in result.links if _DOI in link.href]
    return unique([*(clean(result.doi or "").split()), *(clean(doi) for doi in linked)])
