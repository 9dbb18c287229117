"""Joining two changed versions of one thing, given the version that both started from.

What one side alone changed is taken as that side has it, removals too; what both changed, each in its own
way, is settled by a rule that treats the two sides alike. So the result does not depend on which side is
"ours", and a change is never lost to a removal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

__all__ = ["join_maps", "join_sets"]

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
