"""What came of asking for papers by id, as text and as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.explanation import explanation_fields, place_lines
from vlagraph.formats.publication import publication_line
from vlagraph.words import Message, render, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.papers.asking import Added, AddedPaper
    from vlagraph.formats.blocks import Blocks
    from vlagraph.words import Lang

__all__ = ["added_document", "added_text"]

_MOST_BELOW = 2
"""Topics named where none takes the paper: the nearest two say whether it was close."""


def added_text(added: Added, lang: Lang) -> Blocks:
    """Each paper with its topics and why; then what is unknown, refused, or did not come."""
    lines = [line for paper in added.papers for line in _paper(paper, lang)]
    if added.unknown:
        lines.append(Line(translate(lang, "add.unknown", ids=", ".join(added.unknown))))
    if added.waits:
        why = added.failure or Message("add.no_reason")
        lines.append(Line(translate(lang, "add.waits", ids=", ".join(added.waits), why=why)))
    lines += [Line(translate(lang, "add.refused", name=name, why=why)) for name, why in added.refused]
    return lines


def added_document(added: Added, lang: Lang) -> Json:  # noqa: ARG001 - codes, texts in English
    """``papers`` as `explain` gives them, each with its ``arrival``; docs/json.md lists every field."""
    return Json(
        {
            "papers": [
                {"arrival": one.arrival, **explanation_fields(one.explanation)} for one in added.papers
            ],
            "unknown": added.unknown,
            "waits": added.waits,
            "refused": [{"name": name, "why": why.text("en")} for name, why in added.refused],
            "failure": None if added.failure is None else str(render(added.failure, "en")),
            "requests": added.requests,
        }
    )


def _paper(added: AddedPaper, lang: Lang) -> Iterator[Line]:
    found = added.explanation
    paper = found.paper
    yield Line(paper.readable_title, bold=True)
    facts = (term(lang, "arrival", added.arrival), abs_url(paper.id), paper.published[:10])
    yield Line(" · ".join(filter(None, (*facts, " ".join(paper.filed_under)))), indent=2)
    if published := publication_line(paper, lang):
        yield Line(published, indent=2)
    if paper.withdrawn:
        yield Line(translate(lang, "add.withdrawn"), indent=2)
    standing = [place for place in found.places if place.how != "below"]
    if not standing:
        yield Line(translate(lang, "add.nearest" if found.places else "add.none"), indent=2)
    for place in standing or found.places[:_MOST_BELOW]:
        yield from place_lines(place, found, lang)
    yield Line()


WRITERS = {
    ("added", "text"): added_text,
    ("added", "json"): added_document,
}
