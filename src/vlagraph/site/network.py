"""The one module that touches pyvis: it builds the network data and renders our page around it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

__all__ = ["render_network", "vis_license", "vis_script"]

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def render_network(
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    *,
    options: Mapping[str, Any],
    environment: Environment,
    template: str,
) -> str:
    """The page of ``template`` with pyvis's nodes, edges and options, as text.

    Nodes and edges are pyvis's own values, put into the network directly: ``add_node`` looks every id up in
    a list, which is quadratic. ``environment`` must escape; pyvis's own one does not.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line")
    for node in nodes:
        value = Node(
            node["id"], "box", node["label"], **{k: v for k, v in node.items() if k not in {"id", "label"}}
        )
        network.nodes.append(value.options)
    for edge in edges:
        rest = {key: value for key, value in edge.items() if key not in {"from", "to"}}
        network.edges.append(Edge(edge["from"], edge["to"], directed=True, **rest).options)
    network.set_options(json.dumps(options))
    network.templateEnv = environment
    network.path = template
    return str(network.generate_html())


@cache
def vis_script() -> str:
    """The text of the vis-network that pyvis carries, ready for an inline script element."""
    text = resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def vis_license() -> str:
    """The notice that must travel with vis-network: the comment at the head of its script."""
    text = vis_script()
    return text[: text.index("*/") + 2]
