"""Which heading a text means that names one, exactly or by some of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Titles", "parts_of"]

_WORDS = r"(?:and|or|und|oder|et|ou|y|및|와|과)\s+"
_SIGN = re.compile(r"[,;、，；·|/]")
_PARTS = re.compile(rf"\s*{_SIGN.pattern}\s*(?:{_WORDS})?|\s+{_WORDS}")
_MOST_PARTS = 8
"""Parts of a text that may be one name together, as of "Gases, Liquids and Solids"."""
_SHORT_FORM = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_SHORTEST_WORD = 2
"""Letters of a word that may tell which heading is meant."""


def parts_of(text: str, known: Callable[[str], object]) -> list[str]:
    """The names in a text that lists some; what is ``known`` as one name is not parted.

    But where a sign parts nothing but names: "Robot, Learning" is two, also beside "Robot Learning".

    >>> parts_of("Acids and bases, sets, and sugars or salts", {"Acids and bases"}.__contains__)
    ['Acids and bases', 'sets', 'sugars', 'salts']
    """
    signs = [found.span() for found in _PARTS.finditer(text)]
    starts, ends = [0, *(end for _, end in signs)], [*(start for start, _ in signs), len(text)]

    def is_one(first: int, last: int) -> bool:
        if not known(_bare(text[starts[first] : ends[last]])):
            return False
        signed = any(_SIGN.search(text[slice(*signs[one])]) for one in range(first, last))
        return not signed or not all(
            known(_bare(text[starts[one] : ends[one]])) for one in range(first, last + 1)
        )

    names, at = [], 0
    while at < len(starts):
        tried = range(min(at + _MOST_PARTS, len(ends)) - 1, at, -1)
        last = next((one for one in tried if is_one(at, one)), at)
        names.append(_bare(text[starts[at] : ends[last]]))
        at = last + 1
    return [name for name in names if name]


def _bare(name: str) -> str:
    return name.strip(" .")


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
