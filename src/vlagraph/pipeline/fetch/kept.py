"""What a fetch starts from: the stored papers, and recorded ones that the reader marked or wrote about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import StoreError
from vlagraph.store.notes import load_notes
from vlagraph.store.papers import load_papers
from vlagraph.store.readers import wanted_by_all
from vlagraph.store.recorded import load_recorded

if TYPE_CHECKING:
    from collections.abc import Collection

    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.readers import Wanted
    from vlagraph.store.workspace import Workspace

__all__ = ["named_papers", "papers_to_update", "recorded_to_keep", "with_recorded"]


def papers_to_update(workspace: Workspace) -> dict[str, Paper]:
    """The stored papers, `with_recorded`.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    return with_recorded(workspace, load_papers(workspace.papers))


def with_recorded(workspace: Workspace, stored: dict[str, Paper]) -> dict[str, Paper]:
    """``stored``, and the recorded papers that a pin, a star, a read mark or a note names.

    A fetch replaces the recorded collection as a whole; these papers stay, marked as recorded, until arXiv
    has confirmed them.
    """
    kept = recorded_to_keep(workspace, named_papers(workspace).papers.difference(stored))
    return dict(sorted((stored | kept).items())) if kept else stored


def recorded_to_keep(workspace: Workspace, missing: Collection[str]) -> dict[str, Paper]:
    """The recorded papers, by id, that are among the ``missing``: named by marks or notes and not stored."""
    recorded = load_recorded(workspace.recorded)[0] if missing else {}
    return {one: recorded[one] for one in sorted(missing) if one in recorded}


def named_papers(workspace: Workspace) -> Wanted:
    """The papers that marks of any reader or any note name: nothing that can be read is left out."""
    wanted = wanted_by_all(workspace)
    try:
        return wanted._replace(papers=wanted.papers.union(load_notes(workspace.notes)))
    except StoreError:  # it is the fault of the marks already, as these include what notes call read
        return wanted
