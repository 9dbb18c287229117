"""The way to one or several targets."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from vlagraph.core.depths import core_concepts, hours_at, hours_for, sum_hours
from vlagraph.core.model import Hours, Text
from vlagraph.core.order.learning import order_in_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Requirement
    from vlagraph.core.numbered import Edges

__all__ = ["LearningPath", "PathRules", "Step", "Way", "find_path", "find_way"]


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

_Use = tuple[int, int, "Requirement"]
"""A later step that needs one: 0 where it makes it required, else more; its number; and for what."""
_weakness = itemgetter(0)


class Way(NamedTuple):
    """The numbers of the topics on the way to targets, and of those that it stops at, both of them sets.

    What it stops at is passed over: nobody who goes this way has to learn it, or what only it needs.
    """

    topics: set[int]
    left_out: set[int]


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
    names, numbers = kg.numbered.names, kg.numbered.numbers
    edges = _followed(kg, rules)
    wanted = {numbers[target] for target in targets}
    way = find_way(kg, targets, passed={*known, *skipped}, rules=rules)
    left_out = [names[node] for node in sorted(way.left_out)]
    order = _in_order(kg, _targets_last(edges, way.topics, wanted))
    return LearningPath(
        tuple(names[node] for node in order if node in wanted),
        _Steps(kg, rules, order=order, targets=wanted).all(),
        tuple(node for node in left_out if node in known),
        tuple(node for node in left_out if node not in known and node not in skipped),
        rules.mastery,
        tuple(node for node in left_out if node in skipped and node not in known),
    )


def find_way(
    kg: KnowledgeGraph,
    targets: Collection[str],
    *,
    passed: Collection[str],
    rules: PathRules = _ALL,
) -> Way:
    """The ``targets`` and what leads to them without going through a topic that is ``passed`` over.

    Topics of assumed areas are passed over too, unless the way is from scratch; a target never is: it was
    asked for. What is recommended belongs to the way as what is required does, unless ``rules`` say
    otherwise. Ids of ``targets`` must exist in ``kg``.
    """
    numbers, edges = kg.numbered.numbers, _followed(kg, rules)
    wanted = {numbers[target] for target in targets}
    over = {*passed} | (set() if rules.from_scratch else kg.assumed)
    stop = {numbers[name] for name in over if name in numbers} - wanted
    layers = list(islice(_layers(edges, wanted, stop), None if rules.depth is None else rules.depth + 1))
    followed = layers[: rules.depth] if stop else []
    met = {need for layer in followed for node in layer for need in edges.pred[node] if need in stop}
    return Way(wanted.union(*layers), met)


def _followed(kg: KnowledgeGraph, rules: PathRules) -> Edges:
    """The requirements that ``rules`` follow."""
    return kg.numbered.required if rules.required_only else kg.numbered.ordering


def _layers(edges: Edges, start: Iterable[int], stop: Collection[int]) -> Iterator[set[int]]:
    """``start``, then what it needs directly, then what that needs, and so on; never a topic of ``stop``."""
    front = set(start)
    seen = front.union(stop)
    while front:
        yield front
        front = {need for node in front for need in edges.pred[node] if need not in seen}
        seen |= front


def _targets_last(edges: Edges, needed: set[int], targets: set[int]) -> list[set[int]]:
    """What no target leads to, then targets and what some of them lead to, then the targets at the end."""
    late = edges.reached(targets, needed)
    last = targets - edges.reached(late - targets, late, back=True)
    return [needed - late, late - last, last]


def _in_order(kg: KnowledgeGraph, blocks: Iterable[set[int]]) -> list[int]:
    """The topics of ``blocks``, block after block, each in learning order."""
    whole = order_in_numbers(kg)
    return [node for block in blocks if block for node in whole if node in block]


class _Steps:
    """Makes the steps of a path, whose ``order`` is settled, by the requirements that ``rules`` follow.

    They are made from the last to the first: what a topic is for is known when its turn comes, and is
    forgotten then, so that little waits in memory on a long path.
    """

    def __init__(
        self, kg: KnowledgeGraph, rules: PathRules, *, order: Sequence[int], targets: Collection[int]
    ) -> None:
        self._numbered, self._rules, self._order = kg.numbered, rules, order
        self._targets = targets
        self._uses: dict[int, list[_Use]] = {node: [] for node in order}

    def all(self) -> tuple[Step, ...]:
        """Every step, in the order of the path."""
        return tuple([self._step(node) for node in reversed(self._order)][::-1])

    def _step(self, node: int) -> Step:
        uses = self._uses.pop(node)
        uses.reverse()
        uses.sort(key=_weakness)
        kind: Literal["required", "recommended", "target"] = "recommended"
        if node in self._targets:
            kind = "target"
        elif uses and uses[0][0] == 0:
            kind = "required"
        self._note_needs(node, weakness=int(kind == "recommended"))
        needs = [need for _, _, need in uses]
        concepts, hours, part = self._share(node, needs)
        names = self._numbered.names
        users = tuple([names[user] for _, user, _ in uses])
        reason = needs[0].reason if needs else None
        return Step(names[node], kind, users, reason, hours, concepts, part)

    def _note_needs(self, user: int, *, weakness: int) -> None:
        """Note with each step before ``user`` that it needs it."""
        numbered, weaker = self._numbered, not self._rules.required_only
        for at, need in zip(numbered.needs[user], numbered.topics[user].requires, strict=True):
            if (uses := self._uses.get(at)) is not None:
                if need.kind == "required":
                    uses.append((weakness, user, need))
                elif weaker:
                    uses.append((2, user, need))

    def _share(self, node: int, needs: Sequence[Requirement]) -> tuple[tuple[str, ...], Hours, bool]:
        """What is to be learned of a step, how long it takes, and whether that is a part of it only."""
        topic, mastery = self._numbered.topics[node], self._rules.mastery
        if node in self._targets or not all(need.concepts for need in needs):
            return core_concepts(topic, mastery=mastery), hours_at(topic, mastery=mastery), False
        named = {concept for need in needs for concept in need.concepts}
        needed = tuple(concept.id for concept in topic.concepts if concept.id in named)
        if not needed or len(needed) == len(topic.concepts):
            return core_concepts(topic, mastery=mastery), hours_at(topic, mastery=mastery), False
        return needed, hours_for(topic, needed, mastery=mastery), True
