"""The card of a paper as text for the terminal and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.news_words import place_fields
from vlagraph.formats.publication import publication_fields, publication_line
from vlagraph.formats.scores import score_text
from vlagraph.words import render, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.card import PaperCard, PaperNote
    from vlagraph.core.papers.paper import Paper
    from vlagraph.formats.blocks import Blocks

__all__ = ["card_document", "card_text"]


def card_text(card: PaperCard, lang: Lang) -> Blocks:
    """The record, the marks, the topics with the reasons to read it, the note and the abstract."""
    title = card.paper.readable_title if card.paper else translate(lang, "paper.no_title")
    lines = [Line(title, bold=True), *(_record(card.paper, lang) if card.paper else ())]
    if card.paper is None:
        lines += _not_stored(card, lang)
    if marks := _marks(card, lang):
        lines.append(Line(" · ".join(marks)))
    lines += [Line(), Line(translate(lang, "card.topics"), bold=True), *_topics(card, lang)]
    if card.note:
        lines += [Line(), *_note(card.note, lang)]
    if card.paper and card.paper.abstract:
        lines += [Line(), Line(translate(lang, "card.abstract"), bold=True), Line(card.paper.abstract)]
    return lines


def card_document(card: PaperCard, lang: Lang) -> Json:  # noqa: ARG001 - codes in every language
    """All of it by codes and values; docs/json.md lists every field."""
    nothing = {"venue": None, "code": None, "project": None}
    return Json(
        {
            "id": card.id,
            "url": abs_url(card.id),
            "paper": card.paper,
            **(publication_fields(card.paper) if card.paper else nothing),
            "key_of": [{"topic": one.topic, "key": one.key} for one in card.keys],
            "places": list(map(place_fields, card.places)),
            "dismissed": card.dismissed,
            "read": card.read,
            "starred": card.starred,
            "shown": card.shown,
            "note": card.note,
        }
    )


def _record(paper: Paper, lang: Lang) -> Iterator[Line]:
    """What arXiv says of it, without the abstract."""
    version = f"arXiv:{paper.id}{f'v{paper.version}' if paper.version else ''}"
    yield Line(f"{version} · {abs_url(paper.id)}")
    yield Line(", ".join(paper.authors))
    updated = (paper.updated or "")[:10]
    dates = [
        translate(lang, "card.published", day=paper.published[:10]),
        translate(lang, "card.updated", day=updated) if updated not in ("", paper.published[:10]) else "",
        " ".join(paper.filed_under),
        translate(lang, "paper.withdrawn") if paper.withdrawn else "",
    ]
    yield Line(" · ".join(filter(None, dates)))
    if published := publication_line(paper, lang):
        yield Line(published)
    if paper.comment:
        yield Line(translate(lang, "card.comment", text=paper.comment))
    if paper.journal_ref:
        yield Line(translate(lang, "card.journal", text=paper.journal_ref))
    for doi in paper.doi:
        yield Line(f"https://doi.org/{doi}")
    if paper.recorded:
        yield Line(translate(lang, "recorded.card", day=paper.recorded))
    elif paper.fetched is None:
        yield Line(translate(lang, "paper.curated"))


def _not_stored(card: PaperCard, lang: Lang) -> Iterator[Line]:
    """Where arXiv has it, and when it will be here."""
    yield Line(abs_url(card.id))
    later = "feedback.counts_later" if card.dismissed else "explain.not_stored"
    yield Line(translate(lang, "feedback.brought" if card.wanted else later, paper=card.id))


def _marks(card: PaperCard, lang: Lang) -> list[str]:
    return [
        *([term(lang, "mark", "read")] if card.read else []),
        *([term(lang, "mark", "starred")] if card.starred else []),
        *([translate(lang, "explain.shown", day=card.shown)] if card.shown else []),
        *([translate(lang, "card.asked")] if card.paper and card.paper.asked else []),
    ]


def _topics(card: PaperCard, lang: Lang) -> Iterator[Line]:
    names = {name: f"{topic.name[lang]} [{name}]" for name, topic in card.topics.items()}
    for topic, key in card.keys:
        role = translate(lang, "paper.key_role", role=term(lang, "role", key.role))
        yield Line(f"{names[topic]}: {role}", indent=2)
        if key.why:
            yield Line(key.why[lang], indent=6)
    for place in card.places:
        score = f" {score_text(place.score)}" if place.score else ""
        yield Line(f"{names[place.topic]}: {render(place.words, lang)}{score}", indent=2)
    everywhere = card.paper is None and bool(card.dismissed) and len(card.dismissed) == len(card.topics)
    if everywhere:
        yield Line(translate(lang, "feedback.dismissed_all"), indent=2)
    for topic in () if everywhere else card.dismissed:
        yield Line(
            f"{names[topic]}: {term(lang, 'how', 'left' if topic in card.left else 'dismissed')}", indent=2
        )
    if not (card.keys or card.places or card.dismissed):
        yield Line(translate(lang, "answer.none"), indent=2)


def _note(note: PaperNote, lang: Lang) -> Iterator[Line]:
    """The file of the note with its facts, then its text."""
    rating = f"{note.rating}/5" if note.rating else ""
    status = term(lang, "note_state", note.status) if note.status else ""
    facts = ", ".join(filter(None, (status, rating, note.date)))
    by = translate(lang, "card.note_by", author=note.author) if note.author else ""
    yield Line(by or translate(lang, "card.note"), bold=True)
    yield Line(f"{note.path} ({facts})" if facts else note.path, indent=2, wrap=False)
    yield from (Line(text, indent=2) for text in note.text.splitlines())


WRITERS = {
    ("card", "text"): card_text,
    ("card", "json"): card_document,
}
