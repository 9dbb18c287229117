"""What a fetch did, per topic, and how old what is stored is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from vlagraph.core.papers.reports import FailedTopics, PaperChange, Report, TopicReport
from vlagraph.core.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vlagraph.pipeline.fetch.ledger import Ledger
    from vlagraph.store.fetch_state import FetchState, TopicState
    from vlagraph.words import Message

__all__ = ["age_days", "freshest", "freshness", "report_of"]


def report_of(ledger: Ledger, *, wanted: Iterable[str], now: datetime, requests: int, cached: int) -> Report:
    """The report of what ``ledger`` holds at the end of a run, for the topics ``wanted``."""
    kinds: dict[str, Counter[str]] = {}
    told = [change for change in ledger.changes.values() if ledger.rules.is_told(change.paper)]
    for change in told:
        for topic in ledger.rules.topics_of(change.paper):
            kinds.setdefault(topic, Counter())[change.kind] += 1
    counts = ledger.counts()
    topics = tuple(
        _topic(ledger, topic, papers=counts[topic], kinds=kinds.get(topic, Counter()), now=now)
        for topic in wanted
    )
    return Report(
        ok=not ledger.failures,
        source=ledger.source,
        requests=requests,
        cached=cached,
        papers=len(ledger.papers),
        totals=dict(sorted(Counter(change.kind for change in told).items())),
        topics=topics,
        changes=_changes(ledger),
        failures=_failures(ledger),
        notes=tuple(ledger.notes),
    )


def freshest(state: FetchState, topic: str) -> tuple[str, TopicState] | None:
    """The source that checked ``topic`` last, with what it knows; None where none ever did."""
    known = [(source, own.topics[topic]) for source, own in state.sources.items() if topic in own.topics]
    return max(known, key=lambda pair: pair[1].known_as_of or "") if known else None


class _Age(TypedDict):
    topic: str
    checked: str | None
    age_days: float | None
    covered_from: str | None
    source: str | None


def freshness(state: FetchState, topic: str, now: datetime) -> _Age:
    """The fields of `Freshness` that ``state`` knows of ``topic`` at ``now``."""
    source, known = freshest(state, topic) or (None, None)
    checked = known.known_as_of if known else None
    return {
        "topic": topic,
        "checked": checked,
        "age_days": age_days(checked, now),
        "covered_from": known.covered_from if known else None,
        "source": source,
    }


def age_days(stamp: str | None, now: datetime) -> float | None:
    """Days from ``stamp`` to ``now``, to a tenth."""
    return None if stamp is None else round(max(0.0, (now - parse_time(stamp)).total_seconds()) / 86400, 1)


def _topic(ledger: Ledger, topic: str, *, papers: int, kinds: Counter[str], now: datetime) -> TopicReport:
    return TopicReport(
        **freshness(ledger.state, topic, now),
        papers=papers,
        failure=ledger.failures.get(topic),
        new=kinds["new"],
        updated=kinds["updated"],
        withdrawn=kinds["withdrawn"],
        unchanged=kinds["unchanged"],
    )


def _changes(ledger: Ledger) -> tuple[PaperChange, ...]:
    return tuple(
        PaperChange(
            id=one,
            title=change.paper.readable_title,
            kind=change.kind,
            what=change.what,
            topics=ledger.rules.topics_of(change.paper),
        )
        for one, change in sorted(ledger.changes.items())
        if change.kind != "unchanged" and ledger.rules.is_told(change.paper)
    )


def _failures(ledger: Ledger) -> tuple[FailedTopics, ...]:
    """Each reason once, with the topics that failed for it."""
    reasons: list[Message] = []
    for why in ledger.failures.values():
        if why not in reasons:
            reasons.append(why)
    return tuple(
        FailedTopics(tuple(name for name, why in ledger.failures.items() if why == reason), reason)
        for reason in reasons
    )
