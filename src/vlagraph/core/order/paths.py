"""The way to one or several targets, and what is missing for one topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import networkx as nx

from vlagraph.core.order.learning import learning_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours, Text

__all__ = ["LearningPath", "Step", "find_path", "missing"]


@dataclass(frozen=True)
class Step:
    """One topic of a path: which later steps need it directly, the first of them for ``reason``.

    ``kind`` is ``target`` for what was asked for, else ``required`` when a later step cannot be followed
    without it, else ``recommended``. ``hours`` is a range (low, high).
    """

    topic: str
    kind: Literal["required", "recommended", "target"]
    needed_by: tuple[str, ...]
    reason: Text | None
    hours: Hours


@dataclass(frozen=True)
class LearningPath:
    """Steps in learning order; ``known`` and ``assumed`` are prerequisites that were left out."""

    targets: tuple[str, ...]
    steps: tuple[Step, ...]
    known: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def hours(self) -> Hours:
        """The sum of the steps' ranges."""
        return sum(s.hours[0] for s in self.steps), sum(s.hours[1] for s in self.steps)


def find_path(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    known: Collection[str] = (),
    required_only: bool = False,
    depth: int | None = None,
    from_scratch: bool = False,
) -> LearningPath:
    """The prerequisites of ``targets`` in learning order, minus what is known and what only that needed.

    A target that is known stays in the path: it was asked for. ``depth`` counts edges back from a target.
    Topics of assumed areas count as known unless ``from_scratch``. Targets come last, unless one of them
    is itself needed for a step of another. Ids must exist in ``kg``.
    """
    graph = kg.required if required_only else kg.digraph
    wanted = tuple(dict.fromkeys(targets))
    stop = set(known) | (set() if from_scratch else set(kg.assumed))
    needed, met = _collect(graph, wanted, stop - set(wanted), depth)
    blocks = _targets_last(graph, needed, wanted)
    place = {node: index for index, node in enumerate(learning_order(kg))}
    order = [node for block in blocks for node in sorted(block, key=place.__getitem__)]
    steps = tuple(_step(kg, graph, node, order[index + 1 :], wanted) for index, node in enumerate(order))
    left_out = sorted(met)
    return LearningPath(
        tuple(node for node in order if node in wanted),
        steps,
        tuple(node for node in left_out if node in known),
        tuple(node for node in left_out if node not in known),
    )


def missing(kg: KnowledgeGraph, topic: str, known: Collection[str]) -> tuple[str, ...]:
    """The unlearned required prerequisites of ``topic``, nearest first, then by id."""
    done = set(known) | kg.assumed
    found: dict[str, int] = {}
    front, distance = [topic], 0
    while front:
        distance += 1
        open_ones = {need for node in front for need in kg.required.pred[node]} - done - found.keys()
        found.update(dict.fromkeys(open_ones, distance))
        front = sorted(open_ones)
    return tuple(sorted(found, key=lambda node: (found[node], node)))


def _collect(
    graph: nx.DiGraph[str], targets: Iterable[str], stop: set[str], depth: int | None
) -> tuple[set[str], set[str]]:
    """What is needed for ``targets``, and the members of ``stop`` at which the search ended."""
    needed, met = set(targets), set[str]()
    front, distance = set(needed), 0
    while front and (depth is None or distance < depth):
        behind = {need for node in front for need in graph.pred[node]}
        met |= behind & stop
        front = behind - stop - needed
        needed |= front
        distance += 1
    return needed, met


def _targets_last(graph: nx.DiGraph[str], needed: set[str], targets: Iterable[str]) -> list[set[str]]:
    """What no target leads to, then targets and what some of them lead to, then the targets at the end."""
    wanted = set(targets)
    leads = {target: nx.descendants(graph.subgraph(needed), target) for target in wanted}
    last = {target for target in wanted if leads[target] <= wanted}
    late = wanted.union(*leads.values())
    return [needed - late, late - last, last]


def _step(
    kg: KnowledgeGraph, graph: nx.DiGraph[str], node: str, later: Sequence[str], targets: Collection[str]
) -> Step:
    users = [user for user in later if graph.has_edge(node, user)]
    users.sort(key=lambda user: graph.edges[node, user].get("kind") == "recommended")
    needs = {need.topic: need for need in kg.topics[users[0]].requires} if users else {}
    kind: Literal["required", "recommended", "target"] = "target"
    if node not in targets:
        kind = needs[node].kind
    reason = needs[node].reason if users else None
    return Step(node, kind, tuple(users), reason, kg.topics[node].hours)
