"""Joining two changed versions of one thing, given the version that both started from.

What one side alone changed is taken as that side has it, removals too; what both changed, each in its own
way, is settled by a rule that treats the two sides alike. So the result does not depend on which side is
"ours", and a change is never lost to a removal.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

__all__ = ["join_lines", "join_maps", "join_sets"]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T", str, bytes)


def join_maps(
    base: Mapping[K, V],
    ours: Mapping[K, V],
    theirs: Mapping[K, V],
    *,
    settle: Callable[[V | None, V, V], V | None],
) -> dict[K, V]:
    """The entries of both sides; ``settle(base, one, other)`` decides of what both changed.

    An entry that one side removed and the other changed is kept as changed; where ``settle`` returns None
    the entry is left out.

    >>> pick = lambda base, one, other: max(one, other)
    >>> join_maps({"a": 1, "b": 1}, {"a": 2, "b": 1, "c": 3}, {"a": 1, "c": 4}, settle=pick)
    {'a': 2, 'c': 4}
    """
    joined = {}
    for key in dict.fromkeys((*ours, *theirs)):
        was, one, other = base.get(key), ours.get(key), theirs.get(key)
        if one == other or other == was:
            chosen = one
        elif one == was or one is None:
            chosen = other
        else:
            chosen = one if other is None else settle(was, one, other)
        if chosen is not None:
            joined[key] = chosen
    return joined


def join_sets(base: Collection[T], ours: Collection[T], theirs: Collection[T]) -> tuple[T, ...]:
    """What both sides have, and what one of them added; sorted.

    >>> join_sets("abc", "abd", "ac")
    ('a', 'd')
    """
    kept = set(ours).intersection(theirs)
    return tuple(sorted(kept | (set(ours) | set(theirs)).difference(base)))


def join_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The lines of both sides; where both changed the same place, what each wrote there, one after the other.

    Source: S. Khanna, K. Kunal, B. C. Pierce, "A Formal Investigation of Diff3" (2007).

    >>> join_lines(["a", "b"], ["a", "x", "b"], ["a", "b", "c"])
    ['a', 'x', 'b', 'c']
    >>> join_lines(["a"], ["x"], ["y"])
    ['x', 'y']
    """
    joined: list[str] = []
    was, one, other = 0, 0, 0
    for start, mine, yours, length in _common(base, ours, theirs):
        joined += _place(base[was:start], ours[one:mine], theirs[other:yours])
        joined += base[start : start + length]
        was, one, other = start + length, mine + length, yours + length
    return joined


def _common(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """The runs of lines that all share: where each begins in them, and its length; an empty one last."""
    first = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    one = other = 0
    while one < len(first) and other < len(second):
        (a, mine, size), (b, yours, length) = first[one], second[other]
        start, end = max(a, b), min(a + size, b + length)
        if start < end:
            yield start, mine + start - a, yours + start - b, end - start
        if a + size <= b + length:
            one += 1
        else:
            other += 1
    yield len(base), len(ours), len(theirs), 0


def _place(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """What stands between two runs that all share."""
    if ours == theirs or theirs == base:
        return list(ours)
    if ours == base:
        return list(theirs)
    first, second = sorted([list(ours), list(theirs)])
    same = 0
    while same < min(len(first), len(second)) and first[same] == second[same]:
        same += 1
    return first + second[same:]
