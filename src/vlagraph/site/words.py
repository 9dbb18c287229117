"""The words that the pages say by themselves, in both languages.

Templates read ``w.key``, scripts ``t("key")``; braces are filled by the caller.
"""

from __future__ import annotations

from vlagraph.core.model import Text
from vlagraph.words import table

__all__ = ["WORDS", "script_words"]

_PAGE_ONLY = (
    "about_",
    "benchmark",
    "fact_",
    "figure_",
    "kind_noted",
    "moved",
    "note_",
    "notes_",
    "order_lead",
    "papers_lead",
    "pinned",
    "projects",
)


def _load() -> dict[str, Text]:
    korean = table("ko", "page")
    return {key: Text(en=text, ko=korean[key]) for key, text in table("en", "page").items()}


WORDS = _load()


def script_words() -> dict[str, list[str]]:
    """The part of the table that scripts may ask for, as pairs."""
    return {key: [text.en, text.ko] for key, text in WORDS.items() if not key.startswith(_PAGE_ONLY)}
