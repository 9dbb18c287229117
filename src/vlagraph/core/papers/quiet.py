"""Topics about which nothing was published for some time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["quiet_topics"]


def quiet_topics(newest: Mapping[str, str], *, since: date) -> tuple[tuple[str, str | None], ...]:
    """Topics without a paper published on or after ``since``, with the day of the newest, oldest first.

    ``newest`` has the day of the newest paper of each topic, empty where there is none.
    """
    quiet = [(name, day or None) for name, day in newest.items() if day < since.isoformat()]
    return tuple(sorted(quiet, key=lambda row: (row[1] or "", row[0])))
