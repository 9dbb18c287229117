"""Times as ISO 8601 texts in UTC, read and written the same everywhere; the present time is passed in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

__all__ = [
    "fine",
    "iso",
    "just_after",
    "lies_ahead",
    "minute_before",
    "next_minute",
    "parse_day",
    "parse_time",
    "second_after",
    "to_utc",
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AGO = re.compile(r"(?P<count>[0-9]{1,5})(?P<unit>[dw])", re.ASCII)
_SLACK = timedelta(days=1)
"""How far ahead a time may lie that is believed: two clocks differ by minutes, time zones by hours."""
_NAMED = {"tomorrow": 1, "today": 0, "yesterday": -1, "last-week": -7}
"""Days from today. "last-week" is the day a week ago, whatever day of the week it is, so that nothing depends
on where a week begins."""


def parse_day(text: str, *, today: date) -> date:
    """The day that a person means by ``text``: one rule for every option that takes a day.

    A day is written ``2026-11-22``, counted back from ``today`` (``7d``, ``2w``) or named (``today``,
    ``yesterday``, ``last-week``, ``tomorrow``).

    >>> [str(parse_day(text, today=date(2026, 11, 22))) for text in ("2w", "last-week", "2026-11-30")]
    ['2026-11-08', '2026-11-15', '2026-11-30']

    Raises:
        ValueError: it is none of these, or outside the calendar.
    """
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    found = _AGO.fullmatch(text)
    if not found and text not in _NAMED:
        raise ValueError(f"{text!r} is no day")
    try:
        if not found:
            return today + timedelta(days=_NAMED[text])
        return today - timedelta(days=int(found["count"]) * (7 if found["unit"] == "w" else 1))
    except OverflowError as error:
        raise ValueError(f"{text!r} is outside the calendar") from error


def parse_time(text: str) -> datetime:
    """An ISO 8601 date or time as an aware UTC time; without a zone it is taken as UTC.

    >>> parse_time("2026-11-22").isoformat()
    '2026-11-22T00:00:00+00:00'

    Raises:
        ValueError: the text is neither.
    """
    stated = datetime.fromisoformat(text.strip())
    try:
        return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is outside the calendar") from error


def iso(moment: datetime) -> str:
    """``moment`` as records carry it: UTC, seconds, ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def to_utc(text: str) -> str:
    """The ISO 8601 time ``text`` as a reader's marks carry it: UTC, milliseconds, ``Z``.

    >>> to_utc("2026-11-22T18:30:00+09:00")
    '2026-11-22T09:30:00.000Z'

    Raises:
        ValueError: ``text`` is no time.
    """
    return fine(parse_time(text))


def just_after(now: str, last: str) -> str:
    """``now``, or a millisecond after ``last`` where that is later: the last decision must win.

    >>> just_after("2026-11-22T09:30:00.000Z", "2026-11-22T09:30:00.000Z")
    '2026-11-22T09:30:00.001Z'
    """
    if now > last:
        return now
    try:
        return fine(parse_time(last) + timedelta(milliseconds=1))
    except OverflowError:  # the calendar ends there
        return last


def next_minute(stamp: str) -> str:
    """The minute that begins after ``stamp``.

    >>> next_minute("2026-11-22T09:30:10Z")
    '2026-11-22T09:31:00Z'
    """
    return iso(parse_time(stamp).replace(second=0, microsecond=0) + timedelta(minutes=1))


def minute_before(stamp: str) -> str:
    """The time a minute before ``stamp``.

    >>> minute_before("2026-11-22T09:30:00Z")
    '2026-11-22T09:29:00Z'
    """
    return iso(parse_time(stamp) - timedelta(minutes=1))


def second_after(stamp: str | None) -> str:
    """A second after ``stamp``; empty where that is none.

    >>> second_after("2026-11-22T09:30:10Z")
    '2026-11-22T09:30:11Z'
    """
    return iso(parse_time(stamp) + timedelta(seconds=1)) if stamp else ""


def lies_ahead(stamp: str, now: datetime) -> bool:
    """Whether the time ``stamp`` (ISO 8601) cannot be true yet at ``now``, or is no time at all.

    >>> lies_ahead("2028-11-22T09:30:00Z", datetime(2026, 11, 22, tzinfo=UTC))
    True
    """
    try:
        return parse_time(stamp) - now > _SLACK
    except ValueError:
        return True


def fine(moment: datetime) -> str:
    """``moment`` as a reader's marks carry it: UTC, milliseconds, ``Z``."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
