"""A table of pairs, a requirement a line: CSV with commas, semicolons or tabs, with a header or without.

Columns that a header names are told by their names. Without one, the first column is what comes first, as in
an arrow from a prerequisite to what it leads to; lists of edges, GraphML and node-link JSON are written so.
A column of 0 and 1 says which pairs hold. Columns that say nothing that is read are told.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.drafting.draft import Draft, DraftNeed, DraftTopic
from vlagraph.core.spelling import fold, literal
from vlagraph.core.text import printable, visible
from vlagraph.errors import Problem
from vlagraph.store.importing.cells import Row, parted_rows, remark_on_parted, remark_on_unread
from vlagraph.store.importing.needs import KINDS, Placed, kind_of, strongest
from vlagraph.store.importing.vocabulary import (
    COUNTED,
    HEADING,
    KIND,
    LATER,
    NEEDED,
    NO,
    PLAIN,
    REASON,
    VALID,
    YES,
)
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.store.importing.source import Source

__all__ = ["is_table", "odd_line", "read"]

_LOOKED_AT = 50
"""Lines that show what a file is."""
_DELIMITERS = ",;\t"
_EXCEL = re.compile(r"sep=(.)[ \t]*(?:\r\n?|\n|\Z)", re.IGNORECASE)
"""The first line by which Excel tells what parts the cells; it is no row."""
_QUOTED = re.compile(r'(?:\A|(?<=[,;\t|])) *"(?:[^"]|"")*("|\Z)')
"""A quoted cell of a line; the quote that closes it is lacking where the cell goes on."""
_ANKI = re.compile(r"#separator:")
"""The first line of a file of cards for Anki: a question and an answer a line, or more."""


class _Record(NamedTuple):
    """A row: the line where it begins, and what stands in it outside of quotes."""

    at: int
    bare: str


class _Columns(NamedTuple):
    """Where each part of a row stands; ``first`` is the first row with a pair."""

    needed: int
    topic: int
    reason: int | None
    kind: int | None
    valid: int | None
    first: int


def is_table(text: str, *, share: float = 1.0) -> bool:
    """Whether ``share`` of the first rows of ``text`` have at least two columns."""
    text, marks = _without_sign(text)
    lines = list(islice(_records(text), _LOOKED_AT))
    return bool(lines) and max(_held_by(lines, mark) for mark in marks) >= share * len(lines)


def odd_line(text: str, *, share: float) -> int | None:
    """The first line of ``text`` that is no row of two columns, where ``share`` of the first rows are."""
    if not is_table(text, share=share):
        return None
    text, marks = _without_sign(text)
    lines = list(_records(text))
    most = max(marks, key=lambda mark: _held_by(lines[:_LOOKED_AT], mark))
    return next((line.at for line in lines if most not in line.bare), None)


def _without_sign(text: str) -> tuple[str, str]:
    """``text`` with an empty line for the one of Excel, and the signs that may part its cells."""
    marked = _EXCEL.match(text)
    return (f"\n{text[marked.end() :]}", marked[1]) if marked else (text, _DELIMITERS)


def _held_by(lines: Iterable[_Record], mark: str) -> int:
    return sum(mark in line.bare for line in lines)


def _records(text: str) -> Iterator[_Record]:
    """Each row of ``text``, also one whose quoted cells have several lines.

    Behind a quote that nothing closes each line is a row, so that a cut table is still told as one.
    """
    lines = [line.rstrip("\r\n") for line in _lines(text)]
    begun, held, is_open = 1, "", False
    for at, line in enumerate(lines, 1):
        if not is_open:
            begun, held = at, ""
            if not _counts(line):
                continue
        cells = f'"{line}' if is_open else line
        ends = [found[1] for found in _QUOTED.finditer(cells)]
        held, is_open = held + _QUOTED.sub("", cells), bool(ends) and not ends[-1]
        if not is_open:
            yield _Record(begun, held)
    for at, line in enumerate(lines[begun - 1 :] if is_open else (), begun):
        if _counts(line):
            yield _Record(at, line)


def _lines(text: str) -> list[str]:
    """``text`` by its lines with their ends; other signs of Unicode that part lines stand in cells too."""
    return list(io.StringIO(text, newline=""))


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def read(source: Source) -> Draft:
    """The topics that the pairs name, and a requirement for each pair.

    Raises:
        DataError: the table is cut, a row has one column, or it is one of cards.
    """
    if _ANKI.match(source.text):
        source.refuse(Problem("line 1", Message("import.cards"), Message("import.cards_todo")))
    delimiter, rows = _rows(source)
    columns = _columns(source, rows)
    topics: dict[str, DraftTopic] = {}
    needs: list[Placed] = []
    body, ends = rows[columns.first :], (columns.needed, columns.topic)
    short = [row for row in body if len(row.cells) <= max(ends)]
    what, todo = Message("import.one_column"), Message("import.one_column_todo")
    source.object_to([Problem(f"line {row.line}", what, todo) for row in short])
    full = [row for row in body if len(row.cells) > max(ends)]
    pairs = parted_rows((row for row in full if _holds(row.cells, columns)), *ends, delimiter)
    _tell_denied(source, [row.line for row in full if not _holds(row.cells, columns)], columns)
    source.remarks.extend(remark_on_parted(pairs, *ends))
    width = max((len(row.cells) for row in rows[: columns.first]), default=max(ends) + 1)
    source.remarks.extend(remark_on_unread(body, width, columns.valid))
    for pair in pairs:
        where = f"line {pair.row.line}"
        for name in (*pair.needed, *pair.topic):
            key = literal(name)
            topics.setdefault(key, DraftTopic(key=key, name=name, where=where))
        for needed, topic in product(map(literal, pair.needed), map(literal, pair.topic)):
            needs.append(Placed(where, _need(source, columns, pair.row, (needed, topic))))
    if not topics:
        source.refuse(Problem("file", Message("import.no_pairs"), Message("import.no_pairs_todo")))
    return Draft(title=source.stem, topics=tuple(topics.values()), needs=strongest(source, needs))


def _need(source: Source, columns: _Columns, row: Row, ends: tuple[str, str]) -> DraftNeed:
    """What a row says of a requirement: the first of ``ends`` comes before the second."""
    return DraftNeed(
        topic=ends[1],
        needed=ends[0],
        reason=_cell(row.cells, columns.reason),
        kind=kind_of(_cell(row.cells, columns.kind)),
        source=f"{source.name}:{row.line}",
    )


def _cell(row: Sequence[str], at: int | None) -> str:
    """What stands in the column ``at``; nothing where there is none."""
    return row[at] if at is not None and at < len(row) else ""


def _rows(source: Source) -> tuple[str, list[Row]]:
    """What parts the cells, and each row with its line, without comments and empty lines.

    Raises:
        DataError: a quoted cell is not closed, as where the file is cut.
    """
    text, marks = _without_sign(source.text)
    shown = list(islice(_records(text), _LOOKED_AT))
    delimiter = max(marks, key=lambda mark: _held_by(shown, mark))
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True, skipinitialspace=True)
    rows, begun = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                rows.append(Row(begun, row))
            begun = reader.line_num + 1
    except csv.Error:
        source.refuse(Problem(f"line {begun}", Message("import.bad_row"), Message("import.bad_row_todo")))
    return delimiter, rows


def _columns(source: Source, rows: Sequence[Row]) -> _Columns:
    """The columns, by the header where there is one, and by what the person says.

    Raises:
        DataError: a header names one end of the pairs alone, and nobody says which column is the other.
    """
    header = [fold(cell) for cell in rows[0][1]] if rows else []
    needed = next((at for at, name in enumerate(header) if name in NEEDED), None)
    topic = next((at for at, name in enumerate(header) if name in LATER and at != needed), None)
    named = needed is not None and topic is not None
    ends = [at for at in (needed, topic) if at is not None]
    half = len(ends) == 1 and header[ends[0]] in HEADING and not _is_topic(header[ends[0]], rows[1:])
    if half and source.wishes.direction is None:
        lacking = "prerequisite" if needed is None else "topic"
        source.refuse(_half_named(rows[0][0], rows[0][1][ends[0]], lacking))
    if not named or source.wishes.direction is not None:
        needed, topic = (0, 1) if source.needed_first else (1, 0)
    headed = named or half or _is_plain(header, rows[1:])
    extra = [at for at in range(len(header)) if at not in (needed, topic)]
    reason = next((at for at in extra if headed and header[at] in REASON), None)
    kind = next((at for at in extra if headed and header[at] in KIND and _is_kind(rows[1:], at)), None)
    valid = next((at for at in extra if at > 1 and _is_valid(rows, at, headed=headed)), None)
    if headed and rows:
        line, names = rows[0]
        _tell_unread(source, line, [names[at] for at in extra if at not in (reason, kind, valid)])
    return _Columns(needed or 0, topic or 0, reason, kind, valid, 1 if headed else 0)


def _half_named(line: int, name: str, lacking: str) -> Problem:
    what = Message("import.half_named", {"name": repr(printable(visible(name)))})
    return Problem(f"line {line}", what, Message("import.half_named_todo", {"lacking": lacking}))


def _tell_unread(source: Source, line: int, cells: Iterable[str]) -> None:
    """A remark on the columns whose names say nothing that is read, so that nothing is lost unseen."""
    if names := [repr(printable(cell)) for cell in map(visible, cells) if cell]:
        what = Message("import.unread_columns", {"count": len(names), "names": ", ".join(names)})
        source.remarks.append(Problem(f"line {line}", what, Message("import.unread_columns_todo"), "warning"))


def _tell_denied(source: Source, lines: Sequence[int], columns: _Columns) -> None:
    """A remark on the pairs of which a column says that they do not hold."""
    if lines and columns.valid is not None:
        what = Message("import.denied", {"count": len(lines), "column": columns.valid + 1})
        source.remarks.append(Problem(f"line {lines[0]}", what, Message("import.denied_todo"), "warning"))


def _is_topic(name: str, rows: Sequence[Row]) -> bool:
    """Whether a cell of the first row stands in pairs again, so that it is a topic and no header."""
    return any(name in map(fold, row[:2]) for _, row in rows)


def _is_kind(rows: Sequence[Row], at: int) -> bool:
    """Whether the column ``at`` says of each pair how much it counts; an empty cell says nothing."""
    return {*_cells(rows, at)} - {""} <= set(KINDS)


def _is_plain(header: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether the first row only says that there are two columns; "A" and "B" may be topics as well."""
    first = set(header[:2])
    return first <= PLAIN and not any(first.intersection(map(fold, row[:2])) for _, row in rows)


def _is_valid(rows: Sequence[Row], at: int, *, headed: bool) -> bool:
    """Whether the column ``at`` says of each pair whether it holds."""
    if headed and fold(rows[0][1][at]) in COUNTED:
        return False
    cells = list(_cells(rows[1:] if headed else rows, at))
    named = headed and fold(rows[0][1][at]) in VALID
    return bool(cells) and (named or len(set(cells)) > 1 or set(cells) <= YES) and set(cells) <= YES | NO


def _cells(rows: Sequence[Row], at: int) -> Iterator[str]:
    return (row[at].strip().casefold() for _, row in rows if at < len(row))


def _holds(row: Sequence[str], columns: _Columns) -> bool:
    at = columns.valid
    return at is None or at >= len(row) or row[at].strip().casefold() in YES
