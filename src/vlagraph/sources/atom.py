"""A strict look at an answer of the query API, before the lenient parser of ``arxiv`` reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from vlagraph.core.papers.ids import split_version
from vlagraph.errors import BadAnswerError

__all__ = ["ATOM", "Entry", "Feed", "error_message", "read_feed", "without"]

ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ERRORS = "/api/errors"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Entry:
    """One entry by what identifies it; ``defect`` names what it lacks, empty where it is complete."""

    id: str
    version: int | None
    published: str
    updated: str
    defect: str


@dataclass(frozen=True)
class Feed:
    """A well-formed answer: the total that it announces, and its entries."""

    total: int
    entries: tuple[Entry, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The distinct base ids."""
        return frozenset(entry.id for entry in self.entries if entry.id)

    @property
    def defects(self) -> tuple[str, ...]:
        """What the incomplete entries lack."""
        return tuple(f"{entry.id or 'an entry'}: {entry.defect}" for entry in self.entries if entry.defect)


def read_feed(body: bytes) -> Feed:
    """The announced total and the entries of ``body``.

    Raises:
        BadAnswerError: not well-formed, no Atom feed, an error message, or without a usable total.
    """
    root = _parse(body)
    if root.tag != f"{ATOM}feed":
        raise BadAnswerError(
            f"arXiv answered with <{root.tag.rpartition('}')[2][:40]}> instead of an Atom feed."
        )
    said = _error_of(root)
    if said is not None:
        raise BadAnswerError(f"arXiv answered with an error: {said}.")
    total = (root.findtext(f"{_SEARCH}totalResults") or "").strip()
    if not (total.isascii() and total.isdigit() and len(total) <= _MOST_DIGITS):
        raise BadAnswerError("arXiv's answer does not say how many results there are.")
    return Feed(int(total), tuple(_entry(element) for element in root.iterfind(f"{ATOM}entry")))


def error_message(body: bytes) -> str | None:
    """The text of an Atom error entry, None where ``body`` is none."""
    try:
        return _error_of(_parse(body))
    except BadAnswerError:
        return None


def without(body: bytes, bad: frozenset[int]) -> bytes:
    """``body`` without the entries at the positions ``bad``."""
    root = _parse(body)
    for position, element in enumerate(root.findall(f"{ATOM}entry")):
        if position in bad:
            root.remove(element)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _parse(body: bytes) -> ET.Element:
    if not body.strip():
        raise BadAnswerError("arXiv's answer is empty.")
    declared = _ENCODING.match(body[:200].removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise BadAnswerError(
            f"arXiv's answer claims the encoding {declared[1].decode('ascii', 'replace')[:20]}."
        )
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BadAnswerError("arXiv's answer holds a document type, which no Atom feed has.")
    try:
        return ET.fromstring(body)  # noqa: S314 - no document type gets here, and so no entity
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadAnswerError(f"arXiv's answer is cut or not well-formed ({error}).") from error


def _error_of(root: ET.Element) -> str | None:
    for element in root.iterfind(f"{ATOM}entry"):
        if _ERRORS in (element.findtext(f"{ATOM}id") or ""):
            return " ".join((element.findtext(f"{ATOM}summary") or "no message").split())[:200]
    return None


def _entry(element: ET.Element) -> Entry:
    def text(name: str) -> str:
        return (element.findtext(f"{ATOM}{name}") or "").strip()

    try:
        base, version = split_version(text("id"))
    except ValueError:
        base, version = "", None
    return Entry(base, version, text("published"), text("updated"), _defect(element, base, version))


def _defect(element: ET.Element, base: str, version: int | None) -> str:
    """What an entry lacks that every arXiv record has; the first such thing, or nothing."""
    if not base:
        return "no arXiv id"
    if version is None:
        return "an id without version"
    for name in ("published", "updated"):
        if not _is_time(element.findtext(f"{ATOM}{name}")):
            return f"no usable {name} time"
    for name in ("title", "summary"):
        if not (element.findtext(f"{ATOM}{name}") or "").strip():
            return f"no {name}"
    if not any(
        (author.findtext(f"{ATOM}name") or "").strip() for author in element.iterfind(f"{ATOM}author")
    ):
        return "no authors"
    primary = element.find(f"{_ARXIV}primary_category")
    return "" if primary is not None and primary.get("term") else "no primary category"


def _is_time(text: str | None) -> bool:
    stamp = (text or "").strip()
    try:
        return datetime.fromisoformat(stamp).tzinfo is not None and "T" in stamp
    except ValueError:
        return False
