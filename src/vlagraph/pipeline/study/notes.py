"""Reading notes of a workspace: creating one, and the state of a topic's papers."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from vlagraph.clock import today
from vlagraph.core.marks import read_papers, starred_papers, wanted_papers
from vlagraph.core.papers.standing import Standings
from vlagraph.core.study import NoteFile, Review, Reviews
from vlagraph.formats.note_template import markdown_values, note_template, note_values
from vlagraph.store.holdings import Wanted, find_paper, known_papers
from vlagraph.store.note_template import load_template, sign_note
from vlagraph.store.notes import create_note, load_notes, note_file, parse_note
from vlagraph.store.reader import is_anothers
from vlagraph.store.readers import load_shared

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import KeyPaper, Lang, Topic
    from vlagraph.store.notes import Note
    from vlagraph.store.workspace import Workspace

__all__ = ["open_note", "review_topic"]


def open_note(workspace: Workspace, kg: KnowledgeGraph, paper: str, *, lang: Lang) -> NoteFile:
    """The file of the note of ``paper`` (an arXiv id), created from the template where there is none yet.

    The note names every topic that has the paper as a key paper, else those that it is attached to.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, StoreError: papers.jsonl cannot be read, the note cannot be written, or the reader's own
            template cannot be used.
    """
    place = workspace.writable()
    taken = os.path.lexists(note_file(place.notes, paper))  # a note that is there needs no text
    text = "" if taken else _text(place, kg, paper, lang=lang)
    path, created = create_note(place.notes, paper, text=text)
    return NoteFile(paper, str(path), created)


def _text(workspace: Workspace, kg: KnowledgeGraph, paper: str, *, lang: Lang) -> str:
    """The text of a new note of ``paper``, from the reader's own template where there is one.

    It names a reader who has a name as its author.
    """
    record, standings = find_paper(workspace, paper), Standings(kg, load_shared(workspace).progress)
    names = standings.chosen_by(paper) or (standings.topics(record) if record else ())
    topics, day = [kg.topics[name] for name in names], today().isoformat()
    values = note_values(paper, record, topics=topics, day=day, lang=lang)
    own = load_template(workspace.notes, paper, values=values, markdown=markdown_values(values))
    text = own or note_template(paper, values["title"], topics=topics, day=day, lang=lang)
    signed = sign_note(text, workspace.reader) if workspace.reader else text
    return text if parse_note(paper, signed.encode()).problem else signed


def review_topic(workspace: Workspace, kg: KnowledgeGraph, topic: Topic) -> Reviews:
    """The papers of ``topic`` for the reader: key papers in reading order, then others by id.

    Another paper is there when a note of the reader names the topic, or when it is attached to the topic and
    has a note, a read mark, a star or a pin.

    Raises:
        DataError, StoreError: a file of the reader cannot be used.
    """
    (progress, remarks), notes = load_shared(workspace), load_notes(workspace.notes)
    standings, chosen = Standings(kg, progress), {key.arxiv for key in topic.key_papers}
    touched = wanted_papers(progress).union(notes) - chosen
    papers = known_papers(workspace, wanted=Wanted(ids=touched | chosen))
    read, starred = read_papers(progress), starred_papers(progress)

    def row(key: KeyPaper | None, paper: str) -> Review:
        title = papers[paper].readable_title if paper in papers else f"arXiv:{paper}"
        plain = Review(key, title, read=paper in read, starred=paper in starred, other="" if key else paper)
        if paper not in notes:
            return plain
        return _noted(plain, notes[paper], anothers=is_anothers(notes[paper], workspace))

    def belongs(paper: str) -> bool:
        named = notes[paper].topics if paper in notes else ()
        if any(topic.id in standings.current_ids(name) for name in named):
            return True
        if (said := standings.verdicts(paper).get(topic.id)) is not None:
            return said != "dismissed"
        found = papers.get(paper)
        return found is not None and topic.id in standings.topics(found)

    others = (row(None, paper) for paper in sorted(touched) if belongs(paper))
    return Reviews(topic, (*(row(key, key.arxiv) for key in topic.key_papers), *others), remarks)


def _noted(row: Review, note: Note, *, anothers: bool) -> Review:
    """``row`` with what the note of its paper says; how far another reader is says nothing of this one."""
    return replace(
        row,
        status=None if anothers else note.status,
        rating=note.rating,
        date=note.date,
        body=note.body,
        problem=note.problem,
        author=note.author,
    )
