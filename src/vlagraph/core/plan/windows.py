"""Whether the tiers of a roadmap are done within their windows of weeks, and what can wait where not."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import networkx as nx

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours

__all__ = ["Choice", "Load", "Window", "check_windows", "tier_topics"]

_STEP = 30
"""Minutes: the weekly time that a window needs is told in steps of half an hour, as people plan."""

_WEEK = 7 * 24 * 60
"""Minutes of a week."""


@dataclass(frozen=True)
class Window:
    """Whether a tier of the roadmap is done within its window of weeks (low, high) at the plan's pace.

    ``done`` is the week in which the last of ``topics`` ends. Where that is too late, ``drop`` are topics
    that this tier and more urgent ones do not require (they can wait), ``done_without`` is the week
    without them, and ``weekly_needed`` the minutes a week that would then make it hold. It is ``unsure``
    where it would hold, but no hours are given of some topics that come by then, and ``over`` where a plan
    that goes on has all its weeks behind it: then nothing makes it hold.
    """

    tier: str
    weeks: Hours
    topics: tuple[str, ...]
    done: int
    drop: tuple[str, ...] = ()
    done_without: int = 0
    weekly_needed: int = 0
    unsure: bool = False
    over: bool = False

    @property
    def possible(self) -> bool:
        """False when it would take more hours a week than a week has."""
        return self.weekly_needed <= _WEEK

    @property
    def holds(self) -> bool:
        """True when the last topic ends within the window."""
        return self.done <= self.weeks[1]


@dataclass(frozen=True)
class Load:
    """What there is to learn: the minutes of each topic, in learning order, and the minutes of a week.

    ``passed`` weeks of the plan are over already. Of ``unknown`` topics no hours are given.
    """

    minutes: Mapping[str, int]
    weekly: int
    passed: int = 0
    unknown: Collection[str] = ()

    @property
    def total(self) -> int:
        """The minutes of all topics."""
        return sum(self.minutes.values())

    @property
    def last_week(self) -> int:
        """The week in which all is done; at least the first.

        >>> [Load({"a": minutes}, 60).last_week for minutes in (0, 60, 61)]
        [1, 1, 2]
        """
        return self.passed + max(1, _ceil(self.total, self.weekly))

    def until(self, topics: Collection[str]) -> Load:
        """The load up to the last of ``topics``, and with it."""
        order = list(self.minutes)
        last = max(order.index(name) for name in topics)
        return replace(self, minutes={name: self.minutes[name] for name in order[: last + 1]})

    def weekly_for(self, weeks: int) -> int:
        """The minutes a week, in half hours, that do it in ``weeks``; never fewer than those of the load.

        >>> Load({"a": 301}, 60).weekly_for(2), Load({"a": 301}, 240).weekly_for(2)
        (180, 240)
        """
        left = max(weeks - self.passed, 1)
        return max(self.weekly, _STEP * _ceil(_ceil(self.total, left), _STEP))


@dataclass(frozen=True)
class Choice:
    """What a plan may leave for later: it leads to ``targets`` along the requirements ``edges``.

    ``without`` tells its load where some topics are left for later, and with them what only they need.
    """

    targets: Collection[str]
    edges: nx.DiGraph[str]
    without: Callable[[Collection[str]], Load]


def tier_topics(kg: KnowledgeGraph, tier: str) -> tuple[str, ...]:
    """The topics of the priority tier of that id, in the roadmap's order."""
    return tuple(topic for topic, own in kg.tier.items() if own == tier)


def check_windows(kg: KnowledgeGraph, load: Load, choice: Choice) -> tuple[Window, ...]:
    """The window of every tier that has topics among the targets of a plan with this ``load``."""
    found = []
    urgent: set[str] = set()
    for tier in kg.roadmap.priorities:
        own = tuple(name for name in tier_topics(kg, tier.id) if name in choice.targets)
        urgent.update(own)
        if own:
            needed = load.until(own)
            over = load.passed >= tier.weeks[1]
            window = Window(tier.id, tier.weeks, own, needed.last_week, over=over)
            unsure = window.holds and any(name in load.unknown for name in needed.minutes)
            settled = window.holds or window.over
            judged = window if settled else _advise(kg, window, load, choice=choice, wanted=urgent)
            found.append(replace(judged, unsure=unsure))
    return tuple(found)


def _advise(
    kg: KnowledgeGraph, window: Window, load: Load, *, choice: Choice, wanted: Collection[str]
) -> Window:
    """``window`` with what to drop: the longest topics first that nothing kept requires, until it holds."""
    waiting = _can_wait(kg, load, window, choice=choice, wanted=wanted)
    room = (window.weeks[1] - load.passed) * load.weekly

    def kept(count: int) -> Load:
        return (choice.without(waiting[:count]) if count else load).until(window.topics)

    # each topic that is dropped leaves less to do, so the fewest that do are found by halving
    counts = range(1, len(waiting))
    fits = bisect_left(counts, 1, key=lambda some: int(kept(some).total <= room))
    count = min(len(waiting), 1 + fits)
    left = kept(count)
    return replace(
        window,
        drop=tuple(waiting[:count]),
        done_without=left.last_week,
        weekly_needed=left.weekly_for(window.weeks[1]),
    )


def _can_wait(
    kg: KnowledgeGraph, load: Load, window: Window, *, choice: Choice, wanted: Collection[str]
) -> list[str]:
    """What comes by the end of ``window`` and may be left for later, in this order.

    That is the longest topic first that nothing kept requires, and that is not ``wanted``. What only a
    topic left for later needs goes with it and is not named.
    """
    minutes = load.until(window.topics).minutes
    kept = set(minutes)
    requiring = {name: sum(user in kept for user in kg.required.succ[name]) for name in kept}
    using = {name: sum(user in load.minutes for user in choice.edges.succ[name]) for name in kept}
    ranked = sorted(kept.difference(wanted), key=lambda name: (minutes[name], name), reverse=True)
    rank = {name: place for place, name in enumerate(ranked)}
    free = [place for place, name in enumerate(ranked) if not requiring[name]]
    heapify(free)
    found = []
    while free:
        if (name := ranked[heappop(free)]) not in kept:
            continue
        found.append(name)
        leaving = [name]
        while leaving:
            gone = leaving.pop()
            kept.discard(gone)
            for need in kept.intersection(kg.required.pred[gone]):
                requiring[need] -= 1
                if not requiring[need] and need in rank:
                    heappush(free, rank[need])
            for need in kept.intersection(choice.edges.pred[gone]):
                using[need] -= 1
                if not using[need] and need not in choice.targets:
                    leaving.append(need)
    return found


def _ceil(amount: int, unit: int) -> int:
    """How many whole units hold ``amount``."""
    return -(-amount // unit)
