"""JSON Canvas 1.0, as Obsidian and others open it: https://jsoncanvas.org/spec/1.0/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from vlagraph.formats.markdown import escaped
from vlagraph.words import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vlagraph.core.model import Area, Lang, Requirement, Roadmap

__all__ = ["Box", "PlacedRoadmap", "to_canvas"]

_COLOURS = 6
"""Colours that the format numbers, from 1; areas beyond them begin again."""


class Box(NamedTuple):
    """A box by its left upper corner, in whole units."""

    x: int
    y: int
    width: int
    height: int


class PlacedRoadmap(NamedTuple):
    """A roadmap, and the boxes of its topics and of its areas by id."""

    roadmap: Roadmap
    topics: Mapping[str, Box]
    areas: Iterable[tuple[str, Box]]


def to_canvas(placed: PlacedRoadmap, lang: Lang) -> bytes:
    """A card a topic, a group an area, an arrow from what comes first to what needs it."""
    areas = {area.id: area for area in placed.roadmap.areas}
    colours = {area: str(number % _COLOURS + 1) for number, area in enumerate(areas)}
    whole = {
        "nodes": [*_groups(placed, areas, colours, lang), *_cards(placed, colours, lang)],
        "edges": [_arrow(topic.id, need, lang) for topic in placed.roadmap.topics for need in topic.requires],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _groups(
    placed: PlacedRoadmap, areas: Mapping[str, Area], colours: Mapping[str, str], lang: Lang
) -> Iterator[dict[str, Any]]:
    """The areas, behind the cards because they come first; one that lies in two parts is two groups."""
    for number, (area, box) in enumerate(placed.areas):
        about = {"label": areas[area].name[lang], "color": colours[area]}
        yield {"id": f"area-{number}-{area}", "type": "group", **box._asdict(), **about}


def _cards(placed: PlacedRoadmap, colours: Mapping[str, str], lang: Lang) -> Iterator[dict[str, Any]]:
    for topic in placed.roadmap.topics:
        box, text = placed.topics[topic.id], escaped(topic.name[lang])
        yield {
            "id": topic.id,
            "type": "text",
            **box._asdict(),
            "text": text,
            "color": colours[topic.area],
        }


def _arrow(topic: str, need: Requirement, lang: Lang) -> dict[str, Any]:
    """An arrow from right to left; what is not required says so."""
    label = {} if need.kind == "required" else {"label": term(lang, "requirement", need.kind)}
    ends = {"fromNode": need.topic, "fromSide": "right", "toNode": topic, "toSide": "left"}
    return {"id": f"{need.topic} {topic}", **ends, **label}
