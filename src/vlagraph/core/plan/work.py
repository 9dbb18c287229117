"""What the time of a topic goes on: reading, study of other sources, exercises.

Papers take the time of their length and exercises that of their estimate. Where the topic's own estimate is
longer, the rest goes to its books and other resources, or without any to all of this alike. Where it is
shorter, all shrinks alike, but not below two thirds: then papers are left out, the least needed first.
Without anything to do, the time is for a review. Times are whole minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from vlagraph.core.depths import papers_for
from vlagraph.core.model import Exercise, KeyPaper, Milestone, Resource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vlagraph.core.model import Hours, Topic
    from vlagraph.core.order import Step

__all__ = [
    "Pace",
    "Piece",
    "Share",
    "Thing",
    "Work",
    "minutes_at",
    "minutes_to_read",
    "pieces_of",
    "share_out",
]

Pace = Literal["fast", "typical", "slow"]
Thing: TypeAlias = KeyPaper | Resource | Exercise | Milestone | None
"""What time goes on; None is a review of what the topic taught."""

_QUARTER = 15
"""Minutes: time is shared out in quarters of an hour where it can be, because the hours are estimates."""

_MINUTES_A_PAGE = 6
"""The one scale of reading speed: ten pages an hour, figures and appendix included. The hours of the topics
were estimated at about 1.5 hours for a paper, which has about 15 pages. Keshav, "How to Read a Paper" (ACM
SIGCOMM CCR 37(3), 2007), gives a pass that grasps the content of a paper of ten pages up to an hour."""

_LEAST = Fraction(2, 3)
"""The least part of its time that work may get: 15 pages an hour, or an hour for a usual paper, is as fast as
a paper can be read at all."""

_PAGES = {"survey": 30}
"""Typical pages of a paper by its role, where its own are not known."""

_PAGES_ELSE = 15
"""Typical pages of any other paper: eight or nine of a conference, references, and some appendix."""


@dataclass(frozen=True)
class Work:
    """Minutes with a paper, a resource, an exercise or a milestone, or of review.

    ``continued`` is True where the work on it began in an earlier session.
    """

    what: Thing
    minutes: int
    continued: bool = False


class Piece(NamedTuple):
    """Work that is not parted further unless a week ends, and the concepts that it is for.

    ``partial`` says that only some of the topic's concepts are needed.
    """

    topic: str
    work: Work
    concepts: tuple[str, ...]
    partial: bool


class Share(NamedTuple):
    """How the time of the steps of a plan is used: at which depth and pace, and what was read before."""

    mastery: bool
    pace: Pace
    read: Collection[str]


class _Planned(NamedTuple):
    """Work at its own length, and the concept after which, or with which, it comes."""

    what: Thing
    minutes: int
    concept: str | None


def minutes_at(hours: Hours, pace: Pace) -> int:
    """The minutes of a range of hours: its low end, its middle or its high end.

    >>> [minutes_at((4, 7), pace) for pace in ("fast", "typical", "slow")]
    [240, 330, 420]
    """
    low, high = hours
    return {"fast": 60 * low, "typical": 30 * (low + high), "slow": 60 * high}[pace]


def minutes_to_read(paper: KeyPaper) -> int:
    """The minutes that a paper of this length takes, in quarters of an hour.

    >>> minutes_to_read(KeyPaper(arxiv="2304.13705", role="method", pages=9))
    60
    """
    pages = paper.pages or _PAGES.get(paper.role, _PAGES_ELSE)
    return _QUARTER * -(-pages * _MINUTES_A_PAGE // _QUARTER)


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` minutes by ``weights``, in quarters of an hour where they suffice for one each.

    The sum is exact (largest remainders), and nothing gets 0 as long as there is a minute for each.

    >>> share_out(120, [3, 1]), share_out(100, [1, 1, 1]), share_out(1, [1, 1])
    ([90, 30], [40, 30, 30], [1, 0])
    """
    if not weights:
        return []
    unit = _QUARTER if total >= _QUARTER * len(weights) else 1
    units, rest = divmod(total, unit)
    least = int(units >= len(weights))
    free, whole = units - least * len(weights), sum(weights) or 1
    shares = [least + free * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(free * weights[place] % whole), place))
    for place in by_remainder[: units - sum(shares)]:
        shares[place] += 1
    minutes = [unit * share for share in shares]
    minutes[0] += rest
    return minutes


