"""Planning before asking: from what is known and what is wanted to the few requests that close the gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from vlagraph.core.times import iso, parse_time
from vlagraph.store.fetch_state import TopicState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.store.fetch_state import SourceState

__all__ = [
    "BUDGET",
    "FIRST_DAYS",
    "OVERLAP_DAYS",
    "FetchRequest",
    "Plan",
    "Step",
    "make_plan",
    "minute_before",
]

FIRST_DAYS = 365
"""How far back the first listing of a topic goes, unless told otherwise."""
OVERLAP_DAYS = 14
"""Changes are read this far behind the last check: arXiv shows papers days after their submission date."""
KEY_DAYS = 6
"""Key papers are asked again when the last complete check is older."""
STALE_DAYS = 28
"""A known paper that nothing confirmed for so long may have left its query; it is asked by id."""
BUDGET = 10
"""Requests that a weekly run may make; what the queries leave of it goes to stale papers."""
BATCH = 100


@dataclass(frozen=True, kw_only=True)
class FetchRequest:
    """What the reader wants: topics (none: all), the window, limits; times are ISO 8601 in UTC."""

    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    max_per_topic: int | None = None
    source: Literal["api", "oai"] = "api"
    only_key_papers: bool = False
    refresh: bool = False
    fold: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One walk: a batch of ids, the changes of some topics, or the listing of their window.

    ``broad`` finds by category alone, ``narrow`` are the queries that find less; the cheaper way is taken.
    """

    kind: Literal["ids", "changes", "listing"]
    broad: str = ""
    narrow: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    since: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Steps in order; ``states`` is how each followed topic starts, ``as_of`` what a success will prove."""

    steps: tuple[Step, ...]
    states: Mapping[str, TopicState]
    as_of: str
    all_keys: bool = False


def make_plan(
    request: FetchRequest, *, rules: Rules, state: SourceState, papers: Mapping[str, Paper], now: datetime
) -> Plan:
    """The steps that bring the wanted topics up to date; none where today's answers are all in.

    A topic without coverage is listed back to the start of its window; one with coverage is asked for changes
    since its last check; one whose listing was cut short goes on from where it stopped.
    """
    wanted = [topic for topic in rules.topics if not request.topics or topic in request.topics]
    last = (
        min(_until(request.until), parse_time(_end_of_day(now)))
        if request.until
        else parse_time(_end_of_day(now))
    )
    as_of = min(now, last)
    followed = () if request.only_key_papers else tuple(topic for topic in wanted if topic in rules.watched)
    states = {
        topic: _start(state.topics.get(topic), rules.watched[topic], request=request, now=as_of)
        for topic in followed
    }
    due, whole = _ids_due(wanted, request=request, rules=rules, state=state, papers=papers, now=now)
    changes = _changes(states, rules=rules, request=request, as_of=as_of, last=iso(last))
    listings = _listings(states, rules=rules, last=iso(last))
    keys = tuple(Step(kind="ids", ids=part) for part in _batches(due, BATCH))
    room = BUDGET - 2 * len(changes) - len(keys)
    most = max(0, min(2, room)) * BATCH if changes and whole else 0
    stale = _stale(papers, set(due), rules=rules, now=now)[:most]
    again = tuple(Step(kind="ids", ids=part) for part in _batches(stale, BATCH))
    return Plan((*keys, *changes, *listings, *again), states, iso(as_of), whole)


def _start(known: TopicState | None, rule: str, *, request: FetchRequest, now: datetime) -> TopicState:
    """How a topic starts: uncovered where its rule is new, reaching further back where that is wanted."""
    since = iso(parse_time(request.since)) if request.since else None
    today = datetime(now.year, now.month, now.day, tzinfo=now.tzinfo)
    if known is None:
        return TopicState(wanted_from=since or iso(today - timedelta(days=FIRST_DAYS)), rule=rule)
    state = replace(known, wanted_from=min(known.wanted_from, since) if since else known.wanted_from)
    if known.rule != rule or (request.refresh and since):
        return replace(state, covered_from=None, checked=None, listing_until=None, rule=rule)
    return state


def _changes(
    states: Mapping[str, TopicState], *, rules: Rules, request: FetchRequest, as_of: datetime, last: str
) -> tuple[Step, ...]:
    """The changes of every covered topic not checked today, from the earliest check on, in one walk."""
    covered = {
        topic: state
        for topic, state in states.items()
        if state.covered_from
        and state.checked
        and (request.refresh or _day(state.checked) < _day(iso(as_of)))
    }
    if not covered:
        return ()
    since = parse_time(min(state.checked or "" for state in covered.values())) - timedelta(days=OVERLAP_DAYS)
    first = min(state.covered_from or "" for state in covered.values())
    topics = tuple(covered)
    return (
        Step(
            kind="changes",
            broad=rules.broad(topics),
            narrow=rules.narrow(topics),
            topics=topics,
            first=first,
            last=last,
            since=iso(since),
        ),
    )


def _listings(states: Mapping[str, TopicState], *, rules: Rules, last: str) -> tuple[Step, ...]:
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
        Step(
            kind="listing",
            broad=rules.broad(tuple(topics)),
            narrow=rules.narrow(tuple(topics)),
            topics=tuple(topics),
            first=first,
            last=end,
        )
        for (first, end), topics in gaps.items()
    )


def _ids_due(
    wanted: Iterable[str],
    *,
    request: FetchRequest,
    rules: Rules,
    state: SourceState,
    papers: Mapping[str, Paper],
    now: datetime,
) -> tuple[list[str], bool]:
    """The curated ids to ask now, sorted, and whether they are all there are."""
    chosen = sorted({one for topic in wanted for one in rules.key_papers.get(topic, ())})
    checked = state.key_papers_checked
    recent = checked is not None and now - parse_time(checked) <= timedelta(days=KEY_DAYS)
    if request.refresh or not recent:
        everything = {one for ids in rules.key_papers.values() for one in ids}
        return chosen, len(chosen) == len(everything)
    fresh = [one for one in chosen if one not in state.unknown_ids and _never(papers.get(one))]
    return fresh, False


def _never(paper: Paper | None) -> bool:
    return paper is None or paper.fetched is None


def _stale(papers: Mapping[str, Paper], asked: set[str], *, rules: Rules, now: datetime) -> list[str]:
    """Ids that nothing confirmed for long, the longest first."""
    limit = iso(now - timedelta(days=STALE_DAYS))
    chosen = {one for ids in rules.key_papers.values() for one in ids}
    old = [(paper.fetched, one) for one, paper in papers.items() if paper.fetched and paper.fetched < limit]
    return [one for _, one in sorted(old) if one not in asked and one not in chosen]


def _batches(ids: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(ids[at : at + size]) for at in range(0, len(ids), size))


def _until(text: str) -> datetime:
    """The last moment meant: of a day without time its last minute."""
    moment = parse_time(text)
    return parse_time(_end_of_day(moment)) if len(text.strip()) == len("2026-01-01") else moment


def _day(stamp: str) -> str:
    return stamp[:10]


def _end_of_day(moment: datetime) -> str:
    """The last minute of the day, so that all runs of a day ask the same."""
    return f"{moment.date().isoformat()}T23:59:00Z"


def minute_before(stamp: str) -> str:
    """The time a minute before ``stamp``, in the form that records carry."""
    return iso(parse_time(stamp) - timedelta(minutes=1))
