"""A strict look at an answer of the query API, before the lenient parser of ``arxiv`` reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from vlagraph.core.papers.ids import split_version
from vlagraph.errors import BadAnswerError
from vlagraph.sources.cleaning import dated
from vlagraph.sources.prolog import has_document_type
from vlagraph.sources.source import Defect
from vlagraph.sources.xml_faults import xml_fault
from vlagraph.words import Message

__all__ = ["ATOM", "Entry", "Feed", "error_message", "read_feed", "without"]

ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ERRORS = "/api/errors"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_MOST_DIGITS = 9
"""Of a total; arXiv holds millions of papers, and a number beyond that is no total."""

_NO_TIME = {"published": Message("defect.no_published"), "updated": Message("defect.no_updated")}
_NO_TEXT = {"title": Message("defect.no_title"), "summary": Message("defect.no_summary")}


@dataclass(frozen=True)
class Entry:
    """One entry by what identifies it; ``defect`` names what it lacks, None where it is complete."""

    id: str
    version: int | None
    published: str
    updated: str
    defect: Message | None


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
    def defects(self) -> tuple[Defect, ...]:
        """What the incomplete entries lack."""
        return tuple(Defect(entry.id, entry.defect) for entry in self.entries if entry.defect)


def read_feed(body: bytes) -> Feed:
    """The announced total and the entries of ``body``.

    Raises:
        BadAnswerError: not well-formed, no Atom feed, an error message, or without a usable total.
    """
    root = _parse(body)
    if root.tag != f"{ATOM}feed":
        raise BadAnswerError("source.no_feed", tag=root.tag.rpartition("}")[2][:40])
    reason = _error_of(root)
    if reason is not None:
        raise BadAnswerError("source.error_entry", reason=reason)
    total = (root.findtext(f"{_SEARCH}totalResults") or "").strip()
    if not (total.isascii() and total.isdigit() and len(total) <= _MOST_DIGITS):
        raise BadAnswerError("source.no_total")
    return Feed(int(total), tuple(_entry(element) for element in root.iterfind(f"{ATOM}entry")))


def error_message(body: bytes) -> str | Message | None:
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
        raise BadAnswerError("source.empty")
    declared = _ENCODING.match(body[:200].removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise BadAnswerError("source.encoding", encoding=declared[1].decode("ascii", "replace")[:20])
    if has_document_type(body):
        raise BadAnswerError("source.document_type")
    try:
        return ET.fromstring(body)  # noqa: S314 - no document type gets here, and so no entity
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadAnswerError("source.not_well_formed", reason=xml_fault(error)) from error


def _error_of(root: ET.Element) -> str | Message | None:
    for element in root.iterfind(f"{ATOM}entry"):
        if _ERRORS in (element.findtext(f"{ATOM}id") or ""):
            said = " ".join((element.findtext(f"{ATOM}summary") or "").split())[:200].rstrip(".")
            return said or Message("source.no_message")
    return None


def _entry(element: ET.Element) -> Entry:
    def text(name: str) -> str:
        return (element.findtext(f"{ATOM}{name}") or "").strip()

    try:
        base, version = split_version(text("id"))
    except ValueError:
        base, version = "", None
    return Entry(base, version, text("published"), text("updated"), _defect(element, base, version))


def _defect(element: ET.Element, base: str, version: int | None) -> Message | None:
    """What an entry lacks that every arXiv record has; the first such thing, or None."""
    if not base:
        return Message("defect.no_id")
    if version is None:
        return Message("defect.no_version")
    for name, lack in _NO_TIME.items():
        if not _is_time(element.findtext(f"{ATOM}{name}")):
            return lack
    for name, lack in _NO_TEXT.items():
        if not (element.findtext(f"{ATOM}{name}") or "").strip():
            return lack
    if not any(
        (author.findtext(f"{ATOM}name") or "").strip() for author in element.iterfind(f"{ATOM}author")
    ):
        return Message("defect.no_authors")
    primary = element.find(f"{_ARXIV}primary_category")
    return None if primary is not None and primary.get("term") else Message("defect.no_category")


def _is_time(text: str | None) -> bool:
    stamp = (text or "").strip()
    try:
        moment = datetime.fromisoformat(stamp)
        dated(moment)
    except ValueError:
        return False
    return moment.tzinfo is not None and "T" in stamp
