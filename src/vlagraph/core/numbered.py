"""The topics in numbers, for what goes over every edge of a large roadmap.

A topic's number is its place among all ids. To look up a number in a list takes a fraction of what a name in
a table takes: what asks for each edge of 100,000 topics by name, once, takes as long as reading the file.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vlagraph.core.model import Roadmap

__all__ = ["NONE", "Edges", "NumberedTopics"]

NONE = -1
"""In the place of a number: no topic."""


class Edges(NamedTuple):
    """The topics before each topic, and those after it, by their numbers.

    The two are called as those of a graph of networkx, so that what asks for no more takes either.
    """

    pred: Sequence[Sequence[int]]
    succ: Sequence[Sequence[int]]

    def reached(self, start: Iterable[int], inside: Collection[int], *, back: bool = False) -> set[int]:
        """``start`` and what it leads to, or what leads to it, by edges between topics that are ``inside``.

        >>> Edges([[], [0], [1]], [[1], [2], []]).reached([1], {0, 1, 2})
        {1, 2}
        """
        edges, found = self.pred if back else self.succ, set(start)
        front = list(found)
        while front:
            fresh = [other for other in edges[front.pop()] if other in inside and other not in found]
            found.update(fresh)
            front += fresh
        return found

    def is_acyclic(self) -> bool:
        """Whether the topics can be put in order.

        >>> Edges([[], [0]], [[1], []]).is_acyclic(), Edges([[0]], [[0]]).is_acyclic()
        (True, False)
        """
        left = [len(needs) for needs in self.pred]
        ready = [number for number, count in enumerate(left) if not count]
        for number in ready:  # grows as it goes
            for user in self.succ[number]:
                left[user] -= 1
                if not left[user]:
                    ready.append(user)
        return len(ready) == len(left)


class NumberedTopics:
    """The topics of a roadmap by number; of several with one id, the last."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.names = sorted({topic.id for topic in roadmap.topics})
        """The ids by number."""
        self.numbers = {name: number for number, name in enumerate(self.names)}
        """The numbers by id."""
        self.topics = [*roadmap.topics[: len(self.names)]]
        """The topics by number."""  # each is put in its place below
        self.needs: list[tuple[int, ...]] = [()] * len(self.names)
        """The number of what each requires, requirement by requirement; `NONE` for no edge that orders."""
        self.orders: dict[str, tuple[int, ...]] = {}
        """The learning orders that were searched, by what settles ties: see `order_in_numbers`."""
        self.loose: set[str] = set()
        """The ids of topics that have a requirement without such an edge: it only helps, or is unknown."""
        number_of = self.numbers.get
        for topic in roadmap.topics:
            number = self.numbers[topic.id]
            self.topics[number] = topic
            needs = [number_of(need.topic, NONE) if need.kind != "helps" else NONE for need in topic.requires]
            self.needs[number] = tuple(needs)
            if NONE in needs:
                self.loose.add(topic.id)

    @cached_property
    def ordering(self) -> Edges:
        """The edges that order: what only helps has none, and neither has what is unknown."""
        before = self.needs.copy()
        for number in map(self.numbers.__getitem__, self.loose):
            before[number] = tuple(need for need in before[number] if need != NONE)
        return _both_ways(before)

    @cached_property
    def required(self) -> Edges:
        """The required edges alone."""
        return _both_ways([self._required(number) for number in range(len(self.names))])

    def _required(self, number: int) -> list[int]:
        said = zip(self.needs[number], self.topics[number].requires, strict=True)
        return [need for need, one in said if one.kind == "required" and need != NONE]


def _both_ways(before: Sequence[Sequence[int]]) -> Edges:
    after: list[list[int]] = [[] for _ in before]
    for number, needs in enumerate(before):
        for need in needs:
            after[need].append(number)
    return Edges(before, after)
