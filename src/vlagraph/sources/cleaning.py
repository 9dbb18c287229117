"""Text as it is stored: one form of Unicode, single blanks, nothing that drives a terminal."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = [
    "BAD_VALUES",
    "clean",
    "dated",
    "fails",
    "is_withdrawn",
    "number_of_version",
    "require_year",
    "unique",
]

_T = TypeVar("_T")
BAD_VALUES = (ValueError, TypeError, IndexError, OverflowError)
"""What reading a record raises of which something is not as it should be."""
_JOINER = "\u200d"
"""The zero-width joiner: in Indic scripts and emoji it is part of a letter."""

_YEARS = range(1900, 2100)
"""From the oldest dates that arXiv gave to older papers to the last year that its ids can name."""
_VERSION = re.compile(r"v?([1-9][0-9]{0,3})", re.ASCII)
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))
_TWO_BLANKS = re.compile("  ")
_SAYS_WITHDRAWN = re.compile(r"\bwithdr(?:aw\w*|ew)\b", re.IGNORECASE)
_REMOVED = re.compile(
    r"\badmin (?:note|comment):\s+this (?:version|article|paper|submission) (?:(?:has been|was) )?removed\b",
    re.IGNORECASE,
)
"""What arXiv itself writes of a version that nobody can read any more."""
_OF_ANOTHER = re.compile(
    r"\b(?:replac|supersed|previous|earlier|instead of)\w*\b[^.;]{0,400}\bwithdr", re.IGNORECASE
)
_CERTAIN = re.compile(
    r"\b(?:paper|article|submission|manuscript|work|version)\s+(?:has|have|is|was)\s+(?:been\s+|being\s+)?withdrawn"
    r"|^\W*withdrawn\b",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    r"""``text`` in NFC, with single blanks, without control, format and lone surrogate characters.

    >>> clean("A\x1b[1m  title\n over lines ")
    'A[1m title over lines'
    """
    if text.isascii():
        line = text.replace("\n", " ").strip(" ")
        if not (_TWO_BLANKS.search(line) or line.encode().translate(None, _PRINTABLE)):
            return line  # as nearly all texts are: a third of the time of the general way
    return visible(unicodedata.normalize("NFC", text), keep=_JOINER)


def is_withdrawn(comment: str | None, version: int | None) -> bool:
    """Whether the comment says that this version withdraws the paper, or that arXiv removed it.

    Neither API carries a flag; a new version whose comment says so is the only signal. A first version counts
    only where the wording leaves no doubt.

    >>> is_withdrawn("This paper has been withdrawn", 2), is_withdrawn("replaces withdrawn 1203.4355", 2)
    (True, False)
    """
    if not comment:
        return False
    if _REMOVED.search(comment):
        return True
    if not _SAYS_WITHDRAWN.search(comment):
        return False
    if _CERTAIN.search(comment):
        return True
    return version != 1 and not _OF_ANOTHER.search(comment)


def unique(items: list[str]) -> tuple[str, ...]:
    """``items`` without repetitions and empty ones, in their order."""
    return tuple(dict.fromkeys(item for item in items if item))


def dated(moment: datetime) -> datetime:
    """The time of a paper in UTC; without a zone it is UTC already, wherever it is read.

    >>> from datetime import datetime
    >>> dated(datetime(2026, 1, 1, 10)).isoformat()
    '2026-01-01T10:00:00+00:00'

    Raises:
        ValueError: no paper of arXiv can be of that year.
    """
    require_year(moment.year)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def require_year(year: int) -> None:
    """See that a paper of arXiv can be of that year.

    Raises:
        ValueError: none can.
    """
    if year not in _YEARS:
        raise ValueError(f"the year {year} is none of a paper")


@lru_cache(maxsize=1 << 8)
def number_of_version(version: str) -> int:
    """The number of a version.

    >>> number_of_version("v2")
    2

    Raises:
        ValueError: it is none.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"{version[:20]!r} is no version")
    return int(found[1])


def fails(read: Callable[[_T], object], value: _T) -> bool:
    """Whether ``value`` is none that ``read`` can read.

    >>> fails(number_of_version, "v2"), fails(number_of_version, "two")
    (False, True)
    """
    try:
        read(value)
    except BAD_VALUES:
        return True
    return False
