"""GraphML with everything that a roadmap says, for networkx, Gephi, yEd and Cytoscape.

GraphML knows texts and numbers only: http://graphml.graphdrawing.org/specification.html. So a text in two
languages is three attributes (``name`` in the language of the run, ``name_en``, ``name_ko``), hours are two
(``hours_low``, ``hours_high``), and what has parts of its own, such as concepts, is JSON.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from vlagraph.core.model import SCHEMA, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from vlagraph.core.model import Lang, Requirement, Roadmap, Value

    Plain: TypeAlias = str | int | float | bool

__all__ = ["to_graphml"]

_HOURS = ("hours", "first_pass")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even as references: https://www.w3.org/TR/xml/#charsets."""


def to_graphml(roadmap: Roadmap, lang: Lang) -> bytes:
    """``roadmap`` as a GraphML document; an edge leads from what comes first to what needs it."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph = dict(_about(roadmap, lang))
    for topic in roadmap.topics:
        graph.add_node(topic.id, **dict(_said(topic, lang, "id", "requires")))
    for topic in roadmap.topics:
        for need in topic.requires:
            graph.add_edge(need.topic, topic.id, **dict(_edge(need, lang)))
    writer = nx.readwrite.graphml.GraphMLWriter()
    writer.add_graph_element(graph)
    _in_order(writer.xml.find("graph"), roadmap)
    written = io.BytesIO()
    writer.dump(written)
    return written.getvalue().replace(b"\r", b"&#13;") + b"\n"  # a bare one would be read as a line feed


def _in_order(drawn: Element, roadmap: Roadmap) -> None:
    """Let the edges stand as the topics name what they require, so that an import has the same order."""
    needs = [(need.topic, topic.id) for topic in roadmap.topics for need in topic.requires]
    place: dict[tuple[str | None, str | None], int] = {ends: at for at, ends in enumerate(needs)}
    first = {"node": -1, "data": len(place)}
    drawn[:] = sorted(
        drawn, key=lambda one: first.get(one.tag, place.get((one.get("source"), one.get("target")), 0))
    )


def _about(roadmap: Roadmap, lang: Lang) -> Iterator[tuple[str, Plain]]:
    """What the roadmap says beside its topics; networkx would take ``id`` for that of the element."""
    yield "vlagraph", SCHEMA
    if roadmap.id:
        yield "roadmap_id", roadmap.id
    yield from _said(roadmap, lang, "id", "schema", "schema_ref", "topics")


def _edge(need: Requirement, lang: Lang) -> Iterator[tuple[str, Plain]]:
    """What ``need`` says; what shows it is its evidence, since the source of an edge is an end of it."""
    yield from _said(need, lang, "topic", "source")
    if need.source:
        yield "evidence", _in_xml(need.source)


def _said(value: Value, lang: Lang, *without: str) -> Iterator[tuple[str, Plain]]:
    """The attributes of ``value``: its fields that say more than their defaults, by the names of files."""
    for field in msgspec.structs.fields(value):
        found = getattr(value, field.name)
        if field.name not in without and found != field.default:
            yield from _attributes(field.encode_name, found, lang)


def _attributes(name: str, found: object, lang: Lang) -> Iterator[tuple[str, Plain]]:
    if isinstance(found, Text):
        yield name, _in_xml(found[lang])
        yield from ((f"{name}_{one}", _in_xml(found[one])) for one in found.langs)
    elif name in _HOURS and isinstance(found, tuple):
        yield from zip((f"{name}_low", f"{name}_high"), found, strict=True)
    elif isinstance(found, str):
        yield name, _in_xml(found)
    elif isinstance(found, int | float):
        yield name, found
    else:
        yield name, _in_xml(msgspec.json.encode(found).decode())


def _in_xml(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
