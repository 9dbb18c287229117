"""What merges of every kind share."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Merger", "side_name"]

Merger = Callable[[str, bytes, bytes, bytes], bytes]
"""Takes a name for messages, the base (empty where both sides began the file), ours and theirs."""


def side_name(name: str, side: str) -> str:
    """How messages call one version of the file ``name``: as git does, ``ours`` or ``theirs``."""
    return f"{name} ({side})"
