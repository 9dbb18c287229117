"""Small pictures as PNG (ISO/IEC 15948), painted from boxes: the icon, and the preview of a shared link.

Every machine paints the same bytes, which a rasteriser of SVG with the machine's own fonts would not.
"""

from __future__ import annotations

import base64
import math
import re
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.render import FIRST, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.site.content import Content
    from vlagraph.site.layout.drawing import Drawing

__all__ = ["PREVIEW", "Box", "icons", "paint", "preview_png"]

PREVIEW = (1200, 630)
"""Pixels of the preview: what Open Graph readers show without cutting (1.91 : 1)."""
_MARGIN = 30
"""Pixels around the map in the preview."""
_ICON = 32
"""Pixels of the icon: twice the usual 16, for sharp screens."""
_HALF = 0.75
"""Half the width of a line of the map."""
_LIGHT_INK = "#eceae5"
"""The ink of the dark theme, for browsers whose bar of tabs is dark."""
_GROUND, _CARD = 0.06, 0.45
"""How much of its colour the ground of an area has, as on the map, and a card, which has no name here."""


class Box(NamedTuple):
    """A filled box in pixels, right and bottom not included, with rounded corners."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    radius: int = 0


def paint(width: int, height: int, boxes: Iterable[Box], paper: str) -> bytes:
    """The picture of ``boxes`` one over the other on ``paper``, as PNG."""
    rows = [bytearray(_rgb(paper) * width) for _ in range(height)]
    for box in boxes:
        left, top, right, bottom = (round(one) for one in box[:4])
        for y in range(max(top, 0), min(max(bottom, top + 1), height)):
            cut = _inset(box.radius, min(y - top, bottom - 1 - y))
            start, stop = max(left + cut, 0), min(max(right, left + 1) - cut, width)
            rows[y][3 * start : 3 * stop] = _rgb(box.colour) * (stop - start)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def icons() -> dict[str, str]:
    """The icon as ``svg`` and as ``png``, each an address that holds it: two topics that lead to a third."""
    ink, blue, green, paper = (_colours()[name] for name in ("ink", "a0", "a3", "paper"))
    lines = [
        Box(14, 7, 16, 25, ink),
        Box(12, 7, 16, 9, ink),
        Box(12, 23, 16, 25, ink),
        Box(14, 15, 20, 17, ink),
    ]
    cards = [Box(1, 3, 13, 13, blue, 2), Box(1, 19, 13, 29, green, 2), Box(19, 11, 31, 21, ink, 2)]
    shapes = "".join(
        f'<rect x="{one.left}" y="{one.top}" width="{one.right - one.left}" '
        f'height="{one.bottom - one.top}" rx="{one.radius}" fill="{one.colour}"/>'
        for one in (*lines, *cards)
    )
    light = f"[fill='{ink}']{{fill:{_LIGHT_INK}}}"
    dark = f"<style>@media(prefers-color-scheme:dark){{{light}}}</style>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_ICON} {_ICON}">{dark}{shapes}</svg>'
    png = base64.b64encode(paint(_ICON, _ICON, [*lines, *cards], paper)).decode("ascii")
    return {"svg": "data:image/svg+xml," + quote(svg), "png": "data:image/png;base64," + png}


def preview_png(content: Content, drawing: Drawing) -> bytes:
    """The map without names, as the picture of a shared link."""
    width, height = PREVIEW
    scale = min((width - 2 * _MARGIN) / drawing.width, (height - 2 * _MARGIN) / drawing.height)
    left, top = (width - drawing.width * scale) / 2, (height - drawing.height * scale) / 2
    boxes = [
        Box(
            left + b.left * scale,
            top + b.top * scale,
            left + b.right * scale,
            top + b.bottom * scale,
            b.colour,
            b.radius,
        )
        for b in _map_boxes(content, drawing)
    ]
    return paint(width, height, boxes, _colours()["paper"])


def _map_boxes(content: Content, drawing: Drawing) -> Iterator[Box]:
    """Grounds, lines and cards of the map, in map units."""
    colours, card = _colours(), GEOMETRY.card
    for region in drawing.regions:
        own = colours[f"a{content.area_number[region.area] % GEOMETRY.colours}"]
        mixed = _mix(own, colours["paper"], _GROUND)
        yield Box(region.left, region.top, region.right, region.bottom, mixed, card.radius)
    for edge in content.shown.lines:
        for x, y, to_x, to_y in _segments(drawing.paths.get(edge, "")):
            yield Box(
                min(x, to_x) - 0.75,
                min(y, to_y) - 0.75,
                max(x, to_x) + 0.75,
                max(y, to_y) + 0.75,
                colours["edge"],
            )
    for topic in content.topics.values():
        number = content.area_number[topic.area] % GEOMETRY.colours
        x, y = drawing.centres[topic.id][0] - card.width / 2, drawing.centres[topic.id][1] - card.height / 2
        own = colours[f"a{number}"]
        yield Box(x, y, x + card.width, y + card.height, _mix(own, colours["paper"], _CARD), card.radius)
        yield Box(x, y, x + card.stripe, y + card.height, own, 2)


def _segments(path: str) -> Iterator[tuple[float, float, float, float]]:
    """The level and upright pieces of a way of the map; its corners are left square."""
    x = y = 0.0
    for command, text in re.findall(r"([MLHVQ])([^MLHVQ]*)", path):
        values = [float(one) for one in re.findall(r"-?[\d.]+", text)]
        points = {"H": [(values[0], y)], "V": [(x, values[0])]}.get(command) or list(
            zip(values[::2], values[1::2], strict=True)
        )
        for to_x, to_y in points:
            if command != "M" and (to_x == x or to_y == y):
                yield x, y, to_x, to_y
            x, y = to_x, to_y


def _colours() -> dict[str, str]:
    """The colours of the light theme by name."""
    block = re.search(r":root \{(.*?)\n\}", style(*FIRST), re.DOTALL)
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block[1] if block else ""))


def _mix(colour: str, paper: str, part: float) -> str:
    strong, ground = _rgb(colour), _rgb(paper)
    return "#" + bytes(round(a * part + b * (1 - part)) for a, b in zip(strong, ground, strict=True)).hex()


def _rgb(colour: str) -> bytes:
    return bytes.fromhex(colour[1:])


def _inset(radius: int, row: int) -> int:
    """How far a rounded corner draws back the ``row`` of pixels nearest to it."""
    if row >= radius:
        return 0
    return radius - round(math.sqrt(radius**2 - (radius - row - 0.5) ** 2))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
