"""Mermaid flowcharts, as GitHub and many editors draw them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vlagraph.core.model import Lang, Roadmap, Strength

__all__ = ["flowchart", "to_mermaid"]

_MARKS = {
    "&": "&amp;",
    '"': "&quot;",
    "<": "&lt;",
    ">": "&gt;",
    "#": "&num;",
    "`": "&grave;",
    ";": "&semi;",
    "%": "&percnt;",  # %%{…}%% sets up the drawing, wherever it stands
    "$": "&dollar;",  # $$…$$ is a formula
    "\\": "&bsol;",  # a backslash and an n break the line
    "*": "&ast;",
    "_": "&lowbar;",
    "[": "&lbrack;",
    "@": "&commat;",
}
"""What is more than itself in a label: older versions of Mermaid read every label as Markdown, and
say "Unsupported markdown: list" in the place of a name such as ``1. Basics``."""
_PLACED = re.compile(r"^\s*\d{0,9}[-+.)](?=[\s-]|$)|:(?=//|fa-)")
"""What is more than itself in some places: it begins a list, a line across, an address or an icon."""
_PLACED_MARKS = {"-": "#45;", "+": "&plus;", ".": "&period;", ")": "&rpar;", ":": "&colon;"}
_ARROWS = {"required": "-->", "recommended": "-.->", "helps": "-.-o"}
"""What helps orders nothing: its line ends in a ring."""


def to_mermaid(roadmap: Roadmap, lang: Lang) -> Iterator[str]:
    """The topics of ``roadmap`` with an arrow from what comes first to what needs it."""
    nodes = [(topic.id, topic.name[lang]) for topic in roadmap.topics]
    edges = [(need.topic, topic.id, need.kind) for topic in roadmap.topics for need in topic.requires]
    yield flowchart(nodes, edges) + "\n"


def flowchart(
    nodes: Iterable[tuple[str, str]],
    edges: Iterable[tuple[str, str, Strength]],
    *,
    targets: Sequence[str] = (),
) -> str:
    """A left-to-right flowchart of ``(id, label)`` nodes and ``(from, to, kind)`` edges.

    Example:
        >>> print(flowchart([("a", "A"), ("b", "B")], [("a", "b", "recommended")]))
        flowchart LR
          n0["A"]
          n1["B"]
          n0 -.-> n1
    """
    lines = ["flowchart LR"]
    short: dict[str, str] = {}
    for node, label in nodes:
        short[node] = f"n{len(short)}"  # a bare id such as "end" is a word of the language
        ends = ("([", "])") if node in targets else ("[", "]")
        lines.append(f'  {short[node]}{ends[0]}"{_escape(label)}"{ends[1]}')
    for before, after, kind in edges:
        lines.append(f"  {short[before]} {_ARROWS[kind]} {short[after]}")
    return "\n".join(lines)


def _escape(label: str) -> str:
    """``label`` on one line, of which nothing counts as Mermaid, Markdown or HTML.

    >>> _escape("1. Basics of *x*"), _escape("- see https://a.b")
    ('1&period; Basics of &ast;x&ast;', '#45; see https&colon;//a.b')
    """
    safe = "".join(_MARKS.get(char, char) for char in one_line(label, squeeze=False))
    placed = _PLACED.sub(lambda found: found[0][:-1] + _PLACED_MARKS[found[0][-1]], safe)
    before, last, after = placed.rpartition("~")  # two of it strike out what stands between them
    return before.replace("~", "#126;") + last + after
