"""The same topics by OAI-PMH: what was modified in their categories since a day, matched locally."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.times import iso, parse_time
from vlagraph.errors import BadAnswerError, SourceError
from vlagraph.pipeline.fetch.plan import FIRST_DAYS
from vlagraph.sources.oai import OaiSource, sets_for
from vlagraph.store.fetch_state import SourceState, TopicState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.ledger import Ledger
    from vlagraph.pipeline.fetch.plan import FetchRequest
    from vlagraph.sources.query_api import PageCache
    from vlagraph.sources.session import Polite

__all__ = ["harvest", "harvest_plan"]

_BACK = timedelta(days=2)
"""Datestamps are days and bulk edits move them; the days around the last check are read again."""


def harvest(
    ledger: Ledger,
    request: FetchRequest,
    *,
    polite: Polite,
    pages: PageCache,
    now: datetime,
    on_request: Callable[[bool], None],
) -> None:
    """Harvest the sets of the wanted topics and store what matches; coverage goes into the books of ``oai``.

    Raises:
        SourceError: arXiv cannot be reached or refuses; the topics are recorded as failed.
        StoreError: what came cannot be stored.
    """
    states, sets, since = harvest_plan(ledger, request, now)
    if not states:
        return
    ledger.note_topics(states)
    source = OaiSource(polite, pages, polite.settings.oai_url or "", iso(now), on_request)
    horizon = min(state.wanted_from for state in states.values())
    try:
        for spec in sets:
            _one_set(ledger, source, spec, since=since, horizon=horizon, until=request.until)
    except BadAnswerError as error:
        ledger.fail(states, str(error))
    except SourceError as error:
        ledger.fail(states, str(error))
        ledger.commit()
        raise
    else:
        _covered(ledger, states, now)
    ledger.commit()


def harvest_plan(
    ledger: Ledger, request: FetchRequest, now: datetime
) -> tuple[Mapping[str, TopicState], tuple[str, ...], str]:
    """The states of the topics to harvest, the sets, and the day to start from."""
    rules, own = ledger.rules, ledger.state.sources.get("oai", SourceState())
    wanted = [topic for topic in rules.watched if not request.topics or topic in request.topics]
    if request.only_key_papers:
        wanted = []
    states: dict[str, TopicState] = {}
    starts: list[str] = []
    for topic in wanted:
        state = _start(ledger, topic, own.topics.get(topic), request, now)
        if (
            state.checked
            and state.covered_from
            and state.checked[:10] >= iso(now)[:10]
            and not request.refresh
        ):
            continue
        states[topic] = state
        starts.append(_since(ledger, topic, state))
    return states, sets_for(rules.categories(tuple(states))), min(starts, default=iso(now))[:10]


def _start(
    ledger: Ledger, topic: str, known: TopicState | None, request: FetchRequest, now: datetime
) -> TopicState:
    rule = ledger.rules.watched[topic]
    since = iso(parse_time(request.since)) if request.since else None
    if known is None:
        default = iso(datetime(now.year, now.month, now.day, tzinfo=now.tzinfo) - timedelta(days=FIRST_DAYS))
        other = ledger.state.sources.get("api", SourceState()).topics.get(topic)
        return TopicState(wanted_from=since or (other.wanted_from if other else default), rule=rule)
    earlier = since is not None and since < known.wanted_from
    state = replace(known, wanted_from=min(known.wanted_from, since or known.wanted_from), rule=rule)
    return replace(state, covered_from=None, checked=None) if earlier or known.rule != rule else state


def _since(ledger: Ledger, topic: str, state: TopicState) -> str:
    """The day to start from: by the last check of either source, else the whole window."""
    other = ledger.state.sources.get("api", SourceState()).topics.get(topic)
    checks = [state.checked] if state.covered_from and state.checked else []
    if (
        other
        and other.covered_from
        and other.checked
        and other.rule == state.rule
        and other.covered_from <= state.wanted_from
    ):
        checks.append(other.checked)
    return iso(parse_time(max(checks)) - _BACK) if checks else state.wanted_from


def _one_set(
    ledger: Ledger, source: OaiSource, spec: str, *, since: str, horizon: str, until: str | None
) -> None:
    """Harvest one set, going on from the day that an earlier run reached."""
    key = f"oai {spec} {since}"
    for page in source.harvest(spec, ledger.own.progress.get(key, since)):
        ledger.take(paper for paper in page.papers if _within(paper, ledger, horizon, until))
        if page.defects:
            ledger.commit()
            raise BadAnswerError(
                f"arXiv sent an incomplete record ({page.defects[0]}); the complete ones were kept."
            )
        if page.last_day:
            ledger.note_source(progress=dict(sorted({**ledger.own.progress, key: page.last_day}.items())))
        ledger.commit()


def _within(paper: Paper, ledger: Ledger, horizon: str, until: str | None) -> bool:
    if paper.id in ledger.papers:
        return True
    return paper.published >= horizon and (until is None or paper.published[:10] <= until[:10])


def _covered(ledger: Ledger, states: Mapping[str, TopicState], now: datetime) -> None:
    stamp = iso(now)
    done = {
        topic: replace(state, covered_from=state.wanted_from, checked=stamp, last_success=stamp, failed=None)
        for topic, state in states.items()
    }
    ledger.note_source(
        progress={key: value for key, value in ledger.own.progress.items() if not key.startswith("oai ")}
    )
    ledger.note_topics(done)
