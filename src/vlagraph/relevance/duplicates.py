"""Papers that are the same work under nearly the same title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.watch import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["near_duplicates", "title_key"]

SMALL_WORDS = frozenset({"a", "an", "the", "of", "for", "in", "on", "and", "to", "with", "via", "by", "from"})
ALIKE = 0.8
"""The share of common words, of all words of two titles, from which they count as one (Jaccard index)."""


def title_key(title: str) -> str:
    """The title without case, punctuation, plural endings and small words.

    >>> title_key("Sim-to-Real: The Transfer of Policies") == title_key("Sim to real transfer of policy")
    True
    """
    return " ".join(word for word in tokens(title) if word not in SMALL_WORDS)


def near_duplicates(titles: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The positions of titles that are nearly the same, in groups of two or more, in the order given.

    Titles are compared with the first of each group that shares one of their three longest words, so that the
    cost stays near-linear. Titles of fewer than three words are only joined where they are equal.

    >>> near_duplicates(["Open robots: a study", "Open Robot Study", "Closed robots: a study"])
    ((0, 1),)
    """
    keys = [title_key(title) for title in titles]
    words = [frozenset(key.split()) for key in keys]
    groups: list[list[int]] = []
    by_word: dict[str, list[int]] = {}
    for place, own in enumerate(words):
        marks = sorted(own, key=lambda word: (-len(word), word))[:3]
        near = sorted({group for mark in marks for group in by_word.get(mark, ())})
        joined = next((group for group in near if _alike(keys, words, pair=(groups[group][0], place))), None)
        if joined is not None:
            groups[joined].append(place)
            continue
        groups.append([place])
        for mark in marks:
            by_word.setdefault(mark, []).append(len(groups) - 1)
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _alike(keys: Sequence[str], words: Sequence[frozenset[str]], *, pair: tuple[int, int]) -> bool:
    one, other = pair
    if keys[one] == keys[other]:
        return True
    union = words[one] | words[other]
    if min(len(words[one]), len(words[other])) < 3:
        return False
    return len(words[one] & words[other]) / len(union) >= ALIKE and _numbers(words[one]) == _numbers(
        words[other]
    )


def _numbers(words: frozenset[str]) -> frozenset[str]:
    """The words with a digit: parts and versions of a work differ in nothing else."""
    return frozenset(word for word in words if any(map(str.isdigit, word)))
