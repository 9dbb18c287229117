"""The reader's marks of a workspace: setting them, merging files, and how far the roadmap is learned."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Literal

from vlagraph.clock import time_stamp
from vlagraph.core.marks import (
    known_topics,
    learn,
    mark_papers,
    merge,
    read_papers,
    starred_papers,
    topic_mark,
    unlearn,
    unshown_marks,
)
from vlagraph.core.order import next_topics
from vlagraph.core.plan import tier_topics
from vlagraph.errors import StoreError
from vlagraph.pipeline.answers import pick
from vlagraph.pipeline.paper_names import paper_ids
from vlagraph.store.atomic import write_atomic
from vlagraph.store.marks import encode_progress
from vlagraph.store.progress import load_progress, update_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Hours, Text
    from vlagraph.core.names import Near
    from vlagraph.core.order import Next
    from vlagraph.store.workspace import Workspace

__all__ = [
    "Bar",
    "Changed",
    "Report",
    "change_progress",
    "combine_progress",
    "export_progress",
    "mark_reading",
    "mark_topics",
    "report_progress",
]


@dataclass(frozen=True)
class Changed:
    """What a command marked: ``done`` now, ``same`` already before; ``notes`` on near names."""

    done: tuple[str, ...]
    same: tuple[str, ...]
    notes: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Bar:
    """How far a group of topics is learned; hours are ranges (low, high)."""

    kind: Literal["area", "stage", "priority", "all"]
    id: str
    name: Text
    learned: int
    topics: int
    hours_done: Hours
    hours_left: Hours


@dataclass(frozen=True)
class Report:
    """The whole of what is learned, by groups, with what is ready next."""

    whole: Bar
    bars: tuple[Bar, ...]
    ready: tuple[Next, ...]
    learned: dict[str, str]
    read: int
    starred: int
    key_papers_read: int
    key_papers: int
    unshown: tuple[str, ...]


def change_progress(
    workspace: Workspace, change: Callable[[Progress], Progress]
) -> tuple[Progress, Progress]:
    """Replace the marks of ``workspace`` by ``change`` of them; returns those before and after.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, StoreError: progress.json cannot be used, locked or written; it is left as it is.
    """
    place = workspace.writable()
    return update_progress(place.progress, change, lock=place.cache / "progress.lock")


def mark_topics(workspace: Workspace, kg: KnowledgeGraph, names: Sequence[str], *, learned: bool) -> Changed:
    """Mark the topics that ``names`` stand for as learned, or not any more.

    Raises:
        UnknownNameError: a name that fits nothing or several things; then nothing is marked.
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    picked = pick(kg, names)
    topics = [kg.topics[name] for name in picked.ids]
    at = time_stamp()
    before, _ = change_progress(
        workspace,
        lambda now: learn(now, topics, at=at) if learned else unlearn(now, topics, kg=kg, at=at),
    )
    was = known_topics(before, kg)
    done = tuple(name for name in picked.ids if (name in was) != learned)
    return Changed(done, tuple(name for name in picked.ids if name not in done), picked.notes)


def mark_reading(
    workspace: Workspace, names: Sequence[str], *, kind: Literal["read", "starred"], on: bool
) -> Changed:
    """Mark the papers that ``names`` (ids, with or without version, or arXiv addresses) stand for.

    Raises:
        UsageError, UnknownNameError: a name is no arXiv id; then nothing is marked.
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    papers = paper_ids(names, workspace=workspace)
    at = time_stamp()
    before, _ = change_progress(workspace, lambda now: mark_papers(now, papers, kind=kind, on=on, at=at))
    was = read_papers(before) if kind == "read" else starred_papers(before)
    done = tuple(paper for paper in papers if (paper in was) != on)
    return Changed(done, tuple(paper for paper in papers if paper not in done))


def combine_progress(
    workspace: Workspace, files: Sequence[Path], *, out: Path | None = None
) -> tuple[int, int]:
    """Merge the marks of ``files`` into those of the workspace; with ``out`` the result goes there instead.

    Returns how many marks there were before and are now.

    Raises:
        StoreError, DataError: a file cannot be used, or ``out`` exists and is none of ``files``; then
            nothing is written.
        WorkspaceError: the workspace is the bundled one and ``out`` is not given.
    """
    for path in files:
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where the name is too long
            raise StoreError(f"{path}: no such file. Name a file that 'progress export' or the page wrote.")
    incoming = [load_progress(path) for path in files]
    if out is not None:
        before = load_progress(workspace.progress)
        after = reduce(merge, incoming, before)
        _write_new(out, encode_progress(after), replaces=files)
    else:
        before, after = change_progress(workspace, lambda now: reduce(merge, incoming, now))
    return _count(before), _count(after)


def export_progress(workspace: Workspace, out: Path | None = None) -> bytes:
    """The text of the reader's marks; written to ``out`` where it is given.

    Raises:
        StoreError, DataError: progress.json cannot be used, or ``out`` exists already or cannot be written.
    """
    data = encode_progress(load_progress(workspace.progress))
    if out is not None:
        _write_new(out, data)
    return data


def report_progress(workspace: Workspace, kg: KnowledgeGraph) -> Report:
    """How far the roadmap is learned by area, stage and tier, what is ready next, hours done and left.

    Raises:
        StoreError, DataError: progress.json cannot be used.
    """
    progress = load_progress(workspace.progress)
    known = known_topics(progress, kg)
    learned = {name: mark.at for name in sorted(known) if (mark := topic_mark(progress, kg.topics[name]))}
    read = read_papers(progress)
    return Report(
        _bar(kg, ("all", "all", kg.roadmap.title), kg.topics, known),
        tuple(_bars(kg, known)),
        next_topics(kg, known),
        learned,
        len(read),
        len(starred_papers(progress)),
        len(read & kg.chosen_by.keys()),
        len(kg.chosen_by),
        unshown_marks(progress, kg),
    )


def _write_new(path: Path, data: bytes, *, replaces: Collection[Path] = ()) -> None:
    """Write ``data`` to a file that was not there, or held just that, or is one of ``replaces``."""
    if os.path.lexists(path) and path not in replaces and not _holds(path, data):
        raise StoreError(f"{path} exists already and was not touched. Name another file.")
    write_atomic(path, data)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _bars(kg: KnowledgeGraph, known: Collection[str]) -> Iterable[Bar]:
    for area in kg.roadmap.areas:
        yield _bar(kg, ("area", area.id, area.name), kg.members(area.id), known)
    for stage in kg.roadmap.stages:
        members = [name for step in stage.steps for ref in step.refs for name in kg.members(ref)]
        yield _bar(kg, ("stage", stage.id, stage.name), members, known)
    for tier in kg.roadmap.priorities:
        yield _bar(kg, ("priority", tier.id, tier.name), tier_topics(kg, tier.id), known)


def _bar(
    kg: KnowledgeGraph,
    group: tuple[Literal["area", "stage", "priority", "all"], str, Text],
    members: Iterable[str],
    known: Collection[str],
) -> Bar:
    names = set(members)
    done = names.intersection(known)
    return Bar(*group, len(done), len(names), _hours(kg, done), _hours(kg, names - done))


def _hours(kg: KnowledgeGraph, names: Iterable[str]) -> Hours:
    ranges = [kg.topics[name].hours for name in names]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _count(progress: Progress) -> int:
    marks = (progress.topics, progress.read, progress.starred, progress.shown, progress.feedback)
    return sum(len(group) for group in marks)
