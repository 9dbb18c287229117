"""The key by which a text cites a paper: family name, year, first word of the title, and the id.

The id makes it unique without a look at any other paper, so that a paper has the same key in every export.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["citation_key"]

_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST = 24
"""Letters of a name or a word: those of a team can be a sentence."""
_SPELT = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
    "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
})  # fmt: skip
"""Letters that Unicode does not take apart, by what is typed for them."""


def citation_key(surname: str, year: str, title: str, *, paper: str) -> str:
    """The key of ``paper`` (its arXiv id), in ASCII letters, figures and hyphens.

    >>> citation_key("van den Oord", "2018", "The Unreasonable", paper="1807.03748")
    'vandenoord2018unreasonable-1807-03748'
    >>> citation_key("홍길동", "1999", "π0.5: Go", paper="cs/9901001")
    '1999pi05-cs-9901001'
    """
    first = next((word for part in title.split() if (word := _ascii(part)) and word not in _ARTICLES), "")
    number = re.sub(r"[^0-9A-Za-z]+", "-", paper)
    start = f"{_ascii(surname)[:_LONGEST]}{_ascii(year)}{first[:_LONGEST]}"
    return f"{start or 'arxiv'}-{number}"


@lru_cache(maxsize=1 << 15)
def _ascii(text: str) -> str:
    """The letters and figures of ``text``, small, without accents, Greek letters by their names."""
    parts = unicodedata.normalize("NFKD", text.translate(_SPELT))
    return "".join(_letter(char) for char in parts).lower()


def _letter(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    name = unicodedata.name(char, "")
    return name.rpartition(" ")[2] if name.startswith("GREEK") and " LETTER " in name else ""
