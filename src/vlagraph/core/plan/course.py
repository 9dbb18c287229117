"""What a plan has to do, in its order: the topics and milestones on the way, and the work of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.depths import hours_at
from vlagraph.core.milestones import all_milestones
from vlagraph.core.model import KeyPaper
from vlagraph.core.order import PathRules, find_path, learning_order
from vlagraph.core.plan.practice import among_milestones
from vlagraph.core.plan.windows import Load
from vlagraph.core.plan.work import Piece, Share, Work, minutes_at, pieces_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.order import LearningPath, Step
    from vlagraph.core.plan.weeks import Terms

__all__ = ["Course", "course_to", "load_of"]

_REVIEW = 15
"""Minutes for a topic of which only papers were left and all are read: enough to explain it to oneself."""


class Course(NamedTuple):
    """The path to some targets, its topics and milestones in the order of the plan, and their work."""

    path: LearningPath
    order: tuple[str, ...]
    pieces: tuple[Piece, ...]


def course_to(
    kg: KnowledgeGraph, wanted: Sequence[str], terms: Terms, *, known: Collection[str], read: Collection[str]
) -> Course:
    """What leads to ``wanted`` besides what is ``known``, where papers in ``read`` are not read again."""
    rules = PathRules(
        required_only=terms.required_only, from_scratch=terms.from_scratch, mastery=terms.mastery
    )
    path = find_path(kg, wanted, known=known, rules=rules)
    steps = {step.topic: step for step in path.steps}
    order = among_milestones(kg, learning_order(kg, among=steps), terms.milestones)
    return Course(
        path, order, tuple(_pieces(kg, [steps.get(name, name) for name in order], terms, read=read))
    )


def load_of(kg: KnowledgeGraph, course: Course, terms: Terms) -> Load:
    """The minutes of all of ``course``, and of which topics nobody has given hours."""
    minutes = dict.fromkeys(course.order, 0)
    for piece in course.pieces:
        minutes[piece.topic] += piece.work.minutes
    topics = [kg.topics[name] for name in course.order if name in kg.topics]
    unknown = [one.id for one in topics if not any(hours_at(one, mastery=terms.mastery))]
    return Load(minutes, terms.weekly, terms.passed or 0, unknown)


def _pieces(
    kg: KnowledgeGraph, steps: Iterable[Step | str], terms: Terms, *, read: Collection[str]
) -> Iterator[Piece]:
    """The work of all ``steps`` and milestones; a paper of several topics is read with the first of them.

    In a plan that goes on the time of read papers is over; a topic that they filled is only reviewed.
    """
    seen = set(read) if terms.passed is None else set()
    milestones = all_milestones(kg.roadmap)
    for step in steps:
        if isinstance(step, str):
            what = milestones[step].step
            yield Piece(step, Work(what, minutes_at(what.hours, terms.pace)), (), partial=False)
            continue
        pieces = pieces_of(kg.topics[step.topic], step, Share(terms.mastery, terms.pace, seen))
        papers = {piece: piece.work.what.arxiv for piece in pieces if isinstance(piece.work.what, KeyPaper)}
        seen.update(papers.values())
        left = [piece for piece in pieces if papers.get(piece) not in read]
        yield from left or [pieces[-1]._replace(work=Work(None, _REVIEW), concepts=step.concepts)]
