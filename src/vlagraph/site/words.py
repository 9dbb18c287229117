"""Every word that the pages say by themselves, in both languages: assets/words.json, English then Korean.

Templates read ``w.key``, scripts ``t("key")``; braces are filled by the caller.
"""

from __future__ import annotations

import json
from importlib import resources

from vlagraph.model import Text

__all__ = ["WORDS", "script_words"]

_PAGE_ONLY = (
    "about_",
    "benchmark",
    "fact_",
    "figure_",
    "kind_noted",
    "note_",
    "notes_",
    "order_lead",
    "papers_lead",
    "projects",
)


def _load() -> dict[str, Text]:
    text = resources.files("vlagraph.site").joinpath("assets", "words.json").read_text(encoding="utf-8")
    return {key: Text(en=en, ko=ko) for key, (en, ko) in json.loads(text).items()}


WORDS = _load()


def script_words() -> dict[str, list[str]]:
    """The part of the table that scripts may ask for, as pairs."""
    return {key: [text.en, text.ko] for key, text in WORDS.items() if not key.startswith(_PAGE_ONLY)}
