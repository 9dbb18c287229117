"""Foreign text inside Markdown, as CommonMark and GitHub read it: https://spec.commonmark.org/0.31.2/."""

from __future__ import annotations

import re
from functools import reduce

from vlagraph.core.text import one_line

__all__ = ["WEB_ADDRESS", "escaped", "escaped_prose"]

_MARKS = re.compile(r"([\\`*_\[\]|~$#])")
"""What Markdown, or a common extension of it, would take as more than itself anywhere in a line."""
_LEADING = re.compile(r"^([-+=]|\d{1,9}(?=[.)](?:\s|$)))")
"""What begins a list or underlines a heading where it stands first."""
_DOUBLED = {"%%": "%&#37;", "==": "=&#61;"}
"""What begins a comment or a highlight in Obsidian, where a backslash does not help."""
_BLOCK = re.compile(r"(?<!\S)\^(?=[A-Za-z0-9-]+$)")
"""What ends a line as the name of a block in Obsidian, which hides it."""
WEB_ADDRESS = r"""https?://(?:[^\s<>"'()]|\([^\s<>"'()]*\))*(?:[^\s<>"'().,;:!?\]]|\([^\s<>"'()]*\))"""
"""An address in prose, without what ends the sentence or the brackets around it. Brackets of its own are part
of it, as in ``/wiki/Kernel_(statistics)``. scripts/dom.js has the same."""
_ADDRESS = re.compile(f"({WEB_ADDRESS})")


def escaped(text: str) -> str:
    r"""``text`` on one line, so that nothing in it counts as Markdown or HTML.

    >>> print(escaped("a * b < c"), escaped("1. C#"), escaped("x^2 ^id"))
    a \* b &lt; c 1\. C\# x^2 &#94;id
    """
    safe = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _BLOCK.sub("&#94;", _LEADING.sub(_first_escaped, _MARKS.sub(r"\\\1", safe)))
    return reduce(lambda found, pair: found.replace(*pair), _DOUBLED.items(), marked)


def escaped_prose(text: str) -> str:
    r"""The same for text that may name addresses, which become links; not for the words of a link.

    >>> print(escaped_prose("see_also https://arxiv.org/abs/a_b."))
    see\_also <https://arxiv.org/abs/a_b>.
    """
    parts = _ADDRESS.split(one_line(text))
    return "".join(f"<{part}>" if i % 2 else _padded(part) for i, part in enumerate(parts))


def _padded(part: str) -> str:
    """``part`` escaped, with the blanks at its ends."""
    lead, end = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{lead}{escaped(part)}{end}" if part.strip() else part


def _first_escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"
