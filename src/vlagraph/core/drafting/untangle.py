"""The fewest requirements that must change until none stands in a loop.

That is the minimum feedback arc set, part by part: no loop leaves a strongly connected part. Up to `_EXACT`
topics in a part it is found exactly, by the best order of each set of its topics (Held and Karp 1962, for
linear arrangements as in Lawler 1964). In a larger part the order of Eades, Lin and Smyth (A fast and
effective heuristic for the feedback arc set problem, 1993) is improved by moving single topics, and every
requirement that closes no loop any more is given back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from vlagraph.core.model import Roadmap

__all__ = ["Edge", "drop_requirements", "loops_of", "propose_breaks", "soften_requirements"]

_EXACT = 13
"""Topics of a part up to which all sets are looked at: 8,192 sets take a tenth of a second."""
_ROUNDS = 10
"""Times that every topic of a large part may move: the order hardly changes after three."""
_FIXED = 10_000
"""What a requirement costs that should stay: more than all of a part that may go."""


class Edge(NamedTuple):
    """A requirement: ``needed`` comes before ``topic``."""

    needed: str
    topic: str


def propose_breaks(roadmap: Roadmap, *, fixed: Collection[Edge] = ()) -> tuple[Edge, ...]:
    """The fewest requirements without which ``roadmap`` has no loop; of ``fixed`` only what must be.

    A topic that needs itself counts as one. The answer is sorted and depends on the roadmap alone.
    """
    graph = _ordering(roadmap, fixed)
    alone = [Edge(node, node) for node in nx.nodes_with_selfloops(graph)]
    graph.remove_edges_from(alone)
    found = set(alone)
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1:
            knot = graph.subgraph(part)
            order = _best_order(knot) if len(part) <= _EXACT else _good_order(knot)
            found.update(_needless(knot, order))
    return tuple(sorted(found))


def loops_of(roadmap: Roadmap, breaks: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """A shortest loop for each of ``breaks``, which `propose_breaks` gave; its start stands at both ends."""
    graph = _ordering(roadmap, ())
    edges = sorted(breaks)
    graph.remove_edges_from(edges)
    ways = (nx.shortest_path(graph, edge.topic, edge.needed) for edge in edges)
    return tuple((edge.needed, *way) for edge, way in zip(edges, ways, strict=True))


def soften_requirements(roadmap: Roadmap, edges: Iterable[Edge]) -> Roadmap:
    """``roadmap`` in which ``edges`` only help, marked as proposals; those of a topic on itself are gone."""
    return _changed(roadmap, set(edges), drop=False)


def drop_requirements(roadmap: Roadmap, edges: Iterable[Edge]) -> Roadmap:
    """``roadmap`` without the requirements ``edges``."""
    return _changed(roadmap, set(edges), drop=True)


def _changed(roadmap: Roadmap, edges: Collection[Edge], *, drop: bool) -> Roadmap:
    topics = []
    for topic in roadmap.topics:
        needs = tuple(
            replace(need, kind="helps", proposed=True) if (need.topic, topic.id) in edges else need
            for need in topic.requires
            if (need.topic, topic.id) not in edges or not (drop or need.topic == topic.id)
        )
        topics.append(topic if needs == topic.requires else replace(topic, requires=needs))
    return replace(roadmap, topics=tuple(topics))


def _ordering(roadmap: Roadmap, fixed: Collection[Edge]) -> nx.DiGraph[str]:
    """The requirements that order, in a fixed sequence, each with what its change costs."""
    kept = set(fixed)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(topic.id for topic in roadmap.topics))
    edges = sorted(
        Edge(need.topic, topic.id) for topic in roadmap.topics for need in topic.requires if need.orders
    )
    for edge in edges:
        graph.add_edge(*edge, cost=_FIXED if edge in kept else 1)
    return graph


def _best_order(knot: nx.DiGraph[str]) -> list[str]:
    """The order of the topics with the cheapest requirements that point back, of all orders.

    ``best[s]`` is the least cost of a beginning that holds the topics of the set ``s``, a number in binary.
    """
    nodes = sorted(knot)
    place = {node: number for number, node in enumerate(nodes)}
    costs = [[0] * len(nodes) for _ in nodes]
    for needed, topic in knot.edges:
        costs[place[topic]][place[needed]] = knot.edges[needed, topic]["cost"]
    best, last = [0], [0]
    for chosen in range(1, 1 << len(nodes)):
        rest = [one for one in range(len(nodes)) if not chosen >> one & 1]
        found = [
            (best[chosen ^ (1 << one)] + sum(costs[one][other] for other in rest), one)
            for one in range(len(nodes))
            if chosen >> one & 1
        ]
        least, one = min(found)
        best.append(least)
        last.append(one)
    order, chosen = [], (1 << len(nodes)) - 1
    while chosen:
        order.append(nodes[last[chosen]])
        chosen ^= 1 << last[chosen]
    return order[::-1]


def _good_order(knot: nx.DiGraph[str]) -> list[str]:
    """A good order of a large part: those that nothing is before go first, those after nothing last."""
    left = nx.DiGraph(knot)
    first: list[str] = []
    behind: list[str] = []
    while left:
        sources = sorted(node for node in left if not left.in_degree(node))
        sinks = sorted(node for node in left if not left.out_degree(node) and node not in sources)
        if not sources and not sinks:
            sources = [max(sorted(left), key=lambda node: _lead(left, node))]
        first += sources
        behind += sinks
        left.remove_nodes_from([*sources, *sinks])
    return _improved(knot, first + behind[::-1])


def _lead(graph: nx.DiGraph[str], node: str) -> int:
    return int(graph.out_degree(node, weight="cost")) - int(graph.in_degree(node, weight="cost"))


def _improved(knot: nx.DiGraph[str], order: list[str]) -> list[str]:
    """``order`` with each topic moved to where the fewest requirements of it point back, until none moves."""
    for _ in range(_ROUNDS):
        before = list(order)
        for node in sorted(knot):
            at = order.index(node)
            rest = order[:at] + order[at + 1 :]
            cost, least = 0, 0
            where = 0
            for place, other in enumerate(rest, start=1):  # the cost beside that of standing first
                cost += knot.edges[node, other]["cost"] if knot.has_edge(node, other) else 0
                cost -= knot.edges[other, node]["cost"] if knot.has_edge(other, node) else 0
                if cost < least or (cost == least and place == at):
                    least, where = cost, place
            order = [*rest[:where], node, *rest[where:]]
        if order == before:
            break
    return order


def _needless(knot: nx.DiGraph[str], order: list[str]) -> Iterator[Edge]:
    """The requirements that point back in ``order``, without those that close no loop with the others."""
    place = {node: number for number, node in enumerate(order)}
    back = [edge for edge in knot.edges if place[edge[0]] > place[edge[1]]]
    kept = nx.DiGraph(knot)
    kept.remove_edges_from(back)
    for needed, topic in sorted(back, key=lambda edge: (-knot.edges[edge]["cost"], edge)):
        if nx.has_path(kept, topic, needed):
            yield Edge(needed, topic)
        else:
            kept.add_edge(needed, topic)
