"""Asking the papers of a workspace: by the index of a file, or by reading it where that is as quick."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from vlagraph.errors import StoreError
from vlagraph.store import disk
from vlagraph.store.everything import Everything
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vlagraph.store.index.reading import PaperIndex
    from vlagraph.store.workspace import Workspace

    Source = Everything | PaperIndex

__all__ = ["LEAST_BYTES", "LEAST_PACKED", "ask", "refresh_index"]

T = TypeVar("T")

LEAST_BYTES = 1_500_000
"""Bytes of a file from which on it has an index: a smaller one is read before SQLite has started."""
LEAST_PACKED = 300_000
"""The same of a compressed file."""


def ask(workspace: Workspace, question: Callable[[Sequence[Source]], T], *, stored_only: bool = False) -> T:
    """The answer of the stored papers, and of the recorded ones until a fetch has succeeded.

    ``question`` is asked of all papers in memory, or of an index, and must find the same in both.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    recorded = not stored_only and _shows_recorded(workspace)
    large = _has_index(workspace)
    packed = recorded and _is_large(workspace.recorded, LEAST_PACKED)
    stored = partial(_open_stored, workspace, indexed=large)
    openers = [stored, partial(_open_recorded, workspace, indexed=packed)] if recorded else [stored]
    if large or packed:
        with contextlib.suppress(ImportError):  # a Python without SQLite
            from vlagraph.store.index.opening import ask_indexes

            if (found := ask_indexes(openers, question)) is not None:
                return found
    with contextlib.ExitStack() as stack:
        return question([opener(stack, indexed=False) for opener in openers])


def refresh_index(workspace: Workspace) -> bool:
    """Bring the index up to date after papers.jsonl was written, so that no later answer waits for it.

    False where one is needed and there can be none, and so each answer reads all papers. Whatever is in the
    way, the papers are not read into memory here.
    """
    if not _has_index(workspace):
        return True
    with contextlib.suppress(ImportError):  # a Python without SQLite
        from vlagraph.store.index.opening import ask_indexes

        opener = partial(_open_stored, workspace, indexed=True)
        return ask_indexes([opener], lambda _: True) is not None
    return False


def _has_index(workspace: Workspace) -> bool:
    """Whether the stored papers are to be asked by an index."""
    return not workspace.bundled and _is_large(workspace.papers, LEAST_BYTES)


def _shows_recorded(workspace: Workspace) -> bool:
    from vlagraph.store.recorded import was_fetched  # who asks for stored papers alone loads none of it

    return not was_fetched(workspace)


def _open_stored(workspace: Workspace, stack: contextlib.ExitStack, *, indexed: bool) -> Source:
    if not indexed:
        return Everything(load_papers(workspace.papers))
    from vlagraph.store.index.opening import open_plain

    return open_plain(workspace.papers, workspace.cache / "papers.index", stack)


def _open_recorded(workspace: Workspace, stack: contextlib.ExitStack, *, indexed: bool) -> Source:
    if indexed:
        from vlagraph.store.index.opening import open_packed
        from vlagraph.store.spacing import user_cache

        with contextlib.suppress(StoreError):  # this user has no folder of their own
            return open_packed(workspace.recorded, user_cache(), stack)
    from vlagraph.store.recorded import load_recorded

    return Everything(*load_recorded(workspace.recorded))


def _is_large(path: Path, least: int) -> bool:
    try:
        return disk.require_plain(path).st_size >= least
    except OSError:  # not there, or what reading it refuses with a reason
        return False
