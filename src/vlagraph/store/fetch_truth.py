"""What of fetch.json is believed: nothing that a wrong clock or another rule wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.model import topics_by_id
from vlagraph.core.papers.followed import rule_mark, rule_marks
from vlagraph.core.papers.overdue import FAILING_DAYS
from vlagraph.core.times import iso, lies_ahead, parse_time
from vlagraph.store import disk
from vlagraph.store.fetch_state import Failure, TopicState, load_state

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from vlagraph.core.model import Roadmap, Topic
    from vlagraph.store.fetch_state import FetchState, SourceState
    from vlagraph.store.workspace import Workspace

__all__ = [
    "FIRST_DAYS",
    "believed",
    "carried_over",
    "first_day",
    "is_unbegun",
    "known_now",
    "never_asked",
    "of_rules",
    "silent_topics",
    "state_of",
    "wanted_now",
    "with_failures",
    "without_failures",
]


FIRST_DAYS = 365
"""How far back the first listing of a topic goes, unless told otherwise."""


def first_day(now: datetime) -> str:
    """The day from which a topic is wanted, unless told otherwise."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return iso(today - timedelta(days=FIRST_DAYS))


def believed(state: FetchState, now: datetime) -> tuple[FetchState, tuple[str, ...]]:
    """``state`` without what a wrong clock wrote into it, and the topics that are to be asked again for that.

    A time that lies ahead of ``now`` says nothing of what is known; nor does one that is no time.
    """
    sources: dict[str, SourceState] = {}
    wrong: set[str] = set()
    for name, source in state.sources.items():
        topics = {topic: _believed_topic(known, now) for topic, known in source.topics.items()}
        wrong.update(topic for topic, known in topics.items() if known != source.topics[topic])
        keys = source.key_papers_checked
        sources[name] = replace(
            source,
            topics=topics,
            key_papers_checked=None if keys and lies_ahead(keys, now) else keys,
        )
    return replace(state, sources=sources), tuple(sorted(wrong))


def wanted_now(state: FetchState, now: datetime) -> FetchState:
    """``state``, in which topics that failed before anything came are wanted from a year ago.

    The clock of the run that failed may have been wrong; what was wanted from a day that was named stays so.
    """
    return _each(state, lambda _, known: _wanted_now(known, now))


def is_unbegun(known: TopicState) -> bool:
    """Whether the topic failed before anything came, and is wanted from the usual day before that."""
    if known.failed is None or known.covered_from or known.checked or known.listing_until:
        return False
    try:
        return known.wanted_from == first_day(parse_time(known.failed.at))
    except (ValueError, OverflowError):  # that is no time
        return False


def known_now(state: FetchState, roadmap: Roadmap, now: datetime) -> tuple[FetchState, tuple[str, ...]]:
    """What of ``state`` is `believed` and is `of_rules` of ``roadmap``; and the topics to be asked again."""
    known, wrong = believed(state, now)
    current, marks = topics_by_id(roadmap.topics), rule_marks(roadmap)
    return of_rules(carried_over(known, lambda name: current.get(name, ()), marks), marks), wrong


def carried_over(
    state: FetchState, current_ids: Callable[[str], Iterable[str]], marks: Mapping[str, str]
) -> FetchState:
    """``state``, in which a topic with a new id is known as it was by its former one and the same rule.

    ``current_ids`` gives the topics of now that an id stands for, ``marks`` are those of `rule_marks`.
    """
    sources = {}
    for name, own in state.sources.items():
        topics = dict(own.topics)
        for former, known in own.topics.items():
            for topic in current_ids(former):
                if known.rule and known.rule == marks.get(topic):
                    topics.setdefault(topic, known)
        sources[name] = replace(own, topics=topics)
    return replace(state, sources=sources)


