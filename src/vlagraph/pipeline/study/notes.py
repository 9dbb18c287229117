"""Reading notes of a workspace: creating one, the state of a topic's key papers, the digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.marks import read_papers, starred_papers
from vlagraph.core.papers.standing import Standings
from vlagraph.formats.notes import Review, digest, note_template
from vlagraph.store.notes import create_note, load_notes
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang, Topic
    from vlagraph.store.notes import Note
    from vlagraph.store.workspace import Workspace

__all__ = ["notes_of", "open_note", "review_topic", "topic_digest"]


def open_note(workspace: Workspace, kg: KnowledgeGraph, paper: str, *, lang: Lang) -> tuple[Path, bool]:
    """The file of the note of ``paper`` (an arXiv id), and True if it was created from the template now.

    The note names every topic that has the paper as a key paper, else those that it is attached to.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, StoreError: papers.jsonl cannot be read, or the note cannot be written.
    """
    place = workspace.writable()
    record, standings = load_papers(place.papers).get(paper), Standings(kg, load_progress(place.progress))
    names = standings.chosen_by(paper) or (standings.topics(record) if record else ())
    topics = [kg.topics[name] for name in names]
    title = record.title if record else f"arXiv:{paper}"
    text = note_template(paper, title, topics=topics, day=today().isoformat(), lang=lang)
    return create_note(place.notes, paper, text=text)


def review_topic(workspace: Workspace, topic: Topic) -> tuple[Review, ...]:
    """The key papers of ``topic`` in reading order, each with its marks and its note.

    Raises:
        DataError, StoreError: a file of the reader cannot be used.
    """
    progress = load_progress(workspace.progress)
    papers, notes = load_papers(workspace.papers), notes_of(workspace)
    read, starred = read_papers(progress), starred_papers(progress)
    rows = []
    for key in topic.key_papers:
        record, note = papers.get(key.arxiv), notes.get(key.arxiv)
        rows.append(
            Review(
                key,
                record.title if record else f"arXiv:{key.arxiv}",
                key.arxiv in read,
                key.arxiv in starred,
                status=note.status if note else None,
                rating=note.rating if note else None,
                date=note.date if note else None,
                body=note.body if note else None,
                problem=note.problem if note else None,
            )
        )
    return tuple(rows)


def topic_digest(workspace: Workspace, topic: Topic, *, lang: Lang) -> str:
    """The reader's notes on the key papers of ``topic`` as one Markdown text.

    Raises:
        DataError, StoreError: a file of the reader cannot be used.
    """
    return digest(topic, review_topic(workspace, topic), lang=lang)


def notes_of(workspace: Workspace) -> Mapping[str, Note]:
    """Every note of ``workspace`` by arXiv id, with what could not be read of it."""
    return load_notes(workspace.notes)
