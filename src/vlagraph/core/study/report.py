"""How far the roadmap is learned, by groups of topics, and what a command has marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vlagraph.core.depths import depth_of, hours_at, sum_hours
from vlagraph.core.intents import topic_states
from vlagraph.core.marks import read_papers, starred_papers, topic_mark, unshown_marks
from vlagraph.core.order import next_topics
from vlagraph.core.order.learning import learning_order
from vlagraph.core.plan import tier_topics
from vlagraph.core.plan.groups import all_groups, topics_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.core.depths import Depth
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.intents import TopicStates
    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Hours, Text
    from vlagraph.core.names import Near
    from vlagraph.core.order import Next
    from vlagraph.core.parts import Mention
    from vlagraph.core.plan.groups import Group
    from vlagraph.words import Message

__all__ = ["GroupProgress", "MarkChange", "MergeCount", "ProgressReport", "report_progress"]

MarkState = Literal[
    "learned",
    "not_learned",
    "learning",
    "not_learning",
    "skipped",
    "not_skipped",
    "read",
    "not_read",
    "starred",
    "not_starred",
]


@dataclass(frozen=True)
class MarkChange:
    """What a command marked: ids in ``state`` now (``done``) or already before (``same``).

    ``notes`` say how names were read, ``waits`` are papers that are not stored.
    """

    state: MarkState
    done: tuple[str, ...]
    same: tuple[str, ...]
    notes: tuple[Near | Mention | Message, ...] = ()
    waits: tuple[str, ...] = ()


@dataclass(frozen=True)
class MergeCount:
    """How many marks there were before a merge and are after it, and the file that holds them, if another.

    ``ahead`` of them are dated ahead, by a wrong clock.
    """

    before: int
    after: int
    out: str | None = None
    ahead: int = 0


@dataclass(frozen=True)
class GroupProgress:
    """How far a group of topics is learned; hours are ranges (low, high) at the depth of the report.

    ``without_hours`` are the topics left of which no hours are given.
    """

    kind: Literal["area", "stage", "priority", "all"]
    id: str
    name: Text
    learned: int
    topics: int
    hours_done: Hours
    hours_left: Hours
    without_hours: tuple[str, ...] = ()

    @property
    def done_unknown(self) -> bool:
        """True where something is learned, and no hours are given of it."""
        return bool(self.learned) and not any(self.hours_done)

    @property
    def left_unknown(self) -> bool:
        """True where something is left, and no hours are given of it."""
        return bool(self.without_hours) and not any(self.hours_left)


@dataclass(frozen=True)
class ProgressReport:
    """The whole roadmap and its groups (``bars``), what is ready next, and the days of the marks.

    ``learned`` maps topics to the time of their mark; ``read`` and ``starred`` count papers; ``unshown`` are
    learned ids that no topic has now. Hours of ``skipped`` topics are not left. ``depth`` tells of which
    depth the hours are.
    """

    whole: GroupProgress
    bars: tuple[GroupProgress, ...]
    ready: tuple[Next, ...]
    learned: dict[str, str]
    read: int
    starred: int
    key_papers_read: int
    key_papers: int
    unshown: tuple[str, ...]
    depth: Depth
    learning: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Counter:
    """Counts what is learned of any group of topics."""

    kg: KnowledgeGraph
    states: TopicStates
    mastery: bool

    def area(self, area: str, name: Text) -> GroupProgress:
        return self._count("area", area, name, self.kg.members(area))

    def stage(self, stage: Group) -> GroupProgress:
        return self._count("stage", stage.id, stage.name, topics_in(self.kg, stage))

    def tier(self, tier: str, name: Text) -> GroupProgress:
        return self._count("priority", tier, name, tier_topics(self.kg, tier))

    def all(self) -> GroupProgress:
        return self._count("all", "all", self.kg.roadmap.title, self.kg.topics)

    def _count(
        self, kind: Literal["area", "stage", "priority", "all"], name: str, label: Text, topics: Iterable[str]
    ) -> GroupProgress:
        members = set(topics)
        done, left = members & self.states.learned, members - self.states.settled
        hours = {one: hours_at(self.kg.topics[one], mastery=self.mastery) for one in members}
        return GroupProgress(
            kind,
            name,
            label,
            len(done),
            len(members),
            sum_hours(hours[one] for one in done),
            sum_hours(hours[one] for one in left),
            tuple(one for one in sorted(left) if not any(hours[one])),
        )


def report_progress(kg: KnowledgeGraph, progress: Progress, *, mastery: bool = False) -> ProgressReport:
    """How far ``kg`` is learned by area, stage and tier, what is ready next, hours done and left."""
    states = topic_states(progress, kg)
    learned = {
        name: mark.at for name in sorted(states.learned) if (mark := topic_mark(progress, kg.topics[name]))
    }
    read = read_papers(progress)
    counter = _Counter(kg, states, mastery)
    return ProgressReport(
        counter.all(),
        tuple(_groups(counter)),
        next_topics(kg, states.settled, mastery=mastery),
        learned,
        len(read),
        len(starred_papers(progress)),
        len(read & kg.chosen_by.keys()),
        len(kg.chosen_by),
        unshown_marks(progress, kg),
        depth_of(mastery=mastery),
        learning_order(kg, among=states.learning),
        learning_order(kg, among=states.skipped),
    )


def _groups(counter: _Counter) -> Iterator[GroupProgress]:
    roadmap = counter.kg.roadmap
    yield from (counter.area(area.id, area.name) for area in roadmap.areas)
    yield from (counter.stage(group) for group in all_groups(roadmap) if group.kind == "stage")
    yield from (counter.tier(tier.id, tier.name) for tier in roadmap.priorities)
