"""The text of a file to import, or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NoReturn

from vlagraph.errors import DataError, Problem
from vlagraph.store import disk
from vlagraph.store.reading import foreign_encoding, unmarked, unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Direction", "Source", "Wishes", "line_at", "read_text"]

_MOST_BYTES = 32 * 1024 * 1024
"""The largest file that is read: a graph of 100,000 topics takes less, and a larger file is none."""

_DONE = {
    "import.doubled_todo": "import.doubled_done",
    "import.doubled_id_todo": "import.doubled_id_done",
    "import.loose_end_todo": "import.loose_end_done",
    "import.no_ends_todo": "import.left_out",
    "import.no_id_todo": "import.left_out",
    "import.one_column_todo": "import.left_out",
}
"""What a lenient reader did, in place of what a person may do."""

Direction = Literal["needed-first", "needed-second"]
"""Which end of a pair is the prerequisite."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person says about a file: which end of a pair comes first, and whether to go on in doubt."""

    direction: Direction | None = None
    lenient: bool = False


@dataclass(frozen=True)
class Source:
    """A file as its reader sees it; remarks on what a lenient reader leaves out gather in it."""

    path: Path
    text: str
    wishes: Wishes = field(default_factory=Wishes)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the file or folder, as sources of requirements give it."""
        return disk.real_path(self.path).name

    @property
    def stem(self) -> str:
        """The name of the file without its ending, in words."""
        return disk.real_path(self.path).stem.replace("_", " ").replace("-", " ").strip() or self.name

    @property
    def needed_first(self) -> bool:
        """Whether the first end of a pair is the prerequisite, as an arrow from it to what it leads to."""
        return self.wishes.direction != "needed-second"

    def refuse(self, *problems: Problem) -> NoReturn:
        """Give the file up for ``problems``.

        Raises:
            DataError: always.
        """
        raise DataError(str(self.path), problems)

    def object_to(self, problems: list[Problem]) -> None:
        """Give the file up for ``problems`` if there are any, or with ``lenient`` keep them as remarks.

        Raises:
            DataError: there are some, and the reader is not lenient.
        """
        if problems and not self.wishes.lenient:
            self.refuse(*problems)
        for problem in problems:
            done = _DONE.get(problem.todo.key, problem.todo.key)
            todo = Message(done, problem.todo.values)
            self.remarks.append(problem._replace(todo=todo, severity="warning"))


def line_at(text: str, position: int) -> str:
    """How a message names the line of ``text`` at ``position``.

    >>> line_at("a b c", 2)
    'line 1'
    """
    return f"line {text.count(chr(10), 0, position) + 1}"


def read_text(path: Path) -> str:
    """The text in ``path``.

    Raises:
        StoreError: the file is not there or cannot be read.
        DataError: it is too large, empty, binary, or in another encoding than UTF-8.
    """
    try:
        size = path.stat().st_size
        data = unmarked(disk.read(path, largest=_MOST_BYTES)) if size <= _MOST_BYTES else b""
    except OSError as error:
        raise unreadable(path, error) from error
    if problem := _fault(data, size):
        raise DataError(str(path), [problem])
    return data.decode("utf-8")


def _fault(data: bytes, size: int) -> Problem | None:
    """What keeps ``data`` from being read as text."""
    if size > _MOST_BYTES:
        million = 1024 * 1024
        what = Message("import.too_large", {"size": -(-size // million), "most": _MOST_BYTES // million})
        return Problem("file", what, Message("import.too_large_todo"))
    if not data.strip():
        return Problem("file", Message("import.empty"), Message("import.empty_todo"))
    if encoding := foreign_encoding(data):
        what = Message("file.in_encoding", {"encoding": encoding})
        return Problem("file", what, Message("file.not_utf8_todo"))
    if b"\0" in data:
        return Problem("file", Message("import.binary"), Message("import.binary_todo"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(f"line {line}", Message("file.not_utf8"), Message("file.not_utf8_todo"))
    return None
