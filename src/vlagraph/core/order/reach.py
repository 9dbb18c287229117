"""What can be learned next, what a topic unlocks, and the levels of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import networkx as nx

from vlagraph.core.depths import hours_at
from vlagraph.core.model import Hours
from vlagraph.core.order.learning import learning_order, urgency
from vlagraph.core.order.paths import PathRules, find_way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vlagraph.core.graph import KnowledgeGraph

__all__ = ["Frontier", "Next", "Unlocks", "find_next", "find_unlocks", "levels", "next_topics", "unlocks"]


class Next(msgspec.Struct, frozen=True):
    """A topic whose required prerequisites are all known.

    ``opens`` become ready by learning it alone; ``leads_to`` counts the topics that build on it, directly or
    through others that are still to be learned. Both are of topics still to be learned and, with targets, on
    the way to them. ``better_after`` are recommended prerequisites that are not known yet; ``hours`` is what
    it takes at the depth that was asked for.
    """

    topic: str
    opens: tuple[str, ...]
    leads_to: int
    better_after: tuple[str, ...]
    hours: Hours


class Frontier(msgspec.Struct, frozen=True):
    """What can be learned next, best first; ``assumed`` topics were taken as known without being so.

    ``mastery`` tells of which depth the hours are. ``goal`` are the topics on the way to which they are, None
    for the whole roadmap, and ``skipped`` those of them that the reader skips: see `telling`. ``unasked`` are
    topics of the whole roadmap that nobody knows and that are not offered, as the roadmap presupposes them.
    """

    next: tuple[Next, ...]
    assumed: tuple[str, ...]
    mastery: bool = False
    goal: tuple[str, ...] | None = None
    skipped: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    def first(self, most: int) -> Frontier:
        """The same with the best ``most`` topics only."""
        return msgspec.structs.replace(self, next=self.next[:most])

    def telling(self, kg: KnowledgeGraph, skipped: Collection[str]) -> Frontier:
        """The same where the topics in ``skipped`` are told apart from those that are known."""
        asked = kg.topics if self.goal is None else self.goal
        return msgspec.structs.replace(self, skipped=tuple(name for name in asked if name in skipped))


class Unlocks(msgspec.Struct, frozen=True):
    """Every topic that builds on ``topic``, and those of them that need it next; both in learning order."""

    topic: str
    unlocks: tuple[str, ...]
    direct: tuple[str, ...]


def next_topics(
    kg: KnowledgeGraph,
    known: Collection[str],
    *,
    towards: Collection[str] | None = None,
    from_scratch: bool = False,
    mastery: bool = False,
) -> tuple[Next, ...]:
    """Every topic that is ready and not known: the most urgent tier first, then by what builds on it.

    With targets, only what is on the way ``towards`` them, which is what `find_path` has as steps, and the
    targets themselves. Topics of assumed areas count as known, unless one starts ``from_scratch``.
    """
    return find_next(kg, known, towards=towards, from_scratch=from_scratch, mastery=mastery).next


def find_next(
    kg: KnowledgeGraph,
    known: Collection[str],
    *,
    towards: Collection[str] | None = None,
    from_scratch: bool = False,
    mastery: bool = False,
) -> Frontier:
    """What can be learned next, as `next_topics` tells, and what was assumed for that."""
    names = kg.numbered.names
    done = set(known) | (set() if from_scratch else kg.assumed.difference(towards or ()))
    targets = kg.topics.keys() - done if towards is None else towards
    way = find_way(kg, targets, passed=known, rules=PathRules(from_scratch=from_scratch))
    left = {node for node in way.topics if names[node] not in done}
    ready = [names[node] for node in left if set(kg.required.pred[names[node]]) <= done]
    found = [_next(kg, node, left=left, done=done, mastery=mastery) for node in ready]
    left_out = (names[node] for node in sorted(way.left_out))
    return Frontier(
        _best_first(kg, found, done),
        tuple(name for name in left_out if name not in known),
        mastery,
        None if towards is None else tuple(towards),
        unasked=() if towards is not None else tuple(sorted(done.difference(known))),
    )


def _best_first(kg: KnowledgeGraph, found: Iterable[Next], done: set[str]) -> tuple[Next, ...]:
    tier = urgency(kg, known=done)
    place = {node: index for index, node in enumerate(learning_order(kg))}
    return tuple(
        sorted(found, key=lambda n: (tier[n.topic], len(n.better_after) > 0, -n.leads_to, place[n.topic]))
    )


def unlocks(kg: KnowledgeGraph, topic: str) -> tuple[str, ...]:
    """Every topic that builds on ``topic``, directly or through others, in learning order.

    Example:
        >>> from vlagraph.core.graph import KnowledgeGraph
        >>> from vlagraph.core.model import Requirement, Roadmap, Text, Topic
        >>> def topic(name, *needs):
        ...     requires = tuple(Requirement(topic=need, kind="required") for need in needs)
        ...     return Topic(id=name, area="x", name=Text(en=name), requires=requires)
        >>> topics = (topic("c", "b"), topic("b", "a"), topic("a"))
        >>> unlocks(KnowledgeGraph(Roadmap(title=Text(en="T"), areas=(), topics=topics)), "a")
        ('b', 'c')
    """
    return learning_order(kg, among=nx.descendants(kg.digraph, topic))


def find_unlocks(kg: KnowledgeGraph, topic: str) -> Unlocks:
    """What builds on ``topic``, and what of it needs the topic directly."""
    found = unlocks(kg, topic)
    return Unlocks(topic, found, tuple(other for other in found if kg.digraph.has_edge(topic, other)))


def levels(kg: KnowledgeGraph) -> tuple[tuple[str, ...], ...]:
    """Topics by the longest chain of prerequisites before them, each level sorted by id."""
    return tuple(tuple(sorted(level)) for level in nx.topological_generations(kg.digraph))


def _next(kg: KnowledgeGraph, node: str, *, left: set[int], done: set[str], mastery: bool) -> Next:
    """``node`` as a topic to start; ``left`` are the numbers of what is on the way and not ``done``."""
    number, after = kg.numbered.numbers, done | {node}
    opens = [
        user
        for user in kg.required.succ[node]
        if number[user] in left and set(kg.required.pred[user]) <= after
    ]
    leads_to = kg.numbered.ordering.reached([number[node]], left)
    wished = [need for need in kg.digraph.pred[node] if need not in done]
    hours = hours_at(kg.topics[node], mastery=mastery)
    return Next(node, tuple(sorted(opens)), len(leads_to) - 1, tuple(sorted(wished)), hours)
