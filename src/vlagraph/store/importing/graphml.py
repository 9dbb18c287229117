"""GraphML, as networkx, Gephi and yEd write it: networkx reads it, after a look at what it must not hold.

A document type is refused before anything is read, because entities can make a small file fill the memory (a
"billion laughs"). defusedxml refuses the same, but does not tell the line of a fault, nor that of a node.
"""

from __future__ import annotations

import io
import warnings
from collections import deque
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx

from vlagraph.core.text import visible
from vlagraph.errors import Places, Problem
from vlagraph.store.importing.graph import Graph, draft_of_graph, link_of, node_of, remark_on_lines
from vlagraph.store.importing.own_graphml import Attributed, is_own, names_of_areas, whole_of
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.drafting import Draft
    from vlagraph.core.model import Roadmap
    from vlagraph.store.importing.graph import Link, Node
    from vlagraph.store.importing.source import Source

__all__ = ["read"]

_DEEPEST = 100
"""How deep elements may stand: groups in groups of a drawing take ten."""


class _Survey(NamedTuple):
    """The first line of each node by its id, ids that come twice, and the ends of edges, in order.

    ``heads`` are the edges of which yEd says whether each end has a head: the source, then the target;
    ``groups`` are its groups by their ids, with the texts of their labels.
    """

    nodes: dict[str, int]
    double: list[tuple[str, int]]
    edges: list[tuple[str, str, int]]
    undirected: list[int]
    heads: dict[int, tuple[bool, bool]]
    groups: dict[str, list[str]]

    def note(self, name: str, said: Mapping[str, str], line: int) -> None:
        """Remember the element ``name`` with the attributes ``said``, which begins in ``line``."""
        if name == "node" and "id" in said:
            if said["id"] in self.nodes:
                self.double.append((said["id"], line))
            self.nodes.setdefault(said["id"], line)
            if "yfiles.foldertype" in said:
                self.groups[said["id"]] = []
        elif name == "NodeLabel" and (last := next(reversed(self.nodes), "")) in self.groups:
            self.groups[last].append("")  # the first is shown, the second while it is closed
        elif name == "edge":
            self.edges.append((said.get("source", ""), said.get("target", ""), line))
        elif name == "Arrows" and self.edges:
            tail, head = (said.get(end, "none") != "none" for end in ("source", "target"))
            self.heads[len(self.edges) - 1] = (tail, head)
        elif name == "graph" and said.get("edgedefault") == "undirected":
            self.undirected.append(line)


def read(source: Source) -> Draft | Roadmap:
    """The roadmap that our own export holds, or the draft of a graph of another tool.

    Raises:
        DataError: it is not well-formed, has a document type or no direction, or a link ends nowhere.
    """
    survey = _survey(source)
    if survey.undirected:
        where = f"line {survey.undirected[0]}"
        source.refuse(Problem(where, Message("import.undirected"), Message("import.undirected_todo")))
    for key, line in survey.double:
        what = Message(
            "import.doubled",
            {"name": repr(key), "places": Places((f"line {survey.nodes[key]}", f"line {line}"))},
        )
        source.object_to([Problem(f"line {line}", what, Message("import.doubled_id_todo"))])
    graph = _parsed(source)
    said = {key: graph.nodes[key] if key in graph else {} for key in survey.nodes}
    data: dict[tuple[str, str], deque[dict[str, object]]] = {}
    for first, second, about in graph.edges(data=True):
        data.setdefault((first, second), deque()).append(about)
    edges = [(first, second, _next_of(data, (first, second))) for first, second, _ in survey.edges]
    own = Attributed(graph.graph, said, edges)
    if is_own(own) and (whole := whole_of(source, own)):
        return whole
    areas = names_of_areas(own) if is_own(own) else {}
    nodes = [node_of(key, said[key], f"line {line}") for key, line in survey.nodes.items()]
    nodes = [node._replace(area=areas.get(node.area, node.area)) for node in nodes]
    nodes = list(_grouped(survey, nodes))
    links = list(_links(source, survey, edges))
    title = next((str(graph.graph[name]) for name in ("title", "name") if graph.graph.get(name)), "")
    return draft_of_graph(source, Graph(title, nodes, links))


