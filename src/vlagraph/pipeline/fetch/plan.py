"""Planning before asking: from what is known and what is wanted to the few requests that close the gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace as with_fields
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from vlagraph.core.times import iso, minute_before, parse_time
from vlagraph.errors import UsageError
from vlagraph.pipeline.fetch.again import again_steps
from vlagraph.pipeline.fetch.steps import ChangesStep, IdsStep, ListingStep, Plan
from vlagraph.sources.source import source_kind, source_names
from vlagraph.store.fetch_state import TopicState
from vlagraph.store.fetch_truth import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.pipeline.fetch.steps import FetchRequest, Known

__all__ = [
    "BUDGET",
    "OVERLAP_DAYS",
    "asked_steps",
    "check_request",
    "end_of_day",
    "last_moment",
    "make_plan",
]

OVERLAP_DAYS = 14
"""Changes are read this far behind the last check: arXiv shows papers days after their submission date."""
KEY_DAYS = 6
"""Key papers are asked again when the last complete check is older."""
STALE_DAYS = 28
"""A known paper that nothing confirmed for so long may have left its query; it is asked by id."""
BUDGET = 10
"""Requests that a weekly run may make; what the queries leave of it goes to stale papers."""
STALE_REQUESTS = 2
"""At most so many of them go to stale papers, so that a run stays short; the others wait a week."""
_ARXIV_BEGAN = parse_time("1991-08-14")
BATCH = 100
"""Ids in one request; see :data:`vlagraph.sources.query_api.BATCH`."""


def make_plan(request: FetchRequest, known: Known) -> Plan:
    """The steps that bring the wanted topics up to date; none where today's answers are all in.

    A topic without coverage is listed back to the start of its window; one with coverage is asked for changes
    since its last check; one whose listing was cut short goes on from where it stopped.
    """
    rules, now = known.rules, known.now
    asked = asked_steps(request, known)
    if request.ids:
        return Plan(asked, {}, iso(now))
    wanted = [topic for topic in rules.topics if not request.topics or topic in request.topics]
    last = last_moment(request, now)
    as_of = min(now, last)
    followed = () if request.only_key_papers else tuple(topic for topic in wanted if topic in rules.watched)
    states = {
        topic: _start(known.own.topics.get(topic), rules.watched[topic], request=request, now=as_of)
        for topic in followed
    }
    changes = _changes(states, rules=rules, request=request, as_of=as_of, last=iso(last))
    listings = _listings(states, rules=rules, last=iso(last))
    due, whole = _ids_due(wanted, request=request, known=known)
    keys = _id_steps(due, "chosen")
    room = BUDGET - 2 * len(changes) - len(keys)
    most = max(0, min(STALE_REQUESTS, room)) * BATCH if changes and whole else 0
    stale = _id_steps(_stale(known, set(due))[:most], "stale")
    if whole and (keys or stale):
        part = stale or keys
        part[-1] = with_fields(part[-1], proves_key_papers=True)
    again = again_steps(known) if changes and not (request.topics or request.until) else ()
    return Plan((*keys, *asked, *changes, *listings, *stale, *again), states, iso(as_of))


def asked_steps(request: FetchRequest, known: Known) -> tuple[IdsStep, ...]:
    """The papers that the reader asked for by id, or wishes for by a mark, in requests of their own.

    A wish that the source does not have is asked again only where everything is.
    """
    if request.ids:
        due = [one for one in request.ids if request.refresh or _never(known.papers.get(one))]
    elif request.only_key_papers:
        due = []
    else:
        due = [one for one in known.wished if request.refresh or one not in known.own.unknown_ids]
    return tuple(_id_steps(due, "asked"))


def _start(known: TopicState | None, rule: str, *, request: FetchRequest, now: datetime) -> TopicState:
    """How a topic starts: uncovered where its rule is new, reaching further back where that is wanted."""
    since = iso(parse_time(request.since)) if request.since else None
    if known is None:
        return TopicState(wanted_from=since or first_day(now), rule=rule)
    state = replace(known, wanted_from=min(known.wanted_from, since) if since else known.wanted_from)
    if known.rule != rule or (request.refresh and since):
        return replace(state, covered_from=None, checked=None, listing_until=None, rule=rule)
    return state


def _changes(
    states: Mapping[str, TopicState], *, rules: Rules, request: FetchRequest, as_of: datetime, last: str
) -> tuple[ChangesStep, ...]:
    """The changes of every covered topic not checked today, from the earliest check on, in one walk.

    A topic that is covered from a day after the last one has none to ask for.
    """
    covered = {
        topic: state
        for topic, state in states.items()
        if state.covered_from
        and state.covered_from <= last
        and state.checked
        and (request.refresh or _day(state.checked) < _day(iso(as_of)))
    }
    if not covered:
        return ()
    since = parse_time(min(state.checked or "" for state in covered.values())) - timedelta(days=OVERLAP_DAYS)
    first = min(state.covered_from or "" for state in covered.values())
    topics = tuple(covered)
    step = ChangesStep(topics=topics, search=rules.search(topics), first=first, last=last, since=iso(since))
    return (step,)


def _listings(states: Mapping[str, TopicState], *, rules: Rules, last: str) -> tuple[ListingStep, ...]:
    """The windows never listed, or not to their start; topics with the same gap are asked together."""
    gaps: dict[tuple[str, str], list[str]] = defaultdict(list)
    for topic, state in states.items():
        end = state.listing_until or (
            min(last, minute_before(state.covered_from)) if state.covered_from else last
        )
        if state.wanted_from <= end and (
            state.listing_until or state.wanted_from < (state.covered_from or "9")
        ):
            gaps[state.wanted_from, end].append(topic)
    return tuple(
        ListingStep(topics=tuple(topics), search=rules.search(tuple(topics)), first=first, last=end)
        for (first, end), topics in gaps.items()
    )


def _ids_due(wanted: Iterable[str], *, request: FetchRequest, known: Known) -> tuple[list[str], bool]:
    """The curated ids to ask now, sorted, and whether they are all there are."""
    keys = known.rules.key_papers
    chosen = sorted({one for topic in wanted for one in keys.get(topic, ())})
    checked = known.own.key_papers_checked
    recent = checked is not None and known.now - parse_time(checked) <= timedelta(days=KEY_DAYS)
    if request.refresh or not recent:
        everything = {one for ids in keys.values() for one in ids}
        return chosen, len(chosen) == len(everything)
    unknown = known.own.unknown_ids
    fresh = [one for one in chosen if one not in unknown and _never(known.papers.get(one))]
    return fresh, False


def _never(paper: Paper | None) -> bool:
    return paper is None or paper.fetched is None


def _stale(known: Known, asked: set[str]) -> list[str]:
    """Ids that nothing confirmed for long, the longest first."""
    limit = iso(known.now - timedelta(days=STALE_DAYS))
    chosen = {one for ids in known.rules.key_papers.values() for one in ids}
    old = [
        (paper.fetched, one) for one, paper in known.papers.items() if paper.fetched and paper.fetched < limit
    ]
    return [one for _, one in sorted(old) if one not in asked and one not in chosen]


def _id_steps(ids: Sequence[str], why: Literal["chosen", "asked", "stale"]) -> list[IdsStep]:
    return [IdsStep(ids=tuple(ids[at : at + BATCH]), why=why) for at in range(0, len(ids), BATCH)]


def last_moment(request: FetchRequest, now: datetime) -> datetime:
    """The last moment that is asked for, at most the end of today."""
    last = parse_time(end_of_day(now))
    return min(_until(request.until), last) if request.until else last


def _until(text: str) -> datetime:
    """The last moment meant: of a day without time its last minute."""
    moment = parse_time(text)
    return parse_time(end_of_day(moment)) if len(text.strip()) == len("2026-01-01") else moment


def _day(stamp: str) -> str:
    return stamp[:10]


def end_of_day(moment: datetime) -> str:
    """The last minute of the day, so that all runs of a day ask the same."""
    return f"{moment.date().isoformat()}T23:59:00Z"


def check_request(request: FetchRequest) -> None:
    """See that what is asked for can be meant together.

    Raises:
        UsageError: the window makes no sense, or the source does not give that.
    """
    try:
        first = parse_time(request.since) if request.since else None
        last = parse_time(request.until) if request.until else None
    except ValueError as error:
        raise UsageError("fetch.bad_day") from error
    if first and last and last < first:
        raise UsageError("fetch.until_before_since", until=request.until, since=request.since)
    if last and last < _ARXIV_BEGAN:
        raise UsageError("fetch.before_arxiv", until=request.until)
    if request.source in source_names() and source_kind(request.source).by_changes:
        if request.only_key_papers:
            raise UsageError("fetch.keys_by_changes")
        if request.max_per_topic:
            raise UsageError("fetch.limit_by_changes")
