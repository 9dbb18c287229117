"""How much a link or row counts, and what counts where several name one pair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.text import printable, visible
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vlagraph.core.drafting.draft import DraftNeed
    from vlagraph.core.model import Strength
    from vlagraph.store.importing.source import Source

__all__ = ["KINDS", "Placed", "kind_of", "remark_on_kinds", "strongest"]

KINDS: Mapping[str, Strength] = {"required": "required", "recommended": "recommended", "helps": "helps"}
"""The words for a kind, strongest first."""
_STRENGTH = {kind: place for place, kind in enumerate(KINDS.values())}


class Placed(NamedTuple):
    """A requirement, and where the file states it."""

    where: str
    need: DraftNeed


def kind_of(text: str) -> Strength:
    """The kind that ``text`` names; what says nothing, or nothing that is known, is required.

    >>> kind_of(" Recommended"), kind_of("")
    ('recommended', 'required')
    """
    return KINDS.get(text.strip().casefold(), "required")


def strongest(source: Source, needs: Iterable[Placed]) -> tuple[DraftNeed, ...]:
    """A requirement for each pair: of several the one that counts most, and of equal ones the first.

    Where they do not say the same, a remark tells it.
    """
    found: dict[tuple[str, str], DraftNeed] = {}
    odd: list[str] = []
    for where, need in needs:
        pair = (need.topic, need.needed)
        known = found.setdefault(pair, need)
        said = visible(need.reason)
        if known.kind != need.kind or (said and visible(known.reason) not in {"", said}):
            odd.append(where)
        if _STRENGTH[need.kind] < _STRENGTH[known.kind]:
            found[pair] = replace(need, reason=need.reason if said else known.reason)
        elif said and not visible(known.reason):
            found[pair] = replace(known, reason=need.reason)
    if odd:
        what = Message("import.pair_again", {"count": len(odd)})
        source.remarks.append(Problem(odd[0], what, Message("import.pair_again_todo"), "warning"))
    return tuple(found.values())


def remark_on_kinds(source: Source, kinds: Iterable[tuple[str, str]]) -> None:
    """A remark on the links whose kind, behind where they stand, is a word of others."""
    odd = [(where, kind) for where, kind in kinds if visible(kind) and kind.strip().casefold() not in KINDS]
    if odd:
        where, kind = odd[0]
        what = Message("import.odd_kinds", {"count": len(odd), "first": repr(printable(visible(kind)))})
        todo = Message("import.odd_kinds_todo", {"kinds": ", ".join(KINDS)})
        source.remarks.append(Problem(where, what, todo, "warning"))
