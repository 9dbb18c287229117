"""Loops of requirements, and requirements that others imply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.model import Roadmap

__all__ = ["find_loops", "find_redundant"]


def find_loops(roadmap: Roadmap) -> tuple[tuple[str, ...], ...]:
    """Each topic that needs itself, and one loop of each strongly connected part, with its start repeated."""
    graph = _edges(roadmap, kinds=("required", "recommended"))
    if nx.is_directed_acyclic_graph(graph):
        return ()
    parts = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    loops = [(node, node) for node in sorted(nx.nodes_with_selfloops(graph))]
    graph.remove_edges_from(loops)
    for part in sorted(parts):
        found = nx.find_cycle(graph.subgraph(part), part[0])
        loops.append((found[0][0], *(edge[1] for edge in found)))
    return tuple(loops)


def find_redundant(roadmap: Roadmap) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Required edges that another required path implies: (prerequisite, topic, that path).

    Edges inside a loop are left out: nothing can be said of them while there is a loop.
    """
    graph = _edges(roadmap, kinds=("required",))
    if not nx.is_directed_acyclic_graph(graph):
        return ()
    kept = nx.transitive_reduction(graph)
    extra = sorted(edge for edge in graph.edges if not kept.has_edge(*edge))
    return tuple((a, b, tuple(nx.shortest_path(kept, a, b))) for a, b in extra)


def _edges(roadmap: Roadmap, *, kinds: Iterable[str]) -> nx.DiGraph[str]:
    wanted = set(kinds)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted({topic.id for topic in roadmap.topics}))
    for topic in roadmap.topics:
        graph.add_edges_from(
            (r.topic, topic.id) for r in topic.requires if r.kind in wanted and r.topic in graph
        )
    return graph
