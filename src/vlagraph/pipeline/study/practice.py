"""The roadmap's next steps beyond reading: benchmarks compared, and projects with their milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers
from vlagraph.core.names import make_catalogue, resolve
from vlagraph.core.order import find_path
from vlagraph.pipeline.study.known import known_now
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Benchmark, Milestone, Project
    from vlagraph.store.workspace import Workspace

__all__ = ["MilestoneRow", "find_project", "follow_project", "pick_benchmarks"]


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with what the reader still lacks: topics of its own, and what these require."""

    milestone: Milestone
    learned: tuple[str, ...]
    open: tuple[str, ...]
    before: tuple[str, ...]
    read: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """True when every topic of the milestone is learned."""
        return not self.open


def pick_benchmarks(kg: KnowledgeGraph, names: Sequence[str]) -> tuple[Benchmark, ...]:
    """The benchmarks called ``names``, all of them without any.

    Raises:
        UnknownNameError: a name fits nothing or several benchmarks.
    """
    known = {b.id: b for b in kg.roadmap.benchmarks}
    catalogue = make_catalogue((b.id, (b.name,)) for b in known.values())
    chosen = dict.fromkeys(resolve(name, catalogue, kind="benchmark").id for name in names)
    return tuple(known[name] for name in chosen or known)


def find_project(kg: KnowledgeGraph, name: str) -> Project:
    """The project called ``name``, by its id, its name or its benchmark.

    Raises:
        UnknownNameError: the name fits nothing or several projects.
    """
    known = {p.id: p for p in kg.roadmap.projects}
    labels = {b.id: b.name for b in kg.roadmap.benchmarks}
    catalogue = make_catalogue(
        (p.id, (p.name.en, p.name.ko, p.benchmark, labels.get(p.benchmark, ""))) for p in known.values()
    )
    return known[resolve(name, catalogue, kind="project").id]


def follow_project(workspace: Workspace, kg: KnowledgeGraph, project: Project) -> tuple[MilestoneRow, ...]:
    """The milestones of ``project`` in order, with what is learned and what comes before.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    known = known_now(workspace, kg)
    read = read_papers(load_progress(workspace.progress))
    rows = []
    for milestone in project.milestones:
        left = tuple(name for name in milestone.topics if name not in known)
        path = find_path(kg, left, known=known, required_only=True)
        rows.append(
            MilestoneRow(
                milestone,
                tuple(name for name in milestone.topics if name in known),
                left,
                tuple(step.topic for step in path.steps if step.topic not in left),
                tuple(paper for paper in milestone.papers if paper in read),
            )
        )
    return tuple(rows)
