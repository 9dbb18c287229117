"""Which days and ids look incomplete in what is stored: no network, and nothing is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vlagraph.core.papers.holes import HoleReport, find_holes
from vlagraph.store.papers_stream import papers_in_order

if TYPE_CHECKING:
    from vlagraph.store.workspace import Workspace

__all__ = ["read_holes"]

DAYS = 100
"""Days before the newest paper that are looked at: a month, and what is usual around it."""
_DAY = len("2026-01-01")


def read_holes(workspace: Workspace) -> HoleReport:
    """The holes in the papers of the last days that arXiv gave, not those that people typed.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    seen: dict[str, dict[str, list[str]]] = {}
    for paper in papers_in_order(workspace.papers):
        if paper.fetched and len(paper.published) >= _DAY:
            category = paper.primary_category or ""
            seen.setdefault(paper.published[:_DAY], {}).setdefault(category, []).append(paper.id)
    last = max(seen, default=None)
    first = (date.fromisoformat(last) - timedelta(days=DAYS)).isoformat() if last else None
    recent = {day: found for day, found in seen.items() if first and day >= first}
    papers = sum(len(ids) for found in recent.values() for ids in found.values())
    return HoleReport(holes=find_holes(recent), papers=papers, first=first, last=last)
