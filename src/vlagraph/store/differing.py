"""How far two versions of a large file are the same: from the start, and back from the end."""

from __future__ import annotations

__all__ = ["same_end", "same_start"]

_BLOCK = 1 << 16
"""Bytes that are compared at once."""


def same_start(one: bytes, other: bytes) -> int:
    """The bytes that both begin with, but for a block at most."""
    a, b, at = memoryview(one), memoryview(other), 0
    most = min(len(a), len(b))
    while at + _BLOCK <= most and a[at : at + _BLOCK] == b[at : at + _BLOCK]:
        at += _BLOCK
    return at


def same_end(one: bytes, other: bytes, *, most: int) -> int:
    """The bytes that both end with, ``most`` at most, but for a block."""
    a, b, at = memoryview(one), memoryview(other), _BLOCK
    while at <= most and a[len(a) - at :][:_BLOCK] == b[len(b) - at :][:_BLOCK]:
        at += _BLOCK
    return at - _BLOCK
