"""The health of a workspace as of today: bottlenecks, quiet topics, the age of its records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.health import Health, Stats
from vlagraph.core.order import count_figures
from vlagraph.core.order.bottlenecks import count_chains, find_bottlenecks
from vlagraph.core.papers.quiet import quiet_topics
from vlagraph.core.papers.standing import Standings
from vlagraph.store.readers import load_shared
from vlagraph.store.survey import survey

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.store.workspace import Workspace

__all__ = ["ask_stats"]

RECENT_DAYS = 90
"""A topic is quiet without a paper of the last quarter of a year, about the rhythm of conferences."""

_MOST = 5
"""Bottlenecks that are named: the rest of them are hardly narrower than any topic."""


def ask_stats(workspace: Workspace, kg: KnowledgeGraph, *, days: int = RECENT_DAYS) -> Stats:
    """The graph of ``workspace`` in figures, and its health as of today.

    Papers count where they stand for the reader.

    Raises:
        DataError, StoreError: papers.jsonl or progress.json cannot be used.
    """
    standings = Standings(kg, load_shared(workspace).progress)
    found = survey(workspace, kg, standings, recorded_too=True)
    newest = {topic: tally.newest for topic, tally in found.topics.items()}
    health = Health(
        find_bottlenecks(kg)[:_MOST],
        count_chains(kg),
        quiet_topics(newest, since=_days_ago(days)),
        days,
        found.stored.fetched,
        found.until,
    )
    return Stats(count_figures(kg), health)


def _days_ago(days: int) -> date:
    now = today()
    return now - timedelta(days=min(days, (now - date.min).days))
