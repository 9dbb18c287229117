"""What a mistyped word is near to, for the hint of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.spelling import fold
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["closest", "did_you_mean", "one_slip"]

_LONGEST = 80
"""Characters that are looked at: no name is longer."""
_MOST_HINTED = 1000
"""Known names among which a hint is looked for: a file with as many problems is soon explained."""


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is meant to be, or nothing where none is near or too many are known."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    items = sorted(known)
    key = fold(name[:_LONGEST])
    if not key or len(items) > _MOST_HINTED:
        return ""
    found = extractOne(
        key, [fold(item) for item in items], scorer=OSA.normalized_similarity, score_cutoff=0.7
    )
    return items[found[2]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> Message | str:
    """The known name nearest to ``name`` as a question, for the braces of a refusal; empty without one."""
    near = closest(name, known)
    return Message("usage.did_you_mean", {"name": near}) if near else ""


def one_slip(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of ``known`` that ``name`` becomes by one sign more, less or other, or two neighbours swapped.

    >>> one_slip("2406.0924", ["2406.09246", "2406.09420", "2304.13705"])
    ('2406.09246',)
    """
    from rapidfuzz.distance import OSA

    return tuple(item for item in known if OSA.distance(name, item, score_cutoff=1) == 1)
