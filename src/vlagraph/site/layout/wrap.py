"""Breaking a name into card lines, by the known widths of a plain sans-serif face."""

from __future__ import annotations

import unicodedata

from vlagraph.core.text import visible
from vlagraph.site.layout.geometry import GEOMETRY

__all__ = ["has_rtl", "lines", "width"]

_EMS = {
    0.222: "ijl'",
    0.278: "ftI .,:;!/\\[]·",
    0.333: "r()-",
    0.5: "ckvsxyzJ",
    0.556: "abdeghnopquL0123456789",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "Mm",
    0.944: "W",
}
"""The widths of letters in ems, from the font metrics of Helvetica, which the usual faces do not exceed."""

_WIDTHS = {char: em for em, chars in _EMS.items() for char in chars}
_OTHER = 0.7
"""The width of any other narrow letter: that of most capitals, so that a name rather has too much room."""


def has_rtl(text: str) -> bool:
    """Whether some of ``text`` is written from right to left, by the bidirectional classes of UAX #9.

    Example:
        >>> has_rtl("robot"), has_rtl("\u05e8\u05d5\u05d1\u05d5\u05d8")
        (False, True)
    """
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


def width(text: str, size: float) -> float:
    """An estimate of the drawn width of ``text`` in pixels.

    Example:
        >>> width("mm", 10) > width("ii", 10)
        True
    """
    return sum(_em(char) for char in text) * size


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _em(char: str) -> float:
    return 1.0 if _is_wide(char) else _WIDTHS.get(char, _OTHER)


def lines(text: str, *, room: float, size: float) -> tuple[str, ...]:
    """``text`` in at most three lines of ``room`` pixels, broken at blanks; more ends in an ellipsis.

    Letters as high as Hangul fill their line: three of them would run into each other, so they have two.

    Example:
        >>> lines("Natural Language Grounding", room=106, size=12.5)
        ('Natural Language', 'Grounding')
    """
    found: list[str] = []
    for word in visible(text).split():
        if found and width(f"{found[-1]} {word}", size) <= room:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.extend(_pieces(word, room=room, size=size))
    most = GEOMETRY.text.rows - any(map(_is_wide, text))
    if len(found) <= most:
        return tuple(found) or ("",)
    return (*found[: most - 1], _cut(found[most - 1], room=room, size=size))


def _pieces(word: str, *, room: float, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size) > room:
            if len(pieces) > GEOMETRY.text.rows:
                break
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut(text: str, *, room: float, size: float) -> str:
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"
