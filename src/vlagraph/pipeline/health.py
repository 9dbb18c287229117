"""Where the roadmap of a workspace is narrow or quiet, and the age of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.order.bottlenecks import count_chains, find_bottlenecks
from vlagraph.core.papers.quiet import quiet_topics
from vlagraph.core.papers.standing import Standings
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.order.bottlenecks import Bottleneck
    from vlagraph.store.workspace import Workspace

__all__ = ["Health", "ask_health"]

RECENT_DAYS = 90
"""A topic without a paper of the last quarter counts as quiet."""


@dataclass(frozen=True)
class Health:
    """The narrowest topics, the topics without a paper of the last ``days`` days, and the last fetch."""

    bottlenecks: tuple[Bottleneck, ...]
    chains: int
    quiet: tuple[tuple[str, str | None], ...]
    days: int
    fetched: str | None


def ask_health(workspace: Workspace, kg: KnowledgeGraph, *, most: int = 5, days: int = RECENT_DAYS) -> Health:
    """The health of the roadmap of ``workspace`` as of today; papers count where they stand for the reader.

    Raises:
        DataError, StoreError: papers.jsonl or progress.json cannot be used.
    """
    papers = load_papers(workspace.papers)
    standings = Standings(kg, load_progress(workspace.progress))
    return Health(
        find_bottlenecks(kg)[:most],
        count_chains(kg),
        quiet_topics(kg, standings, papers=papers.values(), since=_days_ago(days)),
        days,
        max((paper.fetched for paper in papers.values() if paper.fetched), default=None),
    )


def _days_ago(days: int) -> date:
    now = today()
    return now - timedelta(days=min(days, (now - date.min).days))
