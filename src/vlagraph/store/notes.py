"""The reader's notes, one Markdown file a paper: found, read and created, never changed."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.ids import is_id
from vlagraph.errors import StoreError
from vlagraph.store.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Note", "create_note", "load_notes", "note_file", "parse_note"]

_STATUS = ("unread", "reading", "read")
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Note:
    """A note as it stands in its file; ``problem`` says what of it could not be used."""

    paper: str
    status: str | None = None
    rating: int | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    body: str = ""
    problem: str | None = None


def note_file(folder: Path, paper: str) -> Path:
    """Where the note of ``paper`` lies in ``folder``; the slash of an old id becomes "_", which no id has.

    Raises:
        StoreError: ``paper`` is no arXiv id.
    """
    if not is_id(paper):
        raise StoreError(f"{paper!r} is no arXiv id. Write it as 2304.13705 or cs/0112017, without version.")
    return folder / f"{paper.replace('/', '_')}.md"


def load_notes(folder: Path) -> dict[str, Note]:
    """The notes in ``folder`` by arXiv id, sorted; files with other names are left alone.

    A note that cannot be read is one with a problem and without text, so that it never stops the others.
    """
    notes = {}
    for path in sorted(folder.glob("*.md")):
        paper = path.stem.replace("_", "/")
        if is_id(paper) and not path.is_dir():
            notes[paper] = _read(paper, path)
    return notes


def parse_note(paper: str, data: bytes) -> Note:
    """The note in ``data``; what cannot be used of it is a problem of the note, not an error."""
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    foreign = _foreign(data)
    head = _HEAD.match(text)
    if head is None:
        return Note(paper, body=text.strip("\n"), problem=foreign)
    body = text[head.end() :].strip("\n")
    fields, problem = _front_matter(head.group(1))
    problems = [found for found in (foreign, problem) if found]
    status, rating = _word(fields.get("status")), _word(fields.get("rating"))
    if status and status not in _STATUS:
        problems.append(f"status {status!r} is none of {', '.join(_STATUS)}")
    if rating and not re.fullmatch("[1-5]", rating):
        problems.append(f"rating {rating!r} is not 1 to 5")
    topics = fields.get("topics") or []
    return Note(
        paper,
        status if status in _STATUS else None,
        int(rating) if re.fullmatch("[1-5]", rating) else None,
        _word(fields.get("date")) or None,
        tuple(map(_word, topics)) if isinstance(topics, list) else (_word(topics),),
        body,
        "; ".join(problems) or None,
    )


def create_note(folder: Path, paper: str, *, text: str) -> tuple[Path, bool]:
    """The file of the note of ``paper``, and True if it was created with ``text`` just now.

    A note that is there is never touched: the new file is linked into place, which fails where there is one.

    Raises:
        StoreError: ``paper`` is no arXiv id, the file cannot be written, or its place is taken by what is no
            file: a folder, or a link that leads nowhere.
    """
    path = note_file(folder, paper)
    if os.path.lexists(path):
        return _there(path), False
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, so it cannot hold notes. Move it away and run again.")
    fresh = folder / f".vg-{os.getpid()}-{path.stem}.tmp"
    write_atomic(fresh, text)
    try:
        _place(fresh, path)
    except FileExistsError:
        return _there(path), False
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"{path}: not written ({reason}). Make the folder writable and retry.") from error
    finally:
        fresh.unlink(missing_ok=True)
    return path, True


def _there(path: Path) -> Path:
    """``path``, which is taken, if it is a file that can be opened."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        what = "a link that leads nowhere" if path.is_symlink() else error.strerror or type(error).__name__
        raise StoreError(f"{path}: no note can be here ({what}). Move it away and run again.") from error
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
        raise StoreError(f"{path}: no note can be here (it is {what}). Move it away and run again.")
    return path


def _place(fresh: Path, path: Path) -> None:
    if os.name == "nt":
        fresh.rename(path)  # refuses to replace on Windows
        return
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, which fails where it is taken
        path.touch(exist_ok=False)
        fresh.replace(path)


def _read(paper: str, path: Path) -> Note:
    try:
        if path.exists() and not path.is_file():
            return Note(paper, problem="it is no plain file")
        return parse_note(paper, path.read_bytes())
    except OSError as error:
        return Note(paper, problem=f"the file cannot be opened ({error.strerror or type(error).__name__})")


def _foreign(data: bytes) -> str | None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"line {line} is not UTF-8"
    return None


def _word(value: object) -> str:
    """``value`` if it is text; "..." for a list or mapping, which aliases can make as large as they like."""
    return value if isinstance(value, str) else "..." if value else ""


def _front_matter(text: str) -> tuple[dict[str, Any], str | None]:
    import yaml

    try:
        fields = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only, never objects
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        return {}, f"the front matter is no YAML{where}"
    if fields is None or fields == "":
        return {}, None
    return (fields, None) if isinstance(fields, dict) else ({}, "the front matter names no fields")
