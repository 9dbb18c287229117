"""The small graph on the page of a topic: what it needs on one side, what it opens on the other.

It is drawn twice, for wide windows (three columns) and for narrow ones (two cards a row along a trunk), as an
SVG cannot wrap; each page shows one of them by its width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.payload import name_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Topic
    from vlagraph.site.content import Content

__all__ = ["Card", "Near", "left_out", "near"]

_MOST = 8
"""Cards on one side: more would push the reasons out of the first window; the page lists all of them."""
_WIDE_CARD, _WIDE_GAP = 200, 62
"""Width of a card and of the gap with the lines: three columns and two gaps fill a column of text."""
_NARROW_CARD, _NARROW_GAP = 158, 26
"""The same on a phone, where two cards and a gap fill the window."""
_HEIGHT, _PITCH = 40, 48
"""Height of a card, for two lines of a name, and from one card to the next."""
_SIDE = 22
"""Room in a card that its name leaves free: the stripe and both margins."""
_BEND, _HEAD, _HALF = GEOMETRY.edge.bend, GEOMETRY.head.length, GEOMETRY.head.half
"""Corners and arrow heads are those of the map."""

Kinds = dict[str, list[str]]
"""The ways of the lines by what they mean, ``required`` or ``recommended``."""


class Card(NamedTuple):
    """A topic, where its card is, and its name cut into lines by language."""

    topic: str
    left: int
    top: int
    names: dict[str, tuple[str, ...]]


class Near(NamedTuple):
    """One drawing: what the topic needs, itself and what it opens in ``cards``, the lines as paths.

    ``card`` is the width and the height of a card.
    """

    kind: str
    width: int
    height: int
    card: tuple[int, int]
    cards: list[Card]
    lines: dict[str, str]
    heads: str


def near(content: Content, topic: Topic) -> list[Near]:
    """The two drawings around ``topic``; none where it has no neighbours."""
    needs, opens = [some[:_MOST] for some in _neighbours(content, topic)]
    if not needs and not opens:
        return []
    return [_Drawer(content, topic).wide(needs, opens), _Drawer(content, topic).narrow(needs, opens)]


def left_out(content: Content, topic: Topic) -> int:
    """How many neighbours of ``topic`` the drawings have no room for."""
    return sum(max(len(some) - _MOST, 0) for some in _neighbours(content, topic))


def _neighbours(content: Content, topic: Topic) -> tuple[list[str], list[str]]:
    """What ``topic`` needs and what it opens, what is required first."""
    needs = [need.topic for need in content.needs(topic)]
    opens = sorted(content.unlocks[topic.id], key=lambda other: content.kind[topic.id, other] != "required")
    return needs, opens


class _Drawer:
    """Draws around one topic, once."""

    def __init__(self, content: Content, topic: Topic) -> None:
        self._content, self._topic = content, topic
        self._ways: Kinds = {"required": [], "recommended": []}
        self._heads: list[str] = []

    def wide(self, needs: Sequence[str], opens: Sequence[str]) -> Near:
        """Three columns, each in the middle of the height."""
        step = _WIDE_CARD + _WIDE_GAP
        height = max(len(needs), len(opens), 1) * _PITCH - (_PITCH - _HEIGHT)
        before, after = self._column(needs, 0, height), self._column(opens, 2 * step, height)
        (here,) = self._column([self._topic.id], step, height)
        for at in before:
            self._across(self._kind(at.topic, 0), (_WIDE_CARD, at.top), (step, here.top))
        for at in after:
            self._across(self._kind(at.topic, 1), (step + _WIDE_CARD, here.top), (2 * step, at.top))
        return self._near("wide", (2 * step + _WIDE_CARD, height), [*before, here, *after])

    def narrow(self, needs: Sequence[str], opens: Sequence[str]) -> Near:
        """Two cards a row, on both sides of a trunk that leads through the topic."""
        width = 2 * _NARROW_CARD + _NARROW_GAP
        above = (len(needs) + 1) // 2 * _PITCH + (2 * _BEND if needs else 0)
        below = above + _PITCH + (2 * _BEND if opens else 0)
        height = (below if opens else above + _PITCH) + (len(opens) + 1) // 2 * _PITCH - (_PITCH - _HEIGHT)
        before, after = self._pairs(needs, 0, width), self._pairs(opens, below, width)
        for side, cards in enumerate((before, after)):
            for at in cards:
                edge = at.left or _NARROW_CARD
                port = above + side * _HEIGHT
                self._down(
                    self._kind(at.topic, side), (edge, at.top + _HEIGHT // 2), (width // 2, port), side
                )
        here = self._card(self._topic.id, (width - _NARROW_CARD) // 2, above, _NARROW_CARD)
        return self._near("narrow", (width, height), [*before, here, *after])

    def _column(self, topics: Sequence[str], left: int, height: int) -> list[Card]:
        first = (height - (len(topics) * _PITCH - (_PITCH - _HEIGHT))) // 2
        return [self._card(t, left, first + row * _PITCH, _WIDE_CARD) for row, t in enumerate(topics)]

    def _pairs(self, topics: Sequence[str], first: int, width: int) -> list[Card]:
        right = width - _NARROW_CARD
        return [
            self._card(t, place % 2 * right, first + place // 2 * _PITCH, _NARROW_CARD)
            for place, t in enumerate(topics)
        ]

    def _near(self, kind: str, size: tuple[int, int], cards: list[Card]) -> Near:
        lines = {name: "".join(ways) for name, ways in self._ways.items()}
        card = (_WIDE_CARD if kind == "wide" else _NARROW_CARD, _HEIGHT)
        return Near(kind, *size, card, cards, lines, "".join(dict.fromkeys(self._heads)))

    def _kind(self, other: str, side: int) -> str:
        edge = (other, self._topic.id) if side == 0 else (self._topic.id, other)
        return self._content.kind[edge]

    def _card(self, topic: str, left: int, top: int, width: int) -> Card:
        en, ko = name_lines(self._content.topics[topic].name, width - _SIDE)
        return Card(topic, left, top, {"en": en, "ko": ko})

    def _across(self, kind: str, start: tuple[int, int], stop: tuple[int, int]) -> None:
        """A line between the middles of two cards, by the upright in the middle of the gap."""
        (x, y), (to_x, to_y) = [(x, top + _HEIGHT // 2) for x, top in (start, stop)]
        middle, turn = (x + to_x) // 2, _BEND if to_y > y else -_BEND
        bent = f"H{middle - _BEND}q{_BEND} 0 {_BEND} {turn}V{to_y - turn}q0 {turn} {_BEND} {turn}"
        self._ways[kind].append(f"M{x} {y}{bent if to_y != y else ''}H{to_x - _HEAD}")
        self._heads.append(f"M{to_x} {to_y}l-{_HEAD} -{_HALF}v{2 * _HALF:g}z")

    def _down(self, kind: str, side_end: tuple[int, int], trunk_end: tuple[int, int], side: int) -> None:
        """A line by the trunk: from the side of a card above into the topic, or from it to a card below."""
        (x, y), (trunk, port) = side_end, trunk_end
        turn, head = (_BEND, _HEAD) if x < trunk else (-_BEND, -_HEAD)
        if side == 0:
            self._ways[kind].append(f"M{x} {y}H{trunk - turn}q{turn} 0 {turn} {_BEND}V{port - _HEAD}")
            self._heads.append(f"M{trunk} {port}l-{_HALF} -{_HEAD}h{2 * _HALF:g}z")
        else:
            self._ways[kind].append(f"M{trunk} {port}V{y - _BEND}q0 {_BEND} {-turn} {_BEND}H{x + head}")
            self._heads.append(f"M{x} {y}l{head} -{_HALF}v{2 * _HALF:g}z")
