"""The reader's notes, one Markdown file a paper: found, read and created, never changed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from vlagraph.core.code_blocks import CodeBlocks
from vlagraph.core.papers.ids import is_id
from vlagraph.core.text import printable
from vlagraph.errors import PathRefusedError, StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import announce
from vlagraph.store.disk.writing import write_new
from vlagraph.store.reading import CONFLICT_MARKS, foreign_encoding, unreadable
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "HEAD",
    "STATUSES",
    "TEMPLATE",
    "Note",
    "create_note",
    "foreign_line",
    "load_notes",
    "note_file",
    "noted_paper",
    "parse_note",
]

STATUSES = ("unread", "reading", "read")
"""What a note may say of how far its paper is read, the least first."""
HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
"""The front matter, with its lines as the one group."""
TEMPLATE = "template.md"
"""The name of the template among the notes: no arXiv id, so that it is never taken for a note."""
_LONGEST_AUTHOR = 100
"""Characters of an author that are shown: longer ones are no names."""


@dataclass(frozen=True)
class Note:
    """A note as it stands in its file, by ``author`` where it says so.

    ``problem`` says what of it could not be used.
    """

    paper: str
    status: str | None = None
    rating: int | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    body: str = ""
    problem: Message | None = None
    author: str | None = None


def note_file(folder: Path, paper: str) -> Path:
    """Where the note of ``paper`` lies in ``folder``; the slash of an old id becomes "_", which no id has.

    Raises:
        StoreError: ``paper`` is not an arXiv id.
    """
    if not is_id(paper):
        raise StoreError("note.no_id", paper=repr(paper))
    return folder / f"{paper.replace('/', '_')}.md"


def noted_paper(name: str) -> str | None:
    """The arXiv id whose note a file of this name is; None for another file.

    >>> noted_paper("cs_9901001.md"), noted_paper("roadmap.md")
    ('cs/9901001', None)
    """
    paper = name.removesuffix(".md").replace("_", "/")
    return paper if name.endswith(".md") and is_id(paper) else None


def load_notes(folder: Path) -> dict[str, Note]:
    """The notes in ``folder`` by arXiv id, sorted; files with other names are left alone.

    A note that cannot be read is one with a problem and without text, so that it never stops the others.

    Raises:
        StoreError: the folder itself cannot be read.
    """
    notes = {}
    try:
        names = disk.list_folder(folder)
    except NotADirectoryError:
        return {}
    except OSError as error:
        raise unreadable(folder, error) from error
    for name in names:
        paper = noted_paper(name)
        if paper and not (folder / name).is_dir():
            notes[paper] = _read(paper, folder / name)
    return notes


def parse_note(paper: str, data: bytes) -> Note:
    """The note in ``data``; what cannot be used of it is a problem of the note, not an error."""
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    foreign = list(filter(None, [foreign_line(data), _conflict(data)]))
    head = HEAD.match(text)
    if head is None:
        return Note(paper, body=text.strip("\n"), problem=_joined(foreign))
    body = text[head.end() :].strip("\n")
    fields, unread = _front_matter(head.group(1))
    problems = [*foreign, *unread]
    status, rating = _word(fields.get("status")), _word(fields.get("rating"))
    if status and status not in STATUSES:
        problems.append(Message("note.status", {"status": repr(status), "known": ", ".join(STATUSES)}))
    if rating and not re.fullmatch("[1-5]", rating):
        problems.append(Message("note.rating", {"rating": repr(rating)}))
    topics = fields.get("topics") or []
    return Note(
        paper,
        status if status in STATUSES else None,
        int(rating) if re.fullmatch("[1-5]", rating) else None,
        _word(fields.get("date")) or None,
        tuple(map(_word, topics)) if isinstance(topics, list) else (_word(topics),),
        body,
        _joined(problems),
        printable(_word(fields.get("author")), most=_LONGEST_AUTHOR).strip() or None,
    )


def create_note(folder: Path, paper: str, *, text: str) -> tuple[Path, bool]:
    """The file of the note of ``paper``, and True if it was created with ``text`` just now.

    A note that is there is never touched: the new file is linked into place, which fails where there is one.

    Raises:
        StoreError: ``paper`` is not an arXiv id, the file cannot be written, or its place is taken by what is
            no file: a folder, or a link that leads nowhere.
    """
    path = note_file(folder, paper)
    if os.path.lexists(path):
        return _existing(path), False
    if folder.exists() and not folder.is_dir():
        raise StoreError("note.folder_is_file", folder=folder)
    try:
        data = text.encode()
        announce(path, data)
        write_new(path, data)
    except FileExistsError:
        return _existing(path), False
    except UnicodeEncodeError as error:
        raise StoreError("file.not_written_text", path=path) from error
    except OSError as error:
        raise StoreError("note.not_written", path=path, reason=reason_of(error)) from error
    return path, True


def _existing(path: Path) -> Path:
    """``path``, which is taken, if it is a file that can be opened."""
    try:
        disk.require_plain(path)
    except PathRefusedError as error:
        raise StoreError("note.place_taken", path=path, what=error.message) from error
    except OSError as error:
        broken = Message("note.broken_link") if path.is_symlink() else reason_of(error)
        raise StoreError("note.place_taken", path=path, what=broken) from error
    return path


def _read(paper: str, path: Path) -> Note:
    try:
        return parse_note(paper, disk.read(path))
    except OSError as error:
        return Note(paper, problem=Message("note.unreadable", {"reason": reason_of(error)}))


def _joined(problems: Sequence[Message]) -> Message | None:
    """All ``problems`` as one; None where there are none."""
    if not problems:
        return None
    return reduce(lambda one, other: Message("note.both", {"one": one, "other": other}), problems)


def foreign_line(data: bytes) -> Message | None:
    """The problem of ``data`` that is not UTF-8."""
    if encoding := foreign_encoding(data):
        return Message("note.encoding", {"encoding": encoding})
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Message("note.not_utf8", {"line": line})
    return None


def _conflict(data: bytes) -> Message | None:
    """The problem of ``data`` in which git left both sides with its three marks, the first of them in a line.

    Equals signs alone may underline a heading, and what stands in a block of code is quoted by the reader.
    """
    first, _, middle, last = CONFLICT_MARKS
    code, begun, wanted = CodeBlocks(), 0, first
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not code.hold(line.decode("latin-1")) and line.startswith(wanted):
            if wanted == last:
                return Message("state_file.conflict", {"line": begun})
            begun, wanted = (number, middle) if wanted == first else (begun, last)
    return None


def _word(value: object) -> str:
    """``value`` if it is text; "..." for a list or mapping, which aliases can make as large as they like."""
    return value if isinstance(value, str) else "..." if value else ""


def _front_matter(text: str) -> tuple[dict[str, Any], tuple[Message, ...]]:
    """The fields of the front matter, and why there are none where it cannot be read."""
    import yaml

    try:
        fields = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only, never objects
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Message("note.no_yaml_line", {"line": mark.line + 2}) if mark else Message("note.no_yaml")
        return {}, (where,)
    if fields is None or fields == "":
        return {}, ()
    return (fields, ()) if isinstance(fields, dict) else ({}, (Message("note.no_fields"),))
