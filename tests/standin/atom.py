"""The Atom bytes of the query API as it has been since November 2025. Chooses nothing, looks nothing up."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from .markup import attribute, text
from .records import stamp
from .rendering import Author

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .parameters import Query
    from .rendering import Entry

__all__ = ["Page", "error_feed", "feed", "feed_hash"]

_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
)
_SCHEME = "http://arxiv.org/schemas/atom"
_SAFE = "!$'()*,/:;?@"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the query API before it becomes bytes."""

    query: Query
    entries: tuple[Entry, ...]
    total: str | None
    updated: datetime
    bare_links: bool = False


def feed_hash(title: str) -> str:
    """The last part of a feed id, made from the title after its label.

    >>> feed_hash("search_query=&id_list=0000.0000&start=0&max_results=100")
    'oqaUC9OB2SccftmJHZqrxySXrao'
    """
    return base64.b64encode(hashlib.sha1(title.encode("utf-8")).digest()).decode("ascii")[:-1]


def feed(page: Page) -> bytes:
    """The page as the server writes it."""
    query = page.query
    values = {
        "search_query": query.rewritten,
        "start": str(query.start),
        "max_results": str(query.max_results),
        "id_list": ",".join(query.id_list),
    }
    href = "https://arxiv.org/api/query?" + "&".join(
        f"{name}={quote_plus(value, safe=_SAFE)}" for name, value in values.items()
    )
    lines = [
        f"  <id>https://arxiv.org/api/{feed_hash(query.title)}</id>",
        f"  <title>arXiv Query: {text(query.title)}</title>",
        f"  <updated>{stamp(page.updated)}</updated>",
        f'  <link href="{attribute(href)}" type="application/atom+xml"/>',
        f"  <opensearch:itemsPerPage>{query.max_results}</opensearch:itemsPerPage>",
    ]
    if page.total is not None:
        lines.append(f"  <opensearch:totalResults>{page.total}</opensearch:totalResults>")
    lines.append(f"  <opensearch:startIndex>{query.start}</opensearch:startIndex>")
    for entry in page.entries:
        lines.extend(_entry(entry, bare_links=page.bare_links))
    return _document(lines)


def error_feed(message: str, link: str, updated: datetime) -> bytes:
    """The answer to a request the server refuses: a feed with one entry called Error."""
    lines = [
        "  <id>https://arxiv.org/</id>",
        "  <title>arXiv Search Results</title>",
        f"  <updated>{stamp(updated)}</updated>",
        "  <opensearch:itemsPerPage>1</opensearch:itemsPerPage>",
        "  <opensearch:totalResults>1</opensearch:totalResults>",
        "  <opensearch:startIndex>0</opensearch:startIndex>",
        "  <entry>",
        f"    <id>{text(link)}</id>",
        "    <title>Error</title>",
        f"    <updated>{stamp(updated)}</updated>",
        f'    <link href="{attribute(link)}" rel="alternate" type="text/html"/>',
        f"    <summary>{text(message)}</summary>",
        *_author(Author("arXiv api core")),
        "  </entry>",
    ]
    return _document(lines)


def _document(lines: Iterable[str]) -> bytes:
    return (_HEAD + "\n".join(lines) + "\n</feed>\n").encode("utf-8")


def _entry(entry: Entry, *, bare_links: bool) -> Iterable[str]:
    yield "  <entry>"
    yield from _optional("id", entry.id)
    yield from _optional("title", entry.title)
    yield from _optional("updated", entry.updated)
    yield from _links(entry, bare=bare_links)
    yield from _optional("summary", entry.summary)
    for category in entry.categories:
        yield f'    <category term="{attribute(category)}" scheme="{_SCHEME}"/>'
    yield from _optional("published", entry.published)
    yield from _optional("arxiv:comment", entry.comment or None)
    if entry.primary is not None:
        yield f'    <arxiv:primary_category term="{attribute(entry.primary)}"/>'
    yield from _optional("arxiv:journal_ref", entry.journal_ref or None)
    for author in entry.authors:
        yield from _author(author)
    for doi in entry.dois:
        yield f"    <arxiv:doi>{text(doi)}</arxiv:doi>"
        yield _link("related", f"https://doi.org/{doi}", 'title="doi"', bare=bare_links)
    yield "  </entry>"


def _links(entry: Entry, *, bare: bool) -> Iterable[str]:
    page = f"https://arxiv.org/abs/{entry.paper}v{entry.version}"
    pdf = page.replace("/abs/", "/pdf/")
    for href, rel, rest in (
        (page, "alternate", ' type="text/html"'),
        (pdf, "related", ' type="application/pdf" title="pdf"'),
        *((extra, "related", ' type="application/pdf" title="pdf"') for extra in entry.extra_links),
    ):
        yield (
            f'    <link href="{attribute(href)}"/>'
            if bare
            else (f'    <link href="{attribute(href)}" rel="{rel}"{rest}/>')
        )


def _link(rel: str, href: str, rest: str, *, bare: bool) -> str:
    return (
        f'    <link href="{attribute(href)}"/>'
        if bare
        else (f'    <link rel="{rel}" href="{attribute(href)}" {rest}/>')
    )


def _optional(name: str, value: str | None) -> Iterable[str]:
    if value is not None:
        yield f"    <{name}>{text(value)}</{name}>"


def _author(author: Author) -> Iterable[str]:
    yield "    <author>"
    yield f"      <name>{text(author.name)}</name>"
    for place in author.affiliations:
        yield f"      <arxiv:affiliation>{text(place)}</arxiv:affiliation>"
    yield "    </author>"
