"""JSON of nodes and links, as networkx writes it (``links`` or ``edges``), and as our own export does.

The latter holds a whole roadmap and is read back as that one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from vlagraph.core.model import SCHEMA, Roadmap
from vlagraph.errors import Problem
from vlagraph.store.diagnosis import explain_syntax, explain_value
from vlagraph.store.importing.graph import Graph, draft_of_graph, link_of, node_of
from vlagraph.store.importing.source import line_at
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.core.drafting import Draft
    from vlagraph.store.importing.graph import Link, Node
    from vlagraph.store.importing.source import Source

__all__ = ["Parsed", "line_of", "parse_graph", "read"]

_OWN = "vlagraph"
"""The attribute of the graph that says that the file holds a whole roadmap, and its schema."""
_EDGES = ("links", "edges")
_CARDS = ("text", "file", "link", "group")
_ENDS = (("source", "target"), ("from", "to"))
"""How networkx and vis-network call the ends of a link."""


class Parsed(NamedTuple):
    """The lists of a file of nodes and links; ``drawn`` where they are boxes on a page, with a place each."""

    whole: Mapping[str, Any]
    nodes: Sequence[Any]
    links: Sequence[Any]

    @property
    def drawn(self) -> bool:
        """Whether the nodes stand on a page, as roadmap.sh keeps them."""
        return any(isinstance(one, dict) and "position" in one and "data" in one for one in self.nodes)

    @property
    def carded(self) -> bool:
        """Whether the nodes are cards and the links arrows of JSON Canvas."""
        cards = (isinstance(one, dict) and one.get("type") in _CARDS and "width" in one for one in self.nodes)
        return any(cards) or any(isinstance(one, dict) and "fromNode" in one for one in self.links)


def parse_graph(source: Source) -> Parsed:
    """The nodes and links of the JSON document.

    Raises:
        DataError: it is no JSON, or has no such lists.
    """
    try:
        whole = json.loads(source.text)
    except RecursionError:
        source.refuse(Problem("file", Message("import.too_deep"), Message("import.too_deep_todo")))
    except json.JSONDecodeError as error:
        source.refuse(*explain_syntax(error))
    except ValueError:  # a number of more digits than Python reads
        source.refuse(Problem("file", Message("import.no_graph"), Message("import.no_graph_todo")))
    key = next((name for name in _EDGES if isinstance(whole, dict) and name in whole), "")
    lists = [whole.get(name) for name in ("nodes", key)] if isinstance(whole, dict) else []
    if len(lists) != len(_EDGES) or not all(isinstance(one, list) for one in lists):
        source.refuse(Problem("file", Message("import.no_graph"), Message("import.no_graph_todo")))
    return Parsed(whole, lists[0] or [], lists[1] or [])


def read(source: Source) -> Draft | Roadmap:
    """The roadmap that our own export holds, or the draft of a graph of another tool.

    Raises:
        DataError: the file is no graph, has no direction, or is damaged.
    """
    parsed = parse_graph(source)
    about = parsed.whole.get("graph")
    about = about if isinstance(about, dict) else {}
    if _OWN in about:
        return _own(source, parsed, about)
    if parsed.whole.get("directed") is False:
        source.refuse(Problem("file", Message("import.undirected"), Message("import.undirected_todo")))
    problems: list[Problem] = []
    nodes = list(_nodes(parsed, source.text, problems))
    links = list(_links(parsed, source.text, problems))
    source.object_to(problems)
    title = next((about[name] for name in ("title", "name") if isinstance(about.get(name), str)), "")
    return draft_of_graph(source, Graph(title, nodes, links))


def _nodes(parsed: Parsed, text: str, problems: list[Problem]) -> Iterator[Node]:
    start = max(text.find('"nodes"'), 0)
    for number, said in enumerate(parsed.nodes):
        plain = said if isinstance(said, dict) else {"id": said}
        key = _key_of(plain)
        if key is None:
            todo = Message("import.no_id_todo")
            problems.append(Problem(f"nodes[{number}]", Message("import.no_id"), todo))
            continue
        inner = plain.get("data")
        more = inner if isinstance(inner, dict) else {}
        yield node_of(str(key), {**more, **plain}, line_of(text, key, start))


def _key_of(said: Mapping[str, Any]) -> str | int | None:
    """What a node is called in its links; None where it has no such name."""
    return next((said[name] for name in ("id", "key", "name") if _is_key(said.get(name))), None)


def _links(parsed: Parsed, text: str, problems: list[Problem]) -> Iterator[Link]:
    """The links by the names of their ends; a number that is no name counts all nodes, as in d3."""
    start = max(text.find('"links"'), text.find('"edges"'), 0)
    keys = [_key_of(said if isinstance(said, dict) else {"id": said}) for said in parsed.nodes]
    known = {str(key) for key in keys if key is not None}

    def named(end: str | int) -> str:
        counted = isinstance(end, int) and str(end) not in known and 0 <= end < len(keys)
        key = keys[int(end)] if counted else None
        return str(end if key is None else key)

    for number, said in enumerate(parsed.links):
        ends = _ends(said)
        if ends is None:
            what, todo = Message("import.no_ends"), Message("import.no_ends_todo")
            problems.append(Problem(f"links[{number}]", what, todo))
            continue
        names = [named(end) for end in ends]
        odd = next((end for end, name in zip(ends, names, strict=True) if name not in known), None)
        where = line_of(text, odd, start) if odd is not None else ""
        yield link_of(names[0], names[1], said if isinstance(said, dict) else {}, where or f"links[{number}]")


def _ends(said: Any) -> tuple[Any, Any] | None:  # noqa: ANN401 - JSON is of any type before it is read
    """The two ends of a link: by their names, or a list of two."""
    if isinstance(said, list) and len(said) == len(_EDGES) and all(map(_is_key, said)):
        return said[0], said[1]
    for first, second in _ENDS if isinstance(said, dict) else ():
        if _is_key(said.get(first)) and _is_key(said.get(second)):
            return said[first], said[second]
    return None


def _is_key(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""


def line_of(text: str, key: object, start: int) -> str:
    """The line where ``key`` first stands behind ``start``; empty where all of it is on one line."""
    if "\n" not in text[start : start + len(text)]:
        return ""
    ways = (json.dumps(key, ensure_ascii=False), json.dumps(key))
    found = next((at for way in ways if (at := text.find(way, start)) >= 0), -1)
    return line_at(text, found) if found >= 0 else ""


def _own(source: Source, parsed: Parsed, about: Mapping[str, Any]) -> Roadmap:
    """The roadmap that our own export holds, as it was.

    Raises:
        DataError: it was changed into something else.
    """
    topics: dict[str, dict[str, Any]] = {}
    for node in parsed.nodes:
        if isinstance(node, dict):
            topics[str(node.get("id"))] = {**node, "requires": []}
    for number, link in enumerate(parsed.links):
        said = dict(link) if isinstance(link, dict) else {}
        needed, topic = said.pop("source", None), said.pop("target", None)
        if topic not in topics:
            what = Message("import.loose_end", {"name": repr(topic)})
            source.refuse(Problem(f"edges[{number}]", what, Message("import.loose_end_todo")))
        evidence = {"source": said.pop("evidence")} if "evidence" in said else {}
        topics[topic]["requires"].append({"topic": needed, **said, **evidence})
    rest = {name: value for name, value in about.items() if name != _OWN}
    whole = {**rest, "schema": SCHEMA, "topics": list(topics.values())}
    if problems := tuple(explain_value(whole, Roadmap)):
        source.refuse(*problems)
    return msgspec.convert(whole, Roadmap)
