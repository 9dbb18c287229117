"""The parts of an answer for the terminal, which is asked for its width only when they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

__all__ = ["Blocks", "Json", "Line", "Table", "Written"]


class Line(NamedTuple):
    """A line of text, wrapped to the terminal where it is longer; an empty one is a gap.

    Without ``wrap`` it is printed as it is, whatever its length: a command to be copied, the lines of a tree.
    """

    text: str = ""
    indent: int = 0
    bold: bool = False
    wrap: bool = True


class Table(NamedTuple):
    """Rows under headers; the columns named by ``right`` are figures.

    A terminal that is too narrow for all of them leaves out those of ``spare``, the first of them first;
    where that does not help, each row becomes lines of its own under the cell of ``name``. The cells of the
    column ``below`` are no column on a terminal: each stands on a line under its row.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()
    spare: Sequence[int] = ()
    name: int = 0
    below: int | None = None


class Json(NamedTuple):
    """A value that is printed as one JSON document; structs and dataclasses by their fields."""

    value: object


Blocks: TypeAlias = Sequence[Line | Table]
Written: TypeAlias = Blocks | Json | str | bytes | Iterator[str]
"""An answer; an iterator gives the pieces of a long text one by one."""
