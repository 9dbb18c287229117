"""A JSON value in pages: parts of it that fit, of which the whole can be put together again.

Pages are joined entry by entry: objects by their keys, lists by appending. Only what is too long for a page
and stands in a list (or is one text) is cut, and its place is told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.agents.tokens import tokens_of
from vlagraph.core.text import escaped_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Part", "begin", "compact", "cut_text", "split"]

_ELLIPSIS = "…"
_MOST_CHARACTERS = 3
"""Of a token as they are counted, with the space before it: a longer text need not be counted."""
_LEAST_ROOM = 20
"""Tokens: with fewer nothing of an entry would be worth showing."""


class Part(NamedTuple):
    """A part of a value, and the places in it where something was cut, such as ``papers.authors``."""

    value: Any
    cut: tuple[str, ...] = ()


def compact(value: object) -> str:
    """``value`` as JSON in one line; characters that are not printable are written as escapes."""
    return escaped_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def split(value: object, room: int) -> list[Part]:
    """``value`` in parts of ``room`` tokens at the most, in order; itself where it fits.

    >>> [part.value for part in split({"a": 1, "steps": ["one", "two", "three"]}, 15)]
    [{'a': 1, 'steps': ['one']}, {'steps': ['two', 'three']}]
    """
    if not isinstance(value, dict | list) or not _exceeds(value, room):
        return [_fitting(value, room)]
    parts: list[Part] = []
    now, used = Part(_empty(value)), 0
    for piece in _pieces(value, room):
        joined = Part(_join(now.value, piece.value), (*now.cut, *piece.cut))
        used += tokens_of(compact(piece.value))  # at least what it adds, so that few pages are counted anew
        if now.value and used > room and (used := tokens_of(compact(joined.value))) > room:
            parts.append(now)
            joined, used = piece, tokens_of(compact(piece.value))
        now = joined
    return [*parts, now]


def _empty(value: dict[str, Any] | list[Any]) -> Any:  # noqa: ANN401 - JSON
    return {} if isinstance(value, dict) else []


def _pieces(value: dict[str, Any] | list[Any], room: int) -> Iterator[Part]:
    """The smallest parts of ``value`` that are moved from page to page: entries of it or of what it holds."""
    if isinstance(value, list):
        for entry in value:
            kept = _fitting(entry, room - 1)
            yield Part([kept.value], kept.cut)
        return
    for key, entry in value.items():
        frame = tokens_of(compact({key: None}))
        if isinstance(entry, list | dict) and entry and _exceeds(entry, (room - frame) // 2):
            for piece in _pieces(entry, room - frame):
                yield Part({key: piece.value}, tuple(f"{key}.{place}" for place in piece.cut))
        else:
            kept = _fitting(entry, room - frame)
            yield Part({key: kept.value}, tuple(f"{key}.{place}".rstrip(".") for place in kept.cut))


def _join(one: Any, other: Any) -> Any:  # noqa: ANN401 - JSON
    """Two parts of one value as one, as a reader of the pages joins them."""
    if isinstance(one, list):
        return [*one, *other]
    if isinstance(one, dict):
        return {**one, **{key: _join(one[key], part) if key in one else part for key, part in other.items()}}
    return other


def _exceeds(value: object, room: int) -> bool:
    """Whether ``value`` takes more than ``room`` tokens."""
    text = compact(value)
    return len(text) > _MOST_CHARACTERS * room or tokens_of(text) > room


def _fitting(value: Any, room: int) -> Part:  # noqa: ANN401 - JSON
    """``value``, cut where it is longest so that it takes ``room`` tokens at the most."""
    if not _exceeds(value, room):
        return Part(value)
    if isinstance(value, dict):
        return _fitting_object(value, room)
    if isinstance(value, list):
        return _fitting_list(value, room)
    return Part(begin(value, room) if isinstance(value, str) else None, ("",))


def _fitting_object(value: Mapping[str, Any], room: int) -> Part:
    """Every entry of ``value``: the short ones whole, the long ones cut to equal shares of what is left."""
    left, kept, cut = room, dict[str, Any](), list[str]()
    by_size = sorted(value, key=lambda key: len(compact(value[key])))
    for count, key in zip(range(len(by_size), 0, -1), by_size, strict=True):
        frame = tokens_of(compact({key: 0}))
        part = _fitting(value[key], left // count - frame)
        kept[key], left = part.value, left - frame - tokens_of(compact(part.value))
        cut += [f"{key}.{place}".rstrip(".") for place in part.cut]
    return Part({key: kept[key] for key in value}, tuple(cut))


def _fitting_list(value: Sequence[Any], room: int) -> Part:
    """The first entries of ``value``; the first of all is cut where it alone is too long."""
    kept: list[Any] = []
    left = room - 2
    for entry in value:
        if _exceeds(entry, left - 1):
            break
        kept.append(entry)
        left -= 1 + tokens_of(compact(entry))
    if kept or left < _LEAST_ROOM:
        return Part(kept, ("",))
    first = _fitting(value[0], left)
    return Part([first.value], (*first.cut, *([""] * (len(value) > 1))))


def begin(text: str, room: int) -> str:
    """The beginning of ``text`` that takes ``room`` tokens."""
    most = _MOST_CHARACTERS * max(room, 0)
    while most > 0 and _exceeds(cut_text(text, most), room):
        most = most * 3 // 4
    return cut_text(text, most)


def cut_text(text: str, most: int) -> str:
    """The first characters of ``text``, up to ``most``, with a mark where something is left out."""
    return text if len(text) <= most else text[:most].rstrip(_ELLIPSIS) + _ELLIPSIS
