"""What fetch.json keeps of each query and import: what was asked, announced, and came by day and category."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["Asked", "AskedAgain", "Came", "What"]

What = Literal["listing", "changes", "again", "snapshot"]
"""A window as a whole, its changes, a window that looked incomplete, or a file."""


class _Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of the values below: an unknown field is refused, a default stays unwritten."""


class Asked(_Record, frozen=True):
    """What was asked of ``source`` at ``at`` (UTC), submitted from ``first`` to ``last``, and what came.

    ``announced`` are the papers that the source said it has of it, None where it does not say or where more
    was read than asked; ``open`` is true until the answers have come to their end.
    """

    at: str
    source: str
    what: What
    first: str = ""
    last: str = ""
    announced: int | None = None
    came: int = 0
    open: bool = False


class Came(_Record, frozen=True):
    """The ids that came of some categories, kept or not: day of submission -> category -> packed ids.

    ``whole`` are the spans of days, each with its first and its last one, of which everything was asked for.
    """

    days: dict[str, dict[str, str]] = {}
    whole: tuple[tuple[str, str], ...] = ()


class AskedAgain(_Record, frozen=True):
    """What looked incomplete and was asked for ``times`` times, the last time at ``at`` (UTC)."""

    day: str
    category: str = ""
    first: str = ""
    last: str = ""
    times: int = 0
    at: str = ""
