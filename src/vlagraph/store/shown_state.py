"""What the map shows of a workspace, as a value that changes with its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import StoreError, VlagraphError
from vlagraph.store import disk
from vlagraph.store.readers import others_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.store.workspace import Workspace

__all__ = ["shown_state"]


def shown_state(workspace: Workspace) -> object:
    """Name, size, time and number of every file of the roadmap, the papers and the marks of ``workspace``."""
    return [_state(path) for path in _shown(workspace)]


def _shown(workspace: Workspace) -> Iterator[Path]:
    graph = workspace.topics.parent
    for folder in (graph, graph / "topics", workspace.papers.parent):
        try:
            yield from (folder / name for name in disk.list_folder(folder))
        except (OSError, VlagraphError):
            continue
    yield workspace.progress
    try:
        yield from others_files(workspace)  # what other readers pinned is shown too
    except StoreError:
        return


def _state(path: Path) -> tuple[object, ...]:
    """Of one file; its path alone where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (path,)
    return (path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
