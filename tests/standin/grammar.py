"""Stage 2 of a query: the strict grammar, without precedence and right associative. Knows no records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rewriting import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Chain", "Not", "QuerySyntaxError", "Term", "Tree", "parse", "terms"]


class QuerySyntaxError(ValueError):
    """The query is not in the language; the server answers 400."""


@dataclass(frozen=True, slots=True)
class Term:
    """One field and the text looked for in it."""

    field: str
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Not:
    """Everything the inner tree does not match."""

    inner: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with operators between them, to be read from the right: a x (b y (c z d))."""

    operands: tuple[Tree, ...]
    operators: tuple[str, ...]


Tree = Term | Not | Chain
_TOKEN = re.compile(
    r"\s*(?:(?P<paren>[()])|(?P<operator>(?:ANDNOT|AND|OR)(?=[\s()]|$))"
    rf"|(?P<field>{'|'.join(FIELDS)}):(?:\"(?P<quoted>[^\"]*)\"|(?P<word>[^\s\"()]+))(?=[\s()]|$))"
)
_Item = str | Term


def parse(query: str) -> Tree | None:
    """The tree of a rewritten query, None for an empty one.

    >>> parse("cat:cs.RO AND abs:robot OR abs:vla").operators
    ('AND', 'OR')

    Raises QuerySyntaxError where the strict grammar does not allow the text.
    """
    reader = _Reader(_items(query))
    if reader.peek is None:
        return None
    tree = reader.expression()
    if reader.peek is not None:
        raise QuerySyntaxError(f"unexpected {reader.peek!r}")
    return tree


def terms(tree: Tree) -> Iterator[Term]:
    """Every term of the tree, from the left."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Term):
            yield node
        elif isinstance(node, Not):
            stack.append(node.inner)
        else:
            stack.extend(reversed(node.operands))


def _items(query: str) -> list[_Item]:
    made: list[_Item] = []
    text, at = query.rstrip(), 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise QuerySyntaxError(f"cannot read {text[at : at + 20]!r}")
        if match["field"]:
            quoted = match["quoted"] is not None
            made.append(Term(match["field"], match["quoted"] if quoted else match["word"], quoted))
        else:
            made.append(match["paren"] or match["operator"])
        at = match.end()
    return made


class _Reader:
    """A cursor over the items of a query."""

    def __init__(self, items: list[_Item]) -> None:
        self.items = items
        self.at = 0

    @property
    def peek(self) -> _Item | None:
        return self.items[self.at] if self.at < len(self.items) else None

    def expression(self) -> Tree:
        """Reads operands and operators until a closing parenthesis or the end."""
        operands: list[Tree] = []
        operators: list[str] = []
        while True:
            if self.peek == "ANDNOT":
                self.at += 1
                operands.append(Not(self.expression()))
                break
            operands.append(self.operand())
            if self.peek not in ("AND", "OR", "ANDNOT"):
                break
            operators.append(str(self.peek))
            self.at += 1
        return operands[0] if len(operands) == 1 else Chain(tuple(operands), tuple(operators))

    def operand(self) -> Tree:
        """Reads one term or one parenthesised expression."""
        item = self.peek
        self.at += 1
        if isinstance(item, Term):
            return item
        if item != "(":
            raise QuerySyntaxError(f"expected a term, found {item!r}")
        inner = self.expression()
        if self.peek != ")":
            raise QuerySyntaxError("a parenthesis is not closed")
        self.at += 1
        return inner
