"""What the cells of a table hold beside one name each: several names, or what no column is for."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.spelling import fold, literal
from vlagraph.core.text import printable, visible
from vlagraph.errors import Problem
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["Ends", "Row", "name_in", "parted_rows", "remark_on_parted", "remark_on_unread"]

_SIGNS = ";|\uff1b\uff5c"
"""What people put between several names in one cell; a comma stands in names too."""
_LISTED = re.compile(rf"[,\uff0c{_SIGNS}]")
"""What parts names that stand in the other column too, also where it parts cells and is quoted."""
_PAGE = re.compile(r"(?<!\s)\s*+\(https?://[^\s()]+\)\s*(?:,\s*|\Z)")
"""The address of a page behind its name, as Notion writes relations, and the comma behind that."""
_BRACKETS = ("()", "[]", "{}")


class Row(NamedTuple):
    """A line of a table with its cells."""

    line: int
    cells: Sequence[str]


class Ends(NamedTuple):
    """The names in the two cells of a pair: what comes first, and what needs it."""

    row: Row
    needed: tuple[str, ...]
    topic: tuple[str, ...]


def name_in(cell: str) -> str:
    """The name in a cell; underscores stand for blanks where it has none, as in titles of Wikipedia."""
    name = visible(cell)
    return name if " " in name else visible(name.replace("_", " "))


def parted_rows(rows: Iterable[Row], needed: int, topic: int, delimiter: str) -> list[Ends]:
    """The names in the columns ``needed`` and ``topic``; what is one name in the other column is one here."""
    rows = list(rows)
    names = [{literal(name_in(row.cells[at])) for row in rows} for at in (topic, needed)]
    signs = re.compile("[" + re.escape(_SIGNS.replace(delimiter, "")) + "]")
    return [
        Ends(row, _names(row.cells[needed], names[0], signs), _names(row.cells[topic], names[1], signs))
        for row in rows
    ]


def _names(cell: str, others: Collection[str], signs: re.Pattern[str]) -> tuple[str, ...]:
    """The names in ``cell``: several where signs part it, none of them in brackets or of an entity.

    Any sign parts names that all stand in the other column, and pages with their addresses behind them.
    """
    whole = name_in(_PAGE.sub(", ", cell).rstrip(" ,") if _PAGE.search(cell) else cell)
    if literal(whole) in others or html.unescape(cell) != cell:
        return (whole,) if whole else ()
    if _PAGE.search(cell):
        return _parts(cell, _PAGE)
    listed = _parts(cell, _LISTED)
    if len(listed) > 1 and all(literal(part) in others for part in listed):
        return listed
    parts = _parts(cell, signs)
    if len(parts) < 2 or not all(fold(part) and _is_closed(part) for part in parts):
        return (whole,) if whole else ()
    return parts


def _parts(cell: str, signs: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(name_in, signs.split(cell)) if part))


def _is_closed(part: str) -> bool:
    return all(part.count(pair[0]) == part.count(pair[1]) for pair in _BRACKETS)


def remark_on_parted(pairs: Iterable[Ends], needed: int, topic: int) -> Iterable[Problem]:
    """A remark where cells hold several names, with the first such cell."""
    parted = [
        (pair.row.line, pair.row.cells[at])
        for pair in pairs
        for at, names in ((needed, pair.needed), (topic, pair.topic))
        if len(names) > 1
    ]
    if parted:
        what = Message("import.several", _first_of(parted))
        yield Problem(f"line {parted[0][0]}", what, Message("import.several_todo"), "warning")


def remark_on_unread(rows: Iterable[Row], width: int, without: int | None) -> Iterable[Problem]:
    """A remark where rows have cells beyond the first ``width``, of which nothing is read."""
    cells = ((row.line, at, cell) for row in rows for at, cell in enumerate(row.cells))
    unread = [(line, cell) for line, at, cell in cells if at >= width and at != without and visible(cell)]
    if unread:
        what = Message("import.unread_cells", _first_of(unread))
        yield Problem(f"line {unread[0][0]}", what, Message("import.unread_cells_todo"), "warning")


def _first_of(cells: Sequence[tuple[int, str]]) -> dict[str, object]:
    return {"count": len(cells), "first": repr(printable(visible(cells[0][1])))}
