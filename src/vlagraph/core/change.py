"""A change that can be taken back, by its number; every command that marks keeps one, so it loads little."""

from __future__ import annotations

import msgspec

__all__ = ["Change"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one command changed, and when (UTC)."""

    number: int
    at: str
    command: str
    schema: int = 1
