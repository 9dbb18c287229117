"""The roadmap's next steps beyond reading: benchmarks compared, and how far a reader is in a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vlagraph.core.intents import TopicStates
from vlagraph.core.order import PathRules, find_path

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Benchmark, Milestone, Project, Text

__all__ = ["Comparison", "MilestoneChange", "MilestoneState", "Milestones", "follow_project"]


@dataclass(frozen=True)
class Comparison:
    """Benchmarks side by side and the notes on all of them; ``sources`` asks for the source of each fact."""

    benchmarks: tuple[Benchmark, ...]
    notes: tuple[Text, ...] = ()
    sources: bool = False


@dataclass(frozen=True)
class MilestoneState:
    """A milestone with what is missing: ``open`` topics of its own, and ``before`` what these require.

    ``done`` says that the reader has marked it as done.
    """

    milestone: Milestone
    learned: tuple[str, ...]
    open: tuple[str, ...]
    before: tuple[str, ...]
    read: tuple[str, ...]
    done: bool = False

    @property
    def ready(self) -> bool:
        """True when every topic of the milestone is learned."""
        return not self.open


@dataclass(frozen=True)
class Milestones:
    """A project and how far the reader is in its milestones; ``sources`` asks for those of its figures.

    ``titles`` are those of papers by their ids.
    """

    project: Project
    rows: tuple[MilestoneState, ...]
    sources: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MilestoneChange:
    """Milestones of ``project`` that are now ``done``, or not any more, and those that were so before."""

    project: Project
    done: bool
    changed: tuple[Milestone, ...]
    same: tuple[Milestone, ...]


def follow_project(
    kg: KnowledgeGraph,
    project: Project,
    *,
    states: TopicStates | None = None,
    read: Collection[str] = (),
    done: Collection[str] = (),
) -> Milestones:
    """The milestones of ``project`` in order, for a reader with topics in ``states`` and ``read`` papers.

    Skipped topics are not asked for, and not counted as learned. Milestones in ``done``
    (``PROJECT/MILESTONE``) are done.
    """
    marked, rows = states or TopicStates(), []
    for milestone in project.milestones:
        left = tuple(name for name in milestone.topics if name not in marked.settled)
        path = find_path(kg, left, known=marked.settled, rules=PathRules(required_only=True))
        rows.append(
            MilestoneState(
                milestone,
                tuple(name for name in milestone.topics if name in marked.learned),
                left,
                tuple(step.topic for step in path.steps if step.topic not in left),
                tuple(paper for paper in milestone.papers if paper in read),
                f"{project.id}/{milestone.id}" in done,
            )
        )
    return Milestones(project, tuple(rows))
