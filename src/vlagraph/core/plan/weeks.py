"""A calendar of weeks in learning order.

The hours of a topic are a range; the pace picks a point of it. `vlagraph.core.plan.work` tells what they go
on. Time is counted in whole minutes, so that sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vlagraph.core.depths import papers_for
from vlagraph.core.model import KeyPaper
from vlagraph.core.plan.course import course_to, load_of
from vlagraph.core.plan.windows import Choice, check_windows
from vlagraph.core.plan.work import Thing, Work
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.order import Step
    from vlagraph.core.plan.windows import Load, Window
    from vlagraph.core.plan.work import Pace, Piece

__all__ = ["Plan", "Session", "Terms", "TitledPlan", "Week", "make_plan"]


@dataclass(frozen=True)
class Terms:
    """What a plan keeps to: minutes a week, the first day, the pace, the most weeks to fill, which topics.

    ``required_only`` leaves out what is only recommended; ``from_scratch`` includes what the roadmap
    presupposes; ``mastery`` plans everything in a topic, else a first pass. ``passed`` is None for a plan
    that begins; a plan that goes on has so many weeks behind it, and spends no time on read papers.
    ``milestones`` of projects (ids of `all_milestones`) are done each after the topics that it needs.
    """

    weekly: int
    start: date
    pace: Pace = "typical"
    weeks: int | None = None
    required_only: bool = False
    from_scratch: bool = False
    mastery: bool = False
    passed: int | None = None
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """The share that a topic, or a milestone of a project, has of one week: the sum of its ``work``.

    ``topic`` is its id, that of a milestone as in `all_milestones`. ``concepts`` are those that it is about;
    ``partial`` says that the plan needs only some of the topic.
    """

    topic: str
    minutes: int
    concepts: tuple[str, ...]
    work: tuple[Work, ...]
    part: int
    parts: int
    partial: bool = False

    @property
    def papers(self) -> tuple[str, ...]:
        """The arXiv ids of the papers whose reading begins here."""
        begun = (work.what for work in self.work if not work.continued)
        return tuple(what.arxiv for what in begun if isinstance(what, KeyPaper))


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
    """Weeks in learning order; ``left`` is what does not fit into ``terms.weeks`` (minutes by what it is of).

    ``windows`` are those of the roadmap's tiers; a plan with milestones goes by their order, and has none.
    ``known`` are also targets. ``further`` are papers of the depth, by topic, for which the topic's hours
    leave no time. Of ``unknown`` topics no hours are given.
    """

    targets: tuple[str, ...]
    terms: Terms
    weeks: tuple[Week, ...]
    left: Mapping[str, int]
    windows: tuple[Window, ...]
    known: tuple[str, ...]
    assumed: tuple[str, ...]
    further: Mapping[str, tuple[str, ...]]
    skipped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """All that remains to be learned, planned or left."""
        return sum(week.minutes for week in self.weeks) + sum(self.left.values())


@dataclass(frozen=True)
class TitledPlan:
    """A plan in its graph, with the titles of stored papers by arXiv id, and when it was made.

    ``goal`` are the topics that were asked for, also those that are known.
    """

    kg: KnowledgeGraph
    plan: Plan
    titles: Mapping[str, str]
    made: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    goal: tuple[str, ...] = ()

    def telling(self, skipped: Collection[str]) -> TitledPlan:
        """The same where of the topics left out as known those in ``skipped`` are told apart."""
        known = tuple(name for name in self.plan.known if name not in skipped)
        apart = tuple(name for name in self.plan.known if name in skipped)
        return replace(self, plan=replace(self.plan, known=known, skipped=apart))


def make_plan(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    terms: Terms,
    known: Collection[str] = (),
    read: Collection[str] = (),
) -> Plan:
    """The weeks that lead to ``targets``, never before a prerequisite and never above ``terms.weekly``.

    ``known`` topics are left out; papers in ``read`` are not read again: their time goes on what is left of
    the topic, or is over in a plan that goes on. A topic that does not fit into a week goes on in the next.
    """
    wanted = tuple(dict.fromkeys(name for name in targets if name not in known))
    course = course_to(kg, wanted, terms, known=known, read=read)
    load, weeks = load_of(kg, course, terms), _weeks(course.pieces, terms)

    def without(later: Collection[str]) -> Load:
        rest = tuple(name for name in wanted if name not in later)
        return load_of(kg, course_to(kg, rest, terms, known={*known, *later}, read=read), terms)

    choice = Choice(frozenset(wanted), kg.required if terms.required_only else kg.digraph, without)
    kept = weeks[: terms.weeks]
    left = Counter[str]()
    for session in (session for week in weeks[len(kept) :] for session in week.sessions):
        left[session.topic] += session.minutes
    return Plan(
        tuple(name for name in course.order if name in wanted),
        terms,
        kept,
        left,
        () if terms.milestones else check_windows(kg, load, choice),
        tuple(sorted({*course.path.known, *(name for name in targets if name in known)})),
        course.path.assumed,
        _further(kg, course.path.steps, weeks, mastery=terms.mastery, read=read),
        unknown=tuple(load.unknown),
    )


def _further(
    kg: KnowledgeGraph, steps: Iterable[Step], weeks: Sequence[Week], *, mastery: bool, read: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Topic to the papers to read for its step that no session reads; topics without any are left out."""
    done = set(read).union(paper for week in weeks for session in week.sessions for paper in session.papers)
    found = {}
    for step in steps:
        keys = papers_for(kg.topics[step.topic], step.concepts, mastery=mastery)
        if left := tuple(key.arxiv for key in keys if key.arxiv not in done):
            found[step.topic] = left
    return found


