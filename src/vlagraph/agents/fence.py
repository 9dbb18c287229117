"""Text that others wrote, between two lines that it cannot hold itself."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from vlagraph.core.text import safe_lines
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["fenced"]

_DIGITS = 16
"""Of the hash of the text: no text can be written to hold its own."""


def fenced(text: str, lang: Lang) -> str:
    """``text`` with a line before it that says it is data, between two marks made of its own hash."""
    shown = safe_lines(text)
    mark = sha256(shown.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    return "\n".join([translate(lang, "tool.foreign", mark=mark), f"<<<{mark}", shown, f"{mark}>>>"])