def of_rules(state: FetchState, marks: Mapping[str, str]) -> FetchState:
    """``state`` without what it says of topics whose rule was another one: by that of today nobody asked.

    ``marks`` are those of `vlagraph.core.papers.followed.rule_marks`; what is not in them stays.
    """

    def by_rule(topic: str, known: TopicState) -> TopicState:
        same = not known.rule or known.rule == marks.get(topic, known.rule)
        return known if same else replace(known, covered_from=None)

    return _each(state, by_rule)


def never_asked(state: FetchState, topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Those of ``topics`` by whose rule of today no paper was asked for, and so none is tagged.

    None before the first fetch that succeeded. What an older version asked counts as asked by any rule.
    """
    if not state.succeeded:
        return ()
    asked: dict[str, set[str]] = {}
    for source in state.sources.values():
        for name, known in source.topics.items():
            asked.setdefault(name, set()).add(known.rule)

    def is_asked(topic: Topic) -> bool:
        rules = {rule for name in (topic.id, *topic.formerly) for rule in asked.get(name, ())}
        return not rules.isdisjoint({"", rule_mark(topic)})

    return tuple(topic for topic in topics if topic.watch is not None and not is_asked(topic))


def state_of(workspace: Workspace) -> FetchState:
    """What fetch.json says, which tells of the papers that are stored: where their file is gone, of none.

    Topics are wanted as before then, and what failed has failed all the same.

    Raises:
        DataError, StoreError: it cannot be read.
    """
    state = load_state(workspace.fetch_state)
    if disk.is_there(workspace.papers):
        return state
    unknown = _each(
        state,
        lambda _, known: TopicState(wanted_from=known.wanted_from, rule=known.rule, failed=known.failed),
    )
    sources = {
        name: replace(own, progress={}, key_papers_checked=None) for name, own in unknown.sources.items()
    }
    return replace(unknown, sources=sources)


def _believed_topic(known: TopicState, now: datetime) -> TopicState:
    """``known``, or that nothing is known where one of its times lies ahead."""
    failed = known.failed
    if failed and lies_ahead(failed.at, now):  # that it failed is true all the same
        known = _wanted_now(known, now)
        failed = Failure(at=iso(now), why=failed.why)
    wanted = first_day(now) if lies_ahead(known.wanted_from, now) else known.wanted_from
    times = (known.checked, known.last_success, known.covered_from, known.listing_until)
    if wanted != known.wanted_from or any(at and lies_ahead(at, now) for at in times):
        return TopicState(wanted_from=wanted, rule=known.rule, papers=known.papers, failed=failed)
    return replace(known, failed=failed)


def _wanted_now(known: TopicState, now: datetime) -> TopicState:
    return replace(known, wanted_from=first_day(now)) if is_unbegun(known) else known


def silent_topics(state: FetchState, now: datetime) -> tuple[str, ...]:
    """The topics that fail and of which nothing newer than three weeks is known, sorted.

    ``state`` is what is `believed`, by the rules of today.
    """
    checked = state.checked
    topics = sorted({topic for source in state.sources.values() for topic in source.topics})
    long_ago = iso(now - timedelta(days=FAILING_DAYS))
    return tuple(one for one in topics if state.failure_of(one) and checked.get(one, "") <= long_ago)


def with_failures(state: FetchState, failures: Mapping[str, Failure]) -> FetchState:
    """``state``, in which the topics have failed, in every source that knows them."""
    return _each(state, lambda topic, known: replace(known, failed=failures.get(topic, known.failed)))


def without_failures(state: FetchState, topics: Collection[str]) -> FetchState:
    """``state``, in which of ``topics`` nothing has failed, whatever the source."""
    return _each(state, lambda topic, known: replace(known, failed=None) if topic in topics else known)


def _each(state: FetchState, change: Callable[[str, TopicState], TopicState]) -> FetchState:
    """``state`` with every topic of every source changed."""
    sources = {
        name: replace(own, topics={topic: change(topic, known) for topic, known in own.topics.items()})
        for name, own in state.sources.items()
    }
    return replace(state, sources=sources)
