"""Text as it is stored: one form of Unicode, single blanks, nothing that drives a terminal; ids too."""

from __future__ import annotations

import re
import unicodedata

from vlagraph.core.model import ARXIV_ID

__all__ = ["clean", "is_withdrawn", "split_id", "unique"]

_ID = re.compile(rf"({ARXIV_ID})(?:v([1-9][0-9]{{0,3}}))?", re.ASCII)
_SAYS_WITHDRAWN = re.compile(r"\bwithdr(?:aw\w*|ew)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:replac|supersed|previous|earlier|instead of)\w*\b[^.;]*\bwithdr", re.IGNORECASE
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
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    if composed.isascii() and composed.isprintable():
        return composed
    kept = "".join(
        c for c in composed if c == "\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(kept.split())


def split_id(text: str) -> tuple[str, int | None]:
    """Base id and version of an arXiv id or abs/pdf address, new or old form.

    >>> split_id("http://arxiv.org/abs/quant-ph/0201082v1"), split_id("2303.04137")
    (('quant-ph/0201082', 1), ('2303.04137', None))

    Raises:
        ValueError: the text holds no such id.
    """
    tail = re.split(r"/(?:abs|pdf)/", text.strip(), maxsplit=1)[-1].removeprefix("arXiv:")
    match = _ID.fullmatch(tail)
    if match is None:
        raise ValueError(f"{text[:80]!r} is no arXiv id")
    return match[1], int(match[2]) if match[2] else None


def is_withdrawn(comment: str | None, version: int | None) -> bool:
    """Whether the comment says that this version withdraws the paper.

    Neither API carries a flag; a new version whose comment says so is the only signal. A first version counts
    only where the wording leaves no doubt.

    >>> is_withdrawn("This paper has been withdrawn", 2), is_withdrawn("replaces withdrawn 1203.4355", 2)
    (True, False)
    """
    if not comment or not _SAYS_WITHDRAWN.search(comment):
        return False
    if _CERTAIN.search(comment):
        return True
    return version != 1 and not _OF_ANOTHER.search(comment)


def unique(items: list[str]) -> tuple[str, ...]:
    """``items`` without repetitions and empty ones, in their order."""
    return tuple(dict.fromkeys(item for item in items if item))
