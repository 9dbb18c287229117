"""What came of a reader's judgement of a paper, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.core.marks import Opinion
    from vlagraph.core.model import KeyPaper
    from vlagraph.core.papers.paper import Paper
    from vlagraph.words import Message

__all__ = ["NewKeyPaper", "NotPhrase", "Outcome", "Proposal"]


@dataclass(frozen=True)
class Outcome:
    """What was ``asked``, and the opinions that ``changed`` (none: it was so already).

    ``paper`` is the stored record, None where there is none; ``undone`` says that opinions were taken back.
    Where no dismissal was, ``left`` are the topics that the reader moved the paper out of instead.
    """

    asked: Opinion
    changed: tuple[Opinion, ...]
    paper: Paper | None
    undone: bool = False
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewKeyPaper:
    """``key`` as a key paper of ``topic``, its reasons left to be written; ``first``: it has none yet."""

    topic: str
    key: KeyPaper
    first: bool


@dataclass(frozen=True)
class NotPhrase:
    """``phrase`` among those that the rule of ``topic`` leaves out; ``first``: the rule has none yet."""

    topic: str
    phrase: str
    first: bool


@dataclass(frozen=True)
class Proposal:
    """Edits of the roadmap, and remarks on their cost and what is left to fill in."""

    edits: tuple[NewKeyPaper | NotPhrase, ...] = ()
    notes: tuple[Message, ...] = ()

    def __add__(self, other: Proposal) -> Proposal:
        return Proposal((*self.edits, *other.edits), (*self.notes, *other.notes))
