"""Papers whose titles are nearly the same: one work that arXiv holds under several ids."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.papers.paper import Paper

__all__ = ["SMALL_WORDS", "group_copies", "near_copies", "title_keys"]

_WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "from", "how", "in", "into", "is",
    "it", "its", "of", "on", "or", "over", "the", "through", "to", "toward", "towards", "using", "via", "we",
    "what", "when", "with", "without", "your",
})  # fmt: skip
"""Words that say little about what a paper is about."""

_ROMAN = re.compile(r"[ivxlc]+")
_FEWEST_WORDS = 5
"""Words of a title from which on one may differ; of shorter ones a word is too much of the whole."""

_MOST_WORDS = 100
"""Words of a title up to which one may differ: real ones have 40, and each has a key of all the others."""

_STEM = 4
"""Letters at the start that two words must share to be endings of one: fewer join unlike words."""


def near_copies(papers: Iterable[Paper]) -> dict[str, str]:
    """Each paper whose title nearly equals that of an earlier one of ``papers``, and the id of that one.

    Titles agree without case, accents, hyphens and punctuation, or differ in one small word or in the ending
    of one; a differing number is never folded away ("Part II"). The papers must share an author where both
    name any. The cost grows linearly: titles meet under the keys of their words with one left out.

    Source: the deletion neighbourhood of M. Mor and A. S. Fraenkel, A hash code method for detecting and
    correcting spelling errors (1982).
    """
    meeting: dict[str, list[tuple[Paper, tuple[str, ...]]]] = {}
    copies: dict[str, str] = {}
    for paper in papers:
        words, keys = _words(paper.title), title_keys(paper.title)
        rivals = (rival for key in keys for rival in meeting.get(key, ()))
        alike = (other for other, theirs in rivals if other.id != paper.id and _alike(words, theirs))
        first = next((other for other in alike if _share_author(paper, other)), None)
        if first is not None:
            copies.setdefault(paper.id, first.id)
            continue
        for key in keys:
            meeting.setdefault(key, []).append((paper, words))
    return copies


def title_keys(title: str) -> tuple[str, ...]:
    """What ``title`` has in common with every title that nearly equals it, at least one of them.

    >>> set(title_keys("A Map of the World")) & set(title_keys("Map of the World"))
    {'mapoftheworld'}
    """
    return tuple(dict.fromkeys(_keys(_words(title))))


def group_copies(copies: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The copies of each first paper, from what `near_copies` returns.

    >>> group_copies({"b": "a", "c": "a"})
    {'a': ('b', 'c')}
    """
    groups: dict[str, list[str]] = {}
    for copy, first in copies.items():
        groups.setdefault(first, []).append(copy)
    return {first: tuple(found) for first, found in groups.items()}


def _share_author(one: Paper, other: Paper) -> bool:
    """Whether the papers have an author of the same surname; true where one names no author."""
    mine, theirs = _surnames(one.authors), _surnames(other.authors)
    return not mine or not theirs or bool(mine & theirs)


def _words(text: str) -> tuple[str, ...]:
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(_WORD.findall(text.casefold()))


def _surnames(authors: Sequence[str]) -> frozenset[str]:
    return frozenset(words[-1] for name in authors if (words := _words(name)))


def _keys(words: Sequence[str]) -> Iterator[str]:
    if words:
        yield "".join(words)
    if _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        for place in range(len(words)):
            yield "".join((*words[:place], *words[place + 1 :]))


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if "".join(one) == "".join(other):
        return True
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _minor(one[start : len(one) - end], other[start : len(other) - end])


def _minor(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words in which two titles differ say nothing of their own."""
    if len(one) > 1 or len(other) > 1:
        return False
    words = (*one, *other)
    if any((len(word) == 1 and word != "a") or _ROMAN.fullmatch(word) for word in words):
        return False
    if any(char.isdigit() for word in words for char in word):
        return False
    if all(word in SMALL_WORDS - {"without"} for word in words):
        return True
    return len(words) == 2 and words[0][:_STEM] == words[1][:_STEM] and min(map(len, words)) > _STEM
