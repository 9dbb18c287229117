"""Hours into weeks: a calendar in learning order, and whether the roadmap's windows hold at its pace.

The hours of a topic are a range; the pace picks a point of it. They include the reading of its key papers:
a paper is read with the first of its concepts. Time is counted in whole minutes, so that sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.core.order import find_path, learning_order
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours, Topic

__all__ = ["Pace", "Plan", "Session", "Terms", "Week", "Window", "make_plan", "tier_topics", "topic_minutes"]

Pace = Literal["fast", "typical", "slow"]

_QUARTER = 15
_HALF_HOUR = 30


@dataclass(frozen=True)
class Terms:
    """What a plan keeps to: minutes a week, the first day, the pace, and the most weeks to fill."""

    weekly: int
    start: date
    pace: Pace = "typical"
    weeks: int | None = None
    required_only: bool = False
    from_scratch: bool = False


@dataclass(frozen=True)
class Session:
    """A topic's share of one week; ``papers`` are those whose reading begins here."""

    topic: str
    minutes: int
    concepts: tuple[str, ...]
    papers: tuple[str, ...]
    part: int
    parts: int


@dataclass(frozen=True)
class Week:
    """Seven days from ``start``, numbered from 1."""

    number: int
    start: date
    sessions: tuple[Session, ...]

    @property
    def minutes(self) -> int:
        """The sum of the sessions."""
        return sum(session.minutes for session in self.sessions)


@dataclass(frozen=True)
class Window:
    """Whether a tier of the roadmap is done within its window of weeks (low, high) at the plan's pace.

    ``done`` is the week in which the last of ``topics`` ends. Where that is too late, ``drop`` are topics
    that this tier and more urgent ones only recommend (they can wait), ``done_without`` is the week
    without them, and ``weekly_needed`` the minutes a week that would then make it hold.
    """

    tier: str
    weeks: Hours
    topics: tuple[str, ...]
    done: int
    drop: tuple[str, ...] = ()
    done_without: int = 0
    weekly_needed: int = 0

    @property
    def holds(self) -> bool:
        """True when the last topic ends within the window."""
        return self.done <= self.weeks[1]


@dataclass(frozen=True)
class Plan:
    """Weeks in learning order; ``left`` is what does not fit into ``terms.weeks`` (minutes by topic)."""

    targets: tuple[str, ...]
    terms: Terms
    weeks: tuple[Week, ...]
    left: Mapping[str, int]
    windows: tuple[Window, ...]
    known: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """All that remains to be learned, planned or left."""
        return sum(week.minutes for week in self.weeks) + sum(self.left.values())


class _Piece(NamedTuple):
    topic: str
    minutes: int
    concept: str | None
    papers: tuple[str, ...]


def topic_minutes(topic: Topic, pace: Pace) -> int:
    """The minutes that ``topic`` takes: the low end, the middle or the high end of its hours.

    >>> from vlagraph.core.model import Text, Topic
    >>> words = Text(en="x", ko="x")
    >>> topic = Topic(id="x", area="x", name=words, level=1, hours=(4, 7), hours_basis=words, summary=words)
    >>> [topic_minutes(topic, pace) for pace in ("fast", "typical", "slow")]
    [240, 330, 420]
    """
    low, high = topic.hours
    return {"fast": 60 * low, "typical": 30 * (low + high), "slow": 60 * high}[pace]


def tier_topics(kg: KnowledgeGraph, tier: str) -> tuple[str, ...]:
    """The topics of a priority tier, named by it or naming it, in the roadmap's order."""
    named = {
        topic
        for entry in kg.roadmap.priorities
        if entry.id == tier
        for line in entry.entries
        for topic in kg.members(line.ref)
    }
    return tuple(t.id for t in kg.roadmap.topics if t.id in named or t.priority == tier)


def make_plan(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    terms: Terms,
    known: Collection[str] = (),
    read: Collection[str] = (),
) -> Plan:
    """The weeks that lead to ``targets``, never before a prerequisite and never above ``terms.weekly``.

    ``known`` topics are left out; papers in ``read`` are not listed again, but do not shorten a topic. A
    topic that does not fit into the rest of a week goes on in the next one, concept after concept.
    """
    wanted = tuple(dict.fromkeys(t for t in targets if t not in set(known)))
    path = find_path(
        kg, wanted, known=known, required_only=terms.required_only, from_scratch=terms.from_scratch
    )
    order = learning_order(kg, among={step.topic for step in path.steps})
    cost = {name: topic_minutes(kg.topics[name], terms.pace) for name in order}
    pieces = [piece for name in order for piece in _pieces(kg.topics[name], cost[name], read)]
    weeks = _weeks(pieces, terms)
    kept = weeks if terms.weeks is None else weeks[: terms.weeks]
    left = Counter[str]()
    for week in weeks[len(kept) :]:
        left.update({session.topic: session.minutes for session in week.sessions})
    return Plan(
        tuple(name for name in order if name in wanted),
        terms,
        kept,
        left,
        _windows(kg, wanted, order=order, cost=cost, weekly=terms.weekly),
        path.known,
        path.assumed,
    )


