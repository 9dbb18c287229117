"""Where the topics of a roadmap stand on the map, as boxes with room for text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.order import learning_order
from vlagraph.formats.canvas import Box, PlacedRoadmap
from vlagraph.site.content import Content
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.picture import drawn

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap

__all__ = ["place_roadmap"]

_WIDER, _HIGHER = 2, 3
"""A card of the map holds small letters; programs for canvases write in letters of 16 and leave a border."""


def place_roadmap(roadmap: Roadmap) -> PlacedRoadmap:
    """``roadmap`` with the boxes of its topics and areas, in the places that the map gives them."""
    drawing = drawn(Content(roadmap, learning_order(KnowledgeGraph(roadmap))))
    width, height = GEOMETRY.card.width, GEOMETRY.card.height
    topics = {
        topic: _box(x - width // 2, y - height // 2, width, height)
        for topic, (x, y) in drawing.centres.items()
    }
    areas = [
        (one.area, _box(one.left, one.top, one.right - one.left, one.bottom - one.top))
        for one in drawing.regions
    ]
    return PlacedRoadmap(roadmap, topics, areas)


def _box(left: float, top: float, width: float, height: float) -> Box:
    """A box of the map in the units of a canvas, which are whole."""
    return Box(round(left * _WIDER), round(top * _HIGHER), round(width * _WIDER), round(height * _HIGHER))
