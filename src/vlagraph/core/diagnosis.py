"""What a doctor found in a workspace, and what of it was mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.errors import Problem

__all__ = ["Diagnosis"]


@dataclass(frozen=True)
class Diagnosis:
    """The faults that a workspace has, and those that were mended; ``files`` counts what was looked at.

    ``mendable`` are the places in ``problems`` of those that have one right answer. ``kept`` counts
    what was mended and `undo` takes back.
    """

    files: int
    problems: tuple[Problem, ...]
    mendable: frozenset[int] = frozenset()
    mended: tuple[Problem, ...] = ()
    kept: int = 0
