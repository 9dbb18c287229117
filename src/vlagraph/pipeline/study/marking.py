"""The reader's marks of a workspace: setting them, merging files, and how far the roadmap is learned."""

from __future__ import annotations

import os
from functools import reduce
from typing import TYPE_CHECKING, Literal

from vlagraph.clock import system_clock, time_stamp
from vlagraph.core.intents import drop_intent, intend, topic_states
from vlagraph.core.marks import (
    learn,
    mark_papers,
    merge,
    read_papers,
    starred_papers,
    unlearn,
    with_noted,
)
from vlagraph.core.milestones import marked_milestones
from vlagraph.core.order import learning_order
from vlagraph.core.search import Hit, Search
from vlagraph.core.study import MarkChange, MergeCount, report_progress
from vlagraph.core.truth import dated_by
from vlagraph.errors import StoreError
from vlagraph.pipeline.naming import pick
from vlagraph.pipeline.paper_names import pick_papers
from vlagraph.store.atomic import holds, write_atomic
from vlagraph.store.holdings import stored_papers
from vlagraph.store.marks import encode_progress
from vlagraph.store.notes import note_file
from vlagraph.store.progress import load_progress, update_progress
from vlagraph.store.reader import load_reader, noted_as_read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.study import ProgressReport
    from vlagraph.core.study.report import MarkState
    from vlagraph.store.workspace import Workspace

__all__ = [
    "ask_progress",
    "change_progress",
    "combine_progress",
    "export_progress",
    "mark_reading",
    "mark_topics",
    "marked_topics",
    "merge_progress",
]


TopicState = Literal["learned", "learning", "skipped"]
_OFF: dict[TopicState, MarkState] = {
    "learned": "not_learned",
    "learning": "not_learning",
    "skipped": "not_skipped",
}


def change_progress(
    workspace: Workspace, change: Callable[[Progress], Progress]
) -> tuple[Progress, Progress]:
    """Replace the marks of ``workspace`` by ``change`` of them; returns those before and after.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, StoreError: progress.json cannot be used, locked or written; it is left as it is.
    """
    place = workspace.writable()
    return update_progress(place.progress, change)


def mark_topics(
    workspace: Workspace, kg: KnowledgeGraph, names: Sequence[str], *, state: TopicState, on: bool
) -> MarkChange:
    """Give the topics that ``names`` stand for a state, or take it back.

    Raises:
        UnknownNameError: a name that fits nothing or several things; then nothing is marked.
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    picked = pick(kg, names)
    topics = [kg.topics[name] for name in picked.ids]
    at = time_stamp()

    def change(now: Progress) -> Progress:
        if state == "learned":
            return learn(now, topics, at=at) if on else unlearn(now, topics, kg=kg, at=at)
        if on:
            return intend(now, topics, kind=state, kg=kg, at=at)
        return drop_intent(now, topics, kind=state, at=at)

    before, _ = change_progress(workspace, change)
    was = getattr(topic_states(before, kg), state)
    done = tuple(name for name in picked.ids if (name in was) != on)
    same = tuple(name for name in picked.ids if name not in done)
    return MarkChange(state if on else _OFF[state], done, same, picked.notes)


def marked_topics(workspace: Workspace, kg: KnowledgeGraph, *, state: TopicState) -> Search:
    """The topics that have ``state``, in learning order.

    Raises:
        StoreError, DataError: progress.json cannot be used.
    """
    found: frozenset[str] = getattr(topic_states(load_progress(workspace.progress), kg), state)
    return Search("", tuple(Hit(kg.topics[name]) for name in learning_order(kg, among=found)))


def mark_reading(
    workspace: Workspace, names: Sequence[str], *, kind: Literal["read", "starred"], on: bool
) -> MarkChange:
    """Mark the papers that ``names`` (ids, with or without version, addresses, key papers by name) stand for.

    Raises:
        UnknownNameError: a name stands for no paper, or its id cannot be; then nothing is marked.
        StoreError: what is to be taken back is said by a note, which no command changes.
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    picked = pick_papers(names, workspace=workspace)
    papers = picked.ids
    noted = noted_as_read(workspace) if kind == "read" else {}
    if not on and (said := [paper for paper in papers if paper in noted]):
        files = ", ".join(str(note_file(workspace.notes, paper)) for paper in said)
        raise StoreError("marked.note_says_read", papers=", ".join(said), files=files)
    at = time_stamp()
    before, _ = change_progress(workspace, lambda now: mark_papers(now, papers, kind=kind, on=on, at=at))
    was = read_papers(with_noted(before, noted)) if kind == "read" else starred_papers(before)
    done = tuple(paper for paper in papers if (paper in was) != on)
    state: MarkState = kind if on else "not_read" if kind == "read" else "not_starred"
    stored = stored_papers(workspace, papers) if on else papers
    return MarkChange(
        state,
        done,
        tuple(paper for paper in papers if paper not in done),
        picked.notes,
        waits=tuple(paper for paper in papers if paper not in stored),
    )


