"""Where a roadmap is narrow or quiet: bottlenecks, topics without recent papers, the age of the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import networkx as nx

from vlagraph.pipeline.clock import today
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["Bottleneck", "Health", "ask_health", "find_bottlenecks", "quiet_topics"]

RECENT_DAYS = 90


@dataclass(frozen=True)
class Bottleneck:
    """A topic and how many chains of prerequisites, from a start to an end of the graph, run through it."""

    topic: str
    chains: int
    share: float


@dataclass(frozen=True)
class Health:
    """The narrowest topics, the topics without a paper of the last ``days`` days, and the last fetch."""

    bottlenecks: tuple[Bottleneck, ...]
    chains: int
    quiet: tuple[tuple[str, str | None], ...]
    days: int
    fetched: str | None


def ask_health(workspace: Workspace, kg: KnowledgeGraph, *, most: int = 5, days: int = RECENT_DAYS) -> Health:
    """The health of the roadmap of ``workspace`` as of today.

    Raises:
        DataError, StoreError: papers.jsonl cannot be used.
    """
    papers = load_papers(workspace.papers)
    found = find_bottlenecks(kg)
    return Health(
        found[:most],
        sum(b.chains for b in found if not kg.digraph.succ[b.topic]),
        quiet_topics(kg, papers.values(), since=_days_ago(days)),
        days,
        max((paper.fetched for paper in papers.values() if paper.fetched), default=None),
    )


def find_bottlenecks(kg: KnowledgeGraph) -> tuple[Bottleneck, ...]:
    """Every topic with the chains that run through it, most first.

    The chains through a topic are those that end at it times those that start from it.
    """
    order = list(nx.topological_sort(kg.digraph))
    into = _chains(order, kg.digraph.pred)
    out = _chains(reversed(order), kg.digraph.succ)
    total = sum(into[node] for node in order if not kg.digraph.succ[node])
    found = (Bottleneck(n, into[n] * out[n], round(into[n] * out[n] / total, 4)) for n in order)
    return tuple(sorted(found, key=lambda b: (-b.chains, b.topic)))


def quiet_topics(
    kg: KnowledgeGraph, papers: Iterable[Paper], *, since: date
) -> tuple[tuple[str, str | None], ...]:
    """Topics without a paper published on or after ``since``, each with the day of its newest, oldest first.

    A paper belongs to the topics that it was matched to and to those that name it as a key paper.
    """
    keys: dict[str, list[str]] = {}
    for topic in kg.roadmap.topics:
        for key in topic.key_papers:
            keys.setdefault(key.arxiv, []).append(topic.id)
    newest: dict[str, str] = {}
    for paper in papers:
        for name in (*keys.get(paper.id, ()), *(match.topic for match in paper.matches)):
            newest[name] = max(newest.get(name, ""), paper.published[:10])
    quiet = [(t.id, newest.get(t.id)) for t in kg.roadmap.topics if newest.get(t.id, "") < since.isoformat()]
    return tuple(sorted(quiet, key=lambda row: (row[1] or "", row[0])))


def _days_ago(days: int) -> date:
    now = today()
    return now - timedelta(days=min(days, (now - date.min).days))


def _chains(order: Iterable[str], before: Mapping[str, Iterable[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for node in order:
        counts[node] = sum(counts[other] for other in before[node]) or 1
    return counts
