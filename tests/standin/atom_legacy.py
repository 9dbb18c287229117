"""The Atom bytes of the query API as it was until November 2025. Chooses nothing, looks nothing up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from .atom import feed_hash
from .markup import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .atom import Page
    from .rendering import Entry

__all__ = ["legacy_error_feed", "legacy_feed", "us_midnight"]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
_SEARCH = 'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
_ARXIV = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
_SCHEME = 'scheme="http://arxiv.org/schemas/atom"'


def us_midnight(now: datetime) -> str:
    """The last midnight of US Eastern time before `now`, as the old server wrote its feed date.

    >>> us_midnight(datetime(2025, 10, 17, 12, tzinfo=UTC)), us_midnight(datetime(2023, 1, 18, 3, tzinfo=UTC))
    ('2025-10-17T00:00:00-04:00', '2023-01-17T00:00:00-05:00')
    """
    offset = 4 if _second_sunday_of_march(now.year) <= now < _first_sunday_of_november(now.year) else 5
    return (now.astimezone(UTC) - timedelta(hours=offset)).strftime(f"%Y-%m-%dT00:00:00-0{offset}:00")


def _second_sunday_of_march(year: int) -> datetime:
    first = datetime(year, 3, 1, 7, tzinfo=UTC)  # 02:00 standard time
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def _first_sunday_of_november(year: int) -> datetime:
    first = datetime(year, 11, 1, 6, tzinfo=UTC)  # 02:00 summer time
    return first + timedelta(days=(6 - first.weekday()) % 7)


def legacy_feed(page: Page) -> bytes:
    """The page as the old server wrote it."""
    title = page.query.titled(page.query.original)
    lines = _feed_head(title, us_midnight(page.updated))
    counts = (
        ("totalResults", page.total),
        ("startIndex", page.query.start),
        ("itemsPerPage", page.query.max_results),
    )
    lines += [
        f"  <opensearch:{name} {_SEARCH}>{value}</opensearch:{name}>"
        for name, value in counts
        if value is not None
    ]
    for entry in page.entries:
        lines.extend(_entry(entry, bare=page.bare_links))
    return _document(lines)


def legacy_error_feed(message: str, link: str, title: str, updated: datetime) -> bytes:
    """The old server's answer to a request it refused."""
    when = us_midnight(updated)
    lines = _feed_head(title, when)
    lines += [
        f"  <opensearch:{name} {_SEARCH}>{value}</opensearch:{name}>"
        for name, value in (("totalResults", 1), ("startIndex", 0), ("itemsPerPage", 1))
    ]
    lines += [
        "  <entry>",
        f"    <id>{text(link)}</id>",
        "    <title>Error</title>",
        f"    <summary>{text(message)}</summary>",
        f"    <updated>{when}</updated>",
        f'    <link href="{attribute(link)}" rel="alternate" type="text/html"/>',
        "    <author>",
        "      <name>arXiv api core</name>",
        "    </author>",
        "  </entry>",
    ]
    return _document(lines)


def _feed_head(title: str, when: str) -> list[str]:
    href = f"http://arxiv.org/api/query?{quote(title, safe='')}"
    return [
        f'  <link href="{attribute(href)}" rel="self" type="application/atom+xml"/>',
        f'  <title type="html">ArXiv Query: {text(title)}</title>',
        f"  <id>http://arxiv.org/api/{feed_hash(title)}</id>",
        f"  <updated>{when}</updated>",
    ]


def _document(lines: Iterable[str]) -> bytes:
    return (_HEAD + "\n".join(lines) + "\n</feed>\n").encode("utf-8")


def _entry(entry: Entry, *, bare: bool) -> Iterable[str]:
    yield "  <entry>"
    for name, value in (
        ("id", entry.id),
        ("updated", entry.updated),
        ("published", entry.published),
        ("title", entry.title),
        ("summary", entry.summary),
    ):
        if value is not None:
            yield f"    <{name}>{text(value)}</{name}>"
    for author in entry.authors:
        yield "    <author>"
        yield f"      <name>{text(author.name)}</name>"
        for place in author.affiliations:
            yield f"      <arxiv:affiliation {_ARXIV}>{text(place)}</arxiv:affiliation>"
        yield "    </author>"
    for doi in entry.dois:
        yield f"    <arxiv:doi {_ARXIV}>{text(doi)}</arxiv:doi>"
        yield _link('title="doi" ', f"http://dx.doi.org/{doi}", ' rel="related"', bare=bare)
    for name, value in (("comment", entry.comment), ("journal_ref", entry.journal_ref)):
        if value:
            yield f"    <arxiv:{name} {_ARXIV}>{text(value)}</arxiv:{name}>"
    yield from _links_and_categories(entry, bare=bare)
    yield "  </entry>"


def _links_and_categories(entry: Entry, *, bare: bool) -> Iterable[str]:
    page = f"http://arxiv.org/abs/{entry.paper}v{entry.version}"
    yield _link("", page, ' rel="alternate" type="text/html"', bare=bare)
    for href in (page.replace("/abs/", "/pdf/"), *entry.extra_links):
        yield _link('title="pdf" ', href, ' rel="related" type="application/pdf"', bare=bare)
    if entry.primary is not None:
        yield f'    <arxiv:primary_category {_ARXIV} term="{attribute(entry.primary)}" {_SCHEME}/>'
    for category in entry.categories:
        yield f'    <category term="{attribute(category)}" {_SCHEME}/>'


def _link(before: str, href: str, after: str, *, bare: bool) -> str:
    return (
        f'    <link href="{attribute(href)}"/>'
        if bare
        else (f'    <link {before}href="{attribute(href)}"{after}/>')
    )
