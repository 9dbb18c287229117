"""The card of one paper, read from the files of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers, starred_papers
from vlagraph.core.papers.card import KeyPlace, PaperCard, PaperNote
from vlagraph.core.papers.shown import shown_papers
from vlagraph.core.papers.standing import Standings
from vlagraph.errors import UnknownNameError
from vlagraph.store.holdings import find_paper
from vlagraph.store.notes import load_notes, note_file
from vlagraph.store.readers import load_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["show_paper"]


def show_paper(workspace: Workspace, kg: KnowledgeGraph, paper: str) -> PaperCard:
    """Everything about ``paper`` (a base arXiv id), by what is stored and what the reader said and wrote.

    Raises:
        UnknownNameError: it is neither stored nor a key paper, and nobody said or wrote anything of it.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    (progress, remarks), found = load_shared(workspace), find_paper(workspace, paper)
    standings = Standings(kg, progress)
    card = PaperCard(
        id=paper,
        paper=found,
        keys=tuple(_keys(kg, paper)),
        places=standings.places(found) if found else standings.said_places(paper),
        dismissed=_dismissed(kg, standings, paper, found),
        left=standings.left(paper),
        read=paper in read_papers(progress),
        starred=paper in starred_papers(progress),
        shown=shown_papers(progress).get(paper),
        note=_note(workspace, paper),
        topics=kg.topics,
        remarks=remarks,
    )
    if card.blank:
        raise UnknownNameError("explain.not_stored", paper=paper)
    return card


def _dismissed(kg: KnowledgeGraph, standings: Standings, paper: str, found: Paper | None) -> tuple[str, ...]:
    """The topics that the reader keeps ``paper`` out of: where it would stand, as far as that is known."""
    said = standings.verdicts(paper)
    would = {*kg.chosen_by.get(paper, ()), *standings.pinned_by(paper)}
    if found:
        would |= standings.matches(found).keys()
    return tuple(
        name for name in kg.topics if said.get(name) == "dismissed" and (name in would or found is None)
    )


def _keys(kg: KnowledgeGraph, paper: str) -> Iterator[KeyPlace]:
    for name in kg.chosen_by.get(paper, ()):
        yield from (KeyPlace(name, key) for key in kg.topics[name].key_papers if key.arxiv == paper)


def _note(workspace: Workspace, paper: str) -> PaperNote | None:
    note = load_notes(workspace.notes).get(paper)
    if note is None:
        return None
    path = str(note_file(workspace.notes, paper))
    return PaperNote(path, note.status, note.rating, note.date, (note.body or "").strip(), note.author)
