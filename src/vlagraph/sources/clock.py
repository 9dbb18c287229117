"""Time as a value that is passed in, so that runs can be repeated and tests need not wait."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vlagraph.core.times import fixed_time

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Clock", "system_clock"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The date that records carry (``now``), the stopwatch for pauses, and how to pause."""

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def system_clock(fixed: str | None = None) -> Clock:
    """The machine's clock, or one whose date stands still at ``fixed`` (VLAGRAPH_NOW).

    Raises:
        UsageError: ``fixed`` is no ISO 8601 time.
    """
    if not fixed:
        return Clock()
    stated = fixed_time(fixed)
    return Clock(now=lambda: stated)
