"""The page of the map: one file with everything in it, also as programs of assistants frame it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from vlagraph.site import network, payload, render
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.linked_data import describe_roadmap
from vlagraph.site.picture import drawn, picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from vlagraph.core.model import Area
    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["render_map"]

_OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "physics": False},
    "edges": {"hidden": True, "smooth": {"enabled": False}, "physics": False},
    "interaction": {
        "hover": True, "dragNodes": False, "keyboard": False, "selectConnectedEdges": False,
        "hoverConnectedEdges": False, "multiselect": False, "zoomView": False, "tooltipDelay": 100000,
    },
}  # fmt: skip


def render_map(content: Content, environment: Environment, *, framed: bool = False) -> str:
    """The page of the map, in ``environment``; ``framed`` by a program, it has nothing beside it."""
    drawing = drawn(content)
    vis, scripts = network.vis_script(), render.script(render.MAP_PAGE)
    later, names = render.script(render.LATER), render.script(render.NAMES)
    svg, korean = picture(content, drawing, environment)
    environment.globals.update(
        here="index.html",
        up="",
        css=render.style(*render.FIRST),
        rest=render.style(*render.REST),
        svg=Markup(svg),  # noqa: S704 -- rendered by the same escaping environment
        korean=Markup(korean),  # noqa: S704 -- the same
        names=names,
        lines=_packed(payload.names_on_cards(content)),
        vis=render.packed(vis),
        js=scripts,
        later=later,
        policy=_policy(vis, scripts, later, names, framed=framed),
        framed=framed,
        host=render.script(render.HOST) if framed else "",
        framed_css=render.style(render.FRAMED) if framed else "",
        data=payload.payload(content, drawing),
        about_roadmap=describe_roadmap(content),
        details=_details(content),
        listed=len(content.topics) <= GEOMETRY.limits.listed,
        as_seen=_as_seen(content, drawing),
    )
    page = network.render_network(
        payload.nodes(content, drawing),
        payload.edges(content, drawing),
        options=_OPTIONS,
        environment=environment,
        template="map.html.j2",
    )
    return render.in_ascii(page)


def _policy(*scripts: str, framed: bool) -> str:
    """The policy with the hashes of all that stands in the page.

    Beside the page lies what the search looks through; beside a ``framed`` one lies nothing.
    """
    texts = [render.script(render.BOOT), *scripts, *([render.script(render.HOST)] if framed else [])]
    styles = [render.FIRST, render.REST, *([(render.FRAMED,)] if framed else [])]
    allowed = [*map(render.hash_source, texts), *([] if framed else ["'self'"])]
    return render.policy(allowed, [render.hash_source(render.style(*some)) for some in styles])


def _as_seen(content: Content, drawing: Drawing) -> list[tuple[int, Area]]:
    """The areas with their numbers in the order in which their names are read on the map, row by row."""
    places = {region.area: (region.top, region.left) for region in reversed(drawing.regions)}
    numbered = enumerate(content.areas)
    return sorted(numbered, key=lambda numbered: places.get(numbered[1].id, (drawing.height, 0)))


def _details(content: Content) -> str:
    if len(content.topics) > GEOMETRY.limits.detailed:
        return ""
    return _packed(payload.details(content))


def _packed(value: object) -> str:
    return render.packed(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
