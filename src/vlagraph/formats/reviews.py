"""The papers of a topic with what the reader has read and written of them, as text, JSON and a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.markdown import escaped
from vlagraph.formats.names import columns
from vlagraph.formats.notes import filled
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.study import NoteFile, Review, Reviews
    from vlagraph.formats.blocks import Blocks

__all__ = [
    "WRITERS",
    "digest",
    "note_document",
    "note_text",
    "review_problems",
    "reviews_document",
    "reviews_text",
]


def note_text(file: NoteFile, _lang: Lang) -> Blocks:
    """The path of the file of a note."""
    return [Line(file.note, wrap=False)]


def note_document(file: NoteFile, _lang: Lang) -> Json:
    """``{"paper", "note", "created"}``."""
    return Json(file)


def reviews_text(reviews: Reviews, lang: Lang) -> Blocks:
    """A row a paper, in reading order, or that there is none."""
    if not reviews.rows:
        return [Line(translate(lang, "note.no_papers", topic=reviews.topic.id))]
    rows = [
        [
            row.arxiv,
            term(lang, "state", row.state),
            "★" if row.starred else "",
            f"{row.rating}/5" if row.rating else "",
            "" if row.body is None else _noted(row, lang),
            term(lang, "role", row.key.role) if row.key else "",
            row.title,
        ]
        for row in reviews.rows
    ]
    headers = columns(lang, "arXiv", "state", "star", "rating", "note", "role", "title")
    return [Table(headers, rows, spare=[5], name=6)]


def reviews_document(reviews: Reviews, _lang: Lang) -> Json:
    """``{"topic", "papers": [...]}``; docs/json.md lists every field of a paper."""
    return Json({"topic": reviews.topic.id, "papers": [_paper(row) for row in reviews.rows]})


def digest(reviews: Reviews, lang: Lang) -> str:
    """What the reader's notes say of a topic: a section a paper, in reading order, without empty parts."""
    rows = reviews.rows
    keys = [row.state == "read" for row in rows if row.key]
    others = [row.state == "read" for row in rows if not row.key]
    count = translate(lang, "note.read_of", read=sum(keys), count=len(keys))
    if others:
        count += " " + translate(lang, "note.read_others", count=len(others), read=sum(others))
    texts = [(row, text) for row in rows if row.body and (text := filled(row.body, lower=True))]
    lines = [f"# {escaped(reviews.topic.name[lang])}", "", count]
    if not texts:
        lines += ["", translate(lang, "note.none")]
    for row, text in texts:
        lines += ["", f"## {escaped(row.title)}", "", _facts(row, lang), "", text]
    return "\n".join(lines) + "\n"


def review_problems(reviews: Reviews, lang: Lang) -> Iterator[str]:
    """A line for each note of which something could not be used."""
    for row in reviews.rows:
        if row.problem:
            yield translate(lang, "review.problem", paper=row.arxiv, problem=row.problem)


def _paper(row: Review) -> dict[str, Any]:
    return {
        "arxiv": row.arxiv,
        "title": row.title,
        "key": row.key is not None,
        "role": row.key.role if row.key else None,
        "state": row.state,
        "starred": row.starred,
        "rating": row.rating,
        "date": row.date,
        "note": row.body is not None,
        "author": row.author,
    }


def _noted(row: Review, lang: Lang) -> str:
    """The day of the note or that there is one, and who wrote it where it says so."""
    day = row.date or translate(lang, "answer.yes")
    return translate(lang, "note.day_by", day=day, author=row.author) if row.author else day


def _facts(row: Review, lang: Lang) -> str:
    """The paper with its state, and the rating, the day and the author of the note."""
    rating = f"{row.rating}/5" if row.rating else ""
    author = translate(lang, "note.by", author=escaped(row.author)) if row.author else ""
    day = escaped(row.date) if row.date else ""
    facts = ", ".join(fact for fact in (term(lang, "state", row.state), rating, day, author) if fact)
    return f"arXiv:{row.arxiv} ({facts})"


WRITERS = {
    ("note", "text"): note_text,
    ("note", "json"): note_document,
    ("reviews", "text"): reviews_text,
    ("reviews", "json"): reviews_document,
    ("digest", "md"): digest,
}
