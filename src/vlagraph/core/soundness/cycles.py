"""Loops of requirements, and requirements that others imply."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.core.model import Roadmap

__all__ = ["find_loops", "find_redundant"]


_MOST = 200
"""Loops that are listed: a roadmap with more has one cause, and nobody reads on."""


def find_loops(roadmap: Roadmap) -> tuple[tuple[str, ...], ...]:
    """Each topic that needs itself, then loops with their start repeated, `_MOST` at most.

    Of every strongly connected part there are as many as independent causes: each loop ends with a
    requirement that none of the others has, and without these last ones no loop is left.
    """
    graph = _edges(roadmap, kinds=("required", "recommended"))
    parts = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    loops = [(node, node) for node in sorted(nx.nodes_with_selfloops(graph))]
    graph.remove_edges_from(loops)
    knots = chain.from_iterable(_independent_loops(graph.subgraph(part), part[0]) for part in sorted(parts))
    return (*loops, *islice(knots, _MOST))


def _independent_loops(part: nx.DiGraph[str], start: str) -> Iterator[tuple[str, ...]]:
    """A shortest loop for every edge that leads back to where a search from ``start`` came from."""
    done: set[str] = set()
    way: dict[str, None] = {}
    back = []
    for first, node, kind in nx.dfs_labeled_edges(part, start, sort_neighbors=sorted):
        if kind == "forward":
            way[node] = None
        elif kind == "reverse":
            done.add(node)
        elif node in way and node not in done:
            back.append((first, node))
    rest = nx.restricted_view(part, [], back)
    for last, node in back:
        yield (*nx.shortest_path(rest, node, last), node)


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
