"""What the reader knows and has read, for answers that leave it out; light, as they start with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.intents import TopicStates, topic_states
from vlagraph.core.marks import read_papers
from vlagraph.store.progress import load_progress
from vlagraph.store.reader import load_reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.store.workspace import Workspace

__all__ = ["known_now", "read_now"]


def known_now(
    workspace: Workspace, kg: KnowledgeGraph, named: Iterable[str] = (), *, ignore_progress: bool = False
) -> TopicStates:
    """The states of the topics for the reader: the ids ``named`` are learned, others as marked.

    With ``ignore_progress`` no mark counts.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    marked = TopicStates() if ignore_progress else topic_states(load_progress(workspace.progress), kg)
    known = frozenset(named)
    return TopicStates(marked.learned | known, marked.learning - known, marked.skipped - known)


def read_now(workspace: Workspace, *, ignore_progress: bool = False) -> frozenset[str]:
    """The arXiv ids of the papers that the reader has read, by mark or note; none with ``ignore_progress``.

    Raises:
        DataError, StoreError: progress.json cannot be used.
    """
    return frozenset() if ignore_progress else read_papers(load_reader(workspace))
