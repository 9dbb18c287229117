"""Mermaid flowcharts, as GitHub and many editors draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["flowchart"]

_MARKS = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;", "#": "&num;", "`": "&grave;", ";": "&semi;"}


def flowchart(
    nodes: Iterable[tuple[str, str]], edges: Iterable[tuple[str, str, bool]], *, targets: Sequence[str] = ()
) -> str:
    """A left-to-right flowchart of ``(id, label)`` nodes and ``(from, to, required)`` edges.

    Example:
        >>> print(flowchart([("a", "A"), ("b", "B")], [("a", "b", False)]))
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
    for before, after, required in edges:
        lines.append(f"  {short[before]} {'-->' if required else '-.->'} {short[after]}")
    return "\n".join(lines)


def _escape(label: str) -> str:
    return "".join(_MARKS.get(char, char) for char in one_line(label, squeeze=False))
