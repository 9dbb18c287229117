"""Receipts of what was asked and of what came: each function gives the state with one more thing noted.

What is noted twice is the same as once, so that a run that was killed and repeats a page ends with the same
bytes as one that was not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.numbers import numbered, pack, unpack
from vlagraph.store.fetch_state import SourceState
from vlagraph.store.receipts import AskedAgain, Came

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from vlagraph.core.papers.holes import Hole
    from vlagraph.core.papers.paper import Paper
    from vlagraph.sources.source import Batch
    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.receipts import Asked

__all__ = [
    "DAYS",
    "EVERYTHING",
    "again_of",
    "as_begun",
    "asked",
    "came",
    "category_of",
    "counted",
    "days_before",
    "ended",
    "imported",
    "is_same",
    "packed_days",
    "papers_came",
    "scope_of",
    "whole",
    "without_open",
]

DAYS = 100
"""Days before the newest paper of which ids are kept: a month, and what is usual around it."""
EVERYTHING = "*"
"""The scope of what came of all categories."""
_MOST_ASKED = 40
"""Queries that are kept: half a year of weekly runs."""
_MOST_AGAIN = 100
"""Windows asked again that are kept, many more than arXiv has holes in a quarter of a year."""
_DAY = len("2026-01-01")


def scope_of(categories: Iterable[str]) -> str:
    """The key of what comes of ``categories``.

    >>> scope_of(["cs.RO", "cs.LG"])
    'cs.LG cs.RO'
    """
    return " ".join(sorted(categories))


def asked(state: FetchState, new: Asked) -> FetchState:
    """``state`` with the query ``new`` begun; a listing that did not come to its end goes on.

    What was asked of the same source before and brought nothing is forgotten: nobody answered.
    """
    same = [one for one in state.asked if one.open and _key(one) == _key(new)]
    kept = tuple(one for one in state.asked if one not in same and not _is_unanswered(one, new.source))
    if same and new.what == "listing":
        new = replace(same[-1], at=new.at)
    return replace(state, asked=(*kept, new)[-_MOST_ASKED:])


def without_open(state: FetchState, source: str) -> FetchState:
    """``state`` without the queries of ``source`` that did not come to their end: they begin anew."""
    kept = tuple(one for one in state.asked if not (one.open and one.source == source))
    return replace(state, asked=kept)


def as_begun(state: FetchState, begun: FetchState, source: str) -> FetchState:
    """``state`` with the queries and the unfinished walks of ``source`` as they were in ``begun``."""
    if source in state.sources:
        before = begun.sources.get(source, SourceState())
        own = replace(state.sources[source], progress=before.progress)
        state = replace(state, sources={**state.sources, source: own})
    return replace(state, asked=begun.asked)


def counted(state: FetchState, batch: Batch) -> FetchState:
    """``state`` with the papers of ``batch`` counted under the query that was begun last."""
    if not state.asked:
        return state
    receipt, last = batch.receipt, state.asked[-1]
    fresh = len(batch.papers) if receipt.fresh is None else receipt.fresh
    total = None if last.what == "changes" else receipt.total
    announced = last.announced if total is None else (last.announced or 0) + total
    new = replace(last, came=last.came + fresh, announced=announced)
    return replace(state, asked=(*state.asked[:-1], new))


def ended(state: FetchState) -> FetchState:
    """``state`` with the query that was begun last come to its end."""
    return replace(state, asked=(*state.asked[:-1], replace(state.asked[-1], open=False)))


def came(state: FetchState, scope: str, seen: Mapping[str, Mapping[str, Iterable[str]]]) -> FetchState:
    """``state`` with the ids ``seen`` (day -> category -> ids) among those that came of ``scope``."""
    old = state.came.get(scope, Came())
    days = {day: dict(old.days.get(day, {})) for day in {*old.days, *seen}}
    for day, categories in seen.items():
        for category, ids in categories.items():
            days[day][category] = pack([*unpack(days[day].get(category, "")), *ids])
    return _with(state, scope, replace(old, days=days))


def papers_came(
    state: FetchState, papers: Iterable[Paper], categories: Collection[str], *, until: str
) -> FetchState:
    """``state`` with those of ``papers`` that are in one of ``categories`` among what came of them.

    What is dated after ``until`` (ISO 8601) is left out.
    """
    scopes: dict[str, dict[str, dict[str, list[str]]]] = {scope_of(categories): {}}
    if EVERYTHING in state.came:
        scopes[EVERYTHING] = {}
    for paper in papers:
        if numbered(paper.id) is None or not _is_day(paper.published[:_DAY]) or paper.published > until:
            continue
        for scope, seen in scopes.items():
            if scope == EVERYTHING or not set(categories).isdisjoint(paper.filed_under):
                name = category_of(paper.primary_category or "", categories)
                seen.setdefault(paper.published[:_DAY], {}).setdefault(name, []).append(paper.id)
    for scope, seen in scopes.items():
        if seen:
            state = came(state, scope, seen)
    return state


def category_of(primary: str, categories: Collection[str]) -> str:
    """What a paper is counted under: its primary category where a rule names it, else its archive.

    >>> category_of("cs.RO", ["cs.RO"]), category_of("math.CO", ["cs.RO"])
    ('cs.RO', 'math')
    """
    return primary if primary in categories else primary.partition(".")[0]


def packed_days(seen: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[str, dict[str, str]]:
    """The last days of ``seen`` (day -> category -> ids), with packed ids."""
    oldest = days_before(max(seen, default=""), DAYS)
    return {
        day: {category: pack(ids) for category, ids in sorted(seen[day].items())}
        for day in sorted(seen)
        if day >= oldest
    }


def imported(
    state: FetchState, blocks: Iterable[Mapping[str, Mapping[str, str]]], receipt: Asked
) -> FetchState:
    """``state`` with a file, whose ``blocks`` held ids by day and category, packed.

    What a file that was read to its end says of the days up to its last one is all that there is of them; of
    one that was cut, whose ``receipt`` is open, papers of any day may be missing.
    """
    days = [{day: found for day, found in block.items() if day <= receipt.last} for block in blocks]
    newest = max((day for block in days for day in block), default="")
    oldest = days_before(newest, DAYS)
    seen: dict[str, dict[str, list[str]]] = {}
    for day, found in (item for block in days for item in block.items() if item[0] >= oldest):
        for name, text in found.items():
            seen.setdefault(day, {}).setdefault(name, []).extend(unpack(text))
    state = came(state, EVERYTHING, seen) if seen else state
    kept = tuple(one for one in state.asked if _key(one) != _key(receipt))
    state = replace(state, asked=(*kept, receipt)[-_MOST_ASKED:])
    return whole(state, EVERYTHING, oldest, newest) if newest and not receipt.open else state


def whole(state: FetchState, scope: str, first: str, last: str) -> FetchState:
    """``state`` with the span of days from ``first`` to ``last`` known to have been asked for as a whole."""
    old = state.came.get(scope, Came())
    return _with(state, scope, replace(old, whole=(*old.whole, (first[:_DAY], last[:_DAY]))))


def again_of(state: FetchState, hole: Hole, at: str) -> FetchState:
    """``state`` with ``hole`` asked for once more."""
    same = [one for one in state.again if is_same(one, hole)]
    new = AskedAgain(
        day=hole.day,
        category=hole.category,
        first=hole.first,
        last=hole.last,
        times=max((one.times for one in same), default=0) + 1,
        at=at,
    )
    kept = sorted([*(one for one in state.again if one not in same), new], key=lambda one: one.day)
    return replace(state, again=tuple(kept[-_MOST_AGAIN:]))


def is_same(one: AskedAgain, hole: Hole) -> bool:
    """Whether ``hole`` is what was asked for again: the same category of a day, or numbers that meet.

    >>> from vlagraph.core.papers.holes import Hole
    >>> is_same(AskedAgain(day="2026-02-01", first="2602.00010", last="2602.00020"),
    ...         Hole(day="2026-02-01", first="2602.00015", last="2602.00030"))
    True
    """
    if one.category or hole.category:
        return (one.day, one.category) == (hole.day, hole.category)
    return one.first <= hole.last and hole.first <= one.last


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == _DAY


def _is_unanswered(one: Asked, source: str) -> bool:
    return one.open and not one.came and one.source == source


def _key(one: Asked) -> tuple[str, str, str, str]:
    return one.source, one.what, one.first, one.last


def _with(state: FetchState, scope: str, new: Came) -> FetchState:
    """``state`` with ``new`` of the ``scope``, in order and without what is too old."""
    oldest = days_before(max(new.days, default=""), DAYS)
    days = {day: dict(sorted(new.days[day].items())) for day in sorted(new.days) if day >= oldest}
    trimmed = Came(days=days, whole=_joined((max(first, oldest), last) for first, last in new.whole))
    others = {name: one for name, one in state.came.items() if name in {EVERYTHING, scope}}
    return replace(state, came=dict(sorted({**others, scope: trimmed}.items())))


def days_before(day: str, days: int) -> str:
    """The day so many ``days`` before ``day``; empty where that is none."""
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _joined(spans: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Spans of days, sorted; those that meet are one."""
    found: list[tuple[str, str]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first <= days_before(found[-1][1], -1):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)
