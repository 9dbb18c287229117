"""Text laid out in the columns of a terminal: lines of prose, tables. Nothing is printed here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.formats.blocks import Table

__all__ = ["TableLine", "prose_lines", "record_lines", "table_lines", "width_of", "wrapped"]

_GAP = "  "
_LEAST_PROSE = 14
"""Columns below which the words of a cell stand one below the other."""
_NARROW = 30
"""Columns below which text of many lines is hard to read."""
_MOST_LINES = 3
"""Lines of a cell in a narrow column that are still taken in at a glance."""
_HEAD_LINES = 2
"""Lines of the head of a table."""

_IDEOGRAPHS = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana and Chinese characters: a line may end between two of them, as no blanks part their words. Korean is
written with blanks and broken there, as its readers expect of names."""
_OPENING = "(\\[（［「『【《〈“‘"
_PIECE = re.compile(
    f"[{_OPENING}]*[{_IDEOGRAPHS}][^\\s{_IDEOGRAPHS}{_OPENING}]*|(?:(?![{_OPENING}]*[{_IDEOGRAPHS}]).)+"
)
"""Such a character with the signs and letters that follow it, or a run of others."""
_NUMBER = re.compile(r" *(\d+\. +|- )(?=\S)")


class TableLine(NamedTuple):
    """A line of a table, and whether it belongs to the head of it."""

    text: str
    head: bool = False


def width_of(text: str) -> int:
    """The columns that ``text`` takes in a terminal; wide East Asian characters and emoji take two.

    >>> width_of("인과 추론"), width_of("👩‍🔬")
    (9, 2)
    """
    if text.isascii():
        return len(text)  # most texts; what measures the others takes 2 ms to import
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(words: Iterable[str], columns: int) -> Iterator[str]:
    """Lines of at most ``columns`` terminal columns; a longer word stands alone and is never cut.

    >>> list(wrapped("read mixed-precision-training first".split(), 12))
    ['read', 'mixed-precision-training', 'first']
    """
    line, used = "", 0
    for lead, piece in _pieces(words):
        width = width_of(piece)
        if not line:
            line, used = piece, width
        elif used + len(lead) + width > columns:
            yield line.rstrip()
            line, used = piece.lstrip(), width_of(piece.lstrip())
        else:
            line += lead + piece
            used += len(lead) + width
    yield line


