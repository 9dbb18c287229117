"""Nodes and links, whatever file they come from: what names a node, and which faults there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from vlagraph.core.drafting.draft import Draft, DraftArea, DraftNeed, DraftTopic
from vlagraph.core.spelling import literal
from vlagraph.core.text import printable, visible
from vlagraph.errors import Places, Problem
from vlagraph.store.importing.needs import Placed, kind_of, remark_on_kinds, strongest
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.store.importing.source import Source

__all__ = ["Graph", "Link", "Node", "draft_of_graph", "link_of", "node_of", "remark_on_lines"]

_NAME = ("name", "label", "title")
_AREA = ("area", "group", "category", "cluster", "module", "section", "community", "domain", "course")
_SUMMARY = ("summary", "description", "desc", "definition")
_REASON = ("reason", "label", "description", "desc", "why")
"""Attributes that tools give to nodes and links, the first that is there counts."""


class Node(NamedTuple):
    """A node: its key in the file, and what its attributes say."""

    key: str
    name: str
    area: str = ""
    summary: str = ""
    where: str = ""


class Link(NamedTuple):
    """A link from ``first`` to ``second``."""

    first: str
    second: str
    reason: str = ""
    kind: str = ""
    where: str = ""


class Graph(NamedTuple):
    """A graph of a file, in its order."""

    title: str
    nodes: Sequence[Node]
    links: Sequence[Link]


def node_of(key: str, said: Mapping[str, object], where: str = "") -> Node:
    """The node ``key`` with the attributes ``said``."""
    name = _first(said, _NAME) or key
    return Node(key, name, _first(said, _AREA), _first(said, _SUMMARY), where)


def link_of(first: str, second: str, said: Mapping[str, object], where: str = "") -> Link:
    """A link with the attributes ``said``."""
    kind = said.get("kind")
    return Link(first, second, _first(said, _REASON), kind if isinstance(kind, str) else "", where)


def _first(said: Mapping[str, object], names: Sequence[str]) -> str:
    """The first of the attributes ``names`` that says something; how they are written makes no difference."""
    lower = {str(name).casefold(): value for name, value in said.items()}
    texts = (visible(str(lower[name])) for name in names if isinstance(lower.get(name), str | int))
    return next(filter(None, texts), "")


def remark_on_lines(places: Sequence[str]) -> Iterator[Problem]:
    """A remark on the lines of a drawing that are no arrows, where some stand at ``places``."""
    if places:
        what = Message("import.no_direction", {"count": len(places)})
        yield Problem(places[0], what, Message("import.no_direction_todo"), "warning")


def draft_of_graph(source: Source, graph: Graph) -> Draft:
    """The draft of ``graph``: a topic of each node, a requirement of each link.

    Raises:
        DataError: a node is named twice, or a link ends nowhere.
    """
    if not graph.nodes:
        source.refuse(Problem("file", Message("import.no_nodes"), Message("import.no_nodes_todo")))
    source.object_to([*_double_ids(graph), *_double_names(graph), *_loose_ends(graph)])
    remark_on_kinds(source, ((link.where or "links", link.kind) for link in graph.links))
    nodes = {node.key: node for node in reversed(graph.nodes)}
    topics = tuple(
        DraftTopic(key=node.key, name=node.name, area=node.area, summary=node.summary, where=node.where)
        for node in {node.key: node for node in graph.nodes}.values()
    )
    areas = dict.fromkeys(topic.area for topic in topics if topic.area)
    return Draft(
        title=visible(graph.title) or source.stem,
        topics=topics,
        areas=tuple(DraftArea(key=name, name=name) for name in areas),
        needs=strongest(source, _needs(source, graph, nodes)),
    )


def _needs(source: Source, graph: Graph, nodes: Mapping[str, Node]) -> Iterator[Placed]:
    for link in graph.links:
        if link.first in nodes and link.second in nodes:
            needed, topic = (link.first, link.second)[:: 1 if source.needed_first else -1]
            line = link.where.removeprefix("line ")
            at = f"{source.name}:{line}" if line.isdigit() else source.name
            kind = kind_of(link.kind)
            need = DraftNeed(topic=topic, needed=needed, reason=link.reason, kind=kind, source=at)
            yield Placed(link.where or "links", need)


def _double_ids(graph: Graph) -> Iterator[Problem]:
    todo = Message("import.doubled_id_todo")
    yield from _doubled(graph.nodes, lambda node: node.key, lambda node: node.key, todo=todo)


def _double_names(graph: Graph) -> Iterator[Problem]:
    first = {node.key: node for node in graph.nodes}.values()
    todo = Message("import.doubled_todo")
    yield from _doubled(
        tuple(first), lambda node: literal(node.name) or node.key, lambda node: node.name, todo=todo
    )


def _doubled(
    nodes: Sequence[Node], key: Callable[[Node], str], shown: Callable[[Node], str], *, todo: Message
) -> Iterator[Problem]:
    count = Counter(map(key, nodes))
    seen = set()
    for node in nodes:
        if count[key(node)] > 1 and key(node) not in seen:
            seen.add(key(node))
            places = Places(tuple(one.where for one in nodes if key(one) == key(node) and one.where))
            values = {"name": repr(printable(shown(node))), "places": places}
            yield Problem(node.where or "nodes", Message("import.doubled", values), todo)


def _loose_ends(graph: Graph) -> Iterator[Problem]:
    known = {node.key for node in graph.nodes}
    for link in graph.links:
        for end in (link.first, link.second):
            if end not in known:
                what = Message("import.loose_end", {"name": repr(printable(end))})
                yield Problem(link.where or "links", what, Message("import.loose_end_todo"))
