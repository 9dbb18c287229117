"""Loops of requirements, and requirements that others imply."""

from __future__ import annotations

from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.core.model import Roadmap

__all__ = ["Knot", "find_knots", "find_loops", "find_redundant"]


_MOST = 200
"""Loops that are listed: a roadmap with more has one cause, and nobody reads on."""
_MOST_WORK = 1_000_000
"""Requirements that are looked at to find one that all loops of a part have: about a second."""


class Knot(NamedTuple):
    """A loop with its start repeated: of ``total`` that have the requirements ``shared``, a shortest one."""

    loop: tuple[str, ...]
    total: int = 1
    shared: tuple[tuple[str, str], ...] = ()


def find_loops(roadmap: Roadmap) -> tuple[tuple[str, ...], ...]:
    """Each topic that needs itself, then loops with their start repeated, `_MOST` at most.

    Each loop ends with a requirement that none of the others has, and without these last ones no loop is
    left: of a strongly connected part there is one where all its loops have a requirement in common.
    """
    return tuple(knot.loop for knot in find_knots(roadmap))


def find_knots(roadmap: Roadmap) -> tuple[Knot, ...]:
    """The loops of `find_loops`; where all loops of a part have a requirement in common, one for all."""
    graph = _edges(roadmap, kinds=("required", "recommended"))
    parts = [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]
    loops = [(node, node) for node in sorted(nx.nodes_with_selfloops(graph))]
    graph.remove_edges_from(loops)
    knots = chain.from_iterable(_knots(_part(graph, part), part[0]) for part in sorted(parts))
    return (*map(Knot, loops), *islice(knots, _MOST))


def _part(graph: nx.DiGraph[str], nodes: Sequence[str]) -> nx.DiGraph[str]:
    """``graph`` among ``nodes`` in their order: of several shortest loops it decides which is found."""
    part: nx.DiGraph[str] = nx.DiGraph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted(graph.subgraph(nodes).edges))
    return part


def _knots(part: nx.DiGraph[str], start: str) -> Iterator[Knot]:
    loops = list(islice(_independent_loops(part, start), _MOST))
    common = set.intersection(*(set(pairwise(loop)) for loop in loops))
    tried = sorted(common)[: _MOST_WORK // len(part.edges)] if len(loops) > 1 else [loops[0][-2:]]
    for last, first in tried:
        rest = nx.DiGraph(part)
        rest.remove_edge(last, first)
        if nx.is_directed_acyclic_graph(rest):
            yield _knot_of(rest, last, first)
            return
    yield from map(Knot, loops)


def _knot_of(rest: nx.DiGraph[str], last: str, first: str) -> Knot:
    """The loops that a requirement from ``last`` to ``first`` closes in ``rest``, which has none."""
    order = list(nx.topological_sort(rest))
    into, out = {first: 1}, {last: 1}
    for node in order:
        into.setdefault(node, sum(into[before] for before in rest.pred[node]))
    for node in reversed(order):
        out.setdefault(node, sum(out[after] for after in rest.succ[node]))
    loop = (*nx.shortest_path(rest, first, last), first)
    total = into[last]
    shared = (
        (before, after)
        for before, after in pairwise(loop)
        if (before, after) == (last, first) or into[before] * out[after] == total
    )
    return Knot(loop, total, tuple(shared))


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
