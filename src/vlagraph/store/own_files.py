"""Which files of a workspace a reader, or the people of a roadmap, write themselves."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.store import disk
from vlagraph.store.own_places import settings_file

if TYPE_CHECKING:
    from vlagraph.store.workspace import Workspace

__all__ = ["is_marks", "is_needed", "is_own", "name_within", "whole_path"]

_OF_GIT = (".gitignore", ".gitattributes")
_MARKS = re.compile(r"progress(?:\..+)?\.json(?:\.lock)?")
"""The marks of each reader, there or not yet, and what keeps two runs apart that write them."""


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
    """Whether ``path`` is a file that a reader or the people of a roadmap write; no path with a zero is."""
    if "\0" in str(path):
        return False
    others = (workspace.papers, workspace.fetch_state, *(workspace.root / name for name in _OF_GIT))
    if is_marks(workspace, path) or path in map(whole_path, others):
        return True
    if path.parent == whole_path(workspace.notes):
        return path.suffix == ".md"
    return whole_path(workspace.root) / "graph" in path.parents and path.suffix == ".json"


def is_needed(workspace: Workspace, path: Path) -> bool:
    """Whether the workspace lives on what is at ``path``, or would be there, links followed.

    That is its roadmap, papers and hidden files, and the marks and notes of every reader and the settings
    of this one, wherever these are. Beside notes that lie elsewhere there may be other pages.
    """
    from vlagraph.store.notes import TEMPLATE, noted_paper

    real, root = disk.real_path(path), disk.real_path(workspace.root)
    nameless = replace(workspace, reader=None)
    files = (workspace.progress, nameless.progress, *filter(None, [settings_file()]))
    if any(real == disk.real_path(file) or disk.is_same(real, file) for file in files):
        return True
    if real.parent == disk.real_path(workspace.notes) and (real.name == TEMPLATE or noted_paper(real.name)):
        return True
    folders = (workspace.topics.parent, workspace.papers.parent)
    if any(disk.is_same(above, folder) for above in real.parents for folder in folders):
        return True
    within = real.relative_to(root).parts if root in real.parents else ()
    hidden = bool(within) and within[0].startswith(".")
    return hidden or (len(within) == 1 and bool(_MARKS.fullmatch(within[0])))


def name_within(workspace: Workspace, path: Path) -> str:
    """How ``path`` is called within the workspace, with ``/`` between; whole where it lies elsewhere."""
    root = whole_path(workspace.root)
    return path.relative_to(root).as_posix() if root in path.parents else path.as_posix()
