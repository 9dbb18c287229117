"""Planning for a source that knows dates of change alone, as OAI-PMH: one walk over some categories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.times import iso, parse_time
from vlagraph.pipeline.fetch.plan import asked_steps, last_moment
from vlagraph.pipeline.fetch.steps import ChangesStep, Plan
from vlagraph.store.fetch_state import TopicState
from vlagraph.store.fetch_truth import first_day

if TYPE_CHECKING:
    from vlagraph.pipeline.fetch.steps import FetchRequest, Known

__all__ = ["harvest_plan"]

_BACK = timedelta(days=2)
"""Datestamps are days and bulk edits move them; the days around the last check are read again."""


def harvest_plan(request: FetchRequest, known: Known) -> Plan:
    """One step with the changes of all topics that are due, from the earliest day that one of them needs.

    Before it the papers that the reader asked for by id.
    What changed since a day holds what was submitted since, so the step counts as a listing too; with a last
    day it proves nothing after that, for what was submitted later is passed over; topics that are wanted from
    a later day are not asked for. With ``refresh`` the days from ``since`` on are read again. Key papers
    are not asked by id: that would be a request for each.
    """
    asked, last = asked_steps(request, known), last_moment(request, known.now)
    as_of = iso(min(known.now, last))
    if request.ids:
        return Plan(asked, {}, as_of)
    states: dict[str, TopicState] = {}
    for topic in known.rules.watched:
        if not request.topics or topic in request.topics:
            state = _start(topic, request, known)
            if state.wanted_from <= iso(last) and (request.refresh or not _checked_today(state, as_of)):
                states[topic] = state
    if not states:
        return Plan(asked, {}, as_of)
    topics = tuple(states)
    again = (iso(parse_time(request.since)),) if request.since and request.refresh else ()
    step = ChangesStep(
        topics=topics,
        search=known.rules.search(topics),
        first=min(state.wanted_from for state in states.values()),
        last=iso(last) if request.until else "",
        since=min((*again, *(_since(topic, state, known) for topic, state in states.items())))[:10],
        covers=True,
    )
    return Plan((*asked, step), states, as_of)


def _checked_today(state: TopicState, as_of: str) -> bool:
    return bool(state.checked and state.covered_from) and (state.checked or "")[:10] >= as_of[:10]


def _start(topic: str, request: FetchRequest, known: Known) -> TopicState:
    """How a topic starts: uncovered where its rule is new or more is wanted than what is covered."""
    rule, own = known.rules.watched[topic], known.own.topics.get(topic)
    since = iso(parse_time(request.since)) if request.since else None
    if own is None:
        other = known.replaced.topics.get(topic)
        return TopicState(
            wanted_from=since or (other.wanted_from if other else first_day(known.now)), rule=rule
        )
    earlier = since is not None and since < own.wanted_from
    state = replace(own, wanted_from=min(own.wanted_from, since or own.wanted_from), rule=rule)
    return replace(state, covered_from=None, checked=None) if earlier or own.rule != rule else state


def _since(topic: str, state: TopicState, known: Known) -> str:
    """The time to start from: by the last check of either source, else the whole window."""
    checks = [state.checked] if state.covered_from and state.checked else []
    other = known.replaced.topics.get(topic)
    if other and other.covered_from and other.checked:
        same = other.rule == state.rule and other.covered_from <= state.wanted_from
        checks += [other.checked] if same else []
    return iso(parse_time(max(checks)) - _BACK) if checks else state.wanted_from
