"""A table of pairs, a requirement a line: CSV with commas, semicolons or tabs, with a header or without.

Columns that a header names are told by their names. Without one, the first column is what comes first, as in
an arrow from a prerequisite to what it leads to; lists of edges, GraphML and node-link JSON are written so.
A column of 0 and 1 says which pairs hold.
"""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.drafting.draft import Draft, DraftNeed, DraftTopic
from vlagraph.core.spelling import fold, literal
from vlagraph.core.text import visible
from vlagraph.errors import Problem
from vlagraph.store.importing.vocabulary import LATER, NEEDED, NO, PLAIN, REASON, VALID, YES
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.store.importing.source import Source

__all__ = ["is_table", "read"]

_LOOKED_AT = 50
"""Lines that show what a file is."""
_DELIMITERS = ",;\t"


class _Columns(NamedTuple):
    """Where each part of a row stands; ``first`` is the first row with a pair."""

    needed: int
    topic: int
    reason: int | None
    valid: int | None
    first: int


def is_table(text: str, *, share: float = 1.0) -> bool:
    """Whether ``share`` of the first lines of ``text`` are rows of at least two columns."""
    lines = [line for line in islice(text.splitlines(), _LOOKED_AT * 2) if _counts(line)][:_LOOKED_AT]
    most = max(sum(mark in line for line in lines) for mark in _DELIMITERS)
    return bool(lines) and most >= share * len(lines)


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def read(source: Source) -> Draft:
    """The topics that the pairs name, and a requirement for each pair.

    Raises:
        DataError: the table is cut, or a row has one column.
    """
    rows = _rows(source)
    columns = _columns(source, rows)
    problems: list[Problem] = []
    topics: dict[str, DraftTopic] = {}
    needs: dict[tuple[str, str], DraftNeed] = {}
    for line, row in rows[columns.first :]:
        if len(row) <= max(columns.needed, columns.topic):
            problems.append(
                Problem(f"line {line}", Message("import.one_column"), Message("import.one_column_todo"))
            )
            continue
        if not _holds(row, columns):
            continue
        ends = [_name(row[columns.needed]), _name(row[columns.topic])]
        for name in filter(None, ends):
            topics.setdefault(literal(name), DraftTopic(key=literal(name), name=name, where=f"line {line}"))
        if all(ends):
            reason = row[columns.reason] if columns.reason is not None and columns.reason < len(row) else ""
            key = (literal(ends[1]), literal(ends[0]))
            whole = DraftNeed(topic=key[0], needed=key[1], reason=reason, source=f"{source.name}:{line}")
            needs.setdefault(key, whole)
    source.object_to(problems)
    if not topics:
        source.refuse(Problem("file", Message("import.no_pairs"), Message("import.no_pairs_todo")))
    return Draft(title=source.stem, topics=tuple(topics.values()), needs=tuple(needs.values()))


def _name(cell: str) -> str:
    """The name in a cell; underscores stand for blanks where it has none, as in titles of Wikipedia."""
    name = visible(cell)
    return name if " " in name else visible(name.replace("_", " "))


def _rows(source: Source) -> list[tuple[int, list[str]]]:
    """Each row with its line, without comments and empty lines.

    Raises:
        DataError: a quoted cell is not closed, as where the file is cut.
    """
    lines = source.text.splitlines(keepends=True)
    shown = [line for line in lines if _counts(line)][:_LOOKED_AT]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(mark in line for line in shown))
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    rows, begun = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                rows.append((begun, row))
            begun = reader.line_num + 1
    except csv.Error:
        source.refuse(Problem(f"line {begun}", Message("import.bad_row"), Message("import.bad_row_todo")))
    return rows


def _columns(source: Source, rows: Sequence[tuple[int, list[str]]]) -> _Columns:
    """The columns, by the header where there is one, and by what the person says."""
    header = [fold(cell) for cell in rows[0][1]] if rows else []
    needed = next((at for at, name in enumerate(header) if name in NEEDED), None)
    topic = next((at for at, name in enumerate(header) if name in LATER and at != needed), None)
    named = needed is not None and topic is not None
    if not named or source.wishes.direction is not None:
        needed, topic = (0, 1) if source.needed_first else (1, 0)
    headed = named or _is_plain(header, rows[1:])
    extra = range(2, len(header))
    reason = next((at for at in extra if headed and header[at] in REASON), None)
    valid = next((at for at in extra if _is_valid(rows, at, headed=headed)), None)
    return _Columns(needed or 0, topic or 0, reason, valid, 1 if headed else 0)


def _is_plain(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the first row only says that there are two columns; "A" and "B" may be topics as well."""
    first = set(header[:2])
    return first <= PLAIN and not any(first.intersection(map(fold, row[:2])) for _, row in rows)


def _is_valid(rows: Sequence[tuple[int, list[str]]], at: int, *, headed: bool) -> bool:
    """Whether the column ``at`` says of each pair whether it holds."""
    cells = list(_cells(rows[1:] if headed else rows, at))
    named = headed and fold(rows[0][1][at]) in VALID
    return bool(cells) and (named or len(set(cells)) > 1 or set(cells) <= YES) and set(cells) <= YES | NO


def _cells(rows: Sequence[tuple[int, list[str]]], at: int) -> Iterator[str]:
    return (row[at].strip().casefold() for _, row in rows if at < len(row))


def _holds(row: list[str], columns: _Columns) -> bool:
    at = columns.valid
    return at is None or at >= len(row) or row[at].strip().casefold() in YES
