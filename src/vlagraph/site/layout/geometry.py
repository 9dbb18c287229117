"""The sizes of the map, read from ``geometry.json``: the only place where they are written down.

Python reads `GEOMETRY`, the templates ``geometry``, the scripts the constant ``GEOMETRY``. Lengths are in map
units, of which one is a pixel at zoom 1.
"""

from __future__ import annotations

from importlib import resources

import msgspec

__all__ = [
    "GEOMETRY",
    "Band",
    "Card",
    "Edge",
    "Geometry",
    "Grid",
    "Head",
    "Limits",
    "Page",
    "Stub",
    "TextSize",
    "Tier",
    "geometry_json",
]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the parts: an unknown or a missing entry of the file is a mistake."""


class Band(_Part, frozen=True, kw_only=True):
    """The region of an area."""

    label: int
    """Height above its cards for its name."""
    name: float
    """Size of the letters of its name."""
    baseline: float
    """From the upper border down to the foot of the name."""
    padding: int
    """Between its cards and its lower border."""
    side: int
    """Between its cards and its left and right border."""
    gap: int
    """Between two shelves of regions where no line runs."""


class Card(_Part, frozen=True, kw_only=True):
    """The box of a topic: high enough for two lines of a name with the size of ``text``, three at a pinch."""

    width: int
    height: int
    radius: int
    stripe: int
    """Width of the edge at the left in the colour of the area."""


class Edge(_Part, frozen=True, kw_only=True):
    """The lines between cards."""

    bend: int
    """Radius of a corner."""
    track: int
    """Between lines of different sources that run side by side: nearer ones look like one."""
    port: int
    """Between the ends of two lines at one card: as far as two arrow heads need."""
    port_edge: int
    """Kept free at the upper and lower edge of a card, where its corners are round."""
    clear: int
    """Between a level line and the cards above and below it."""
    climb_left: int
    climb_right: int
    """Kept free at the left and right of the gap between two columns, for corners and arrow heads."""
    dot: float
    """Radius of the dot where lines of one source part."""


class Grid(_Part, frozen=True, kw_only=True):
    """Between two columns or rows of cards where no line climbs or runs."""

    column: int
    gap: int


class Head(_Part, frozen=True, kw_only=True):
    """The arrow head of a line."""

    length: int
    half: float
    """Half of its height."""


class Limits(_Part, frozen=True, kw_only=True):
    """The largest numbers of topics for which the page still does something (see benchmarks.site)."""

    annealed: int
    """Cells are searched by annealing: seconds for more, whose crossings nobody can count."""
    routed: int
    """Lines are routed between the cards: more of them are a mesh, and slow to paint."""
    listed: int
    """The list stands in the page: a longer one costs more time than it helps."""
    detailed: int
    """What panels show is in the page, and every card is painted: more would be megabytes."""


class Page(_Part, frozen=True, kw_only=True):
    """What is around the cells."""

    margin: int
    top: int
    """Height above the first region."""


class Stub(_Part, frozen=True, kw_only=True):
    """The short arrow at a card for what it needs of the areas that the roadmap presupposes."""

    size: float
    """Height of the numbers before it."""
    padding: int
    """Beside the numbers, all in all."""
    baseline: float


class TextSize(_Part, frozen=True, kw_only=True):
    """The name on a card."""

    size: float
    """Height of the letters: 12 pixels are read with ease, and the map may be fitted a little smaller."""
    room: int
    """Width of a line: the card without ``left`` and a little at the right."""
    rows: int
    """Most lines of a name."""
    left: int
    baseline: float
    """From the middle of the card down to the foot of the letters of a single line."""
    line: float
    """From one line to the next, with up to two of them."""
    line_tight: float
    """The same with three."""
    size_tight: float
    """Height of the letters of three lines, which would run into each other at ``size``."""
    number: int
    """Right end of the number of the topic in the learning order."""


class Tier(_Part, frozen=True, kw_only=True):
    """The letter of the priority, under the number of a topic."""

    letters: str
    """One a tier, most urgent first: now, mid-term, long-term; a further tier has its number."""
    left: float
    """Of the middle of the letter, from the left edge of the card."""
    down: float
    """From the middle of the card down to the foot of the letter."""
    up: float
    """From the middle of the card up to the foot of the number that stands over the letter."""


class Geometry(_Part, frozen=True, kw_only=True):
    """All sizes of the map."""

    band: Band
    card: Card
    colours: int
    """How many colours of areas the styles know; further areas begin again with the first."""
    edge: Edge
    grid: Grid
    head: Head
    limits: Limits
    page: Page
    stub: Stub
    text: TextSize
    tier: Tier


def geometry_json() -> str:
    """The file as one line of JSON, for the scripts."""
    return msgspec.json.encode(GEOMETRY, order="sorted").decode("ascii")


def _load() -> Geometry:
    text = resources.files("vlagraph.site.layout").joinpath("geometry.json").read_bytes()
    return msgspec.json.decode(text, type=Geometry)


GEOMETRY = _load()
