"""The present time, or the one that VLAGRAPH_NOW fixes for runs that can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from vlagraph.core.times import fine, fixed_time

__all__ = ["time_stamp", "today"]


def time_stamp() -> str:
    """Now in UTC with milliseconds, as marks carry it.

    Raises:
        UsageError: VLAGRAPH_NOW is no ISO 8601 time.
    """
    stated = os.environ.get("VLAGRAPH_NOW")
    return fine(fixed_time(stated) if stated else datetime.now(UTC))


def today() -> date:
    """The day of the reader's calendar; that of VLAGRAPH_NOW in UTC where it is set."""
    if os.environ.get("VLAGRAPH_NOW"):
        return date.fromisoformat(time_stamp()[:10])
    return datetime.now(UTC).astimezone().date()
