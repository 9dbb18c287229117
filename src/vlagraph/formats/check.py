"""What a check of the roadmap found, for the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import MOST_SHOWN, count_kinds
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.figures import figure_rows
from vlagraph.words import render, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vlagraph.core.model import Lang
    from vlagraph.core.order import Checked
    from vlagraph.formats.blocks import Blocks, Written

__all__ = ["WRITERS"]


def _text(found: Checked, lang: Lang) -> Blocks:
    """The warnings, the figures, and how many problems there are; errors are told as an error."""
    lines = [Line(problem.text(lang)) for problem in found.problems[:MOST_SHOWN]]
    if (rest := len(found.problems) - MOST_SHOWN) > 0:
        lines.append(Line(translate(lang, "error.more_listed", count=rest)))
    if len(found.problems) > 1:
        lines.append(Line(count_kinds(found.problems, lang)))
    rows = figure_rows(found.figures, lang) if found.figures else []
    headers = (translate(lang, "column.figure"), translate(lang, "column.value"))
    count = len(found.problems)
    if count:
        last = translate(lang, "check.warnings", file=found.file, count=count)
    else:
        last = translate(lang, "error.problems", source=found.file, count=0)
    counted = [Line(str(render(message, lang))) for message in found.counted]
    return [*lines, Table(headers, rows), *counted, Line(last)]


def _document(found: Checked, lang: Lang) -> Json:
    """``{"file", "problems": [{"kind", "where", "what", "todo", "severity"}], "figures", "counted"}``."""
    rows = [
        {
            "kind": problem.kind,
            "where": problem.where,
            "what": render(problem.what, lang),
            "todo": render(problem.todo, lang),
            "severity": problem.severity,
        }
        for problem in found.problems
    ]
    figures = {"figures": found.figures} if found.figures else {}
    counted = [
        {
            "kind": message.key.partition(".")[2],
            "count": message.values["count"],
            "what": render(message, lang),
        }
        for message in found.counted
    ]
    return Json({"file": found.file, "problems": rows, **figures, "counted": counted})


WRITERS: Mapping[tuple[str, str], Callable[[Checked, Lang], Written]] = {
    ("check", "text"): _text,
    ("check", "json"): _document,
}