def _weeks(pieces: Iterable[Piece], terms: Terms) -> tuple[Week, ...]:
    filled = [_by_topic(week) for week in _fill(pieces, terms.weekly) if week]
    parts = Counter(name for week in filled for name in week)
    before: dict[str, list[Piece]] = {name: [] for name in parts}
    seen: Counter[str] = Counter()
    weeks = []
    for index, week in enumerate(filled):
        seen.update(week.keys())
        sessions = tuple(_session(own, before[name], seen[name], parts[name]) for name, own in week.items())
        at = index + (terms.passed or 0)
        weeks.append(Week(at + 1, _day(terms.start, at), sessions))
        for name, own in week.items():
            before[name] += own
    return tuple(weeks)


def _fill(pieces: Iterable[Piece], weekly: int) -> list[list[Piece]]:
    """The pieces week by week, each week full before the next begins."""
    weeks: list[list[Piece]] = [[]]
    room = weekly
    for piece in pieces:
        rest = piece
        while rest.work.minutes > room:
            if room:
                weeks[-1].append(_of_length(rest, room))
                rest = _of_length(rest, rest.work.minutes - room)
            weeks.append([])
            room = weekly
        weeks[-1].append(rest)
        room -= rest.work.minutes
    return weeks


def _of_length(piece: Piece, minutes: int) -> Piece:
    return piece._replace(work=replace(piece.work, minutes=minutes))


def _by_topic(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.topic, []).append(piece)
    return groups


def _session(pieces: Sequence[Piece], before: Sequence[Piece], part: int, parts: int) -> Session:
    """The session of ``pieces``, each thing to do once, after those ``before`` of the same topic."""
    minutes = Counter[Thing]()
    for piece in pieces:
        minutes[piece.work.what] += piece.work.minutes
    begun = {piece.work.what for piece in before} - {None}
    return Session(
        pieces[0].topic,
        minutes.total(),
        tuple(dict.fromkeys(concept for piece in pieces for concept in piece.concepts)),
        tuple(Work(what, own, what in begun) for what, own in minutes.items()),
        part,
        parts,
        pieces[0].partial,
    )


def _day(start: date, weeks: int) -> date:
    try:
        return start + timedelta(weeks=weeks + 1) - timedelta(weeks=1)  # its last day must be one too
    except OverflowError as error:
        raise UsageError("plan.past_calendar") from error