def pieces_of(topic: Topic, step: Step, share: Share) -> list[Piece]:
    """The time of ``step`` concept after concept: of each its sources, then papers, then exercises."""
    concepts = step.concepts or (None,)
    planned = _planned(topic, step, share)
    made: list[Piece] = []
    waiting: tuple[str, ...] = ()
    for concept in concepts:
        own = [work for work in planned if work.concept == concept]
        waiting += (concept,) if concept else ()
        made += [Piece(topic.id, Work(work.what, work.minutes), waiting, step.partial) for work in own]
        waiting = () if own else waiting
    made[-1] = made[-1]._replace(concepts=(*made[-1].concepts, *waiting))
    return made


def _planned(topic: Topic, step: Step, share: Share) -> list[_Planned]:
    """All that is done for ``step``, which together takes its time."""
    total = minutes_at(step.hours, share.pace)
    own = _fitting([*_papers(topic, step, share), *_exercises(topic, step, share)], step, share)
    rest = total - sum(work.minutes for work in own)
    sources = _sources(topic, step)
    if rest > 0 and sources:
        return [*_timed(sources[: max(1, rest // _QUARTER)], rest), *own]
    if own:
        return own if rest == 0 else _timed(own, total)
    return _timed([_Planned(None, 1, concept) for concept in step.concepts or (None,)], total)


def _fitting(own: list[_Planned], step: Step, share: Share) -> list[_Planned]:
    """``own`` without the papers, and of a part the exercises, for which there is no time; something stays.

    A first pass of a whole topic reads its must-reads, however little time there is.
    """
    total = minutes_at(step.hours, share.pace)
    papers = _by_need([work for work in own if isinstance(work.what, KeyPaper)], step)
    exercises = [work for work in own if not isinstance(work.what, KeyPaper)]
    fixed = not (step.partial or share.mastery)
    while _LEAST * sum(work.minutes for work in (*papers, *exercises)) > total:
        if len(papers) > 1 and not (fixed and _is_must(papers[-1])):
            papers.pop()
        elif step.partial and exercises and (papers or len(exercises) > 1):
            exercises.pop()
        else:
            break
    kept = {id(work) for work in (*papers, *exercises)}
    return [work for work in own if id(work) in kept]


def _is_must(work: _Planned) -> bool:
    return isinstance(work.what, KeyPaper) and work.what.must_read


def _by_need(papers: list[_Planned], step: Step) -> list[_Planned]:
    """The most needed papers first: must-reads, then the first of each other concept, then the rest."""
    open_ones, first, others = set(step.concepts), list[_Planned](), list[_Planned]()
    for work in sorted(papers, key=lambda work: not _is_must(work)):
        named = set(work.what.concepts) if isinstance(work.what, KeyPaper) else set()
        (first if _is_must(work) or named & open_ones else others).append(work)
        open_ones -= named
    return [*first, *others]


def _timed(planned: Sequence[_Planned], total: int) -> list[_Planned]:
    """``planned`` with ``total`` minutes shared out as its own minutes are."""
    minutes = share_out(total, [work.minutes for work in planned])
    return [work._replace(minutes=own) for work, own in zip(planned, minutes, strict=True)]


def _papers(topic: Topic, step: Step, share: Share) -> Iterator[_Planned]:
    """The papers that are not read yet, each with the first of its concepts that is learned."""
    concepts = step.concepts or (None,)
    for key in papers_for(topic, step.concepts, mastery=share.mastery):
        if key.arxiv not in share.read:
            first = next((c for c in concepts if c in key.concepts), concepts[0])
            yield _Planned(key, minutes_to_read(key), first)


def _exercises(topic: Topic, step: Step, share: Share) -> Iterator[_Planned]:
    """The exercises of the depth, each after the last of its concepts; of a part, those that practise it."""
    concepts = step.concepts or (None,)
    for exercise in topic.exercises:
        fits = not step.partial or bool(set(exercise.concepts) & set(step.concepts))
        if fits and (share.mastery or exercise.first_pass):
            last = next((c for c in reversed(concepts) if c in exercise.concepts), concepts[-1])
            yield _Planned(exercise, max(1, minutes_at(exercise.hours, share.pace)), last)


def _sources(topic: Topic, step: Step) -> list[_Planned]:
    """For each concept the first resource that explains it, or that explains the whole topic."""
    found = []
    for concept in step.concepts or (None,):
        fitting = [one for one in topic.resources if concept in one.concepts or not one.concepts]
        if fitting:
            found.append(_Planned(fitting[0], 1, concept))
    return found
