"""JSON Canvas, as Obsidian keeps drawings: a topic of each card, a requirement of each arrow.

The first line of a card is its name and the rest its summary. A group is the area of the cards in it. What
our own export writes holds no more than that, and is read the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.text import visible
from vlagraph.errors import Problem
from vlagraph.store.importing.graph import Graph, Link, Node, draft_of_graph, remark_on_lines
from vlagraph.store.importing.needs import KINDS
from vlagraph.store.importing.node_link import line_of, parse_graph
from vlagraph.store.importing.outline import read_outline
from vlagraph.words import LANGS, Message, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vlagraph.core.drafting.draft import Draft
    from vlagraph.store.importing.source import Source

__all__ = ["read"]

_GROUP = "group"
_FARTHEST = 1e9
"""How far from its corner a box can lie; what is farther, or no number, lies there."""


class _Box(NamedTuple):
    """A group: what it is called, and its four sides."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


def read(source: Source) -> Draft:
    """The draft of the drawing.

    Raises:
        DataError: it is no JSON of nodes and edges, has no card with a name, or two with one id or name.
    """
    parsed = parse_graph(source)
    boxes = [one for one in parsed.nodes if isinstance(one, dict) and isinstance(one.get("id"), str)]
    groups = [_box(one) for one in boxes if one.get("type") == _GROUP]
    cards = [one for one in boxes if one.get("type") != _GROUP]
    nodes = [node for one in cards if (node := _card(one, groups, source.text)).name]
    known = {node.key for node in nodes}
    decoration = {str(one["id"]) for one in boxes} - known
    links = list(_links(source, parsed.links, decoration))
    return draft_of_graph(source, Graph("", nodes, links))


def _card(said: Mapping[str, Any], groups: Sequence[_Box], text: str) -> Node:
    """The card as a topic in the smallest group around its middle; without a name where it says nothing."""
    name, summary = _words(said)
    box = _box(said)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    around = [one for one in groups if one.left <= x <= one.right and one.top <= y <= one.bottom]
    area = min(around, key=lambda one: (one.right - one.left) * (one.bottom - one.top)).name if around else ""
    return Node(said["id"], name, area, summary, line_of(text, said["id"], max(text.find('"nodes"'), 0)))


def _words(said: Mapping[str, Any]) -> tuple[str, str]:
    """What a card says: its first line, and the rest; of a file its name, of a page its address."""
    if not isinstance(said.get("text"), str):
        file = str(said.get("file") or "").rsplit("/", 1)[-1].removesuffix(".md")
        return visible(file or str(said.get("url") or "")), ""
    first, _, rest = said["text"].strip().partition("\n")
    return _plain(first), _plain(rest)


def _plain(text: str) -> str:
    """The words of ``text`` without Markdown."""
    whole = read_outline(text)
    sections = [whole]
    for section in sections:
        sections.extend(section.parts)
    pieces = [(one.line, one.text) for part in sections for one in (*part.paragraphs, *part.items)]
    titles = [(part.line, part.title) for part in sections if part.title]
    return visible(" ".join(words for _, words in sorted([*titles, *pieces])))


def _box(said: Mapping[str, Any]) -> _Box:
    x, y, width, height = (_number(said.get(name)) for name in ("x", "y", "width", "height"))
    return _Box(visible(str(said.get("label") or "")), x, y, x + width, y + height)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < _FARTHEST else 0.0


def _links(source: Source, links: Sequence[Any], decoration: AbstractSet[str]) -> Iterator[Link]:
    """The arrows between cards; those from or to what is no topic are told, and lines that are no arrow."""
    kinds = {term(lang, "requirement", kind).casefold(): kind for lang in LANGS for kind in KINDS}
    loose: list[str] = []
    plain: list[str] = []
    for number, said in enumerate(links):
        ends = [said.get(end) for end in ("fromNode", "toNode")] if isinstance(said, dict) else []
        if len(ends) != 2 or not all(isinstance(end, str) and end for end in ends):
            what, todo = Message("import.no_ends"), Message("import.no_ends_todo")
            source.object_to([Problem(f"edges[{number}]", what, todo)])
        elif decoration & set(ends):
            loose.append(f"edges[{number}]")
        elif (back := _is_back(said)) is None:
            plain.append(f"edges[{number}]")
        else:
            first, second = map(str, ends[::-1] if back else ends)
            label = visible(str(said.get("label") or ""))
            kind = kinds.get(label.casefold(), "")
            yield Link(first, second, "" if kind else label, kind, f"edges[{number}]")
    if loose:
        what = Message("import.group_arrows", {"count": len(loose)})
        source.remarks.append(Problem(loose[0], what, Message("import.group_arrows_todo"), "warning"))
    source.remarks.extend(remark_on_lines(plain))


def _is_back(said: Mapping[str, Any]) -> bool | None:
    """Whether an arrow leads from its end to its start; None where it has no head, or one at each end.

    A line that says nothing of its ends is an arrow to its end.
    """
    head, tail = said.get("toEnd") != "none", said.get("fromEnd") == "arrow"
    return tail if head != tail else None