def _pieces(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What no line breaks, each with what parts it from the piece before: a blank, or nothing."""
    for word in words:
        if word.isascii() or "/" in word:  # a path or an address stays whole in any script
            yield " ", word
            continue
        for index, piece in enumerate(_PIECE.findall(word)):
            yield "" if index else " ", piece


def prose_lines(text: str, columns: int) -> Iterator[str]:
    """``text`` on lines of at most ``columns``; blanks between words stay, a number at its start hangs out.

    >>> list(prose_lines("1. one two  three", 9))
    ['1. one', '   two', '   three']
    """
    text = one_line(text, squeeze=False).rstrip()
    if width_of(text) <= columns:
        yield text
        return
    number = _NUMBER.match(text)
    lead = number[0] if number else " " * (len(text) - len(text.lstrip()))
    words = text[len(lead) :].replace(" · ", "\u00a0· ").split(" ")
    joined = [f" {word}" if not words[i - 1] and i else word for i, word in enumerate(words) if word]
    hang = " " * width_of(lead)
    for index, line in enumerate(wrapped(joined, columns - len(hang))):
        yield (hang if index else lead) + line.replace("\u00a0", " ")


def table_lines(table: Table, columns: int | None) -> list[TableLine] | None:
    """The lines of ``table``, not wider than ``columns``; of any width where that is None, a line a row.

    Columns without a word are left out. Cells are wrapped at blanks, never within a word. Where that is not
    enough the columns that the table can spare are left out one by one; None where no table is readable.
    """
    used = [i for i, _ in enumerate(table.headers) if any(row[i] for row in table.rows) or not table.rows]
    cells = {i: [one_line(row[i], squeeze=False).strip() for row in table.rows] for i in used}
    natural = {i: max(map(width_of, (table.headers[i], *cells[i]))) for i in used}
    if columns is None:
        return _drawn(table, cells, natural, columns=None)
    used = [i for i in used if i != table.below]
    least = {i: _least(table.headers[i], cells[i], natural[i]) for i in used}
    for left_out in range(len(table.spare) + 1):
        kept = [i for i in used if i not in table.spare[:left_out]]
        widths = _widths({i: natural[i] for i in kept}, least, columns)
        if widths and not _too_tall(cells, widths):
            return _drawn(table, cells, widths, columns=columns)
    return None


def record_lines(table: Table, columns: int) -> Iterator[TableLine]:
    """Each row of ``table`` as a name with its facts below it, ready to be read one after the other."""
    for row in table.rows:
        facts = [
            f"{header}: {cell}" if header else cell
            for i, (header, cell) in enumerate(zip(table.headers, row, strict=True))
            if cell and i not in (table.name, table.below)
        ]
        name = row[table.name]
        if table.name and table.headers[0] == "#":
            name, facts = f"{row[0]}. {name}", facts[1:]
        yield from (TableLine(line, head=True) for line in prose_lines(name, columns))
        yield from (TableLine(_GAP + line) for line in _packed(facts, columns - len(_GAP)))
        if table.below is not None and row[table.below]:
            yield from _under(row[table.below], columns)


def _packed(facts: Iterable[str], columns: int) -> Iterator[str]:
    """``facts`` on few lines, none of them broken; one that is longer than a line has lines of its own."""
    line = ""
    for fact in facts:
        longer = f"{line} · {fact}" if line else fact
        if width_of(longer) <= columns:
            line = longer
            continue
        yield from prose_lines(line, columns) if line else ()
        line = fact
    yield from prose_lines(line, columns) if line else ()


def _widths(natural: dict[int, int], least: dict[int, int], columns: int) -> dict[int, int] | None:
    """How wide each column is, the wide ones giving way first; None where a word or a reader has no room."""
    room = columns - len(_GAP) * (len(natural) - 1)
    widths = {i: least[i] for i in natural}
    if sum(widths.values()) > room:
        return None
    for most in range(max(natural.values()), 0, -1):
        widths = {i: max(least[i], min(natural[i], most)) for i in natural}
        if sum(widths.values()) <= room:
            break
    return _with_rest(widths, natural, room - sum(widths.values()))


def _with_rest(widths: dict[int, int], natural: dict[int, int], rest: int) -> dict[int, int]:
    """``widths`` with the columns that are left given to the first that wraps."""
    for i, width in widths.items():
        more = min(rest, natural[i] - width)
        widths[i] += more
        rest -= more
    return widths


def _least(header: str, column: Sequence[str], natural: int) -> int:
    """Columns for the longest word and the head on two lines; for prose also for what is read with ease."""
    words = (piece for cell in (header, *column) for _, piece in _pieces(cell.split()))
    least = max(map(width_of, words), default=0)
    if any(" " in cell for cell in column):
        least = max(least, min(natural, _LEAST_PROSE))
    while _height(header, least) > _HEAD_LINES:
        least += 1
    return least


def _too_tall(cells: dict[int, list[str]], widths: dict[int, int]) -> bool:
    narrow = [i for i in widths if widths[i] < _NARROW]
    return any(_height(cell, widths[i]) > _MOST_LINES for i in narrow for cell in cells[i])


def _height(cell: str, width: int) -> int:
    return len(list(wrapped(cell.split(), width)))


def _drawn(
    table: Table, cells: dict[int, list[str]], widths: dict[int, int], *, columns: int | None
) -> list[TableLine]:
    """The head, a rule under it where it is for a terminal of ``columns``, and the rows."""
    wrap = columns is not None
    head = _row({i: table.headers[i] for i in widths}, widths, table.right, wrap=wrap)
    lines = [TableLine(line, head=True) for line in head]
    if wrap:
        lines.append(TableLine("─" * (sum(widths.values()) + len(_GAP) * (len(widths) - 1))))
    for number in range(len(table.rows)):
        row = {i: cells[i][number] for i in widths}
        lines += map(TableLine, _row(row, widths, table.right, wrap=wrap))
        if columns is not None and table.below in cells and (under := cells[table.below][number]):
            lines += _under(under, columns)
    return lines


def _under(text: str, columns: int) -> Iterator[TableLine]:
    """``text`` on lines of its own, set in."""
    return (TableLine(_GAP + line) for line in prose_lines(text, columns - len(_GAP)))


def _row(row: dict[int, str], widths: dict[int, int], right: Sequence[int], *, wrap: bool) -> Iterator[str]:
    """The lines of one row, each cell padded to its column."""
    parts = {i: list(wrapped(cell.split(), widths[i])) if wrap else [cell] for i, cell in row.items()}
    for number in range(max(map(len, parts.values()))):
        cells = {i: lines[number] if number < len(lines) else "" for i, lines in parts.items()}
        yield _GAP.join(_pad(cells[i], widths[i], right=i in right) for i in cells).rstrip()


def _pad(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - width_of(text))
    return blank + text if right else text + blank
