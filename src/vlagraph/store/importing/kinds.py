"""Which kind of file it is, by what it holds, and who reads it."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.errors import DataError, Problem
from vlagraph.store import disk
from vlagraph.store.importing.source import Source, read_text
from vlagraph.words import Message

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.core.drafting import Draft
    from vlagraph.core.model import Roadmap
    from vlagraph.store.importing.source import Wishes

__all__ = ["KINDS", "Read", "read_import"]

KINDS = {
    "markdown": "vlagraph.store.importing.markdown",
    "csv": "vlagraph.store.importing.pairs",
    "node-link": "vlagraph.store.importing.node_link",
    "graphml": "vlagraph.store.importing.graphml",
    "canvas": "vlagraph.store.importing.canvas",
    "roadmap-sh": "vlagraph.store.importing.roadmap_sh",
    "metacademy": "vlagraph.store.importing.metacademy",
}
"""Each kind by the name that ``--format`` takes, and the module whose ``read`` reads it."""

_FOLDER = "metacademy"
"""The one kind that is a folder."""
_MOSTLY = 0.9
"""The part of the lines of a table with a damaged row that still are rows."""
_HALF = 0.5
"""The part of the lines from which on a file was likely meant as a table."""
_VALUE = r"(?:-?\d[\d.e+-]*|true|false|null)\s*"
_MACRO = r"""[^\W\d][\w-]*(?:[:=|][^\n{}\[\]"']*)?\}"""
"""What follows the brace of a macro of a wiki, as in ``{toc:maxLevel=2}``."""
_JSON = re.compile(
    rf"""\{{(?![%{{:#.]|{_MACRO})|(?:\[\s*)++(?:[{{"']|\Z|{_VALUE},|(?:{_VALUE})?\]\s*(?:[,\]]|\Z))"""
)
"""How JSON begins, whole or damaged; a link, note or task of Markdown and a sign of a template do not."""
_ROOT = r"(?:<\?[^>]*>|<!(?!--)[^>]*>|<!--(?:(?!-->).)*-->|\s)*+<"
"""What stands before the first tag of a document."""
_OTHERS = (
    ("GEXF", rf"{_ROOT}gexf\b"),
    ("OPML", rf"{_ROOT}opml\b"),
    ("draw.io", rf"{_ROOT}(?:mxfile|mxgraphmodel)\b"),
    ("HTML", rf"{_ROOT}html\b|<!doctype html\b"),
    ("XML", r"<\?xml\b|<!doctype\b"),
    ("DOT", r"""(?:strict\s+)?(?:di)?graph(?:\s+(?:\w+|"[^"\n]*"))?\s*\{"""),
    ("GML", r"(?:creator\b[^\n]*\n\s*)?graph\s*\[[ \t]*\r?\n"),
    # Mermaid is neither a header of a table nor a heading or list below such a word
    ("Mermaid", r"(?:graph|flowchart)[ \t]+(?:TB|TD|BT|RL|LR)[ \t]*(?:;|\Z|\r?\n(?!(?:=+|-+)[ \t]*$))"),
    ("Mermaid", r"mindmap[ \t]*\r?\n[ \t]+(?![-*+][ \t])\S"),
)
"""Kinds of graphs and outlines that are not read, by how they begin; the first that fits counts."""
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+\S|^(?:=+|-{3,})[ \t]*$")
_LIST = re.compile(r"(?m)^[^\S\n]*(?:[-*+]|\d+[.)])\s+\S")


class Read(NamedTuple):
    """The kind of a file, what it says, and what of it was left out."""

    kind: str
    said: Draft | Roadmap
    remarks: tuple[Problem, ...]


def read_import(path: Path, wishes: Wishes, kind: str | None = None) -> Read:
    """What ``path`` says, read as ``kind`` or as what it is.

    Raises:
        StoreError: it cannot be read.
        DataError: it is of no kind that is known, or damaged; with every fault of it.
    """
    if disk.is_folder(path):
        if kind not in {None, _FOLDER}:
            raise DataError(str(path), [_problem_folder(kind or "")])
        from vlagraph.store.importing.metacademy import read_folder

        source = Source(path, "", wishes)
        return Read(_FOLDER, read_folder(source), tuple(source.remarks))
    source = Source(path, read_text(path), wishes)
    found = kind or _kind_of(source)
    if found == _FOLDER:
        source.refuse(Problem("file", Message("import.no_folder"), Message("import.no_folder_todo")))
    read = importlib.import_module(KINDS[found]).read
    said = read(source)
    return Read(found, said, tuple(source.remarks))


def _problem_folder(kind: str) -> Problem:
    what = Message("import.is_folder", {"kind": kind})
    return Problem("file", what, Message("import.is_folder_todo"))


def _kind_of(source: Source) -> str:
    """What the file is, by its first sign or its lines.

    Raises:
        DataError: it is nothing that is known.
    """
    from vlagraph.store.importing.pairs import odd_line

    start = source.text.lstrip()
    if start.startswith("<") and re.search(r"<(?:\w+:)?graphml\b", start[:4096]):
        return "graphml"
    if _JSON.match(start):
        from vlagraph.store.importing.node_link import parse_graph

        parsed = parse_graph(source)
        return "roadmap-sh" if parsed.drawn else "canvas" if parsed.carded else "node-link"
    if other := _other(start):
        what, todo = Message("import.other_tool", {"kind": other}), Message("import.other_tool_todo")
        source.refuse(Problem("file", what, todo))
    if kind := _by_lines(source.text):
        return kind
    kinds = {"kinds": ", ".join(KINDS)}
    if odd := None if start.startswith(("<", "{", "[")) else odd_line(source.text, share=_HALF):
        todo = Message("import.uneven_todo", kinds)
        source.refuse(Problem(f"line {odd}", Message("import.uneven"), todo))
    known = Message("import.unknown_todo", kinds)
    source.refuse(Problem("file", Message("import.unknown"), known))
    return None


def _other(start: str) -> str | None:
    """The kind that a text that begins so is of and that nobody reads here."""
    found = (
        name for name, sign in _OTHERS if re.match(sign, start, re.IGNORECASE | re.DOTALL | re.MULTILINE)
    )
    return next(found, None)


def _by_lines(text: str) -> str | None:
    """The kind of a text without a sign of its own, by its lines: most are rows, or some are headings."""
    from vlagraph.store.importing.pairs import is_table

    if is_table(text):
        return "csv"
    if _HEADING.search(text) or _LIST.search(text):
        return "markdown"
    return "csv" if is_table(text, share=_MOSTLY) else None
