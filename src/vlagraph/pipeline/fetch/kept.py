"""What a fetch starts from: the stored papers, and recorded ones that the reader marked or wrote about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vlagraph.errors import VlagraphError
from vlagraph.store.notes import load_notes
from vlagraph.store.papers import load_papers
from vlagraph.store.readers import wanted_by_all
from vlagraph.store.recorded import load_recorded

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["named_papers", "papers_to_update"]


def papers_to_update(
    workspace: Workspace, *, duplicates: Literal["fold", "refuse"] = "fold"
) -> dict[str, Paper]:
    """The stored papers, and the recorded ones that a pin, a star, a read mark or a note names.

    A fetch replaces the recorded collection as a whole; these papers stay, marked as recorded, until arXiv
    has confirmed them.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    stored = load_papers(workspace.papers, duplicates=duplicates)
    missing = named_papers(workspace).difference(stored)
    if not missing:
        return stored
    recorded, _ = load_recorded(workspace.recorded)
    kept = {one: recorded[one] for one in missing if one in recorded}
    return dict(sorted((stored | kept).items()))


def named_papers(workspace: Workspace) -> frozenset[str]:
    """The papers that marks and notes name; no fetch or import fails for a file that cannot be read."""
    found: frozenset[str] = frozenset()
    try:
        found = wanted_by_all(workspace)
        return found.union(load_notes(workspace.notes))
    except VlagraphError:
        return found