def _grouped(survey: _Survey, nodes: Iterable[Node]) -> Iterator[Node]:
    """``nodes`` in the areas that groups of yEd are; a group is a topic too where an edge ends at it."""
    names = {key: visible(labels[0]) if labels else "" for key, labels in survey.groups.items()}
    ends = {end for first, second, _ in survey.edges for end in (first, second)}
    for node in nodes:
        if node.key in names:
            if node.key in ends:
                yield node._replace(name=names[node.key] or node.name)
        else:
            yield node._replace(area=node.area or _group_of(node.key, names))


def _group_of(key: str, names: Mapping[str, str]) -> str:
    """The name of the nearest group around the node ``key`` that has one; empty where none has."""
    while key := key.rpartition("::")[0]:
        if name := names.get(key):
            return name
    return ""


def _links(
    source: Source, survey: _Survey, edges: Sequence[tuple[str, str, Mapping[str, object]]]
) -> Iterator[Link]:
    """The edges as links, by the heads of their arrows where they have some; lines that are none are told."""
    plain = []
    for number, (first, second, about) in enumerate(edges):
        line = f"line {survey.edges[number][2]}"
        tail, head = survey.heads.get(number, (False, True))
        if tail == head:
            plain.append(line)
        else:
            yield link_of(*((second, first) if tail else (first, second)), about, line)
    source.remarks.extend(remark_on_lines(plain))


def _next_of(
    data: Mapping[tuple[str, str], deque[dict[str, object]]], pair: tuple[str, str]
) -> Mapping[str, object]:
    """The attributes of the next edge of ``pair``, in the order of the file; the last ones stay."""
    held = data.get(pair)
    return {} if not held else held.popleft() if len(held) > 1 else held[0]


def _parsed(source: Source) -> nx.DiGraph[str]:
    """The graph with its attributes, as networkx reads it; several edges of one pair stay so many.

    Raises:
        DataError: it uses a part of GraphML that networkx does not know, as hyperedges, or prefixes without
            a meaning.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # networkx remarks on ports and on types that it does not need
            read = nx.read_graphml(io.BytesIO(source.text.encode()), node_type=str)
            return read if isinstance(read, nx.DiGraph) else nx.DiGraph(read)
    except (nx.NetworkXError, ParseError, KeyError, ValueError, TypeError, AttributeError):
        source.refuse(Problem("file", Message("import.odd_graphml"), Message("import.odd_graphml_todo")))


def _survey(source: Source) -> _Survey:
    """Where nodes and edges stand; nothing is kept of the rest.

    Raises:
        DataError: the text is not well-formed, too deep, or has a document type.
    """
    found = _Survey({}, [], [], [], {}, {})
    parser = expat.ParserCreate("utf-8")
    depth, inner = 0, ""

    def doctype(*_: object) -> None:
        _refuse(source, parser, "doctype")

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal depth, inner
        depth, inner = depth + 1, name.rpartition(":")[2]
        if depth > _DEEPEST:
            _refuse(source, parser, "deep")
        found.note(inner, said, parser.CurrentLineNumber)

    def end(_: str) -> None:
        nonlocal depth, inner
        depth, inner = depth - 1, ""

    def text(data: str) -> None:
        last = next(reversed(found.nodes), "")
        if inner == "NodeLabel" and last in found.groups:
            found.groups[last][-1] += data

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(source.text.encode(), True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        what, todo = Message("import.not_xml"), Message("import.not_xml_todo")
        source.refuse(Problem(f"line {error.lineno}, column {error.offset + 1}", what, todo))
    return found


def _refuse(source: Source, parser: expat.XMLParserType, why: str) -> None:
    """Stop reading at this line.

    Raises:
        DataError: always.
    """
    where = f"line {parser.CurrentLineNumber}"
    if why == "doctype":
        source.refuse(Problem(where, Message("import.doctype"), Message("import.doctype_todo")))
    source.refuse(Problem(where, Message("import.too_deep"), Message("import.too_deep_todo")))
