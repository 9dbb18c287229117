"""JSON of roadmap.sh: boxes on a page and the lines between them, as React Flow keeps them.

Topics are boxes of the type ``topic`` and ``subtopic``; a topic and what hangs on it are an area. The page
shows an order of reading and does not say what requires what, so that every requirement is a proposal of
ours: a topic comes after the one above it on the line, and a subtopic after the topic that it hangs on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.drafting.draft import Draft, DraftArea, DraftNeed, DraftTopic
from vlagraph.core.text import printable, visible
from vlagraph.errors import Problem
from vlagraph.store.importing.node_link import parse_graph
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.store.importing.source import Source

__all__ = ["read"]

_TOPIC, _SUBTOPIC = "topic", "subtopic"


_FARTHEST = 1e9
"""How far from its corner a box of a drawing can lie; what is farther, or no number, lies there."""


class _Box(NamedTuple):
    """A box that stands for a topic."""

    id: str
    kind: str
    name: str
    x: float
    y: float


def read(source: Source) -> Draft:
    """The draft of the page.

    Raises:
        DataError: it is no JSON of nodes and edges, has no box of a topic, or two with one id.
    """
    parsed = parse_graph(source)
    source.object_to(list(_double_ids(parsed.nodes)))
    boxes = {box.id: box for box in map(_box, parsed.nodes) if box is not None}
    if not boxes:
        source.refuse(Problem("nodes", Message("import.no_boxes"), Message("import.no_boxes_todo")))
    pairs = list(dict.fromkeys(_pairs(parsed.links, boxes)))
    owner = {below: above for above, below in reversed(pairs) if boxes[below].kind == _SUBTOPIC}
    spine = [box for box in boxes.values() if box.kind == _TOPIC]
    groups = {box.id: _group(box, owner, boxes, spine) for box in boxes.values()}
    filled = {group for key, group in groups.items() if group != key}
    topics = tuple(
        DraftTopic(key=box.id, name=box.name, area=groups[box.id] if groups[box.id] in filled else "")
        for box in boxes.values()
    )
    areas = tuple(DraftArea(key=box.id, name=box.name) for box in boxes.values() if box.id in filled)
    needs = tuple(
        DraftNeed(topic=below, needed=above, kind="recommended", proposed=True, source=source.name)
        for above, below in pairs
    )
    return Draft(title=_title(parsed.nodes) or source.stem, topics=topics, areas=areas, needs=needs)


def _double_ids(nodes: Sequence[Any]) -> Iterator[Problem]:
    """A fault for each topic whose id an earlier one has."""
    first: dict[str, int] = {}
    for number, box in enumerate(map(_box, nodes)):
        if box is not None and first.setdefault(box.id, number) != number:
            places = f"nodes[{first[box.id]}], nodes[{number}]"
            what = Message("import.doubled", {"name": repr(printable(box.id)), "places": places})
            yield Problem(f"nodes[{number}]", what, Message("import.doubled_id_todo"))


def _box(node: Any) -> _Box | None:  # noqa: ANN401 - JSON is of any type before it is read
    """The topic that ``node`` is; None for lines, texts and buttons."""
    if not isinstance(node, dict) or node.get("type") not in (_TOPIC, _SUBTOPIC):
        return None
    data, place = node.get("data"), node.get("position")
    name = visible(str(data.get("label") or "")) if isinstance(data, dict) else ""
    if not name or not isinstance(node.get("id"), str):
        return None
    x, y = (_number(place, axis) for axis in ("x", "y"))
    return _Box(node["id"], node["type"], name, x, y)


def _number(place: object, axis: str) -> float:
    value = place.get(axis) if isinstance(place, dict) else None
    return float(value) if isinstance(value, int | float) and abs(value) < _FARTHEST else 0.0


def _pairs(links: Sequence[Any], boxes: Mapping[str, _Box]) -> Iterator[tuple[str, str]]:
    """What comes first and what later, of each line between two topics: a topic before what hangs on it.

    Lines that end in a text or nowhere are decoration.
    """
    for link in links:
        ends = [str(link.get(end)) for end in ("source", "target")] if isinstance(link, dict) else []
        if len(set(ends)) == 2 and all(end in boxes for end in ends):
            first, second = ends
            if boxes[first].kind == _SUBTOPIC and boxes[second].kind == _TOPIC:
                first, second = second, first
            yield first, second


def _group(box: _Box, owner: Mapping[str, str], boxes: Mapping[str, _Box], spine: Sequence[_Box]) -> str:
    """The topic whose area ``box`` is in: the one it hangs on, or else the nearest one on the page."""
    seen = {box.id}
    while box.kind == _SUBTOPIC and (above := owner.get(box.id)) is not None and above not in seen:
        box = boxes[above]
        seen.add(box.id)
    if box.kind == _TOPIC or not spine:
        return box.id if box.kind == _TOPIC else ""
    return min(spine, key=lambda one: ((one.y - box.y) ** 2 + (one.x - box.x) ** 2, one.id)).id


def _title(nodes: Sequence[Any]) -> str:
    for node in nodes:
        if isinstance(node, dict) and node.get("type") == "title" and isinstance(node.get("data"), dict):
            return visible(str(node["data"].get("label") or ""))
    return ""
