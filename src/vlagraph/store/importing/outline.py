"""A Markdown text as an outline: headings with what stands under each, every piece with its line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

__all__ = ["Item", "Row", "Section", "read_outline"]

_LABEL_MOST = 60
"""Characters before a colon up to which they are a label, and not the beginning of a sentence."""
_LABEL = re.compile(rf"(.{{1,{_LABEL_MOST}}}?)(?:[:：]\s+|：|\s+[-–—]\s+)(.+)", re.DOTALL)
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[IVX]+\.|\(\d+\))\s+")
_WIKI = re.compile(r"!?\[\[([^\[\]|#^]*)(?:[#^][^\[\]|]*)?(?:\\?\|([^\[\]]*))?\]\]")
"""A link of Obsidian, Logseq or a wiki: a page, a place in it, and the words that are shown."""
_TASK = re.compile(r"\[[ xX]\]\s+")
_FRONT_MATTER = re.compile(r"\A---\r?\n.*?\r?\n---[ \t]*\r?\n", re.DOTALL)
_PICTURES = {"So", "Sk", "Cf", "Mn", "Me", "Cn", "Co"}
"""Categories of emoji and what is joined to them; a heading is decorated with them."""


class Item(NamedTuple):
    """An entry of a list: its whole text, and the part before a colon with what follows.

    ``pages`` are the pages that links of a wiki lead to, by the words that are shown of them.
    """

    line: int
    text: str
    label: str
    rest: str
    depth: int
    pages: tuple[tuple[str, str], ...] = ()


class Row(NamedTuple):
    """A row of a table."""

    line: int
    cells: tuple[str, ...]
    head: bool


@dataclass
class Section:
    """A heading and everything up to the next one; the sections below it are its ``parts``."""

    level: int
    title: str
    line: int
    paragraphs: list[Item] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    parts: list[Section] = field(default_factory=list)


def read_outline(text: str) -> Section:
    """The outline of ``text``; the root has level 0 and what stands before the first heading."""
    from markdown_it import MarkdownIt

    matter = _FRONT_MATTER.match(text)
    blank = "\n" * matter[0].count("\n") if matter else ""
    tokens = MarkdownIt("commonmark").enable("table").parse(blank + text[matter.end() if matter else 0 :])
    root = Section(0, "", 1)
    above = [root]
    for piece in _pieces(tokens):
        if isinstance(piece, Section):
            while above[-1].level >= piece.level:
                above.pop()
            above[-1].parts.append(piece)
            above.append(piece)
        elif isinstance(piece, Row):
            above[-1].rows.append(piece)
        else:
            (above[-1].items if piece.depth else above[-1].paragraphs).append(piece)
    return root


def _pieces(tokens: Sequence[Token]) -> Iterator[Section | Item | Row]:
    """Headings, paragraphs (of depth 0), entries of lists and rows of tables, in order."""
    depth, head, row = 0, False, None
    for number, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type in {"thead_open", "thead_close"}:
            head = token.type == "thead_open"
        elif token.type == "tr_open":
            row = Row(_line(token), (), head)
        elif token.type == "tr_close" and row is not None:
            yield row
            row = None
        elif token.type == "inline" and row is not None:
            row = row._replace(cells=(*row.cells, _plain(token.children or [])))
        elif token.type == "inline" and tokens[number - 1].type == "heading_open":
            yield Section(
                int(tokens[number - 1].tag[1]), _undecorated(_plain(token.children or [])), _line(token)
            )
        elif token.type == "inline":
            yield _item(token, depth)


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _plain(tokens: Sequence[Token]) -> str:
    """The words of inline tokens, without marks, addresses and tags."""
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline", "image"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return visible(_WIKI.sub(_shown, "".join(parts)))


def _shown(link: re.Match[str]) -> str:
    """What is shown of a link of a wiki; nothing of an embedded file.

    >>> _WIKI.sub(_shown, "[[Linear Algebra#SVD|SVD]] and [[Maths/Calculus]]")
    'SVD and Calculus'
    """
    embedded = link[0].startswith("!")
    return "" if embedded else link[2] or _page(link) or link[0].strip("[]#^")


def _page(link: re.Match[str]) -> str:
    """The name of the page that ``link`` leads to, without the folders that it lies in."""
    return visible(link[1].rsplit("/", 1)[-1].removesuffix(".md"))


def _item(token: Token, depth: int) -> Item:
    children = [child for child in token.children or [] if child.type != "text" or child.content]
    text = _TASK.sub("", _plain(children), count=1) if depth else _plain(children)
    label, rest = "", ""
    if children and children[0].type == "strong_open":
        end = next((at for at, child in enumerate(children) if child.type == "strong_close"), len(children))
        label, rest = _plain(children[:end]), _plain(children[end + 1 :])
        label, rest = label.rstrip(" :："), rest.lstrip(" :：-–—")
    elif found := _LABEL.fullmatch(text):
        label, rest = found[1].strip(), found[2].strip()
    links = _WIKI.finditer("".join(child.content for child in children))
    pages = tuple((visible(_shown(link)), _page(link)) for link in links)
    return Item(_line(token), text, label or text, rest if label else "", depth, pages)


def _undecorated(title: str) -> str:
    """A heading without pictures and without the number before it.

    >>> _undecorated("🔧 1. Practice")
    'Practice'
    """
    plain = "".join(" " if unicodedata.category(char) in _PICTURES else char for char in title)
    return visible(_NUMBER.sub("", visible(plain), count=1)) or visible(title)