def combine_progress(workspace: Workspace, files: Sequence[Path], *, out: Path | None = None) -> MergeCount:
    """Merge the marks of ``files`` into those of the workspace; with ``out`` the result goes there instead.

    Raises:
        StoreError, DataError: a file cannot be used, or ``out`` exists and is none of ``files``; then
            nothing is written.
        WorkspaceError: the workspace is the bundled one and ``out`` is not given.
    """
    incoming = _loaded(files)
    if out is not None:
        before = load_progress(workspace.progress)
        after = reduce(merge, incoming, before)
        _write_new(out, encode_progress(after), replaces=files)
    else:
        before, after = change_progress(workspace, lambda now: reduce(merge, incoming, now))
    ahead = dated_by(after, system_clock().now())[1]
    return MergeCount(_count(before), _count(after), str(out) if out is not None else None, ahead)


def merge_progress(workspace: Workspace, files: Sequence[Path]) -> bytes:
    """The text of the marks of ``files`` and of the workspace in one; nothing is written.

    Raises:
        StoreError, DataError: a file cannot be used.
    """
    return encode_progress(reduce(merge, _loaded(files), load_progress(workspace.progress)))


def _loaded(files: Sequence[Path]) -> list[Progress]:
    for path in files:
        if not os.path.exists(path) or os.path.isdir(path):  # noqa: PTH110, PTH112 - Path raises on long names
            raise StoreError("marks.no_file", path=path)
    return [load_progress(path) for path in files]


def export_progress(workspace: Workspace, out: Path | None = None) -> bytes:
    """The text of the reader's marks; written to ``out`` where it is given.

    Raises:
        StoreError, DataError: progress.json cannot be used, or ``out`` exists already or cannot be written.
    """
    data = encode_progress(load_progress(workspace.progress))
    if out is not None:
        _write_new(out, data)
    return data


def ask_progress(workspace: Workspace, kg: KnowledgeGraph, *, mastery: bool = False) -> ProgressReport:
    """How far the roadmap is learned by area, stage and tier, what is ready next, hours done and left.

    Raises:
        StoreError, DataError: progress.json cannot be used.
    """
    return report_progress(kg, load_reader(workspace), mastery=mastery)


def _write_new(path: Path, data: bytes, *, replaces: Collection[Path] = ()) -> None:
    """Write ``data`` to a file that was not there, or held just that, or is one of ``replaces``."""
    if os.path.lexists(path) and path not in replaces and not holds(path, data):
        raise StoreError("marks.file_exists", path=path)
    write_atomic(path, data)


def _count(progress: Progress) -> int:
    marks = (progress.topics, progress.read, progress.starred, progress.shown, progress.feedback)
    return sum(len(group) for group in marks) + len(marked_milestones(progress))
