"""The one clock: the only module that reads the time of this machine, or VLAGRAPH_NOW, which fixes it.

Time is a value that is passed in, so that runs can be repeated and tests need not wait.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vlagraph.core.times import fine, parse_time
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["Clock", "system_clock", "time_stamp", "today"]


def _present() -> datetime:
    return datetime.now(UTC)


def _pause(seconds: float) -> None:
    time.sleep(seconds)


@dataclass(frozen=True)
class Clock:
    """The date that records carry (``now``), what is measured in seconds, and how to pause.

    ``wall`` (seconds since 1970) is the same for all processes, which the pause between requests needs;
    ``monotonic`` is a stopwatch that never goes back.
    """

    now: Callable[[], datetime] = _present
    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = _pause


def system_clock() -> Clock:
    """The machine's clock; its date stands still at VLAGRAPH_NOW where that is set.

    Raises:
        UsageError: VLAGRAPH_NOW is no ISO 8601 time.
    """
    fixed = _fixed()
    return Clock() if fixed is None else Clock(now=lambda: fixed)


def time_stamp() -> str:
    """Now in UTC with milliseconds, as a reader's marks carry it.

    Raises:
        UsageError: VLAGRAPH_NOW is no ISO 8601 time.
    """
    return fine(system_clock().now())


def today() -> date:
    """The day of the reader's calendar; that of VLAGRAPH_NOW in UTC where it is set.

    Raises:
        UsageError: VLAGRAPH_NOW is no ISO 8601 time.
    """
    fixed = _fixed()
    return _present().astimezone().date() if fixed is None else fixed.date()


def _fixed() -> datetime | None:
    stated = os.environ.get("VLAGRAPH_NOW")
    if not stated:
        return None
    try:
        return parse_time(stated)
    except ValueError as error:
        raise UsageError("setting.bad_now", stated=stated) from error
