"""What came of a reader's judgement of a paper, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vlagraph.core.marks import Opinion
    from vlagraph.core.papers.paper import Paper
    from vlagraph.words import Message

__all__ = ["Outcome", "Proposal"]


@dataclass(frozen=True)
class Outcome:
    """What was ``asked``, and the opinions that ``changed`` (none: it was so already).

    ``paper`` is the stored record, None where there is none; ``undone`` says that opinions were taken back.
    """

    asked: Opinion
    changed: tuple[Opinion, ...]
    paper: Paper | None
    undone: bool = False


@dataclass(frozen=True)
class Proposal:
    """A JSON Patch (RFC 6902) of graph/topics.json, and remarks on its cost and what is left to fill in."""

    patch: tuple[dict[str, Any], ...] = ()
    notes: tuple[Message, ...] = ()

    def __add__(self, other: Proposal) -> Proposal:
        return Proposal((*self.patch, *other.patch), (*self.notes, *other.notes))
