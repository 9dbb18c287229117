"""Faults of what the files of a workspace say: unreadable, doubled, torn, dated ahead, about nothing."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.marks import merge, unshown_marks
from vlagraph.core.model import SCHEMA
from vlagraph.core.slips import closest
from vlagraph.core.times import lies_ahead
from vlagraph.core.truth import ahead_of, dated_by
from vlagraph.errors import DataError, VlagraphError
from vlagraph.formats.note_template import markdown_values, note_values
from vlagraph.pipeline.check import check_roadmap, format_roadmap
from vlagraph.pipeline.doctor.finding import findings_of, mendable, noticed
from vlagraph.pipeline.fetch.holes import read_holes
from vlagraph.store.atomic import remove_file
from vlagraph.store.fetch_state import load_state, save_state
from vlagraph.store.fetch_truth import believed
from vlagraph.store.git import unmerged
from vlagraph.store.history import CHANGE_SCHEMA, changes, folder_of_change, kept_files
from vlagraph.store.lock import writer_lock
from vlagraph.store.merging import merge_versions
from vlagraph.store.note_template import load_template
from vlagraph.store.notes import TEMPLATE, load_notes
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.progress import load_progress, update_progress
from vlagraph.store.readers import doubled_marks, others_files
from vlagraph.store.recorded import load_recorded
from vlagraph.store.roadmap import load_roadmap
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.doctor.finding import Finding
    from vlagraph.store.merging import MergeKind
    from vlagraph.store.workspace import Workspace

__all__ = ["content_findings"]

_SAMPLE = ("2304.13705", "2023-04-23")
"""The id of a paper and a day with which a template of notes is tried."""


def content_findings(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """What is wrong in what the files of ``workspace`` say."""
    kg: KnowledgeGraph | None = None
    try:
        yield from _roadmap(workspace)
        kg = KnowledgeGraph(load_roadmap(workspace.topics))
    except VlagraphError as error:
        if not isinstance(error, DataError):
            yield from findings_of(workspace.topics, error)
    yield from _papers(workspace, now)
    yield from _recorded(workspace)
    yield from _fetch_state(workspace, now)
    yield from _changes(workspace)
    for path in _marks(workspace):
        yield from _progress(workspace, path, kg, now)
    yield from _doubled(workspace)


def _roadmap(workspace: Workspace) -> Iterator[Finding]:
    checked = check_roadmap(workspace.topics, stored=False)
    for problem in checked.problems:
        if problem.severity == "error":
            yield from findings_of(workspace.topics, DataError(checked.file, [problem]))
    if not any(problem.severity == "error" for problem in checked.problems):
        schema = load_roadmap(workspace.topics).schema
        if schema < SCHEMA:
            what = Message("doctor.old_format", {"schema": schema, "known": SCHEMA})
            yield mendable(workspace.topics, what, partial(format_roadmap, workspace))


def _papers(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    path = workspace.papers
    try:
        papers = load_papers(path, duplicates="refuse")
    except VlagraphError as error:
        papers, cure = _folded(workspace)
        yield from findings_of(path, error, cure)
        if not papers:
            yield from _notes(workspace, None)
            return
    ahead = {one for one, paper in papers.items() if paper.fetched and lies_ahead(paper.fetched, now)}
    if ahead:
        undated = {one: ahead_of(paper, now) for one, paper in papers.items()}
        what = Message("doctor.papers_ahead", {"count": len(ahead)})
        yield mendable(path, what, partial(_rewrite, workspace, undated))
    yield from _notes(workspace, papers)
    yield from _holes(workspace)


def _folded(workspace: Workspace) -> tuple[dict[str, Paper], Callable[[], object] | None]:
    """The papers where some are there twice and all can be read, and what mends the file; none where not."""
    try:
        papers = load_papers(workspace.papers)
    except VlagraphError:
        return {}, _merge(workspace, workspace.papers)
    return papers, partial(_rewrite, workspace, papers)


def _holes(workspace: Workspace) -> Iterator[Finding]:
    try:
        count = len(read_holes(workspace).holes)
    except VlagraphError:  # of papers.jsonl or fetch.json, which is said
        return
    if count:
        what = Message("doctor.holes", {"count": count})
        yield noticed(workspace.papers, what, Message("doctor.holes_todo"))


def _rewrite(workspace: Workspace, papers: dict[str, Paper]) -> None:
    with writer_lock(workspace.papers, cache=workspace.cache, task="doctor --mend"):
        save_papers(workspace.papers, papers)


def _notes(workspace: Workspace, papers: dict[str, Paper] | None) -> Iterator[Finding]:
    """Of the notes what is wrong in them, and which are about no paper, where it is known which there are.

    And of the template of new ones.
    """
    try:
        notes = load_notes(workspace.notes)
    except VlagraphError as error:
        yield from findings_of(workspace.notes, error)
        return
    unknown = set() if papers is None else notes.keys() - papers.keys()
    recorded = load_recorded(workspace.recorded)[0] if unknown else {}
    for paper, note in notes.items():
        where = workspace.notes / f"{paper.replace('/', '_')}.md"
        if note.problem:
            yield noticed(where, note.problem, Message("doctor.note_todo"))
        if paper in unknown and paper not in recorded:
            todo = Message("doctor.no_paper_todo", {"paper": paper})
            yield noticed(where, Message("doctor.no_paper"), todo)
    yield from _template(workspace)


def _template(workspace: Workspace) -> Iterator[Finding]:
    """Why no note can be made of the reader's own template."""
    paper, day = _SAMPLE
    values = note_values(paper, None, topics=(), day=day, lang="en")
    try:
        load_template(workspace.notes, paper, values=values, markdown=markdown_values(values))
    except VlagraphError as error:
        yield from findings_of(workspace.notes / TEMPLATE, error)