def _pieces(topic: Topic, minutes: int, read: Collection[str]) -> Iterator[_Piece]:
    """The topic by concepts, equal shares in quarters of an hour, each with the papers to read for it."""
    names: list[str | None] = [concept.id for concept in topic.concepts] or [None]
    papers: dict[str | None, list[str]] = {name: [] for name in names}
    for paper in topic.key_papers:
        if paper.arxiv not in read:
            papers[next((n for n in names if n in paper.concepts), names[0])].append(paper.arxiv)
    quarters, rest = divmod(minutes, _QUARTER)
    share, more = divmod(quarters, len(names))
    for index, name in enumerate(names):
        own = _QUARTER * (share + (index < more)) + (rest if index == 0 else 0)
        yield _Piece(topic.id, own, name, tuple(papers[name]))


def _weeks(pieces: Iterable[_Piece], terms: Terms) -> tuple[Week, ...]:
    poured = [_by_topic(week) for week in _pour(pieces, terms.weekly) if week]
    parts = Counter(name for week in poured for name in week)
    seen: Counter[str] = Counter()
    weeks = []
    for index, week in enumerate(poured):
        seen.update(week.keys())
        sessions = tuple(_session(own, seen[name], parts[name]) for name, own in week.items())
        weeks.append(Week(index + 1, _day(terms.start, index), sessions))
    return tuple(weeks)


def _pour(pieces: Iterable[_Piece], weekly: int) -> list[list[_Piece]]:
    """The pieces week by week, each week full before the next begins."""
    weeks: list[list[_Piece]] = [[]]
    room = weekly
    for piece in pieces:
        todo, papers = piece.minutes, piece.papers
        while True:
            if todo and not room:
                weeks.append([])
                room = weekly
            now = min(todo, room)
            weeks[-1].append(piece._replace(minutes=now, papers=papers))
            todo, room, papers = todo - now, room - now, ()
            if not todo:
                break
    return weeks


def _by_topic(pieces: Iterable[_Piece]) -> dict[str, list[_Piece]]:
    groups: dict[str, list[_Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.topic, []).append(piece)
    return groups


def _session(pieces: Sequence[_Piece], part: int, parts: int) -> Session:
    return Session(
        pieces[0].topic,
        sum(piece.minutes for piece in pieces),
        tuple(piece.concept for piece in pieces if piece.concept is not None),
        tuple(paper for piece in pieces for paper in piece.papers),
        part,
        parts,
    )


def _day(start: date, weeks: int) -> date:
    try:
        return start + timedelta(weeks=weeks)
    except OverflowError as error:
        raise UsageError("the plan would run past the year 9999. Give more hours a week.") from error


def _windows(
    kg: KnowledgeGraph,
    targets: Collection[str],
    *,
    order: Sequence[str],
    cost: Mapping[str, int],
    weekly: int,
) -> tuple[Window, ...]:
    found = []
    urgent: set[str] = set()
    for tier in kg.roadmap.priorities:
        own = tuple(name for name in tier_topics(kg, tier.id) if name in targets)
        urgent.update(own)
        if own:
            last = max(order.index(name) for name in own)
            needed = {name: cost[name] for name in order[: last + 1]}
            window = Window(tier.id, tier.weeks, own, _week_after(needed.values(), weekly))
            found.append(window if window.holds else _advise(kg, window, (needed, urgent, weekly)))
    return tuple(found)


def _advise(kg: KnowledgeGraph, window: Window, load: tuple[dict[str, int], set[str], int]) -> Window:
    """``window`` with what to drop: the longest topics first that nothing kept requires, until it holds."""
    needed, wanted, weekly = load
    limit = window.weeks[1] * weekly
    kept = dict(needed)
    drop: list[str] = []
    while sum(kept.values()) > limit:
        free = [n for n in kept if n not in wanted and not any(u in kept for u in kg.required.succ[n])]
        if not free:
            break
        longest = max(free, key=lambda name: (kept[name], name))
        drop.append(longest)
        del kept[longest]
    per_week = -(-sum(kept.values()) // max(window.weeks[1], 1))
    return replace(
        window,
        drop=tuple(drop),
        done_without=_week_after(kept.values(), weekly),
        weekly_needed=max(weekly, _HALF_HOUR * -(-per_week // _HALF_HOUR)),
    )


def _week_after(minutes: Iterable[int], weekly: int) -> int:
    """The week in which that many minutes are done; at least the first."""
    return max(1, -(-sum(minutes) // weekly))
