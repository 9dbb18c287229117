"""What is wrong in a workspace, and what was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.errors import MOST_SHOWN
from vlagraph.formats.blocks import Json, Line
from vlagraph.words import Message, render, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vlagraph.core.diagnosis import Diagnosis
    from vlagraph.core.model import Lang
    from vlagraph.errors import Problem
    from vlagraph.formats.blocks import Blocks, Written

__all__ = ["WRITERS"]


def _text(found: Diagnosis, lang: Lang) -> Blocks:
    """What was mended, what is wrong, and the next step."""
    lines = [translate(lang, "doctor.mended", problem=_short(one, lang)) for one in found.mended]
    lines += [problem.text(lang) for problem in found.problems[:MOST_SHOWN]]
    if (rest := len(found.problems) - MOST_SHOWN) > 0:
        lines.append(translate(lang, "error.more_listed", count=rest))
    if found.mended:
        key = {0: "doctor.sum_unkept", len(found.mended): "doctor.sum_mended"}.get(
            found.kept, "doctor.sum_partly"
        )
        lines.append(translate(lang, key, count=len(found.mended), kept=found.kept))
    files = Message("doctor.files", {"count": found.files})
    lines.append(translate(lang, "doctor.sum", count=len(found.problems), files=files))
    if found.mendable:
        lines.append(translate(lang, "doctor.next", count=len(found.mendable)))
    return [Line(line) for line in lines]


def _short(problem: Problem, lang: Lang) -> str:
    return f"{problem.place(lang)}: {render(problem.what, lang)}"


def _document(found: Diagnosis, lang: Lang) -> Json:
    """``{"files", "problems": [{"kind", "where", "what", "todo", "severity", "mendable"}], "mended"}``."""
    rows = [
        {**_row(problem, lang), "mendable": place in found.mendable}
        for place, problem in enumerate(found.problems)
    ]
    mended = [_row(problem, lang) for problem in found.mended]
    return Json({"files": found.files, "problems": rows, "mended": mended})


def _row(problem: Problem, lang: Lang) -> dict[str, object]:
    what, todo = render(problem.what, lang), render(problem.todo, lang)
    row = {"kind": problem.kind, "where": problem.where, "what": what, "todo": todo}
    return {**row, "severity": problem.severity}


WRITERS: Mapping[tuple[str, str], Callable[[Diagnosis, Lang], Written]] = {
    ("diagnosis", "text"): _text,
    ("diagnosis", "json"): _document,
}
