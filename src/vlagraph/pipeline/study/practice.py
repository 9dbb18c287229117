"""Benchmarks and projects by their names, and how far the reader is in a project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vlagraph.clock import time_stamp
from vlagraph.core.milestones import done_milestones, mark_milestones
from vlagraph.core.names import make_catalogue, resolve
from vlagraph.core.spelling import join_words
from vlagraph.core.study import Comparison, MilestoneChange, follow_project
from vlagraph.errors import UsageError
from vlagraph.pipeline.study.known import known_now, read_now
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Milestone, Project
    from vlagraph.core.study import Milestones
    from vlagraph.store.workspace import Workspace

_MOST_WORDS = 6
"""Words typed without quotes up to which they are tried as the name of one benchmark."""

__all__ = ["ask_milestones", "compare_benchmarks", "find_project", "finish_milestones"]


def compare_benchmarks(kg: KnowledgeGraph, names: Sequence[str], *, sources: bool = False) -> Comparison:
    """The benchmarks called ``names``; without any, all of them and the notes on them.

    Raises:
        UnknownNameError: a name fits nothing or several benchmarks.
    """
    known = {b.id: b for b in kg.roadmap.benchmarks}
    catalogue = make_catalogue((b.id, (b.name,)) for b in known.values())
    whole = join_words(names, lambda some: catalogue.find(" ".join(some)), most=_MOST_WORDS)
    chosen = dict.fromkeys(resolve(name, catalogue, kind="benchmark").id for name in whole)
    notes = () if names else kg.roadmap.benchmark_notes
    return Comparison(tuple(known[name] for name in chosen or known), notes, sources)


def find_project(kg: KnowledgeGraph, name: str) -> Project:
    """The project called ``name``, by its id, its name or its benchmark, which means the first one on it.

    Raises:
        UnknownNameError: the name fits nothing or several projects.
    """
    known = {p.id: p for p in kg.roadmap.projects}
    first = {p.benchmark: p.id for p in reversed(kg.roadmap.projects) if p.benchmark}
    labels = {first[b.id]: (b.id, b.name) for b in kg.roadmap.benchmarks if b.id in first}
    catalogue = make_catalogue((p.id, (p.name.en, p.name.ko, *labels.get(p.id, ()))) for p in known.values())
    return known[resolve(name, catalogue, kind="project").id]


def ask_milestones(
    workspace: Workspace, kg: KnowledgeGraph, name: str, *, sources: bool = False
) -> Milestones:
    """The milestones of the project called ``name``, with what is learned and what comes before.

    Raises:
        UnknownNameError: the name fits nothing or several projects.
        DataError, StoreError: progress.json cannot be used.
    """
    project = find_project(kg, name)
    done = done_milestones(load_progress(workspace.progress))
    found = follow_project(kg, project, states=known_now(workspace, kg), read=read_now(workspace), done=done)
    return replace(found, sources=sources, titles=kg.titles())


def finish_milestones(
    workspace: Workspace,
    kg: KnowledgeGraph,
    name: str,
    *,
    done: Sequence[str] = (),
    undone: Sequence[str] = (),
) -> tuple[MilestoneChange, ...]:
    """Mark milestones (ids, names or numbers) of the project called ``name`` as done, or not any more.

    Raises:
        UnknownNameError: a name fits nothing or several things; then nothing is marked.
        UsageError: one is to be both; then nothing is marked.
        WorkspaceError, DataError, StoreError: as `vlagraph.pipeline.study.marking.change_progress`.
    """
    project = find_project(kg, name)
    asked = [
        (on, tuple(dict.fromkeys(_find_milestone(project, one) for one in called)))
        for on, called in ((True, done), (False, undone))
        if called
    ]
    if len(asked) == 2 and (both := [step.id for step in asked[0][1] if step in asked[1][1]]):
        raise UsageError("project.done_and_undone", names=", ".join(both))
    at = time_stamp()

    def change(now: Progress) -> Progress:
        for on, steps in asked:
            now = mark_milestones(now, (f"{project.id}/{step.id}" for step in steps), on=on, at=at)
        return now

    before, _ = change_progress(workspace, change)
    was = {step for step in project.milestones if f"{project.id}/{step.id}" in done_milestones(before)}
    return tuple(_changed(project, steps, was, on=on) for on, steps in asked)


def _changed(
    project: Project, steps: Sequence[Milestone], was: Collection[Milestone], *, on: bool
) -> MilestoneChange:
    """What it means to mark ``steps``, of which those that ``was`` holds were done before."""
    same = tuple(step for step in steps if (step in was) == on)
    return MilestoneChange(project, on, tuple(step for step in steps if step not in same), same)


def _find_milestone(project: Project, called: str) -> Milestone:
    """The milestone called so, or with this number."""
    named = (
        (step.id, (step.name.en, step.name.ko, str(number)))
        for number, step in enumerate(project.milestones, start=1)
    )
    found = resolve(called, make_catalogue(named), kind="milestone").id
    return next(step for step in project.milestones if step.id == found)
