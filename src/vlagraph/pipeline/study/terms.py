"""The first day of a plan, the hours that a week may have, and how far a plan is that began earlier."""

from __future__ import annotations

import re
from datetime import date, timedelta

from vlagraph.clock import today
from vlagraph.core.text import printable
from vlagraph.errors import UsageError

__all__ = ["first_day", "parse_hours", "weekly_minutes", "weeks_passed"]

_FEWEST_HOURS = 0.25
"""A plan is in quarters of an hour, so a week has at least one."""

_MOST_HOURS = 168
"""All hours of a week."""

_HOURS = re.compile(
    r"(?P<whole>[0-9]{1,6})(?:\.(?P<part>[0-9]+)|,(?P<comma>[0-9]{1,2}))?\s*(?:h|hrs?|hours?|시간)?",
    re.ASCII | re.IGNORECASE,
)
"""``8``, ``8.5``, ``8,5``, with or without a unit; three figures after a comma would be thousands."""

_YEAR = timedelta(days=366)
"""How far back a new plan may begin: who means an earlier day has mistyped the year."""

_DECADE = timedelta(days=3653)
"""How far ahead a plan may begin, and how far back one that goes on may have begun."""


def parse_hours(text: str) -> float:
    """The hours that a reader writes as ``8``, ``8.5``, ``8,5``, ``8h`` or ``8시간``.

    >>> parse_hours("8,5"), parse_hours(" 8 h"), parse_hours("0.25")
    (8.5, 8.0, 0.25)

    Raises:
        UsageError: the text is none of these.
    """
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise UsageError("plan.hours_form", text=repr(printable(text)))
    return float(f"{found['whole']}.{found['part'] or found['comma'] or 0}")


def weekly_minutes(hours: float) -> int:
    """Hours a week as whole minutes.

    >>> weekly_minutes(7.5)
    450

    Raises:
        UsageError: fewer than a quarter of an hour, or more than a week has.
    """
    if not _FEWEST_HOURS <= hours <= _MOST_HOURS:
        raise UsageError("plan.hours", hours=f"{hours:.15g}", fewest=_FEWEST_HOURS, most=_MOST_HOURS)
    return round(hours * 60)


def first_day(stated: str | None, *, done: bool = False) -> date:
    """The day on which a plan begins, or began where it is ``done`` in part: ``stated``, else today.

    Raises:
        UsageError: the day is so far from today that it cannot be meant, or after it where the plan began.
    """
    now = today()
    day = date.fromisoformat(stated) if stated else now
    if done and day > now:
        raise UsageError("plan.begins_later", start=day, today=now)
    if day - now > _DECADE:
        raise UsageError("plan.start_ahead", start=day, today=now)
    if now - day > (_DECADE if done else _YEAR):
        raise UsageError("plan.began_back" if done else "plan.start_back", start=day, today=now)
    return day


def weeks_passed(start: date) -> int:
    """The whole weeks from ``start`` to today."""
    return (today() - start).days // 7
