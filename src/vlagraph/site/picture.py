"""The first picture of the map: the SVG that is painted before any script, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.site import payload
from vlagraph.site.layout.drawing import draw
from vlagraph.site.layout.geometry import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from vlagraph.core.model import Text
    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["drawn", "picture"]

_TIER_SHAPES = (
    "m-3 4v-8h1.7l2.7 5v-5h1.6v8h-1.7l-2.7 -5v5z",
    "m-3.8 4v-8h1.9l1.9 4.4 1.9 -4.4h1.9v8h-1.6v-5l-1.6 3.6h-1.2l-1.6 -3.6v5z",
    "m-2 4v-8h1.7v6.5h3.1v1.5z",
)
"""The letters of the tiers as shapes: text in one more font would cost more than all of them."""

_TIER_FOOT = 4
"""From the middle of a shape down to its foot."""


class _Letters(NamedTuple):
    """The marks of one tier: its letters as one path, and the numbers of tiers beyond those that have one."""

    shapes: str
    numbers: list[tuple[float, float]]


def drawn(content: Content) -> Drawing:
    """The drawing of the map: what is required by lines and stubs, all else on ways that take no room."""
    shown = content.shown
    topics = [(topic.id, topic.area) for topic in content.topics.values()]
    numbers = {t: ",".join(str(content.rank[s]) for s in some) for t, some in shown.stubs.items()}
    stubs = [(source, topic) for topic, sources in shown.stubs.items() for source in sources]
    hidden = [*stubs, *shown.better, *shown.hidden]
    return draw(topics, shown.lines, stubs=numbers, hidden=hidden, helps=shown.helps)


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
            "lines": _lines(content, drawing),
            "dots": _dots(drawing),
            "stubs": _stubs(drawing),
            "area_names": areas,
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


def _tiers(content: Content, drawing: Drawing) -> dict[int, _Letters]:
    """The marks of every tier, each under the number of its topic."""
    size, middle = GEOMETRY.tier, GEOMETRY.card.height // 2
    found: dict[int, _Letters] = {}
    for topic, x, y in _corners(content, drawing):
        tier = content.tier.get(topic)
        if tier is None:
            continue
        shapes, numbers = found.get(tier, _Letters("", []))
        at = (x + size.left, y + middle + size.down)
        if tier < len(_TIER_SHAPES):
            shapes += f"M{at[0]:g} {at[1] - _TIER_FOOT:g}{_TIER_SHAPES[tier]}"
        else:
            numbers = [*numbers, at]
        found[tier] = _Letters(shapes, numbers)
    return found


def _lines(content: Content, drawing: Drawing) -> str:
    """All lines that are seen at rest, as one path."""
    return "".join(drawing.paths.get(edge, "") for edge in content.shown.lines)


def _dots(drawing: Drawing) -> str:
    """The places where lines part, as one path."""
    r = GEOMETRY.edge.dot
    disc = f"a{r} {r} 0 0 0 {2 * r:g} 0a{r} {r} 0 0 0 -{2 * r:g} 0z"
    return "".join(f"M{x - r:g} {y}{disc}" for x, y in drawing.dots)


def _stubs(drawing: Drawing) -> list[tuple[int, int, str]]:
    """Where the numbers of the short arrows end, and what they are."""
    back = GEOMETRY.card.width // 2 + GEOMETRY.head.length + 2
    return [(drawing.centres[topic][0] - back, y, text) for topic, (y, text) in drawing.stubs.items()]


def _heads(content: Content, drawing: Drawing) -> str:
    """The arrow heads of lines and stubs, as one path."""
    ends = [(b, drawing.ends[a, b]) for a, b in content.shown.lines if (a, b) in drawing.ends]
    ends += [(topic, y) for topic, (y, _) in drawing.stubs.items()]
    shape = f"l-{GEOMETRY.head.length} -{GEOMETRY.head.half}v{2 * GEOMETRY.head.half:g}z"
    half = GEOMETRY.card.width // 2
    return "".join(f"M{drawing.centres[topic][0] - half} {y}{shape}" for topic, y in ends)
