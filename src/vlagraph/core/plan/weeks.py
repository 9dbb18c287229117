"""A calendar of weeks in learning order.

The hours of a topic are a range; the pace picks a point of it. They include the reading of its key papers:
a paper is read with the first of its concepts. Time is counted in whole minutes, so that sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.core.order import PathRules, find_path, learning_order
from vlagraph.core.plan.windows import Load, check_windows
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic
    from vlagraph.core.plan.windows import Window

__all__ = ["Pace", "Plan", "Session", "Terms", "Week", "make_plan", "topic_minutes"]

Pace = Literal["fast", "typical", "slow"]

_QUARTER = 15
"""Minutes: a topic is shared among its concepts in quarters of an hour: the hours are estimates."""


@dataclass(frozen=True)
class Terms:
    """What a plan keeps to: minutes a week, the first day, the pace, the most weeks to fill, which topics.

    ``required_only`` leaves out what is only recommended; ``from_scratch`` includes what the roadmap
    presupposes.
    """

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
    """A share of a topic that is not parted further unless a week ends: a concept and what to read for it."""

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
    wanted = tuple(dict.fromkeys(name for name in targets if name not in known))
    rules = PathRules(required_only=terms.required_only, from_scratch=terms.from_scratch)
    path = find_path(kg, wanted, known=known, rules=rules)
    order = learning_order(kg, among={step.topic for step in path.steps})
    load = Load({name: topic_minutes(kg.topics[name], terms.pace) for name in order}, terms.weekly)
    pieces = [piece for name in order for piece in _pieces(kg.topics[name], load.minutes[name], read)]
    weeks = _weeks(pieces, terms)
    kept = weeks[: terms.weeks]
    left = Counter[str]()
    for session in (session for week in weeks[len(kept) :] for session in week.sessions):
        left[session.topic] += session.minutes
    return Plan(
        tuple(name for name in order if name in wanted),
        terms,
        kept,
        left,
        check_windows(kg, wanted, load),
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
    filled = [_by_topic(week) for week in _fill(pieces, terms.weekly) if week]
    parts = Counter(name for week in filled for name in week)
    seen: Counter[str] = Counter()
    weeks = []
    for index, week in enumerate(filled):
        seen.update(week.keys())
        sessions = tuple(_session(own, seen[name], parts[name]) for name, own in week.items())
        weeks.append(Week(index + 1, _day(terms.start, index), sessions))
    return tuple(weeks)


def _fill(pieces: Iterable[_Piece], weekly: int) -> list[list[_Piece]]:
    """The pieces week by week, each week full before the next begins."""
    weeks: list[list[_Piece]] = [[]]
    room = weekly
    for piece in pieces:
        rest = piece
        while rest.minutes > room:
            if room:
                weeks[-1].append(rest._replace(minutes=room))
                rest = rest._replace(minutes=rest.minutes - room, papers=())
            weeks.append([])
            room = weekly
        weeks[-1].append(rest)
        room -= rest.minutes
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
        raise UsageError("plan.past_calendar") from error
