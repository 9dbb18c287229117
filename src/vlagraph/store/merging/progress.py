"""Merging progress.json as git asks for it: every mark of both sides, the later of two."""

from __future__ import annotations

from vlagraph.core.marks import merge
from vlagraph.store.marks import decode_progress, encode_progress
from vlagraph.store.merging.sides import side_name

__all__ = ["merge_progress"]


def merge_progress(name: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:  # noqa: ARG001
    """All marks of both sides; ``base`` says nothing more, for a mark is never removed, only outdated.

    Raises:
        DataError: a side is no progress file.
    """
    sides = {"ours": ours, "theirs": theirs}
    one, other = (decode_progress(data, side_name(name, side)) for side, data in sides.items())
    return encode_progress(merge(one, other))
