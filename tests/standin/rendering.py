"""From a record's version to the entry the API shows: text forms, authors, links. Writes no XML."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .records import stamp
from .tex import tex_to_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .records import Record, Version

__all__ = ["Author", "Entry", "make_entry", "split_authors"]

_AUTHOR_SEPARATOR = re.compile(r"(?:,\s+(?:and\s+)?|,?\s+and\s+)", re.IGNORECASE)
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_WIDTH = 79


@dataclass(frozen=True, slots=True)
class Author:
    """A name and the affiliations written with it."""

    name: str
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one <entry> says. None means: leave the element out (only faults do that)."""

    id: str | None
    paper: str
    version: int
    title: str | None
    updated: str | None
    published: str | None
    summary: str | None
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    primary: str | None
    comment: str = ""
    journal_ref: str = ""
    dois: tuple[str, ...] = ()
    extra_links: tuple[str, ...] = ()


def make_entry(
    record: Record, version: Version, *, published: datetime, updated: datetime, legacy: bool
) -> Entry:
    """The entry for that version, its text in the modern or the legacy form."""
    categories = tuple(record.text("categories", version).split())
    return Entry(
        id=f"http://arxiv.org/abs/{record.id}v{version.number}",
        paper=record.id,
        version=version.number,
        title=_line(record.text("title", version), "Title: ", legacy=legacy),
        updated=stamp(updated),
        published=stamp(published),
        summary=_summary(record.text("abstract", version), legacy=legacy),
        authors=record_authors(record, version),
        categories=categories,
        primary=categories[0] if categories else None,
        comment=_line(record.text("comments", version), "Comments: ", legacy=legacy),
        journal_ref=_line(record.text("journal-ref", version), "Journal-ref: ", legacy=legacy),
        dois=tuple(record.text("doi", version).split()),
    )


def _line(text: str, label: str, *, legacy: bool) -> str:
    """A one-line field; the legacy form wraps it as if its label stood before it."""
    text = " ".join(text.split())
    if not legacy:
        return tex_to_unicode(text)
    lines = textwrap.wrap(label + text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n  ".join(lines)[len(label) :]


def _summary(text: str, *, legacy: bool) -> str:
    paragraphs = _paragraphs(text)
    if not legacy:
        lead = "  " if text[:1].isspace() else ""
        return lead + tex_to_unicode("\n  ".join(paragraphs))
    wrapped = (
        textwrap.fill(paragraph, _WIDTH, initial_indent="  ", break_long_words=False, break_on_hyphens=False)
        for paragraph in paragraphs
    )
    return "\n".join(wrapped) + "\n"


def _paragraphs(text: str) -> list[str]:
    """Wrapped lines joined; an indented line starts a new paragraph."""
    made: list[list[str]] = []
    for line in text.strip("\n").split("\n"):
        if not made or line[:1].isspace():
            made.append([])
        if line.strip():
            made[-1].append(line.strip())
    return [" ".join(lines) for lines in made if lines]


def record_authors(record: Record, version: Version) -> tuple[Author, ...]:
    """The authors of a record, from its exact list where it has one."""
    listed: Sequence[str] | None = record.raw.get("_authors_list")
    text = record.text("authors", version)
    authors = tuple(Author(name) for name in listed) if listed else split_authors(text)
    affiliations: Sequence[Sequence[str]] | None = record.raw.get("_affiliations")
    if affiliations and len(affiliations) == len(authors):
        pairs = zip(authors, affiliations, strict=True)
        return tuple(Author(author.name, tuple(places)) for author, places in pairs)
    return authors


def split_authors(text: str) -> tuple[Author, ...]:
    """The authors named in one string, with their affiliations; footnote numbers and legends are dropped.

    >>> [author.name for author in split_authors("A. One (X, Y), B. Two and C. Three (1) ((1) Somewhere)")]
    ['A. One', 'B. Two', 'C. Three']
    """
    flat = tex_to_unicode(" ".join(text.split()))
    made: list[Author] = []
    for piece in _outer_pieces(flat):
        name, places = _name_and_places(piece)
        if name in _SUFFIXES and made:
            made[-1] = Author(f"{made[-1].name}, {name}", places or made[-1].affiliations)
        elif name:
            made.append(Author(name, places))
    return tuple(made)


def _outer_pieces(text: str) -> list[str]:
    """The text split at commas and `and` outside parentheses."""
    if "(" not in text:
        return _AUTHOR_SEPARATOR.split(text)
    pieces, depth, start, at = [], 0, 0, 0
    while at < len(text):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        match = _AUTHOR_SEPARATOR.match(text, at) if depth <= 0 and text[at] in ", " else None
        if match:
            pieces.append(text[start:at])
            start = at = match.end()
        else:
            at += 1
    return [*pieces, text[start:]]


def _name_and_places(piece: str) -> tuple[str, tuple[str, ...]]:
    """The name before the first parenthesis, and what stands in parentheses but is no footnote number."""
    name, _, rest = piece.partition("(")
    groups, depth, start = [], 1, 0
    for at, letter in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0 and letter == ")":
            groups.append(rest[start:at].lstrip(" ("))
            start = at + 1
    places = tuple(group for group in groups if group and not re.match(r"[\d,\s*]+$|\(?\d", group))
    return name.strip(), places
