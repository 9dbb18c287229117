"""The first picture of the map: the SVG that is painted before any script, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.site import payload
from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from vlagraph.core.model import Text
    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["picture"]

# The letters of the tiers as shapes: text in one more font would cost more than all of them.
_TIER_SHAPES = (
    "m-3 4v-8h1.7l2.7 5v-5h1.6v8h-1.7l-2.7 -5v5z",
    "m-3.8 4v-8h1.9l1.9 4.4 1.9 -4.4h1.9v8h-1.6v-5l-1.6 3.6h-1.2l-1.6 -3.6v5z",
    "m-2 4v-8h1.7v6.5h3.1v1.5z",
)


class _Tiers(NamedTuple):
    """The marks of the tiers: grounds and letters as one path each, and the numbers of further tiers."""

    grounds: str
    letters: str
    numbers: list[tuple[int, int, int]]


def picture(content: Content, drawing: Drawing, environment: Environment) -> tuple[str, str]:
    """The SVG, and the markup of its names in the second language, which are put into it for their readers.

    The SVG of a large graph is one box a card and no line, and holds its few names in all languages.
    """
    light = len(content.topics) > GEOMETRY.limits.routed
    areas = {area.id: area.name for area in content.areas}
    topics = {} if light else {topic.id: topic.name for topic in content.topics.values()}
    made: Any = environment.get_template("_svg_light.html.j2" if light else "_svg.html.j2").make_module(
        {
            "drawing": drawing,
            "blocks": _blocks(content, drawing) if light else {},
            "stripes": _stripes(content, drawing),
            "heads": _heads(content, drawing),
            "tiers": _tiers(content, drawing),
            "band_names": _names(areas, GEOMETRY.area_name.room),
            "card_names": _names(topics, GEOMETRY.text.room),
        }
    )
    later = () if light else content.languages[1:]
    return str(made), "".join(str(made.names(lang)) for lang in later)


def _names(texts: dict[str, Text], room: float) -> dict[str, dict[str, tuple[str, ...]]]:
    """Every name cut into lines, by language."""
    cut = {key: payload.name_lines(text, room) for key, text in texts.items()}
    return {"en": {key: en for key, (en, _) in cut.items()}, "ko": {key: ko for key, (_, ko) in cut.items()}}


def _by_area(content: Content, shapes: Iterable[tuple[str, str]]) -> dict[int, str]:
    """One path an area of the shapes of its topics."""
    parts: dict[int, list[str]] = {}
    for topic, shape in shapes:
        parts.setdefault(content.area_number[content.topics[topic].area], []).append(shape)
    return {area: "".join(some) for area, some in parts.items()}


def _corners(content: Content, drawing: Drawing) -> list[tuple[str, int, int]]:
    """The upper left corner of every card, with its topic."""
    half_width, half_height = GEOMETRY.card.width // 2, GEOMETRY.card.height // 2
    return [
        (t, x - half_width, y - half_height)
        for t, (x, y) in ((t, drawing.centres[t]) for t in content.topics)
    ]


def _blocks(content: Content, drawing: Drawing) -> dict[int, str]:
    """The cards of each area as plain boxes: the quick picture of a large graph."""
    box = f"h{GEOMETRY.card.width}v{GEOMETRY.card.height}h-{GEOMETRY.card.width}z"
    return _by_area(content, ((t, f"M{x} {y}{box}") for t, x, y in _corners(content, drawing)))


def _stripes(content: Content, drawing: Drawing) -> dict[int, str]:
    """The coloured left edge of every card."""
    r = GEOMETRY.card.stripe
    side = f"a{r} {r} 0 0 0 -{r} {r}v{GEOMETRY.card.height - 2 * r}a{r} {r} 0 0 0 {r} {r}z"
    return _by_area(content, ((t, f"M{x + r} {y}{side}") for t, x, y in _corners(content, drawing)))


def _tiers(content: Content, drawing: Drawing) -> _Tiers:
    """The mark at the upper right corner of every card with a tier."""
    size = GEOMETRY.tier
    places = [
        (x + GEOMETRY.card.width - size.right, y + size.top, content.tier[t])
        for t, x, y in _corners(content, drawing)
        if t in content.tier
    ]
    r = size.radius
    disc = f"a{r} {r} 0 0 0 {2 * r:g} 0a{r} {r} 0 0 0 -{2 * r:g} 0z"
    return _Tiers(
        "".join(f"M{x - r} {y}{disc}" for x, y, _ in places),
        "".join(f"M{x} {y}{_TIER_SHAPES[tier]}" for x, y, tier in places if tier < len(_TIER_SHAPES)),
        [(x, y, tier + 1) for x, y, tier in places if tier >= len(_TIER_SHAPES)],
    )


def _heads(content: Content, drawing: Drawing) -> dict[str, str]:
    """The arrow heads of each kind of requirement, as one path."""
    heads: dict[str, list[str]] = {}
    shape = f"l-{GEOMETRY.head.length} -{GEOMETRY.head.half}v{2 * GEOMETRY.head.half:g}z"
    for (a, b), y in drawing.ends.items():
        head = f"M{drawing.centres[b][0] - GEOMETRY.card.width // 2} {y}{shape}"
        heads.setdefault(content.kind[a, b], []).append(head)
    return {kind: "".join(some) for kind, some in heads.items()}
