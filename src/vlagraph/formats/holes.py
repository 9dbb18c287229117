"""What ``status --holes`` answers, for the terminal and as a JSON document."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.core.papers.holes import Hole, HoleReport
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS"]


def _text(report: HoleReport, lang: Lang) -> Blocks:
    if not report.first:
        return [Line(translate(lang, "holes.nothing"))]
    where = {"count": report.papers, "first": report.first, "last": report.last}
    if not report.holes:
        return [Line(translate(lang, "holes.none", **where))]
    lines = [_hole(hole, lang) for hole in report.holes]
    ask = translate(lang, "holes.ask", day=report.holes[0].day)
    return [*map(Line, lines), Line(translate(lang, "holes.looked_at", **where)), Line(ask)]


def _hole(hole: Hole, lang: Lang) -> str:
    if hole.category:
        return translate(lang, "holes.thin", day=hole.day, category=hole.category, count=hole.missing)
    ids = {"first": hole.first, "last": hole.last}
    return translate(lang, "holes.range", day=hole.day, **ids, count=hole.missing, usual=hole.usual)


def _json(report: HoleReport, lang: Lang) -> Json:  # noqa: ARG001 - a document is in English
    return Json(asdict(report))


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("holes", "text"): _text,
    ("holes", "json"): _json,
}