def _recorded(workspace: Workspace) -> Iterator[Finding]:
    fault = load_recorded(workspace.recorded)[1]
    if fault is None:
        return
    if fault.key == "recorded.newer":
        what = Message("papers_file.newer", fault.values)
        yield noticed(workspace.recorded, what, Message("papers_file.upgrade"))
    else:
        what = Message("doctor.unread", fault.values)
        yield noticed(workspace.recorded, what, Message("recorded.todo"))


def _changes(workspace: Workspace) -> Iterator[Finding]:
    """The changes that `undo` cannot take back."""
    for change in changes(workspace):
        folder = folder_of_change(workspace, change.number)
        if change.schema > CHANGE_SCHEMA:
            what = Message("file.newer", {"schema": change.schema, "known": CHANGE_SCHEMA})
            yield noticed(folder, what, Message("file.upgrade"))
            continue
        try:
            kept_files(workspace, change)
        except VlagraphError as error:
            yield from findings_of(folder, error)


def _fetch_state(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    path = workspace.fetch_state
    try:
        state = load_state(path)
    except VlagraphError as error:
        yield from findings_of(path, error, _merge(workspace, path))
        return
    ahead = believed(state, now)[1]
    if ahead:
        what = Message("doctor.fetch_ahead", {"topics": ", ".join(ahead)})
        yield mendable(path, what, partial(_forget_ahead, workspace, now))


def _forget_ahead(workspace: Workspace, now: datetime) -> None:
    with writer_lock(workspace.papers, cache=workspace.cache, task="doctor --mend"):
        save_state(workspace.fetch_state, believed(load_state(workspace.fetch_state), now)[0])


def _marks(workspace: Workspace) -> list[Path]:
    try:
        return sorted({workspace.progress, *others_files(workspace), workspace.root / "progress.json"})
    except VlagraphError:
        return [workspace.progress]


def _progress(
    workspace: Workspace, path: Path, kg: KnowledgeGraph | None, now: datetime
) -> Iterator[Finding]:
    try:
        progress = load_progress(path)
    except VlagraphError as error:
        yield from findings_of(path, error, _merge(workspace, path))
        return
    count = dated_by(progress, now)[1]
    if count:
        what = Message("doctor.marks_ahead", {"count": count})
        yield mendable(path, what, partial(update_progress, path, lambda found: dated_by(found, now)[0]))
    for name in unshown_marks(progress, kg) if kg else ():
        heir = closest(name, kg.topics) if kg else ""
        what = Message("doctor.no_topic", {"topic": name})
        todo = (
            Message("doctor.heir_todo", {"topic": name, "heir": heir})
            if heir
            else Message("doctor.no_heir_todo")
        )
        yield noticed(path, what, todo)


def _doubled(workspace: Workspace) -> Iterator[Finding]:
    """What one reader has besides the marks that count, under the same name spelled otherwise."""
    with contextlib.suppress(VlagraphError):  # told of the folder already
        for path, counts in doubled_marks(workspace):
            what = Message("doctor.same_reader", {"path": counts})
            yield mendable(path, what, partial(_join_marks, path, counts))


def _join_marks(path: Path, counts: Path) -> None:
    more = load_progress(path)
    update_progress(counts, lambda found: merge(found, more))
    remove_file(path)


def _merge(workspace: Workspace, path: Path) -> Callable[[], object] | None:
    """Merges ``path`` anew where git keeps both versions of it; None where it does not."""
    kinds: dict[Path, MergeKind] = {workspace.papers: "papers", workspace.fetch_state: "fetch"}
    sides = unmerged(workspace.root, path)
    return None if sides is None else partial(merge_versions, kinds.get(path, "progress"), path, sides)
