"""Comparing two versions of a roadmap by their names."""

from __future__ import annotations

from vlagraph.core.comparing import Compared, compare_roadmaps
from vlagraph.store.versions import load_version

__all__ = ["compare_versions"]


def compare_versions(before: str, after: str) -> Compared:
    """What changed from the version ``before`` to ``after``; `load_version` tells what names a version.

    Raises:
        StoreError, DataError: one of them cannot be read.
    """
    old, new = load_version(before), load_version(after)
    return Compared((before, after), old, new, compare_roadmaps(old, new))
