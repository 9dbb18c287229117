"""The landmarks of a field by year, as text and as a JSON document."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.blocks import Json, Line
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.landmarks import Landmark
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "landmarks_document", "landmarks_text"]


def landmarks_text(answer: InGraph[Sequence[Landmark]], lang: Lang) -> Blocks:
    """Year by year each paper with its topics, its role for them, and why."""
    if not answer.found:
        return [Line(translate(lang, "paper.no_landmark" if answer.kg.topics else "topic.none"))]
    blocks: list[Line] = []
    for year, group in groupby(answer.found, key=lambda landmark: landmark.year):
        blocks += [*([Line()] if blocks else []), Line(str(year), bold=True)]
        for landmark in group:
            blocks += _lines(landmark, answer, lang)
    return blocks


def _lines(landmark: Landmark, answer: InGraph[Sequence[Landmark]], lang: Lang) -> Iterator[Line]:
    title = landmark.paper.readable_title if landmark.paper else translate(lang, "paper.not_stored")
    yield Line(f"{landmark.published}  arXiv:{landmark.id}  {title}", 2)
    for place, why in zip(landmark.places, landmark.reasons, strict=True):
        topic = answer.kg.topics[place.topic].name[lang]
        names = {"topic": topic, "role": term(lang, "role", place.key.role)}
        if why:
            yield Line(translate(lang, "paper.landmark_why", why=why[lang], **names), 4)
        else:
            yield Line(translate(lang, "paper.landmark_place", **names), 4)


def landmarks_document(answer: InGraph[Sequence[Landmark]], _lang: Lang) -> Json:
    """``{"landmarks": [{"id", "title", "authors", "published", "url", "topics"}]}``."""
    return Json({"landmarks": [_row(landmark) for landmark in answer.found]})


def _row(landmark: Landmark) -> dict[str, object]:
    paper = landmark.paper
    return {
        "id": landmark.id,
        "title": paper.readable_title if paper else None,
        "authors": paper.authors if paper else (),
        "published": landmark.published,
        "url": abs_url(landmark.id),
        "topics": [
            {
                "topic": place.topic,
                "role": place.key.role,
                "why": place.key.why,
                "landmark": place.key.landmark,
            }
            for place in landmark.places
        ],
    }


WRITERS = {
    ("landmarks", "text"): landmarks_text,
    ("landmarks", "json"): landmarks_document,
}
