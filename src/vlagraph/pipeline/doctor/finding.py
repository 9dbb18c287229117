"""One fault of a workspace, and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.errors import DataError, Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vlagraph.errors import VlagraphError

__all__ = ["Finding", "findings_of", "mendable", "noticed"]


class Finding(NamedTuple):
    """A fault, and what mends it; None where that has no one right answer.

    ``written`` is the file of the reader's own that it writes, by which `undo` takes it back; None where it
    writes none.
    """

    problem: Problem
    cure: Callable[[], object] | None = None
    written: Path | None = None


def noticed(where: object, what: Message, todo: Message) -> Finding:
    """Something odd at ``where`` that a person must decide about."""
    return Finding(Problem(str(where), what, todo, "warning"))


def mendable(where: Path, what: Message, cure: Callable[[], object], *, own: bool = True) -> Finding:
    """Something odd at ``where`` with one right answer; with ``own`` a file of the reader's is written."""
    problem = Problem(str(where), what, Message("doctor.mend"), "warning")
    return Finding(problem, cure, where if own else None)


_PARTED = {
    "file.encoding": ("file.in_encoding", "file.not_utf8_todo"),
    "file.too_full": ("doctor.too_full", "doctor.too_full_todo"),
    "note.template": ("doctor.template", "doctor.template_todo"),
    "undo.not_own": ("doctor.not_own", "doctor.not_own_todo"),
    "undo.unread": ("doctor.unread", "doctor.change_todo"),
}
"""What is wrong and what to do of errors that say both in one sentence, with the path."""


def _unread(error: VlagraphError) -> tuple[Message, Message]:
    """What ``error`` says without the path, and what to do."""
    key, values = error.message
    what, todo = _PARTED.get(key, ("doctor.unread", "doctor.unread_todo"))
    return Message(what, {"reason": error, **values}), Message(todo, values)


def findings_of(
    path: Path, error: VlagraphError, cure: Callable[[], object] | None = None
) -> Iterator[Finding]:
    """What ``error`` says of ``path``; with a ``cure`` it has one right answer."""
    if not isinstance(error, DataError):
        what, todo = _unread(error)
        yield Finding(Problem(str(path), what, todo), cure, path)
        return
    for problem in error.problems:
        named = path.name in problem.where or ".json:" in problem.where
        where = problem.where if named else f"{path}: {problem.where}"
        where = str(path) if where == path.name else where
        todo = Message("doctor.mend") if cure else problem.todo
        yield Finding(problem._replace(where=where, todo=todo), cure, path)
