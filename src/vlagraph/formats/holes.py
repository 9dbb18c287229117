"""What ``status --holes`` answers, for the terminal and as a JSON document."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import term, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from vlagraph.core.papers.holes import AskedWindow, Hole, HoleReport
    from vlagraph.formats.blocks import Blocks, Written
    from vlagraph.words import Lang

__all__ = ["WRITERS"]

_DAY = len("2026-01-01")
"""Characters of a day; ids have as many, of the form that receipts name."""


def _text(report: HoleReport, lang: Lang) -> Blocks:
    receipts = _receipts(report, lang)
    if not report.first:
        return [Line(translate(lang, "holes.none_came" if receipts else "holes.nothing")), *receipts]
    where = {"count": report.papers, "first": report.first, "last": report.last}
    if not report.holes:
        return [Line(translate(lang, "holes.none", **where)), *_older(report, lang), *receipts]
    lines = [_asked(hole, lang) for hole in report.holes]
    lines.append(translate(lang, "holes.looked_at", **where))
    if waiting := [hole.day for hole in report.holes if not hole.is_final]:
        lines += [translate(lang, "holes.again"), translate(lang, "holes.ask", day=waiting[0])]
    return [*map(Line, lines), *_older(report, lang), *receipts]


def _older(report: HoleReport, lang: Lang) -> list[Line]:
    """How many stored papers were too old to be looked at; nothing where there are none."""
    values = {"count": report.older, "first": report.first}
    return [Line(translate(lang, "holes.older", **values))] if report.older else []


def _asked(hole: Hole, lang: Lang) -> str:
    """The hole, and how often arXiv was asked for it again."""
    if not hole.asked:
        return _hole(hole, lang)
    key = "holes.final" if hole.is_final else "holes.asked"
    return translate(lang, key, hole=_hole(hole, lang), count=hole.asked)


def _hole(hole: Hole, lang: Lang) -> str:
    if hole.category:
        return translate(lang, "holes.thin", day=hole.day, category=hole.category, count=hole.missing)
    ids = {"first": hole.first, "last": hole.last}
    return translate(lang, "holes.range", day=hole.day, **ids, count=hole.missing, usual=hole.usual)


def _receipts(report: HoleReport, lang: Lang) -> list[Line]:
    """The queries that brought less than was announced, and the last one."""
    lines = [
        Line(translate(lang, "holes.short", **_values(one), announced=one.announced))
        for one in report.receipts
        if one.is_short
    ]
    for last in report.receipts[-1:]:
        values = {**_values(last), "what": term(lang, "asked_what", last.what)}
        if last.what == "snapshot":
            text = translate(lang, "holes.receipt_file", **values)
        elif last.open:
            text = translate(lang, "holes.receipt_open", **values)
        elif last.announced is None:
            text = translate(lang, "holes.receipt", **values)
        else:
            text = translate(lang, "holes.receipt_of", **values, announced=last.announced)
        lines.append(Line(text))
    return lines


def _values(one: AskedWindow) -> dict[str, object]:
    """Days without their times; ids as they are."""
    return {"day": one.at[:_DAY], "first": one.first[:_DAY], "last": one.last[:_DAY], "count": one.came}


def _json(report: HoleReport, lang: Lang) -> Json:  # noqa: ARG001 - a document is in English
    return Json(asdict(report))


WRITERS: dict[tuple[str, str], Callable[[Any, Lang], Written]] = {
    ("holes", "text"): _text,
    ("holes", "json"): _json,
}
