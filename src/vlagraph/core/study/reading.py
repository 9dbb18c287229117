"""A topic with its key papers: as a card, and as the list of what the reader has read of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import KeyPaper, Topic
    from vlagraph.core.order import Unlocks
    from vlagraph.core.papers.paper import Paper
    from vlagraph.words import Message

__all__ = ["NoteFile", "Review", "Reviews", "TopicCard"]


@dataclass(frozen=True)
class TopicCard:
    """Everything about a topic: the topic in its graph, what builds on it, the stored papers by arXiv id."""

    kg: KnowledgeGraph
    topic: Topic
    unlocks: Unlocks
    papers: Mapping[str, Paper]


@dataclass(frozen=True)
class Review:
    """A paper of a topic with the reader's state of it; ``body`` is None where there is no note.

    ``key`` is None for a paper that the roadmap does not name there: ``other`` is then its arXiv id.
    ``problem`` says what of the note could not be used, ``author`` who wrote it where it says so.
    """

    key: KeyPaper | None
    title: str
    read: bool = False
    starred: bool = False
    status: str | None = None
    rating: int | None = None
    date: str | None = None
    body: str | None = None
    problem: Message | None = None
    other: str = ""
    author: str | None = None

    @property
    def arxiv(self) -> str:
        """The arXiv id."""
        return self.key.arxiv if self.key else self.other

    @property
    def state(self) -> str:
        """``read`` when marked or noted so, else the status of the note, else ``unread``."""
        return "read" if self.read else self.status or "unread"


@dataclass(frozen=True)
class Reviews:
    """The key papers of a topic in reading order, then the others that the reader noted or marked.

    ``remarks`` say what of other readers is lacking.
    """

    topic: Topic
    rows: tuple[Review, ...]
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True)
class NoteFile:
    """The note of a paper (an arXiv id): the path of its file, and whether it was created just now."""

    paper: str
    note: str
    created: bool
