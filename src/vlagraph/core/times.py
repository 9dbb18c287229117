"""Times as ISO 8601 texts in UTC, read and written the same everywhere; the present time is passed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["fine", "iso", "just_after", "parse_time", "to_utc"]


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


def fine(moment: datetime) -> str:
    """``moment`` as a reader's marks carry it: UTC, milliseconds, ``Z``."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
