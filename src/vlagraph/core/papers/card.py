"""Everything that is known of one paper, for its card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place
    from vlagraph.words import Message

__all__ = ["KeyPlace", "PaperCard", "PaperNote"]


class KeyPlace(NamedTuple):
    """A topic that has the paper as a key paper, and what it says of it."""

    topic: str
    key: KeyPaper


@dataclass(frozen=True)
class PaperNote:
    """The note of a paper: its file, what stands above its text, the text, and who wrote it if it says so."""

    path: str
    status: str | None
    rating: int | None
    date: str | None
    text: str
    author: str | None = None


@dataclass(frozen=True, kw_only=True)
class PaperCard:
    """A paper: its record (None: not stored), where it stands, and what the reader marked and wrote.

    ``places`` are the topics it is attached to, ``dismissed`` those that the reader keeps it out of (all that
    were named where it is not stored), of which ``left`` are those that a move took it out of.
    ``shown`` is the day on which `new` told of it. ``topics`` are those of the graph. ``remarks`` say what of
    other readers is lacking.
    """

    id: str
    paper: Paper | None
    keys: tuple[KeyPlace, ...]
    places: tuple[Place, ...]
    dismissed: tuple[str, ...]
    left: frozenset[str]
    read: bool
    starred: bool
    shown: str | None
    note: PaperNote | None
    topics: Mapping[str, Topic]
    remarks: tuple[Message, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing is known of the paper."""
        marked = self.read or self.starred or self.shown is not None or self.note is not None
        return not (self.paper or self.keys or self.places or self.dismissed or marked)

    @property
    def wanted(self) -> bool:
        """Whether a fetch brings the paper, should it not be stored."""
        return bool(self.keys or self.places or self.read or self.starred)
