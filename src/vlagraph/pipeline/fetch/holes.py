"""Which days and ids look incomplete in what came and what is stored: no network, and nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.papers.holes import AskedWindow, HoleReport, find_holes
from vlagraph.core.papers.numbers import numbered, unpack
from vlagraph.pipeline.fetch.receipts import DAYS, days_before, is_same
from vlagraph.store.fetch_state import load_state
from vlagraph.store.papers_stream import papers_as_they_stand
from vlagraph.store.receipts import AskedAgain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from vlagraph.core.papers.holes import Hole
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.workspace import Workspace

__all__ = ["Suspect", "holes_in", "read_holes", "suspects"]

SETTLED = 3
"""Days before the last question that are not judged: arXiv shows papers days after their submission."""
_DAY = len("2026-01-01")
Seen = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Suspect:
    """A hole, with the ids in its range that did not come; none of a category."""

    hole: Hole
    ids: tuple[str, ...] = ()


def read_holes(workspace: Workspace) -> HoleReport:
    """The holes in the papers of the last days that arXiv gave, not those that people typed.

    Raises:
        DataError, StoreError: papers.jsonl or fetch.json cannot be read.
    """
    return holes_in(load_state(workspace.fetch_state), papers_as_they_stand(workspace.papers))


def holes_in(state: FetchState, papers: Iterable[Paper]) -> HoleReport:
    """The holes in what came by ``state`` and, of days without receipts, in the stored ``papers``."""
    stored = _stored(papers)
    looked = _looked_at(state, stored)
    days = [day for seen in looked for day in seen]
    first = min(days, default=None)
    ids = {one for seen in looked for found in seen.values() for many in found.values() for one in many}
    return HoleReport(
        holes=tuple(sorted(one.hole for one in _suspects(state, looked))),
        papers=len(ids),
        first=first,
        last=max(days, default=None),
        older=sum(_count(found) for day, found in stored.items() if first and day < first),
        receipts=tuple(AskedWindow(**msgspec.structs.asdict(one)) for one in state.asked),
    )


def suspects(state: FetchState, papers: Iterable[Paper]) -> tuple[Suspect, ...]:
    """The holes as in `holes_in`, by day, each with the ids that did not come."""
    return tuple(_suspects(state, _looked_at(state, _stored(papers))))


def _count(found: Mapping[str, Collection[str]]) -> int:
    """The papers of a day."""
    return sum(map(len, found.values()))


def _looked_at(state: FetchState, stored: Seen) -> list[Seen]:
    """What holes are looked for in, each by itself: what came of some categories, and what is stored.

    Of what is stored it is the last days, for of older ones nothing is known besides.
    """
    came = []
    for table in reversed(state.came.values()):
        judged = [(first, days_before(last, SETTLED)) for first, last in table.whole]
        came.append(
            {
                day: {category: unpack(text) for category, text in found.items()}
                for day, found in table.days.items()
                if any(first <= day <= last for first, last in judged)
            }
        )
    covered = {day for seen in came for day in seen}
    oldest = days_before(max(stored, default=""), DAYS)
    rest = {day: found for day, found in stored.items() if day >= oldest and day not in covered}
    return [seen for seen in (*came, rest) if seen]


def _stored(papers: Iterable[Paper]) -> Seen:
    """The ids of all days by day and primary category, those that a merge left twice once."""
    found: dict[str, dict[str, set[str]]] = {}
    for paper in papers:
        if paper.fetched and len(paper.published) >= _DAY:
            category = paper.primary_category or ""
            found.setdefault(paper.published[:_DAY], {}).setdefault(category, set()).add(paper.id)
    return {day: {category: sorted(ids) for category, ids in found[day].items()} for day in found}


def _suspects(state: FetchState, looked: Iterable[Seen]) -> Iterator[Suspect]:
    told: list[AskedAgain] = []
    for seen in looked:
        for hole in find_holes(seen):
            if any(is_same(one, hole) for one in told):
                continue
            told.append(AskedAgain(day=hole.day, category=hole.category, first=hole.first, last=hole.last))
            times = max((one.times for one in state.again if is_same(one, hole)), default=0)
            yield Suspect(replace(hole, asked=times), _lost(hole, seen))


def _lost(hole: Hole, seen: Mapping[str, Mapping[str, Iterable[str]]]) -> tuple[str, ...]:
    """The ids in the range of ``hole`` that did not come."""
    first, last = numbered(hole.first), numbered(hole.last)
    if first is None or last is None:
        return ()
    here = {one for found in seen.values() for ids in found.values() for one in ids if one >= hole.first}
    every = (f"{first[0]}.{number:05}" for number in range(first[1], last[1] + 1))
    return tuple(one for one in every if one not in here)
