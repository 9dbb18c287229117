"""The way to one or several targets."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
import networkx as nx

from vlagraph.core.depths import core_concepts, hours_at, hours_for, sum_hours
from vlagraph.core.model import Hours, Text
from vlagraph.core.order.learning import learning_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Requirement

__all__ = ["LearningPath", "PathRules", "Step", "find_path"]


class PathRules(msgspec.Struct, frozen=True):
    """How far back a path goes: along which requirements, how many of them, and into what is presupposed.

    ``depth`` counts requirements back from a target, None for all of them. ``mastery`` counts the hours of
    everything in a topic, else those of a first pass.
    """

    required_only: bool = False
    depth: int | None = None
    from_scratch: bool = False
    mastery: bool = False


_ALL = PathRules()


class Step(msgspec.Struct, frozen=True, gc=False):
    """One topic of a path: which later steps need it directly, the first of them for ``reason``.

    ``kind`` is ``target`` for what was asked for, else ``required`` when a chain of required edges leads from
    it to a target, else ``recommended``. ``concepts`` are what is to be learned of it, ``hours`` the range
    (low, high) that it takes; ``partial`` says that the later steps name these concepts, and no others.
    """

    topic: str
    kind: Literal["required", "recommended", "target"]
    needed_by: tuple[str, ...]
    reason: Text | None
    hours: Hours
    concepts: tuple[str, ...] = ()
    partial: bool = False


class LearningPath(msgspec.Struct, frozen=True):
    """Steps in learning order; ``known``, ``skipped``, ``assumed`` are prerequisites that were left out.

    ``mastery`` tells of which depth the hours and the concepts are.
    """

    targets: tuple[str, ...]
    steps: tuple[Step, ...]
    known: tuple[str, ...]
    assumed: tuple[str, ...]
    mastery: bool = False
    skipped: tuple[str, ...] = ()

    @property
    def hours(self) -> Hours:
        """The sum of the steps' ranges."""
        return sum_hours(step.hours for step in self.steps)


def find_path(
    kg: KnowledgeGraph,
    targets: Sequence[str],
    *,
    known: Collection[str] = (),
    rules: PathRules = _ALL,
    skipped: Collection[str] = (),
) -> LearningPath:
    """The prerequisites of ``targets`` in learning order, minus what is known and what only that needed.

    What the reader skips is left out in the same way. A target that is known or skipped stays in the path:
    it was asked for. Topics of assumed areas count as known, unless the path is from scratch. Targets come
    last, unless one of them is itself needed for a step of another. Ids must exist in ``kg``.
    """
    graph = kg.required if rules.required_only else kg.digraph
    wanted = tuple(dict.fromkeys(targets))
    stop = ({*known, *skipped} | (set() if rules.from_scratch else kg.assumed)) - set(wanted)
    layers = list(islice(_layers(graph, wanted, stop), None if rules.depth is None else rules.depth + 1))
    needed = set(wanted).union(*layers)
    followed = layers[: rules.depth]
    left_out = sorted(
        {need for layer in followed for node in layer for need in graph.predecessors(node) if need in stop}
    )
    blocks = _targets_last(graph, needed, wanted)
    place = {node: index for index, node in enumerate(learning_order(kg))}
    order = [node for block in blocks for node in sorted(block, key=place.__getitem__)]
    steps = _Steps(kg, graph, order=order, targets=wanted, mastery=rules.mastery)
    return LearningPath(
        tuple(node for node in order if node in wanted),
        tuple(steps.at(index) for index in range(len(order))),
        tuple(node for node in left_out if node in known),
        tuple(node for node in left_out if node not in known and node not in skipped),
        rules.mastery,
        tuple(node for node in left_out if node in skipped and node not in known),
    )


def _layers(graph: nx.DiGraph[str], start: Iterable[str], stop: Collection[str]) -> Iterator[set[str]]:
    """``start``, then what it needs directly, then what that needs, and so on; never a topic of ``stop``."""
    front = set(start)
    seen = front.union(stop)
    while front:
        yield front
        front = {need for node in front for need in graph.predecessors(node) if need not in seen}
        seen |= front


def _targets_last(graph: nx.DiGraph[str], needed: set[str], targets: Iterable[str]) -> list[set[str]]:
    """What no target leads to, then targets and what some of them lead to, then the targets at the end."""
    wanted = set(targets)
    leads = {target: nx.descendants(graph.subgraph(needed), target) for target in wanted}
    last = {target for target in wanted if leads[target] <= wanted}
    late = wanted.union(*leads.values())
    return [needed - late, late - last, last]


class _Use(NamedTuple):
    """A later step that needs one, by its place; those that make it required come first (``weakness`` 0)."""

    weakness: int
    place: int
    need: Requirement


class _Steps:
    """Makes the steps of a path, whose ``order`` and requirements are settled."""

    def __init__(
        self,
        kg: KnowledgeGraph,
        graph: nx.DiGraph[str],
        *,
        order: Sequence[str],
        targets: Collection[str],
        mastery: bool,
    ) -> None:
        self._kg, self._graph, self._order = kg, graph, order
        self._targets, self._mastery = set(targets), mastery
        self._place = {node: index for index, node in enumerate(order)}
        self._required = self._needed_for_certain()

    def _needed_for_certain(self) -> set[str]:
        """The targets and the steps from which a chain of required edges leads to one."""
        found = set(self._targets)
        waiting = list(found)
        while waiting:
            for need in self._kg.topics[waiting.pop()].requires:
                if need.kind == "required" and need.topic in self._place and need.topic not in found:
                    found.add(need.topic)
                    waiting.append(need.topic)
        return found

    def at(self, index: int) -> Step:
        """The step at ``index`` of the order."""
        node = self._order[index]
        uses = sorted(self._uses(node))
        kind: Literal["required", "recommended", "target"] = "target"
        if node not in self._targets:
            kind = "required" if node in self._required else "recommended"
        reason = uses[0].need.reason if uses else None
        concepts, hours, part = self._share(node, [use.need for use in uses])
        users = tuple(self._order[use.place] for use in uses)
        return Step(node, kind, users, reason, hours, concepts, part)

    def _uses(self, node: str) -> Iterator[_Use]:
        for user in self._graph.successors(node):
            place = self._place.get(user)
            if place is not None:
                need = self._need(node, user)
                weakness = 2 if need.kind != "required" else int(user not in self._required)
                yield _Use(weakness, place, need)

    def _need(self, node: str, user: str) -> Requirement:
        return next(need for need in self._kg.topics[user].requires if need.topic == node and need.orders)

    def _share(self, node: str, needs: Sequence[Requirement]) -> tuple[tuple[str, ...], Hours, bool]:
        """What is to be learned of a step, how long it takes, and whether that is a part of it only."""
        topic, mastery = self._kg.topics[node], self._mastery
        if node in self._targets or not all(need.concepts for need in needs):
            return core_concepts(topic, mastery=mastery), hours_at(topic, mastery=mastery), False
        named = {concept for need in needs for concept in need.concepts}
        needed = tuple(concept.id for concept in topic.concepts if concept.id in named)
        if not needed or len(needed) == len(topic.concepts):
            return core_concepts(topic, mastery=mastery), hours_at(topic, mastery=mastery), False
        return needed, hours_for(topic, needed, mastery=mastery), True
