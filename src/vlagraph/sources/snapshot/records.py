"""One line of the snapshot as a paper: the facts are those of OAI-PMH, and are read in the same way.

The fields are described at https://www.kaggle.com/datasets/Cornell-University/arxiv: the newest version's
texts, the categories with the primary one first, and the dates of all versions.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.authors import read_authors
from vlagraph.core.papers.ids import canonical_id, split_version
from vlagraph.core.papers.numbers import numbered
from vlagraph.core.papers.paper import Paper
from vlagraph.core.times import iso
from vlagraph.sources.cleaning import clean, dated, is_withdrawn, number_of_version, require_year, unique
from vlagraph.sources.oai_records import split_authors
from vlagraph.words import Message

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Match

__all__ = [
    "LAST_DAY",
    "MARK",
    "UNDATED",
    "SnapshotLine",
    "categories_in",
    "check_line",
    "day_of_line",
    "fault_of_line",
    "has_text",
    "paper_of_line",
    "plain_id_of",
    "read_line",
    "submitted_on",
    "time_of_version",
]

UNDATED = "0000-00-00T00:00:00Z"
"""Stands for the day up to which the snapshot reaches, which is known at its end alone."""
MARK = "\ufeff".encode()
"""The byte order mark, with which editors of Windows begin a file; it is no part of the first line."""
LAST_DAY = "9999-12-31"
"""The last day of the calendar."""

_STAMP = re.compile(
    r"[A-Z][a-z]{2}, ([0-9]{1,2} ([A-Z][a-z]{2}) [0-9]{4}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) GMT", re.ASCII
)
"""A version's date as the snapshot writes it; reading it so takes a tenth of the time of the library."""
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}
_DAY = len("2026-01-01")
_DAY_ENDS, _SIXTY = "24", "6"


class _Version(msgspec.Struct, gc=False):
    version: str
    created: str


class SnapshotLine(msgspec.Struct, gc=False, rename={"journal_ref": "journal-ref"}):
    """The fields of a record that are used; what a record lacks is empty."""

    id: str = ""
    title: str | None = None
    authors: str | None = None
    abstract: str | None = None
    categories: str | None = None
    comments: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    versions: tuple[_Version, ...] = ()
    update_date: str | None = None


_DECODER = msgspec.json.Decoder(SnapshotLine)


