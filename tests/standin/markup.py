"""Escaping for XML written by hand. Knows no element names."""

from __future__ import annotations

import re

__all__ = ["attribute", "text"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """Element text: characters XML 1.0 forbids dropped, the rest escaped.

    >>> text("a < b & c" + chr(12))
    'a &lt; b &amp; c'
    """
    value = _FORBIDDEN.sub("", value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """Attribute text, for double quotes."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
