"""An Atom feed (RFC 4287) as text; the same entries always give the same bytes."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Lang

__all__ = ["Entry", "Feed", "atom_text", "atom_time", "feed_id"]

_NAMESPACE = "http://www.w3.org/2005/Atom"
_EARLIEST = "1970-01-01T00:00:00Z"
_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: ``id`` and ``link`` are addresses, times are ISO 8601 of any precision, texts are plain."""

    id: str
    title: str
    updated: str
    link: str
    published: str | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What stands above the entries; ``updated`` counts only while there is no entry."""

    id: str
    title: str
    updated: str
    lang: Lang = "en"
    subtitle: str = ""
    link: str | None = None
    self_link: str | None = None
    author: str = "vlagraph"


def feed_id(roadmap: str, name: str) -> str:
    """A lasting id for the feed called ``name`` of the ``roadmap`` so identified, which no other feed has.

    It is a UUID of these two alone (RFC 9562, version 5).

    >>> feed_id("vla", "new") == feed_id("vla", "new"), feed_id("vla", "new") == feed_id("rust", "new")
    (True, False)
    """
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'vlagraph:{name}:{roadmap}')}"


def atom_time(stamp: str | None) -> str:
    """``stamp`` as RFC 3339 wants it; a month or day counts from its first second in UTC, no time is 1970.

    >>> atom_time("2017-10"), atom_time("2017-10-04T18:42:01Z")
    ('2017-10-01T00:00:00Z', '2017-10-04T18:42:01Z')
    """
    found = _TIME.fullmatch((stamp or "").strip())
    if found is None:
        return _EARLIEST
    year, month, day, clock, zone = found.groups()
    written = f"{year}-{month or '01'}-{day or '01'}T{clock or '00:00:00'}{zone or 'Z'}"
    try:
        datetime.fromisoformat(written)
    except ValueError:  # such as a 13th month, for which strict readers refuse the whole feed
        return _EARLIEST
    return written


def atom_text(feed: Feed, entries: Sequence[Entry]) -> str:
    """The feed as XML text, in the order of ``entries``; of those with the same id the first.

    Source: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287
    """
    once: dict[str, Entry] = {}
    for entry in entries:
        once.setdefault(entry.id, entry)
    updated = max((atom_time(entry.updated) for entry in once.values()), default=atom_time(feed.updated))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{_NAMESPACE}" xml:lang="{feed.lang}">',
        *_element("id", feed.id),
        *_element("title", feed.title),
        *(_element("subtitle", feed.subtitle) if feed.subtitle else ()),
        *_element("updated", updated),
        "  <author>",
        *_element("name", feed.author, depth=2),
        "  </author>",
        *(_link("self", feed.self_link, kind="application/atom+xml") if feed.self_link else ()),
        *(_link("alternate", feed.link, kind="text/html") if feed.link else ()),
        *_element("generator", "vlagraph"),
    ]
    for entry in once.values():
        lines += _entry(entry)
    return "\n".join([*lines, "</feed>"]) + "\n"


def _entry(entry: Entry) -> list[str]:
    lines = [
        "  <entry>",
        *_element("id", entry.id, depth=2),
        *_element("title", one_line(entry.title) or "(no title)", depth=2),
        *_element("updated", atom_time(entry.updated), depth=2),
    ]
    if entry.published:
        lines += _element("published", atom_time(entry.published), depth=2)
    for author in filter(one_line, entry.authors):
        lines += ["    <author>", *_element("name", author, depth=3), "    </author>"]
    lines += _link("alternate", entry.link, kind="text/html", depth=2)
    for term, label in entry.categories:
        lines.append(f"    <category term={_quoted(term)} label={_quoted(label)}/>")
    if one_line(entry.summary):
        lines += _element("summary", entry.summary, depth=2)
    return [*lines, "  </entry>"]


def _element(name: str, text: str, *, depth: int = 1) -> list[str]:
    from xml.sax.saxutils import escape  # loads urllib, which answers in other formats do not need

    return [f"{'  ' * depth}<{name}>{escape(one_line(text))}</{name}>"]


def _link(rel: str, href: str, *, kind: str, depth: int = 1) -> list[str]:
    return [f'{"  " * depth}<link rel="{rel}" type="{kind}" href={_quoted(href)}/>']


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(one_line(text))
