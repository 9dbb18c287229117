"""Opening the index of a file of papers, made or brought up to date first where that is needed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from vlagraph.clock import Clock
from vlagraph.store import disk
from vlagraph.store.disk.writing import write
from vlagraph.store.index.lines import UnusableError, held_line, lines_of
from vlagraph.store.index.reading import MismatchError, PaperIndex
from vlagraph.store.index.stamp import stamp_of, wait_until_settled
from vlagraph.store.index.tables import FORMAT, open_sealed
from vlagraph.store.index.writing import write_index
from vlagraph.store.papers import PAPERS_SCHEMA, encode_papers
from vlagraph.store.recorded import load_recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from vlagraph.store.index.lines import Line

__all__ = ["ask_indexes", "open_packed", "open_plain"]

S = TypeVar("S")
T = TypeVar("T")

_OLD_SECONDS = 60 * 86_400.0
"""Age at which an index that workspaces share is removed when another is made: it costs a second to make."""


def open_plain(papers: Path, path: Path, stack: contextlib.ExitStack) -> PaperIndex:
    """The index in ``path`` of the file ``papers``, which stays open as long as it: one state of it answers.

    Raises:
        MismatchError, UnusableError, sqlite3.Error, OSError: there can be none.
    """
    file = stack.enter_context(disk.opened(papers))
    if (index := _opened(path, stamp_of(file))) is None:
        _refuse_useless(path, stamp_of(file))
        wait_until_settled(file)
        stamp = stamp_of(file)
        try:
            index = _made(path, partial(_read_lines, file, stamp), stamp)
        except UnusableError:
            _note_useless(path, stamp)
            raise
    stack.callback(index.close)
    return PaperIndex(index, path, file)


def _refuse_useless(path: Path, stamp: str) -> None:
    """Refuse the state ``stamp`` of a file of which was found before that there can be no index.

    Raises:
        UnusableError: so it was: what would be made for minutes would be thrown away again.
    """
    with contextlib.suppress(OSError):
        if disk.read(_useless(path)) == _state(stamp):
            raise UnusableError


def _note_useless(path: Path, stamp: str) -> None:
    with contextlib.suppress(OSError):  # a folder that takes no files: it is found out again
        write(_useless(path), _state(stamp))


def _state(stamp: str) -> bytes:
    """``stamp`` of a file, with what this version reads and makes of one."""
    return f"{FORMAT} {PAPERS_SCHEMA} {stamp}".encode()


def _useless(path: Path) -> Path:
    """Where it is kept of which state of its file there can be no index in ``path``."""
    return path.with_suffix(".useless")


def _read_lines(file: BinaryIO, stamp: str) -> Iterator[Line]:
    """All lines of ``file``, which must be in the state ``stamp`` before and after."""
    if os.fstat(file.fileno()).st_size > disk.LARGEST_STORE:
        raise UnusableError
    yield from lines_of(file)
    if stamp_of(file) != stamp:
        raise MismatchError


def open_packed(papers: Path, folder: Path, stack: contextlib.ExitStack) -> PaperIndex:
    """The index in ``folder`` of the recorded ``papers``, which holds their lines too.

    It is called after what the file holds, so that all workspaces with the same one share it.

    Raises:
        MismatchError, UnusableError, sqlite3.Error, OSError: there can be none.
    """
    with disk.opened(papers) as file:
        stamp = stamp_of(file, content_only=True)
    name = papers.name.partition(".")[0]
    path = folder / f"{name}-{stamp}.index"
    if (index := _opened(path, stamp)) is None:
        _forget_old(folder, name)
        index = _made(path, partial(_packed_lines, papers), stamp)
    stack.callback(index.close)
    return PaperIndex(index, path)


def ask_indexes(openers: Sequence[Callable[..., S]], question: Callable[[list[S]], T]) -> T | None:
    """The answer of what ``openers`` open, indexed where it can be; None where an index is of no use.

    One that turned out to be damaged is taken away, to be made anew.
    """
    sources: list[S] = []
    with contextlib.ExitStack() as stack:
        try:
            sources += (opener(stack) for opener in openers)
            return question(sources)
        except (MismatchError, sqlite3.Error):
            for source in sources:
                if isinstance(source, PaperIndex):
                    stack.callback(_take_away, source.path)
        except (UnusableError, OSError):
            pass
    return None


def _forget_old(folder: Path, name: str) -> None:
    """Remove indexes of files of this ``name`` that were made long ago, for other versions of the program."""
    limit = Clock().wall() - _OLD_SECONDS
    for file in disk.list_folder(folder):
        if file.startswith(f"{name}-") and file.endswith(".index"):
            with contextlib.suppress(OSError):
                if disk.require_plain(folder / file).st_mtime < limit:
                    disk.remove(folder / file)


def _take_away(path: Path) -> None:
    with contextlib.suppress(OSError):
        disk.remove(path)


def _packed_lines(papers: Path) -> Iterator[Line]:
    found, fault = load_recorded(papers)
    if fault is not None:
        raise UnusableError
    return (held_line(encode_papers({one: paper})) for one, paper in found.items())


def _made(path: Path, lines: Callable[[], Iterable[Line]], stamp: str) -> sqlite3.Connection:
    write_index(path, lines, stamp=stamp)
    index = _opened(path, stamp)
    if index is None:  # another process has just written that of another state
        raise MismatchError
    return index


def _opened(path: Path, stamp: str) -> sqlite3.Connection | None:
    """The index in ``path`` where it is that of the file with this ``stamp``."""
    if (found := open_sealed(path)) is None:
        return None
    index, known = found
    if known.get("stamp") == stamp:
        return index
    index.close()
    return None
