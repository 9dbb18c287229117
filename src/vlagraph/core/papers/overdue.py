"""What is wrong with the age of the stored papers, for somebody who looks once in a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.core.papers.reports import Freshness, Status

__all__ = ["FAILING_DAYS", "OLD_DAYS", "Overdue", "find_overdue"]

OLD_DAYS = 14
"""From this age on all papers are old: two weekly fetches in a row brought nothing."""
FAILING_DAYS = 21
"""From this age on a topic that fails is no accident: three weekly fetches in a row did without it."""


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """The age of the papers in days where it is too high or not known, and the topics that keep failing.

    ``unknown`` are the topics where no age is known of any, although some fetch has succeeded.
    """

    old: bool
    age_days: float | None
    failing: tuple[Freshness, ...]
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.old or bool(self.failing)


def find_overdue(status: Status) -> Overdue:
    """What of ``status`` somebody should look at; nothing of topics without a watch rule."""
    ages = [row.age_days for row in status.topics if row.age_days is not None]
    age = min(ages, default=None)
    unwatched = frozenset(status.unwatched)
    watched = [row for row in status.topics if row.topic not in unwatched]
    failing = (row for row in watched if row.failure is not None)
    return Overdue(
        old=bool(watched) and (age is None or age > OLD_DAYS),
        age_days=age,
        failing=tuple(row for row in failing if row.age_days is None or row.age_days >= FAILING_DAYS),
        unknown=tuple(row.topic for row in watched) if status.succeeded and age is None else (),
    )
