"""A topological arrangement that keeps each topic near the prerequisites it uses.

The sum of ``position(topic) - position(prerequisite)`` over all edges equals the sum over topics of
``position * (prerequisites - dependents)``: it is linear in the positions, so finding the best order is the
scheduling problem 1|prec, p_j=1|sum w_j C_j. That is NP-hard (Lawler, Annals of Discrete Mathematics 2,
1978); taking the initial set of greatest mean weight first is Sidney's decomposition (Operations Research
23, 1975), which we approximate by prerequisite closures and then improve by exchanging neighbouring runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["arrange", "total_distance"]

_MOST_ARRANGED = 1000
_LONGEST_RUN = 12
_MOST_PASSES = 40


def total_distance(graph: nx.DiGraph[str], order: Sequence[str]) -> int:
    """The sum over all edges inside ``order`` of the positions between a topic and its prerequisite."""
    place = {node: index for index, node in enumerate(order)}
    return sum(place[b] - place[a] for a, b in graph.edges if a in place and b in place)


def arrange(
    graph: nx.DiGraph[str], blocks: Iterable[Iterable[str]], *, pull: Mapping[str, float] | None = None
) -> tuple[str, ...]:
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
    weight = {
        node: sum(p in inside for p in graph.pred[node])
        - sum(s in inside for s in graph.succ[node])
        + (pull or {}).get(node, 0)
        for node in inside
    }
    return tuple(node for block in chosen for node in _arrange_block(graph, block, weight))


def _arrange_block(graph: nx.DiGraph[str], nodes: list[str], weight: Mapping[str, float]) -> list[str]:
    if len(nodes) > _MOST_ARRANGED:
        return list(nx.lexicographical_topological_sort(graph.subgraph(nodes)))
    bit = {node: 1 << index for index, node in enumerate(nodes)}
    before = {node: sum(bit[p] for p in graph.pred[node] if p in bit) for node in nodes}
    after = {node: sum(bit[s] for s in graph.succ[node] if s in bit) for node in nodes}
    forward = _by_closure(nodes, bit, before, weight)
    backward = _by_closure(nodes, bit, after, {node: -weight[node] for node in nodes})[::-1]
    waves = _by_waves(nodes, bit, before)
    tries = [_exchange_runs(start, bit, before, weight) for start in (forward, backward, waves)]
    return min(tries, key=lambda order: (_cost(order, weight), order))


def _cost(order: Sequence[str], weight: Mapping[str, float]) -> float:
    return sum(index * weight[node] for index, node in enumerate(order))


def _by_waves(nodes: list[str], bit: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """First come, first served: the order of a plain topological sort over sorted ids."""
    done, order, waiting = 0, list[str](), list(nodes)
    while waiting:
        ready = [node for node in waiting if not before[node] & ~done]
        order += ready
        done |= sum(bit[node] for node in ready)
        waiting = [node for node in waiting if not bit[node] & done]
    return order


def _by_closure(
    nodes: list[str], bit: Mapping[str, int], before: Mapping[str, int], weight: Mapping[str, float]
) -> list[str]:
    """Again and again the topic whose open prerequisites and itself have the greatest mean weight."""
    closure: dict[str, int] = {}
    for node in _by_waves(nodes, bit, before):
        closure[node] = bit[node]
        for other in nodes:
            if before[node] & bit[other]:
                closure[node] |= closure[other]
    place = {node: index for index, node in enumerate(_by_waves(nodes, bit, before))}
    gains = [weight[node] for node in nodes]
    done, order, waiting = 0, list[str](), list(nodes)
    while waiting:
        best = max(waiting, key=lambda node: (_mean(closure[node] & ~done, gains), place[node] * -1))
        group = closure[best] & ~done
        order += sorted((node for node in waiting if bit[node] & group), key=place.__getitem__)
        done |= group
        waiting = [node for node in waiting if not bit[node] & done]
    return order


def _mean(members: int, gains: Sequence[float]) -> float:
    total, count = 0.0, 0
    while members:
        low = members & -members
        total += gains[low.bit_length() - 1]
        count += 1
        members ^= low
    return total / count


def _exchange_runs(
    order: list[str], bit: Mapping[str, int], before: Mapping[str, int], weight: Mapping[str, float]
) -> list[str]:
    """Swap neighbouring runs while that lowers the cost and no prerequisite is passed."""
    order = list(order)
    for _ in range(_MOST_PASSES):
        changed = False
        start = 0
        while start < len(order) - 1:
            if swap := _best_swap(order, start, (bit, before, weight)):
                middle, end = swap
                order[start:end] = order[middle:end] + order[start:middle]
                changed = True
            else:
                start += 1
        if not changed:
            break
    return order


def _best_swap(
    order: list[str], start: int, tables: tuple[Mapping[str, int], Mapping[str, int], Mapping[str, float]]
) -> tuple[int, int] | None:
    bit, before, weight = tables
    best, found = 0.0, None
    left_bits, left_weight = 0, 0.0
    for middle in range(start + 1, min(start + _LONGEST_RUN, len(order) - 1) + 1):
        left_bits |= bit[order[middle - 1]]
        left_weight += weight[order[middle - 1]]
        left = middle - start
        right_weight = 0.0
        for end in range(middle + 1, min(middle + _LONGEST_RUN, len(order)) + 1):
            if before[order[end - 1]] & left_bits:
                break
            right_weight += weight[order[end - 1]]
            gain = right_weight * left - left_weight * (end - middle)
            if gain > best:
                best, found = gain, (middle, end)
    return found
