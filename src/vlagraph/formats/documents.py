"""JSON text, as every command prints it; docs/json.md lists every field."""

from __future__ import annotations

import msgspec

__all__ = ["to_json"]


def to_json(value: object) -> str:
    """``value`` as indented JSON text; structs and dataclasses by their fields."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
