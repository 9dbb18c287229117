"""What was taken back, and what can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.text import printable
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vlagraph.core.change import Change
    from vlagraph.core.model import Lang
    from vlagraph.core.reverting import Undone
    from vlagraph.formats.blocks import Blocks, Written

__all__ = ["WRITERS"]


def _undone(done: Undone, lang: Lang) -> Blocks:
    """The command that was taken back, and what is as before."""
    command, at = printable(done.change.command), done.change.at[:16].replace("T", " ")
    key = "undo.done" if done.files or done.marks else "undo.stands_not"
    lines = [translate(lang, key, command=command, at=at)]
    if done.marks:
        lines.append(translate(lang, "undo.marks", count=done.marks))
    lines += [translate(lang, "undo.file", path=path) for path in done.files]
    if done.since:
        lines.append(translate(lang, "undo.since", count=done.since))
    lines += [translate(lang, "undo.left", path=path) for path in done.left]
    return [Line(lines[0], bold=True), *map(Line, lines[1:])]


def _undone_document(done: Undone, lang: Lang) -> Json:  # noqa: ARG001 - of every language
    """``{"number", "command", "at", "files", "marks", "changed_since", "left"}``."""
    change = {"number": done.change.number, "command": done.change.command, "at": done.change.at}
    what = {"files": done.files, "marks": done.marks, "changed_since": done.since, "left": done.left}
    return Json({**change, **what})


def _kept(changes: Sequence[Change], lang: Lang) -> Blocks:
    """The changes by number, the latest first."""
    if not changes:
        return [Line(translate(lang, "undo.nothing"))]
    headers = (
        translate(lang, "column.number"),
        translate(lang, "column.when"),
        translate(lang, "column.command"),
    )
    rows = [(str(one.number), one.at[:16].replace("T", " "), printable(one.command)) for one in changes]
    return [Table(headers, rows, right=(0,))]


def _kept_document(changes: Sequence[Change], lang: Lang) -> Json:  # noqa: ARG001 - of every language
    """``{"changes": [{"number", "command", "at"}]}``."""
    return Json(
        {"changes": [{"number": one.number, "command": one.command, "at": one.at} for one in changes]}
    )


WRITERS: Mapping[tuple[str, str], Callable[..., Written]] = {
    ("undone", "text"): _undone,
    ("undone", "json"): _undone_document,
    ("kept_changes", "text"): _kept,
    ("kept_changes", "json"): _kept_document,
}
