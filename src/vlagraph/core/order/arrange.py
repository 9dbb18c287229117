"""A topological arrangement that keeps each topic near the prerequisites it uses.

The sum of ``position(topic) - position(prerequisite)`` over all edges equals the sum over topics of
``position * (prerequisites - dependents)``: it is linear in the positions, so finding the best order is the
scheduling problem 1|prec, p_j=1|sum w_j C_j. That is NP-hard (Lawler, Annals of Discrete Mathematics 2,
1978); taking the initial set of greatest mean weight first is Sidney's decomposition (Operations Research
23, 1975), which we approximate by prerequisite closures and then improve by exchanging neighbouring runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

__all__ = ["MOST_ARRANGED", "arrange", "total_distance"]

MOST_ARRANGED = 1000
"""Topics of a block that are searched: 1,000 take about 1 s, and 10,000 would take minutes."""

_LONGEST_RUN = 12
"""Topics of a run that is exchanged: on the shipped graph 8 are a little worse, 20 no better."""

_MOST_PASSES = 40
"""Passes of exchanges: the shipped graph settles after 2, a random one of 1,000 topics after about 30."""

_LEAST_GAIN = 1e-6
"""What an exchange must gain: less is the rounding of sums, which would exchange runs back forever."""

_MEAN_DIGITS = 9
"""Decimals to which mean weights are compared, so that equal ones stay equal however they were added up."""

_ALWAYS_TRIED = 400
"""Topics of a block up to which every start is improved, however bad it looks: it may end best by a fifth."""

_HOPELESS = 0.3
"""In larger blocks, starts that cost more than the cheapest by this share are not improved: they take three
quarters of the time, and of 24 graphs of 401 to 1,000 topics such a start ended best by 4 % once, else by
0.5 % at most."""


Node = TypeVar("Node", int, str)
"""A topic, by number or by id."""


class _Lists(Protocol[Node]):
    def __getitem__(self, node: Node, /) -> Iterable[Node]: ...


class _Edges(Protocol[Node]):
    """What comes before and after each topic: `vlagraph.core.numbered.Edges` or a graph of networkx."""

    @property
    def pred(self) -> _Lists[Node]: ...
    @property
    def succ(self) -> _Lists[Node]: ...


def total_distance(graph: nx.DiGraph[str], order: Sequence[str]) -> int:
    """The sum over all edges inside ``order`` of the positions between a topic and its prerequisite."""
    place = {node: index for index, node in enumerate(order)}
    return sum(place[b] - place[a] for a, b in graph.edges if a in place and b in place)


def arrange(
    graph: _Edges[Node], blocks: Iterable[Iterable[Node]], *, pull: Mapping[Node, float] | None = None
) -> tuple[Node, ...]:
    """All topics of ``blocks``, block after block, each block arranged for the least total distance.

    ``pull`` draws a topic (and so its prerequisites) forward: bringing it one place nearer to the start
    weighs as much as that many edges made one place shorter. The blocks must follow each other
    topologically. The result depends on the values alone, never on the order of nodes or edges. A block of
    more than 1,000 topics is sorted by id where prerequisites allow it: searching would take minutes.

    Example:
        >>> import networkx as nx
        >>> graph = nx.DiGraph([("a", "x"), ("b", "y")])
        >>> arrange(graph, [["y", "x", "b", "a"]])
        ('a', 'x', 'b', 'y')
    """
    chosen = [sorted(block) for block in blocks]
    inside = {node for block in chosen for node in block}

    def weight(node: Node) -> float:
        degree = _count(graph.pred[node], inside) - _count(graph.succ[node], inside)
        return degree + (pull or {}).get(node, 0)

    return tuple(node for block in chosen for node in _arrange_block(graph, block, weight))


def _count(nodes: Iterable[Node], inside: Container[Node]) -> int:
    return sum(node in inside for node in nodes)


class _Run(NamedTuple):
    """Two neighbouring runs of an order to exchange: ``start:middle`` and ``middle:end``."""

    start: int
    middle: int
    end: int


@dataclass(frozen=True)
class _Block(Generic[Node]):
    """Topics arranged among themselves: their graph, and what a place nearer to the end costs each.

    Sets of topics are the bits of whole numbers, which is what makes the search quick.
    """

    graph: nx.DiGraph[Node]
    weight: Mapping[Node, float]

    @cached_property
    def nodes(self) -> list[Node]:
        """The topics by id; the place of one is its bit."""
        return sorted(self.graph)

    @cached_property
    def bit(self) -> Mapping[Node, int]:
        """Each topic as a set of its own."""
        return {node: 1 << index for index, node in enumerate(self.nodes)}

    @cached_property
    def before(self) -> Mapping[Node, int]:
        """The direct prerequisites of each topic."""
        return {node: sum(self.bit[need] for need in self.graph.pred[node]) for node in self.nodes}

    @cached_property
    def by_level(self) -> list[Node]:
        """First come, first served: level after level, each by id."""
        return [node for level in nx.topological_generations(self.graph) for node in sorted(level)]

    def reversed(self) -> _Block[Node]:
        """The same topics from the end to the start."""
        return _Block(self.graph.reverse(), {node: -self.weight[node] for node in self.nodes})

    def cost(self, order: Sequence[Node]) -> float:
        """What ``order`` costs; the total distance where nothing is pulled."""
        return sum(index * self.weight[node] for index, node in enumerate(order))

    def total_weight(self, members: int) -> float:
        """The weights of a set of topics, added up."""
        total = 0.0
        while members:
            low = members & -members
            total += self.weight[self.nodes[low.bit_length() - 1]]
            members ^= low
        return total


def _arrange_block(graph: _Edges[Node], nodes: list[Node], weight: Callable[[Node], float]) -> list[Node]:
    if len(nodes) > MOST_ARRANGED:
        return _by_id(graph, nodes)
    block = _Block(_part(graph, nodes), {node: weight(node) for node in nodes})
    starts = [_by_closure(block), _by_closure(block.reversed())[::-1], block.by_level]
    if len(nodes) > _ALWAYS_TRIED:
        least = min(map(block.cost, starts))
        starts = [start for start in starts if block.cost(start) - least <= abs(least) * _HOPELESS]
    tries = [_exchange_runs(block, start) for start in starts]
    return min(tries, key=lambda order: (block.cost(order), order))


def _part(graph: _Edges[Node], nodes: list[Node]) -> nx.DiGraph[Node]:
    part: nx.DiGraph[Node] = nx.DiGraph()
    part.add_nodes_from(nodes)
    part.add_edges_from((need, node) for node in nodes for need in graph.pred[node] if need in part)
    return part


def _by_id(graph: _Edges[Node], nodes: list[Node]) -> list[Node]:
    """``nodes``, sorted, in the order of their ids where prerequisites allow it.

    The same as ``networkx.lexicographical_topological_sort`` of their subgraph, without making that.
    """
    waiting = set(nodes)
    needs = {node: len(waiting.intersection(graph.pred[node])) for node in nodes}
    ready = [node for node in nodes if not needs[node]]
    order = []
    while ready:
        node = heappop(ready)
        order.append(node)
        for user in graph.succ[node]:
            if user in waiting:
                needs[user] -= 1
                if not needs[user]:
                    heappush(ready, user)
    return order


def _by_closure(block: _Block[Node]) -> list[Node]:
    """Again and again the topic whose open prerequisites and itself have the greatest mean weight."""
    closure: dict[Node, int] = {}
    for node in block.by_level:
        closure[node] = block.bit[node]
        for need in block.graph.pred[node]:
            closure[node] |= closure[need]
    place = {node: index for index, node in enumerate(block.by_level)}
    total = {node: block.total_weight(members) for node, members in closure.items()}
    mean = {node: _mean(total[node], members) for node, members in closure.items()}
    order, waiting = list[Node](), list(block.nodes)
    while waiting:
        best = max(waiting, key=lambda node: (mean[node], -place[node]))
        group = closure[best]
        order += sorted((node for node in waiting if block.bit[node] & group), key=place.__getitem__)
        waiting = [node for node in waiting if not block.bit[node] & group]
        for node in waiting:
            if shared := closure[node] & group:
                closure[node] ^= shared
                total[node] -= block.total_weight(shared)
                mean[node] = _mean(total[node], closure[node])
    return order


def _mean(total: float, members: int) -> float:
    """The mean weight of a set of topics that is not empty, without what the rounding of sums leaves."""
    return round(total / members.bit_count(), _MEAN_DIGITS)


def _exchange_runs(block: _Block[Node], start: Sequence[Node]) -> list[Node]:
    """``start`` with neighbouring runs exchanged while that lowers the cost and passes no prerequisite."""
    order = list(start)
    settled: set[tuple[Node, ...]] = set()  # what an exchange depends on, where none was found
    for _ in range(_MOST_PASSES):
        changed = False
        place = 0
        while place < len(order) - 1:
            near = tuple(order[place : place + 2 * _LONGEST_RUN])
            if near not in settled and (run := _best_exchange(block, order, place)):
                order[run.start : run.end] = order[run.middle : run.end] + order[run.start : run.middle]
                changed = True
            else:
                settled.add(near)
                place += 1
        if not changed:
            break
    return order


def _best_exchange(block: _Block[Node], order: Sequence[Node], start: int) -> _Run | None:
    """The exchange of the run that begins at ``start`` with its neighbour that lowers the cost most."""
    near = order[start : start + 2 * _LONGEST_RUN]
    before, weight = [block.before[node] for node in near], [block.weight[node] for node in near]
    best, found = _LEAST_GAIN, None
    left_bits, left_weight = 0, 0.0
    for left in range(1, min(_LONGEST_RUN, len(near) - 1) + 1):
        left_bits |= block.bit[near[left - 1]]
        left_weight += weight[left - 1]
        if before[left] & left_bits or max(weight[left : left + _LONGEST_RUN]) * left <= left_weight:
            continue  # as most are, before anything is made for the search: no neighbour may or should pass
        right_weight = 0.0
        for right, needs in enumerate(before[left : left + _LONGEST_RUN], start=1):
            if needs & left_bits:
                break
            right_weight += weight[left + right - 1]
            gain = right_weight * left - left_weight * right
            if gain > best:
                best, found = gain, _Run(start, start + left, start + left + right)
    return found
