"""How long to wait after a failure: pure arithmetic on the kind of failure and the number of tries."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["pause", "retry_after"]

_FIRST_REFUSED, _FIRST_OTHER = 10.0, 4.0
"""Seconds: a refusal is about the number of requests, so it gets the longer rest."""
_GROWTH = 2.0
"""Each pause is twice the one before, as HTTP clients commonly do."""
_LONGEST = 600.0
"""Seconds; ten minutes are long enough for any limit that arXiv is known to set."""


def pause(kind: str, tries: int, *, jitter: float) -> float:
    """Seconds to wait after failure number ``tries`` (from 1): 4, 8, 16… s, or 10, 20, 40… s for a refusal.

    ``jitter`` in 0..1 lengthens the pause by up to a quarter, so that many clients do not return together.

    >>> [pause("refused", n, jitter=0) for n in (1, 2, 3)], pause("unreachable", 1, jitter=1)
    ([10.0, 20.0, 40.0], 5.0)
    """
    base = (_FIRST_REFUSED if kind == "refused" else _FIRST_OTHER) * _GROWTH ** (tries - 1)
    return min(base, _LONGEST) * (1 + jitter / 4)


def retry_after(header: str | None, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (number or HTTP date), None where it says nothing usable.

    >>> from datetime import UTC, datetime
    >>> [retry_after(text, now=datetime(2026, 1, 1, tzinfo=UTC)) for text in ("120", "soon")]
    [120.0, None]
    """
    text = (header or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
