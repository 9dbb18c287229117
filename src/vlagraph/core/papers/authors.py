"""A list of authors as sources write it: what in it is no name, stands for others, or names a team."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.papers.paper import Paper

__all__ = ["AuthorList", "read_authors", "with_plain_authors"]

_REST = r"(?:others|other\s+(?:authors|contributors))"
_OTHERS = re.compile(
    rf"(?<![\s,;])[\s,;]*+(?:\band\b\s*+)?(?:\bet\.?\s++al\b\.?|\band\s++{_REST}\b|^{_REST}$)\s*+$",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    rf"^[\W\d_]*$|^[^\S\n]|[^\S\n]$|:\s*$|\bal\b\.?\s*$|\b{_REST}\s*$", re.IGNORECASE | re.MULTILINE
)
"""What a line of a list must have to be no plain name: a quick look, as nearly all lists are plain."""

_UNSURE = "lLsS\u017f"
"""The letters at the end of what stands for others; the last is a long s, one for the pattern too."""


class AuthorList(NamedTuple):
    """Names alone, those of them that a colon marks as teams, and whether the list names everyone."""

    names: tuple[str, ...]
    teams: tuple[str, ...] = ()
    complete: bool = True


def read_authors(authors: Iterable[str]) -> AuthorList:
    """``authors`` without what has no letter; a name before a colon is a team, "et al." stands for others.

    Blanks around a name are no part of it: arXiv's own listings have some.

    >>> read_authors(["NVIDIA", ":", "Mayank Mittal", ""])
    AuthorList(names=('NVIDIA', 'Mayank Mittal'), teams=('NVIDIA',), complete=True)
    >>> read_authors(["Anthony Zador et al."])
    AuthorList(names=('Anthony Zador',), teams=(), complete=False)
    """
    given = tuple(authors)
    unsure = "\n".join([name for name in given if not _is_plain(name)])
    if not _SUSPECT.search(unsure) if unsure else all(given):
        return AuthorList(given)
    names: list[str] = []
    teams: dict[str, None] = {}
    complete = True
    for author in given:
        name = author.rstrip(": ").strip()
        if _OTHERS.search(name):
            name, complete = _OTHERS.sub("", name), False
        if _has_letter(name):
            names.append(name)
        if author.rstrip().endswith(":") and names:
            teams[names[-1]] = None
    return AuthorList(tuple(names), tuple(teams), complete)


def with_plain_authors(paper: Paper) -> Paper:
    """``paper`` with names alone for authors, as an older version or a person may not have written it."""
    read = read_authors(paper.authors)
    if read.names == paper.authors:
        return paper
    teams = tuple(dict.fromkeys((*paper.teams, *read.teams)))
    complete = paper.authors_complete and read.complete
    return msgspec.structs.replace(paper, authors=read.names, teams=teams, authors_complete=complete)


def _is_plain(name: str) -> bool:
    """Whether the name begins with a letter and ends as none does that is suspect; says no where unsure."""
    return name[:1].isalpha() and name[-1:].isalnum() and name[-1] not in _UNSURE and "\n" not in name


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)
