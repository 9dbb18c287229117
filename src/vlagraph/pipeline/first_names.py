"""The first of many names, as messages have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["first_names"]

_MOST = 5
"""Names in a message, about a line."""


def first_names(names: Sequence[str]) -> Message | str:
    """The first of ``names``, and how many more there are."""
    shown, more = ", ".join(names[:_MOST]), len(names) - _MOST
    return Message("build.and_more", {"names": shown, "count": more}) if more > 0 else shown
