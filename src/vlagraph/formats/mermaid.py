"""Mermaid flowcharts, as GitHub and many editors draw them."""

from __future__ import annotations

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
}
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
    return "".join(_MARKS.get(char, char) for char in one_line(label, squeeze=False))
