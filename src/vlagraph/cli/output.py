"""Printing: as wide as the terminal is, a line a row in a pipe, nothing that drives the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from vlagraph.cli.layout import prose_lines, record_lines, table_lines
from vlagraph.cli.streams import give_up, write_document
from vlagraph.core.text import escaped_json, safe_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.model import Lang
    from vlagraph.core.names import Near
    from vlagraph.core.parts import Mention
    from vlagraph.formats.blocks import Blocks, Line, Table
    from vlagraph.words import Message

__all__ = [
    "answer",
    "emit",
    "emit_json",
    "note",
    "remark",
    "stream",
    "tell",
]

_WIDEST_PROSE = 100
"""Columns: longer lines are hard to read."""


def emit(text: str | Message = "", lang: Lang | None = None, *, bold: bool = False) -> None:
    """Print ``text`` to stdout, a message in ``lang`` or the language of the run; bold only on a terminal."""
    shown = safe_lines(_worded(text, lang))
    click.echo(click.style(shown, bold=True) if bold and _coloured() else shown)


def note(text: str | Message | Near | Mention, lang: Lang | None = None) -> None:
    """Print a remark to stderr, a message in ``lang`` or the language of the run."""
    tell(f"vlagraph: {_worded(text, lang)}")


def tell(text: str) -> None:
    """Print ``text`` to stderr, wrapped to the terminal where that is one; an answer never waits for it."""
    try:
        for line in safe_lines(text).split("\n"):
            parts = prose_lines(line, shutil.get_terminal_size().columns) if sys.stderr.isatty() else [line]
            click.echo("\n".join(parts), err=True)
    except OSError:  # a full disk, or the reader left: nobody can be told
        give_up(sys.stderr)


def remark(notes: Iterable[Near | Mention | Message], lang: Lang | None = None) -> None:
    """Say remarks to stderr: how names were read, and what could not be."""
    for one in notes:
        note(one, lang)


def _worded(text: str | Message | Near | Mention, lang: Lang | None) -> str:
    from vlagraph.cli.language import run_language
    from vlagraph.words import render

    return text if isinstance(text, str) else str(render(text, lang or run_language()))


def emit_json(value: object) -> None:
    """Print ``value`` as JSON; characters that can drive a terminal are written as escapes."""
    from vlagraph.formats.documents import to_json

    write_document(escaped_json(to_json(value)) + "\n")


def answer(kind: str, value: object, form: str, lang: Lang) -> None:
    """Print the answer ``value``, which is of ``kind``, in the format ``form``; see `vlagraph.formats`."""
    from vlagraph.formats import write
    from vlagraph.formats.blocks import Json

    written = write(kind, form, value, lang)
    if isinstance(written, Json):
        emit_json(written.value)
    elif isinstance(written, str | bytes | Iterator):
        stream(written)
    else:
        _show(written)
    sys.stdout.flush()  # a reader who closed the pipe is noticed here, before what comes next is stored


def stream(pieces: str | bytes | Iterable[str]) -> None:
    """Print a text or bytes for programs, the pieces of a text as they come."""
    for piece in (pieces,) if isinstance(pieces, str | bytes) else pieces:
        write_document(piece)


def _show(blocks: Blocks) -> None:
    """Print the parts of an answer in order, as wide as the terminal is; in a pipe a line stays a line."""
    from vlagraph.formats.blocks import Table

    for block in blocks:
        if isinstance(block, Table):
            _table(block)
        else:
            _line(block)


def _line(line: Line) -> None:
    pad, columns = " " * line.indent, _columns()
    if columns is None or not line.wrap:
        emit(pad + line.text, bold=line.bold)
        return
    for part in prose_lines(line.text, min(columns, _WIDEST_PROSE) - line.indent):
        emit(pad + part, bold=line.bold)


def _table(table: Table) -> None:
    """Print ``table``, or where the terminal is too narrow for it each row as lines of its own."""
    columns = _columns()
    for line in table_lines(table, columns) or record_lines(table, columns or _WIDEST_PROSE):
        emit(line.text, bold=line.head)


def _columns() -> int | None:
    """How wide the terminal is; None in a pipe, where no line is broken that a program may search."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
