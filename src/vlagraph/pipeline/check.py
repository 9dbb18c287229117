"""Checking, formatting and copying the roadmap of a workspace."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vlagraph.core.graph import build_graph
from vlagraph.core.order import count_figures
from vlagraph.errors import WorkspaceError
from vlagraph.store.atomic import write_atomic
from vlagraph.store.papers import load_papers
from vlagraph.store.roadmap import read_roadmap, save_roadmap, schema_text
from vlagraph.store.workspace import bundled_root

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.order import Figures
    from vlagraph.store.workspace import Workspace

__all__ = ["check_roadmap", "format_roadmap", "init_workspace", "schema_text"]

_COPIED = ("graph/topics.json", "graph/topics.schema.json", "papers/papers.jsonl")


def check_roadmap(path: Path) -> Figures:
    """The figures of a sound roadmap.

    Raises:
        StoreError: the file cannot be read.
        DataError: with every problem of the file.
    """
    kg = build_graph(read_roadmap(path), source=str(path))
    papers = path.parent.parent / "papers" / "papers.jsonl"
    if os.path.lexists(papers):
        load_papers(papers)
    return count_figures(kg)


def format_roadmap(workspace: Workspace) -> tuple[Path, ...]:
    """Write topics.json in canonical form and the schema beside it; the files that changed.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError: with every problem of the file's text (a graph problem does not stop formatting).
    """
    writable = workspace.writable()
    changed = [writable.topics] if save_roadmap(writable.topics, read_roadmap(writable.topics)) else []
    text = schema_text().encode()
    if not writable.schema.is_file() or writable.schema.read_bytes() != text:
        write_atomic(writable.schema, text)
        changed.append(writable.schema)
    return tuple(changed)


def init_workspace(target: Path) -> tuple[Path, ...]:
    """Copy the bundled roadmap to ``target``; the files written. An existing workspace is left alone.

    Raises:
        WorkspaceError: ``target`` is a file, or holds one of the files already.
        StoreError: a file cannot be written.
    """
    _refuse_file(target)
    for name in _COPIED:
        if (target / name).exists():
            raise WorkspaceError(f"{target / name} exists already and was not touched. Name another folder.")
    for name in _COPIED:
        write_atomic(target / name, (bundled_root() / name).read_bytes())
    ignore = target / ".gitignore"
    if not ignore.exists():
        write_atomic(ignore, "progress.json\nsite/\n.cache/\n.vg-*.tmp\n*.lock\n")
    attributes = target / ".gitattributes"
    if not attributes.exists():
        write_atomic(attributes, "papers/*.jsonl merge=union\n")
    return tuple(target / name for name in _COPIED)


def _refuse_file(target: Path) -> None:
    try:
        is_file = target.exists() and not target.is_dir()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkspaceError(f"{target}: no folder can be made there ({reason}). Name another.") from error
    if is_file:
        raise WorkspaceError(f"{target} is a file. Name a folder.")
