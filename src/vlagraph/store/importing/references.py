"""Which heading a text means that names one, exactly or by some of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Titles", "parts_of"]

_PARTS = re.compile(r"\s*[,;、，；·|/]\s*|\s+(?:and|or|und|oder|et|ou|y|및|와|과)\s+")
_SHORT_FORM = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_SHORTEST_WORD = 2
"""Letters of a word that may tell which heading is meant."""


def parts_of(text: str) -> list[str]:
    """The names in a text that lists some.

    >>> parts_of("Linear algebra, calculus and statistics")
    ['Linear algebra', 'calculus', 'statistics']
    """
    return [part.strip(" .") for part in _PARTS.split(text) if part.strip(" .")]


class Titles:
    """The headings of a text by their names: topics and areas, each with a key."""

    def __init__(self, topics: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]]) -> None:
        self._topics = _by_name(topics)
        self._areas = _by_name(areas)
        self._all = [*areas, *topics]

    def topic(self, name: str) -> str | None:
        """The key of the topic called ``name``."""
        return self._topics.get(fold(name)) or self._topics.get(fold(_SHORT_FORM.sub(" ", name)))

    def exact(self, name: str) -> str | None:
        """The key of the topic or area called ``name``."""
        return self.topic(name) or self._areas.get(fold(name))

    def near(self, name: str) -> str | None:
        """The key of what is called ``name``, or of the one heading that shares the most words with it.

        Areas come before topics, since stages speak of whole areas; a short form stands for its words.
        """
        if found := self._areas.get(fold(name)) or self.topic(name):
            return found
        words = [fold(word) for word in re.findall(r"\w+", name) if len(word) >= _SHORTEST_WORD]
        best, most = None, 0
        for key, title in self._all:
            folded = fold(title)
            count = sum(word in folded for word in words) or int(_initials(title) == fold(name))
            if count > most:
                best, most = key, count
        return best


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The key of each name, and of each without its short form; the first of two has it."""
    found: dict[str, str] = {}
    for key, name in pairs:
        for known in (name, _SHORT_FORM.sub(" ", name)):
            if fold(known):
                found.setdefault(fold(known), key)
    return found


def _initials(title: str) -> str:
    """The first letters of the words of ``title``, as people shorten it."""
    return "".join(word[0] for word in re.findall(r"\w+", title)).casefold()