def read_line(line: bytes) -> SnapshotLine:
    """The record of ``line``.

    Raises:
        ValueError, RecursionError: it is no JSON, not UTF-8, or no record.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.MsgspecError as error:  # no ValueError in each version of msgspec
        if line.startswith(MARK):
            return read_line(line.removeprefix(MARK))
        raise ValueError(str(error)) from error


def fault_of_line(record: SnapshotLine) -> Message | None:
    """What a record lacks without which no paper is stored."""
    if not record.id:
        return Message("defect.no_id")
    if not record.title:
        return Message("defect.no_title")
    if not record.authors:
        return Message("defect.no_authors")
    if not record.abstract:
        return Message("defect.no_abstract")
    if not categories_in(record.categories or ""):
        return Message("defect.no_categories")
    return None if record.versions else Message("defect.no_versions")


def check_line(record: SnapshotLine) -> None:
    """Pass over a record of which `paper_of_line` makes a paper; it takes a tenth of the time of that.

    Raises:
        ValueError, TypeError, IndexError, OverflowError: its id, a version or a date is none, or a text is
            empty once it is clean.
    """
    plain_id_of(record)
    for one in record.versions:
        number_of_version(one.version)
        time_of_version(one.created)
    if not (has_text(record.title) and has_text(record.abstract)):
        raise ValueError(_NO_LETTER)


def plain_id_of(record: SnapshotLine) -> str:
    """The id of the paper as arXiv writes it, without the version and what else some files write at it.

    >>> plain_id_of(SnapshotLine(id="2602.00001v2")), plain_id_of(SnapshotLine(id="cs.RO/0101001"))
    ('2602.00001', 'cs/0101001')

    Raises:
        ValueError: it is none.
    """
    return record.id if numbered(record.id) else canonical_id(split_version(record.id)[0])


def day_of_line(record: SnapshotLine, latest: str = LAST_DAY) -> str:
    """The last day of which the record tells: that of its newest change, else that of its newest version.

    A day after ``latest`` is as good as none. Empty where there is none.
    """
    day = record.update_date or ""
    if day <= latest and _is_day(day):
        return day
    try:
        days = [time_of_version(one.created)[:_DAY] for one in record.versions]
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return max((one for one in days if one <= latest), default="")


def submitted_on(record: SnapshotLine) -> str:
    """The day of the first version; empty where the record does not tell it."""
    try:
        return time_of_version(record.versions[0].created)[:_DAY]
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def paper_of_line(record: SnapshotLine, matches: tuple[Match, ...] = ()) -> Paper:
    """The paper of a record that lacks nothing, with its ``matches``; its ``fetched`` is `UNDATED`.

    Raises:
        ValueError, TypeError, IndexError, OverflowError: as `check_line`.
    """
    versions = sorted(
        (number_of_version(one.version), time_of_version(one.created)) for one in record.versions
    )
    categories = categories_in(record.categories or "")
    comment = clean(record.comments or "") or None
    title, abstract = clean(record.title or ""), clean(record.abstract or "")
    authors = read_authors(split_authors(record.authors or ""))
    if not (title and abstract):
        raise ValueError(_NO_LETTER)
    return Paper(
        id=plain_id_of(record),
        title=title,
        authors=authors.names,
        authors_complete=authors.complete,
        teams=authors.teams,
        published=versions[0][1],
        updated=versions[-1][1],
        version=versions[-1][0],
        primary_category=categories[0],
        categories=categories,
        abstract=abstract,
        comment=comment,
        journal_ref=clean(record.journal_ref or "") or None,
        doi=unique(clean(record.doi or "").split()),
        withdrawn=is_withdrawn(comment, versions[-1][0]),
        fetched=UNDATED,
        source="snapshot",
        matches=matches,
    )


_NO_LETTER = "a text without a letter"


def has_text(text: str | None) -> bool:
    r"""Whether something is left of ``text`` once it is clean, mostly by its first letter.

    >>> has_text(" A title"), has_text("$x$"), has_text(" \u200b")
    (True, True, False)
    """
    first = (text or "").lstrip()[:1]
    return (first.isascii() and first.isalnum()) or bool(clean(text or ""))


@lru_cache(maxsize=1 << 14)
def categories_in(text: str) -> tuple[str, ...]:
    r"""The categories of a record, clean and each once; kept, for few lists of them differ.

    >>> categories_in("cs.RO cs.\u200bLG cs.RO")
    ('cs.RO', 'cs.LG')
    """
    return unique(clean(text).split())


@lru_cache(maxsize=1 << 14)
def _is_day(text: str) -> bool:
    """Whether ``text`` is a day in ISO 8601; kept, for many records are of one day.

    >>> _is_day("2026-02-28"), _is_day("2026-02-31"), _is_day("soon")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def time_of_version(text: str) -> str:
    """The time of a version: to the second, or a bare day as it is.

    >>> time_of_version("Mon, 2 Apr 2007 19:18:42 GMT"), time_of_version("2007-04-02")
    ('2007-04-02T19:18:42Z', '2007-04-02')
    """
    found = _STAMP.fullmatch(text)
    if found and found[2] in _MONTHS:
        if not _is_time(found[3]):
            raise ValueError(f"{found[3]!r} is no time of the day")
        return f"{_day(found[1])}T{found[3]}Z"
    if len(text) == _DAY:
        return _day_of_paper(text)
    return iso(dated(parsedate_to_datetime(text)))


@lru_cache(maxsize=1 << 12)
def _day(text: str) -> str:
    """The day of a stamp in ISO 8601; kept, for many papers are of one day.

    >>> _day("2 Apr 2007")
    '2007-04-02'

    Raises:
        ValueError: no month has it, or no paper can be of that year.
    """
    day, month, year = text.split(" ")
    return _day_of_paper(f"{year}-{_MONTHS[month]}-{int(day):02}")


def _day_of_paper(text: str) -> str:
    """``text``, which is a day of a paper, written as days are stored.

    Raises:
        ValueError: it is none, or no paper can be of that year.
    """
    if not _is_day(text):
        raise ValueError(f"{text!r} is no day")
    require_year(int(text[:4]))
    return text


def _is_time(text: str) -> bool:
    """Whether the six digits are a time of the day."""
    return text < _DAY_ENDS and text[3] < _SIXTY and text[6] < _SIXTY
