"""A roadmap as node-link JSON, as networkx reads it, with everything that it says.

An edge leads from what comes first to what needs it. The attribute ``vlagraph`` of the graph tells that the
file holds a whole roadmap; `vlagraph import` makes the same roadmap of it, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vlagraph.core.model import SCHEMA, stated_fields

if TYPE_CHECKING:
    from vlagraph.core.model import Lang, Requirement, Roadmap

__all__ = ["to_node_link"]


def to_node_link(roadmap: Roadmap, _: Lang = "en") -> bytes:
    """``roadmap`` as a JSON document: attributes of the graph, a node a topic, an edge a requirement."""
    about = {"vlagraph": SCHEMA, **stated_fields(roadmap, "schema", "schema_ref", "topics")}
    nodes = [stated_fields(topic, "requires") for topic in roadmap.topics]
    edges = [_edge(topic.id, need) for topic in roadmap.topics for need in topic.requires]
    whole = {"directed": True, "multigraph": False, "graph": about, "nodes": nodes, "edges": edges}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _edge(topic: str, need: Requirement) -> dict[str, Any]:
    """The requirement ``need`` of ``topic``; what shows it is its evidence, since ``source`` is an end."""
    evidence = {"evidence": need.source} if need.source else {}
    return {"source": need.topic, "target": topic, **stated_fields(need, "topic", "source"), **evidence}
