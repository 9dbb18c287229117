"""arXiv's query API through the package ``arxiv``, which is given a polite session and checked pages only."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from vlagraph.core.papers.authors import read_authors
from vlagraph.core.papers.ids import split_version
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso
from vlagraph.errors import BadAnswerError
from vlagraph.sources.atom import read_feed, without
from vlagraph.sources.cleaning import clean, is_withdrawn, unique

if TYPE_CHECKING:
    import arxiv

    from vlagraph.sources.atom import Feed
    from vlagraph.sources.source import Access, Defect

__all__ = ["BATCH", "Ask", "Page", "QueryApi", "ask_url", "canonical", "paper_of"]

BATCH = 100
"""Ids in one id_list: about 1.4 kB of address, where 642 once were too many (arxiv.py#15)."""

_DOI = "doi.org/"


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
    """What one request brought: papers in the server's order, the total, and what was wrong with entries.

    ``due`` is how many entries the answer had to hold; ``url`` is what was asked.
    """

    papers: tuple[Paper, ...]
    total: int
    defects: tuple[Defect, ...] = ()
    due: int = 0
    url: str = ""

    @property
    def came(self) -> int:
        """How many entries came, the incomplete ones among them."""
        return len(self.papers) + len(self.defects)


@dataclass(frozen=True)
class QueryApi:
    """The query API: one request in, one page of papers out."""

    access: Access

    def page(self, ask: Ask) -> Page:
        """The page that ``ask`` names, from today's cache or from arXiv.

        A page that stays incomplete in some entries is returned without them, and says so.

        Raises:
            SourceError: arXiv did not give it; see :meth:`vlagraph.sources.session.Polite.fetch`.
        """
        import arxiv

        # else it prints texts of the answer as they are
        logging.getLogger("arxiv").setLevel(logging.CRITICAL)
        base = self.access.polite.settings.api_url
        url = ask_url(base, ask)
        session = _CheckedSession(self.access, ask)
        client = arxiv.Client(page_size=ask.size, delay_seconds=0, num_retries=0)
        client.query_url_format = base + "?{}"
        client._session = session  # noqa: SLF001 - the package offers no other way in
        feed = client._parse_feed(url)  # noqa: SLF001 - results() would go on to further pages
        papers = tuple(paper_of(result, fetched=self.access.fetched) for result in feed.results)
        total = session.feed.total if session.feed else 0
        return Page(papers, total, session.defects, _due(ask, total), url)


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
class _Response:
    """What the package reads of an answer."""

    content: bytes
    status_code: int = 200


class _CheckedSession:
    """Stands where the package expects its requests session; hands out checked pages."""

    def __init__(self, access: Access, ask: Ask) -> None:
        self.access = access
        self.ask = ask
        self.feed: Feed | None = None
        self.defects: tuple[Defect, ...] = ()
        self._incomplete: tuple[bytes, Feed] | None = None

    def get(self, url: str, headers: object = None) -> _Response:  # noqa: ARG002 - the package passes them
        """The page of ``url``; the package's headers give way to ours."""
        key = canonical(url)
        body = self.access.pages.get(key)
        cached = body is not None and self._usable(body)
        if not cached or body is None:
            body = self._fetched(url)
            if not self.defects:
                self.access.pages.put(key, body)
        self.access.on_page(cached=cached)
        return _Response(body)

    def _usable(self, body: bytes) -> bool:
        try:
            self._check(body)
        except BadAnswerError:
            return False
        return True

    def _fetched(self, url: str) -> bytes:
        """The page from arXiv; one that stays incomplete loses its incomplete entries."""
        try:
            return self.access.polite.fetch(url, self._check)
        except BadAnswerError:
            if self._incomplete is None:
                raise
        body, feed = self._incomplete
        self.feed, self.defects = feed, feed.defects
        return without(body, frozenset(n for n, entry in enumerate(feed.entries) if entry.defect))

    def _check(self, body: bytes) -> None:
        self._incomplete = None
        feed = read_feed(body)
        _complete(feed, self.ask)
        if feed.defects:
            self._incomplete = (body, feed)
            defect = feed.defects[0].message
            raise BadAnswerError(
                "source.incomplete", count=len(feed.defects), total=len(feed.entries), defect=defect
            )
        self.feed = feed


def _due(ask: Ask, total: int) -> int:
    """The entries that an answer to ``ask`` holds where there are ``total`` in all."""
    return max(0, min(ask.size, total - ask.start))


def _complete(feed: Feed, ask: Ask) -> None:
    """Refuse a page with other entries than it announces."""
    due = _due(ask, feed.total)
    if ask.least > 0 == feed.total:
        raise BadAnswerError("source.none_of_known", least=ask.least)
    got = len(feed.ids) + sum(1 for entry in feed.entries if not entry.id)
    if got != due:
        raise BadAnswerError("source.wrong_count", start=ask.start, count=got, due=due, total=feed.total)
    strangers = feed.ids - {split_version(text)[0] for text in ask.ids} if ask.ids else frozenset()
    if strangers:
        raise BadAnswerError("source.stranger", id=min(strangers))


def paper_of(result: arxiv.Result, *, fetched: str | None = None) -> Paper:
    """The record of one result of the package; its first DOI and those of the links, text cleaned.

    Raises:
        BadAnswerError: the result has no arXiv id.
    """
    try:
        base, version = split_version(result.entry_id)
    except ValueError as error:
        raise BadAnswerError("source.wrong_id", id=str(result.entry_id)[:80]) from error
    comment = clean(result.comment or "") or None
    authors = read_authors(clean(author.name) for author in result.authors)
    return Paper(
        id=base,
        title=clean(result.title),
        authors=authors.names,
        authors_complete=authors.complete,
        teams=authors.teams,
        published=iso(result.published),
        updated=iso(result.updated),
        version=version,
        primary_category=clean(result.primary_category) or None,
        categories=unique([clean(one) for one in (result.primary_category, *result.categories)]),
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
