"""Checking and formatting the roadmap of a workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.knowledge import count_partial_knowledge, find_knowledge_faults
from vlagraph.core.model import SCHEMA
from vlagraph.core.order import Checked, count_figures
from vlagraph.core.soundness import find_errors, find_problems
from vlagraph.errors import DataError, Problem
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.examine import examine_roadmap
from vlagraph.store.lock import roadmap_lock
from vlagraph.store.papers import load_papers
from vlagraph.store.parts import ONE_FILE, SHARED_PARTS, Form
from vlagraph.store.recorded import load_recorded
from vlagraph.store.roadmap import save_parts
from vlagraph.store.schemas import SCHEMAS, schema_ref, schema_text
from vlagraph.store.workspace import Workspace
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.parts import Loaded

__all__ = ["check_roadmap", "format_roadmap", "schema_text"]


def check_roadmap(path: Path, *, knowledge: bool = False, stored: bool = True) -> Checked:
    """Every problem of the roadmap in ``path``, of the files beside it, and of ``stored`` papers if wanted.

    With ``knowledge`` also of what it says: authors, titles, citations and the choice of words.

    Raises:
        StoreError: a file cannot be read.
    """
    file = path.parent.parent / "papers" / "papers.jsonl"
    try:
        loaded = examine_roadmap(path)
    except DataError as error:
        return Checked(error.source, error.problems, None)
    roadmap = loaded.roadmap
    problems = [*loaded.warnings, *find_problems(roadmap, loaded.files)]
    try:
        papers = load_papers(file, as_written=True) if stored and os.path.lexists(file) else None
    except DataError as error:
        wrong = [problem for problem in problems if problem.severity == "error"]
        return Checked(str(path) if wrong else error.source, (*wrong, *error.problems), None)
    if papers is not None:
        problems += _unstored(loaded, papers)
    problems += _unread(Workspace(path.parent.parent).recorded)
    problems.sort(key=lambda problem: problem.severity != "error")
    if any(problem.severity == "error" for problem in problems):
        return Checked(str(path), tuple(problems), None)
    counted: tuple[Message, ...] = ()
    if knowledge:
        problems += find_knowledge_faults(roadmap, papers, loaded.files)
        counted = count_partial_knowledge(roadmap, papers)
    return Checked(str(path), tuple(problems), count_figures(KnowledgeGraph(roadmap)), counted)


def _unstored(loaded: Loaded, papers: Mapping[str, Paper]) -> Iterator[Problem]:
    """A warning for each key paper of which nothing is stored."""
    for index, topic in enumerate(loaded.roadmap.topics):
        for number, key in enumerate(topic.key_papers):
            if key.arxiv not in papers:
                file = loaded.files.get(f"topics/{topic.id}")
                where = f"{file}: " if file else f"topics[{index}] {topic.id}."
                what = Message("check.no_paper", {"id": key.arxiv})
                todo = Message("check.no_paper_todo")
                yield Problem(f"{where}key_papers[{number}]", what, todo, "warning")


def _unread(recorded: Path) -> Iterator[Problem]:
    """A warning where the file of recorded papers cannot be used."""
    if (fault := load_recorded(recorded)[1]) is not None:
        yield Problem(f"papers/{recorded.name}", fault, Message("recorded.todo"), "warning")


def format_roadmap(workspace: Workspace, *, split: bool | None = None) -> tuple[Path, ...]:
    """Write the roadmap in canonical form with the schemas beside it; the files that changed.

    ``split`` gives every topic a page of its own, or puts everything into topics.json; None keeps the form,
    but splits a roadmap of the first schema.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError: with every problem of the files' text (a graph problem does not stop formatting, except
            where two topics of one id would get one page).
        StoreError: a file cannot be read or written, or is held by another command.
    """
    path = workspace.writable().topics
    with roadmap_lock(path):
        return _formatted(path, split=split)


def _formatted(path: Path, *, split: bool | None) -> tuple[Path, ...]:
    loaded = examine_roadmap(path)
    roadmap = loaded.roadmap
    if split or (split is None and roadmap.schema < SCHEMA):
        form = _split_form(loaded)
    else:
        form = loaded.form if split is None else ONE_FILE
    whole = msgspec.structs.replace(roadmap, schema_ref=roadmap.schema_ref or schema_ref("topics"))
    changed = save_parts(path, whole, form, before=loaded.form)
    return (*changed, *_write_schemas(path.parent, form))


def _split_form(loaded: Loaded) -> Form:
    """Every topic and everything shared in a file of its own.

    Raises:
        DataError: two topics have one id.
    """
    roadmap = loaded.roadmap
    pages = frozenset(topic.id for topic in roadmap.topics)
    if len(pages) < len(roadmap.topics):
        raise DataError(str(loaded.path), find_errors(roadmap, loaded.files))
    said = {name for name, kind in SHARED_PARTS.items() if any(_said(roadmap, kind.__struct_fields__))}
    return Form(pages, loaded.form.shared | said)


def _said(roadmap: Roadmap, fields: tuple[str, ...]) -> Iterator[bool]:
    return (bool(getattr(roadmap, field)) for field in fields if field != "schema_ref")


def _write_schemas(folder: Path, form: Form) -> Iterator[Path]:
    """Write the schemas that files of ``form`` name, and those that are there; none is taken away.

    `init` and `import` write all of them, so that an editor knows a file that a person begins.
    """
    needed = {"topics", *form.shared, *(["topic"] if form.pages else [])}
    for name in SCHEMAS:
        file = folder / f"{name}.schema.json"
        if (name in needed or disk.is_there(file)) and write_atomic(file, schema_text(name).encode()):
            yield file
