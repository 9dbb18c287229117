"""Topics about which nothing was published for some time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Standings

__all__ = ["quiet_topics"]


def quiet_topics(
    kg: KnowledgeGraph, standings: Standings, *, papers: Iterable[Paper], since: date
) -> tuple[tuple[str, str | None], ...]:
    """Topics without a paper published on or after ``since``, with the day of the newest, oldest first."""
    newest: dict[str, str] = {}
    for paper in papers:
        for name in standings.topics(paper):
            newest[name] = max(newest.get(name, ""), paper.published[:10])
    quiet = [(name, newest.get(name)) for name in kg.topics if newest.get(name, "") < since.isoformat()]
    return tuple(sorted(quiet, key=lambda row: (row[1] or "", row[0])))
