"""Where a graph is narrow: the topics that most chains of prerequisites run through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["Bottleneck", "count_chains", "find_bottlenecks"]


@dataclass(frozen=True)
class Bottleneck:
    """A topic, the chains that run through it, and their share of all chains (0 to 1)."""

    topic: str
    chains: int
    share: float


def find_bottlenecks(kg: KnowledgeGraph) -> tuple[Bottleneck, ...]:
    """Every topic with the chains that run through it, most first.

    A chain leads along prerequisites from a topic that needs nothing to one that nothing builds on. The
    chains through a topic are the ways from a start to it times the ways from it to an end.
    """
    order = list(nx.topological_sort(kg.digraph))
    into = _ways(order, kg.digraph.pred)
    out = _ways(reversed(order), kg.digraph.succ)
    total = _ends(kg, into)
    found = (Bottleneck(n, into[n] * out[n], round(into[n] * out[n] / total, 4)) for n in order)
    return tuple(sorted(found, key=lambda b: (-b.chains, b.topic)))


def count_chains(kg: KnowledgeGraph) -> int:
    """The number of chains of prerequisites from a start to an end of the graph."""
    return _ends(kg, _ways(nx.topological_sort(kg.digraph), kg.digraph.pred))


def _ways(order: Iterable[str], before: Mapping[str, Iterable[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for node in order:
        counts[node] = sum(counts[other] for other in before[node]) or 1
    return counts


def _ends(kg: KnowledgeGraph, ways: Mapping[str, int]) -> int:
    return sum(ways[node] for node in kg.topics if not kg.digraph.succ[node])
