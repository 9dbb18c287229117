"""What came of asking for some papers by id, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from vlagraph.core.papers.explanation import Explanation
    from vlagraph.errors import VlagraphError
    from vlagraph.words import Message

__all__ = ["Added", "AddedPaper", "Arrival", "Refused", "Wanted"]

Arrival = Literal["added", "completed", "stored"]
"""Whether a paper is new, was stored without what arXiv says of it, or was there already."""


class Refused(NamedTuple):
    """What the reader wrote, and why it names no paper that can be."""

    name: str
    why: VlagraphError


class Wanted(NamedTuple):
    """The base ids that the reader asks for, each once, what was refused, and remarks on names."""

    ids: tuple[str, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[Message, ...] = ()


class AddedPaper(NamedTuple):
    """A paper that is stored now, how it came, and why it stands where it does."""

    arrival: Arrival
    explanation: Explanation


@dataclass(frozen=True, kw_only=True)
class Added:
    """The papers that are stored, ids that arXiv does not know, and those that did not come this time.

    What ``waits`` is asked again by the next fetch; ``failure`` says why it did not come.
    """

    papers: tuple[AddedPaper, ...]
    unknown: tuple[str, ...]
    waits: tuple[str, ...]
    refused: tuple[Refused, ...]
    failure: Message | None
    requests: int

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for is stored."""
        return not (self.unknown or self.waits or self.refused)
