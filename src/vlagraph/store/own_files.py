"""Which files of a workspace a reader, or the people of a roadmap, write themselves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.store.workspace import Workspace

__all__ = ["is_marks", "is_own", "name_within", "whole_path"]

_OF_GIT = (".gitignore", ".gitattributes")


def whole_path(path: Path) -> Path:
    """``path`` from the top of the disk on, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - links are for the door to the disk to follow


def is_marks(workspace: Workspace, path: Path) -> bool:
    """Whether ``path`` holds the marks of a reader, be it another than who asks."""
    elsewhere = workspace.own.progress  # of the reader without a name
    if path == whole_path(workspace.progress) or (elsewhere and path == whole_path(Path(elsewhere))):
        return True
    named = path.name.startswith("progress.") and path.suffix == ".json"
    return named and path.parent == whole_path(workspace.root)


def is_own(workspace: Workspace, path: Path) -> bool:
    """Whether ``path`` is a file that a reader or the people of a roadmap write."""
    others = (workspace.papers, workspace.fetch_state, *(workspace.root / name for name in _OF_GIT))
    if is_marks(workspace, path) or path in map(whole_path, others):
        return True
    if path.parent == whole_path(workspace.notes):
        return path.suffix == ".md"
    return whole_path(workspace.root) / "graph" in path.parents and path.suffix == ".json"


def name_within(workspace: Workspace, path: Path) -> str:
    """How ``path`` is called within the workspace, with ``/`` between; whole where it lies elsewhere."""
    root = whole_path(workspace.root)
    return path.relative_to(root).as_posix() if root in path.parents else path.as_posix()
