"""Foreign text on one line, as every text format needs it before its own escaping."""

from __future__ import annotations

__all__ = ["one_line"]


def one_line(text: str) -> str:
    r"""``text`` with single blanks, without what drives a terminal or turns the reading direction.

    >>> one_line("a\n  b\u202e")
    'a b'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
