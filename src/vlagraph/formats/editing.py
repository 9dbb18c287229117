"""What an edit of the roadmap wrote, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Line
from vlagraph.words import render, translate

if TYPE_CHECKING:
    from vlagraph.core.editing import Saved
    from vlagraph.core.model import Lang
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "saved_text"]


def saved_text(saved: Saved, lang: Lang) -> Blocks:
    """The files that changed, what a person must still write, and how many things ``check`` now warns of."""
    if not saved.files:
        return [Line(translate(lang, "edit.nothing_changed"))]
    lines = [Line(translate(lang, "file.written", path=path), wrap=False) for path in saved.files]
    lines += [Line(translate(lang, "file.removed", path=path), wrap=False) for path in saved.removed]
    todo = [Line(str(render(message, lang)), indent=2) for message in saved.todo]
    if saved.warnings:
        todo.append(Line(translate(lang, "edit.warnings", count=len(saved.warnings)), indent=2))
    return [*lines, Line(translate(lang, "edit.still_to_do"), bold=True), *todo] if todo else lines


WRITERS = {("edited", "text"): saved_text}
