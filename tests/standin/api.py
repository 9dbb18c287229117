"""The query API: from a request and the papers to an answer. Touches no socket."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .atom import Page, error_feed, feed
from .atom_legacy import legacy_error_feed, legacy_feed
from .collection import Hit
from .fault_pages import OVERLAPPING, PAGE_FAULTS, PageContext
from .index import Paper
from .messages import Answer
from .parameters import ApiError, check_window, read_query
from .rendering import make_entry
from .revisions import revised

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .collection import Collection
    from .fault_pages import Overlaps
    from .faults import Fault
    from .messages import Request
    from .parameters import Query
    from .rendering import Entry
    from .settings import Profile

__all__ = ["Moment", "answer_error", "answer_query"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The state a request is answered from."""

    collection: Collection
    now: datetime
    profile: Profile
    overlaps: Overlaps
    hides_newest: bool = False


def answer_query(request: Request, moment: Moment, fault: Fault | None) -> Answer:
    """The answer to a request for /api/query."""
    try:
        query = read_query(request.parameters)
        size = check_window(query, manual=moment.profile.window == "manual")
    except ApiError as problem:
        return answer_error(problem, moment, dict(request.parameters))
    if fault and fault.name == "retext":
        moment = replace(moment, profile=replace(moment.profile, rendering="legacy"))
    page = _page(query, size, request.number, moment, fault)
    return Answer(200, (legacy_feed if moment.profile.legacy_layout else feed)(page))


def answer_error(problem: ApiError, moment: Moment, values: dict[str, str]) -> Answer:
    """The error entry for a refused request."""
    if moment.profile.legacy_layout:
        title = f"search_query={values.get('search_query', '')}&id_list={values.get('id_list', '')}"
        return Answer(problem.status, legacy_error_feed(problem.message, problem.link, title, moment.now))
    return Answer(problem.status, error_feed(problem.message, problem.link, moment.now))


def _page(query: Query, size: int, number: int, moment: Moment, fault: Fault | None) -> Page:
    ignored = fault is not None and fault.name == "sort_ignored"
    key = (query.rewritten, query.id_list, query.sort_by, query.descending)
    hits = _ordered(query, number, moment, ignored=ignored)
    if fault and fault.name == "new_version":
        _revise(hits, query.start, moment, fault)
        hits = _ordered(query, number, moment, ignored=ignored)
    hits = _after_shift(hits, key, moment, fault)
    if fault and fault.name == "duplicates" and fault.variant in OVERLAPPING:
        count = min(OVERLAPPING[fault.variant], query.start)
        moment.overlaps.repeat(key, query.start, count)
    offset = moment.overlaps.offset(key, query.start)
    first = max(0, query.start - offset)

    def render(hit: Hit) -> Entry:
        return _entry(hit, moment)

    page = Page(
        query=query,
        entries=tuple(render(hit) for hit in hits[first : first + size]),
        total=str(len(hits) + offset),
        updated=moment.now,
    )
    context = PageContext(key, tuple(hits), moment.now, number, moment.overlaps, render)
    change = PAGE_FAULTS.get(fault.name) if fault else None
    return change(fault, page, context) if change and fault else page


def _entry(hit: Hit, moment: Moment) -> Entry:
    ties, record, version = moment.profile.ties, hit.paper.record, hit.paper.version
    return make_entry(
        record,
        version,
        published=record.published(ties=ties),
        updated=version.at(ties=ties),
        legacy=moment.profile.legacy_text,
    )


def _ordered(query: Query, number: int, moment: Moment, *, ignored: bool) -> list[Hit]:
    """Every paper the query finds, in the order asked for."""
    hits = _listed(query, moment) if query.id_list else _searched(query, moment)
    sort_by = "relevance" if ignored else query.sort_by
    ties = moment.profile.ties

    def place(hit: Hit) -> float:
        if sort_by == "relevance":
            return hit.score
        record = hit.paper.record
        when = record.published(ties=ties) if sort_by == "submittedDate" else hit.paper.version.at(ties=ties)
        return when.timestamp()

    def among_equals(hit: Hit) -> str:
        identifier = hit.paper.record.id
        return hashlib.sha256(f"{identifier} {number}".encode()).hexdigest() if ties else identifier

    hits.sort(key=among_equals)
    hits.sort(key=place, reverse=ignored or query.descending)
    return hits


def _searched(query: Query, moment: Moment) -> list[Hit]:
    scored = query.sort_by == "relevance"
    return moment.collection.search(query.tree, moment.now, ties=moment.profile.ties, scored=scored)


def _listed(query: Query, moment: Moment) -> list[Hit]:
    """The papers named in the id list that exist, and that the search query finds if there is one."""
    scores = None
    if query.tree is not None:
        scores = {hit.paper.record.id: hit.score for hit in _searched(query, moment)}
    made: dict[tuple[str, int], Hit] = {}
    for text in query.id_list:
        paper = _named(text, moment)
        if paper and (scores is None or paper.record.id in scores):
            score = scores[paper.record.id] if scores else 0.0
            made[paper.record.id, paper.version.number] = Hit(paper, score)
    return list(made.values())


def _named(text: str, moment: Moment) -> Paper | None:
    """The paper and version an id names, if both are visible."""
    plain, mark, digits = text.rpartition("v")
    versioned = bool(mark) and digits.isdigit()
    record = moment.collection.get(plain if versioned else text)
    ties = moment.profile.ties
    newest = record.shown(moment.now, ties=ties) if record else None
    if record is None or newest is None:
        return None
    version = record.version(int(digits)) if versioned else newest
    return Paper(record, version) if version and version.at(ties=ties) <= moment.now else None


def _revise(hits: Sequence[Hit], start: int, moment: Moment, fault: Fault) -> None:
    named = fault.option("id", None)
    first = hits[start].paper.record if start < len(hits) else None
    record = moment.collection.get(named) if named else first
    if record:
        moment.collection.put(revised(record, fault.variant, moment.now))


def _after_shift(hits: list[Hit], key: object, moment: Moment, fault: Fault | None) -> list[Hit]:
    """The hits without the paper that has not appeared yet, or that has gone."""
    hidden = moment.overlaps.hidden
    first = hits[0].paper.record.id if hits else ""
    if fault and fault.name == "shift":
        if fault.variant == "insert":
            hidden.pop(key, None)
        else:
            hidden[key] = first
    elif moment.hides_newest and key not in hidden:
        hidden[key] = first
    gone = hidden.get(key)
    return [hit for hit in hits if hit.paper.record.id != gone]
