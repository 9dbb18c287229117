"""The papers of topics as a table, with the reasons of each, and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.standing import with_names
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.news_words import matched_text
from vlagraph.formats.publication import publication_fields, publication_line
from vlagraph.formats.scores import score_text
from vlagraph.words import Message, Term, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.shelf import Shelf, ShelfRow
    from vlagraph.formats.blocks import Blocks

__all__ = ["shelf_document", "shelf_reasons", "shelf_text"]

_COLUMNS = ("topic", "arXiv", "date", "role", "score", "title", "published", "record")

_UNPUBLISHED = {"venue": None, "code": None, "project": None}
"""What is known of the publication of a paper that is not stored."""
_SLIGHT = 0.1
"""Weight of a category below which it is no reason: it moves no score by more than 0.03."""


def shelf_text(shelf: Shelf, lang: Lang) -> Blocks:
    """A table with a row a paper; venue and addresses stand under it."""
    if not shelf.rows:
        return [_advice(shelf, lang)]
    headers = [term(lang, "column", name) for name in _COLUMNS]
    rows = [[*_facts(row, lang), *_record(row, lang)] for row in shelf.rows]
    spare = [7] if len({row.topic for row in shelf.rows}) > 1 else [7, 0]
    return [Table(headers, rows, right=[4], spare=spare, name=5, below=6), *_remarks(shelf, lang)]


def shelf_reasons(shelf: Shelf, lang: Lang) -> Blocks:
    """Each paper with why it is there: our reason to read it, the evidence of the match, or both."""
    if not shelf.rows:
        return [_advice(shelf, lang)]
    lines = [line for row in shelf.rows for line in (Line(), *_reasons(row, lang))]
    return [*lines[1:], *_remarks(shelf, lang)]


def shelf_document(shelf: Shelf, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """``{"papers": [...], "level"}``; docs/json.md lists every field."""
    return Json({"papers": [_document(row) for row in shelf.rows], "level": shelf.level})


def _advice(shelf: Shelf, lang: Lang) -> Line:
    """That there is no paper, and what to do."""
    return Line(str(render(shelf.advice or Message("paper.none"), lang)))


def _document(row: ShelfRow) -> dict[str, object]:
    place = row.place
    match = (
        {
            "score": place.score,
            "how": place.how,
            "pinned_by": place.pinned_by,
            "evidence": place.evidence,
        }
        if place
        else None
    )
    return {
        "id": row.id,
        "topic": row.topic.id if row.topic else None,
        "key": row.key,
        "paper": row.paper,
        **(publication_fields(row.paper) if row.paper else _UNPUBLISHED),
        "match": match,
        "copies": row.copies,
    }


def _facts(row: ShelfRow, lang: Lang) -> list[str]:
    """Topic, id, day, role and score."""
    return [
        row.topic.name[lang] if row.topic else "",
        row.id,
        row.paper.published[:10] if row.paper else "",
        _role(row, lang),
        score_text(row.place.score) if row.place and row.place.score else "",
    ]


def _record(row: ShelfRow, lang: Lang) -> list[str]:
    """The title, and what is known of the stored record."""
    paper = row.paper
    if paper is None:
        return [translate(lang, "paper.not_stored"), "", translate(lang, "paper.curated") if row.key else ""]
    fetched = translate(lang, "paper.fetched") if paper.fetched else translate(lang, "paper.curated")
    if paper.recorded:
        fetched = translate(lang, "recorded.short")
    state = translate(lang, "paper.withdrawn") if paper.withdrawn else fetched
    return [_title(row, lang), publication_line(paper, lang), state]


def _remarks(shelf: Shelf, lang: Lang) -> list[Line]:
    """What the recorded papers of the list are, where it has any."""
    days = [row.paper.recorded for row in shelf.rows if row.paper and row.paper.recorded]
    return [Line(), Line(translate(lang, "recorded.some", count=len(days), day=max(days)))] if days else []


def _title(row: ShelfRow, lang: Lang) -> str:
    if row.paper is None:
        return translate(lang, "paper.not_stored")
    if not row.copies:
        return row.paper.readable_title
    return translate(lang, "paper.copies", title=row.paper.readable_title, names=", ".join(row.copies))


def _role(row: ShelfRow, lang: Lang) -> str:
    """The role of a key paper, or what put the paper there; with the names of others who pinned it."""
    key = Message("paper.key_role", {"role": Term("role", row.key.role)}) if row.key else None
    if row.place is None:
        return str(render(key, lang)) if key else ""
    how: Message | Term = Term("standing", row.place.how)
    if key:
        said = row.place.how in ("pinned", "moved")
        how = Message("paper.key_said", {"key": key, "how": how}) if said else key
    alone = key is None and row.place.how == "shared"
    return str(render(with_names(how, row.place.pinned_by, alone=alone), lang))


def _reasons(row: ShelfRow, lang: Lang) -> Iterator[Line]:
    topic, arxiv, day, role, score = _facts(row, lang)
    facts = (f"arXiv:{arxiv}", day, topic, role, score)
    yield Line(_title(row, lang), bold=True)
    yield Line(" · ".join(text for text in facts if text))
    if row.paper and (published := publication_line(row.paper, lang)):
        yield Line(published, indent=3)
    if row.key and row.key.why:
        yield Line(row.key.why[lang], indent=3)
    evidence = row.place.evidence if row.place else ()
    if matched := matched_text(evidence, lang):
        yield Line(matched, indent=3)
    for item in evidence:
        slight = item.kind == "category" and abs(item.weight or 0) < _SLIGHT
        if item.text and item.kind not in ("core", "phrase") and not slight:
            weight = f" ({item.weight:+.2f})" if item.weight else ""
            yield Line(f"{term(lang, 'evidence', item.kind)}: {item.text}{weight}", indent=3)


WRITERS = {
    ("papers", "text"): shelf_text,
    ("papers", "json"): shelf_document,
    ("reasons", "text"): shelf_reasons,
    ("reasons", "json"): shelf_document,
}
