"""What an edit of the roadmap wrote, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.formats.blocks import Json, Line
from vlagraph.words import render, say

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS"]


def _text(saved: Any, lang: Lang) -> Blocks:  # noqa: ANN401 - a value of the pipeline, which is above
    if not saved.files:
        return [Line(say(lang, "edit.nothing_changed"))]
    lines = [Line(say(lang, "edit.wrote", path=path), wrap=False) for path in saved.files]
    if saved.todo or saved.warnings:
        lines.append(Line(say(lang, "edit.still_to_do"), bold=True))
    lines += [Line(str(render(message, lang)), indent=2) for message in saved.todo]
    lines += [Line(problem.text(lang), indent=2) for problem in saved.warnings]
    return lines


def _json(saved: Any, lang: Lang) -> Json:  # noqa: ANN401 - the same
    problems = [
        {"where": one.where, "what": render(one.what, lang), "todo": render(one.todo, lang)}
        for one in saved.warnings
    ]
    todo = [render(message, lang) for message in saved.todo]
    return Json({"files": [str(path) for path in saved.files], "todo": todo, "warnings": problems})


WRITERS = {("edited", "text"): _text, ("edited", "json"): _json}
