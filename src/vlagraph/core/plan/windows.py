"""Whether the tiers of a roadmap are done within their windows of weeks, and what can wait where not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Hours

__all__ = ["Load", "Window", "check_windows", "tier_topics"]

_STEP = 30
"""Minutes: the weekly time that a window needs is told in steps of half an hour, as people plan."""


@dataclass(frozen=True)
class Window:
    """Whether a tier of the roadmap is done within its window of weeks (low, high) at the plan's pace.

    ``done`` is the week in which the last of ``topics`` ends. Where that is too late, ``drop`` are topics
    that this tier and more urgent ones only recommend (they can wait), ``done_without`` is the week
    without them, and ``weekly_needed`` the minutes a week that would then make it hold. It is ``unsure``
    where it would hold, but no hours are given of some topics that come by then.
    """

    tier: str
    weeks: Hours
    topics: tuple[str, ...]
    done: int
    drop: tuple[str, ...] = ()
    done_without: int = 0
    weekly_needed: int = 0
    unsure: bool = False

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

    def without(self, topics: Collection[str]) -> Load:
        """The load without ``topics``."""
        return replace(self, minutes={n: own for n, own in self.minutes.items() if n not in topics})

    def weekly_for(self, weeks: int) -> int:
        """The minutes a week, in half hours, that do it in ``weeks``; never fewer than those of the load.

        >>> Load({"a": 301}, 60).weekly_for(2), Load({"a": 301}, 240).weekly_for(2)
        (180, 240)
        """
        left = max(weeks - self.passed, 1)
        return max(self.weekly, _STEP * _ceil(_ceil(self.total, left), _STEP))


def tier_topics(kg: KnowledgeGraph, tier: str) -> tuple[str, ...]:
    """The topics of the priority tier of that id, in the roadmap's order."""
    return tuple(topic for topic, own in kg.tier.items() if own == tier)


def check_windows(kg: KnowledgeGraph, targets: Collection[str], load: Load) -> tuple[Window, ...]:
    """The window of every tier that has topics among ``targets``, which ``load`` must hold."""
    found = []
    urgent: set[str] = set()
    for tier in kg.roadmap.priorities:
        own = tuple(name for name in tier_topics(kg, tier.id) if name in targets)
        urgent.update(own)
        if own:
            needed = load.until(own)
            window = Window(tier.id, tier.weeks, own, needed.last_week)
            unsure = window.holds and any(name in load.unknown for name in needed.minutes)
            judged = window if window.holds else _advise(kg, window, needed, wanted=urgent)
            found.append(replace(judged, unsure=unsure))
    return tuple(found)


def _advise(kg: KnowledgeGraph, window: Window, load: Load, *, wanted: Collection[str]) -> Window:
    """``window`` with what to drop: the longest topics first that nothing kept requires, until it holds."""
    drop: list[str] = []
    kept = load
    while kept.total > (window.weeks[1] - load.passed) * load.weekly:
        free = [
            name
            for name in kept.minutes
            if name not in wanted and not any(user in kept.minutes for user in kg.required.succ[name])
        ]
        if not free:
            break
        drop.append(max(free, key=lambda name: (load.minutes[name], name)))
        kept = load.without(drop)
    return replace(
        window,
        drop=tuple(drop),
        done_without=kept.last_week,
        weekly_needed=kept.weekly_for(window.weeks[1]),
    )


def _ceil(amount: int, unit: int) -> int:
    """How many whole units hold ``amount``."""
    return -(-amount // unit)
