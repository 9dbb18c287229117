"""What fits into a field, and what was found there instead, in words."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from vlagraph.core.model import Text
from vlagraph.core.model.base import ArxivId, Day, Site, Slug, Url
from vlagraph.core.text import printable
from vlagraph.words import Message

__all__ = ["describe_kind", "describe_value", "plain_kind", "shorten"]

_LONGEST_NAME = 60
"""Characters of a text that a message quotes, so that it stays on a line."""

_SIMPLE = {
    str: Message("kind.text"),
    int: Message("kind.whole"),
    float: Message("kind.number"),
    bool: Message("kind.truth"),
    type(None): Message("kind.null"),
}


def _pattern(kind: Any) -> str:
    return str(kind.__metadata__[0].pattern)


_PATTERNS = {
    _pattern(Slug): Message("kind.slug"),
    _pattern(ArxivId): Message("kind.arxiv"),
    _pattern(Day): Message("kind.day"),
    _pattern(Url): Message("kind.url"),
    _pattern(Site): Message("kind.site"),
}


def plain_kind(kind: Any, value: Any = ...) -> Any:
    """``kind`` without Annotated and without the None that ``value`` is not."""
    if hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    if get_origin(kind) in (Union, UnionType):
        chosen = next((k for k in get_args(kind) if value is not None and k is not type(None)), kind)
        return chosen if chosen is kind else plain_kind(chosen, value)
    return kind


def describe_kind(kind: Any) -> Message:
    """What a value of ``kind`` is: a day, a whole number from 1 to 5, one of some words …."""
    limits = _limits(kind)
    plain = plain_kind(kind)
    if limits.get("pattern") in _PATTERNS:
        return _PATTERNS[limits["pattern"]]
    if get_origin(plain) is Literal:
        return Message("kind.one_of", {"names": ", ".join(get_args(plain))})
    if get_origin(plain) is tuple and get_args(plain)[-1] is not ...:
        return Message(
            "kind.list_of", {"length": len(get_args(plain)), "kind": describe_kind(get_args(plain)[0])}
        )
    if "ge" in limits and "le" in limits:  # the level of a topic alone has both
        return Message("kind.level", {"high": limits["le"]})
    if "gt" in limits and "lt" in limits:
        return Message("kind.inside", {"low": limits["gt"], "high": limits["lt"]})
    if "ge" in limits:
        return Message("kind.at_least", {"low": limits["ge"]})
    if "min_length" in limits:
        return Message("kind.some_text")
    return _described(plain)


def _described(plain: Any) -> Message:
    if plain is Text:
        return Message("kind.words")
    if plain in (tuple, list) or get_origin(plain) in (tuple, list):
        return Message("kind.list")
    return _SIMPLE.get(plain, Message("kind.object"))


def _limits(kind: Any) -> dict[str, Any]:
    """The limits that annotations of ``kind`` set, also inside of an optional one."""
    found: dict[str, Any] = {}
    if get_origin(kind) in (Union, UnionType):
        for part in get_args(kind):
            found |= _limits(part)
    for meta in getattr(kind, "__metadata__", ()):
        names = ("pattern", "ge", "le", "gt", "lt", "min_length")
        found |= {name: limit for name in names if (limit := getattr(meta, name, None)) is not None}
    return found | (_limits(kind.__origin__) if hasattr(kind, "__metadata__") else {})


def describe_value(value: Any) -> Message:
    """What was found: a text and a number as they are, of a list or an object only that it is one."""
    if isinstance(value, str):
        return Message("kind.found_text", {"text": shorten(value)}) if value else Message("kind.found_empty")
    if isinstance(value, list):
        return Message("kind.found_list", {"count": len(value)})
    if isinstance(value, dict):
        return Message("kind.found_object") if value else Message("kind.found_nothing")
    return Message("kind.found_value", {"value": shorten(msgspec.json.encode(value).decode(), quoted=False)})


def shorten(name: str, *, quoted: bool = True) -> str:
    """``name`` as a message may quote it: printable and short."""
    short = printable(name, most=_LONGEST_NAME)
    return repr(short) if quoted else short
