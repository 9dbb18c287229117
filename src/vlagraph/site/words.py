"""The words that the pages say by themselves, in both languages.

Templates read ``w.key`` and ``"code"|term("table")``, scripts ``t("key")``; braces are filled by the caller.
"""

from __future__ import annotations

import re

from vlagraph.core.model import Text
from vlagraph.words import render, table, term

__all__ = ["WORDS", "in_both", "script_words", "term_text"]


def _load() -> dict[str, Text]:
    korean = table("ko", "page")
    return {key: Text(en=text, ko=korean[key]) for key, text in table("en", "page").items()}


WORDS = _load()


def script_words(script: str) -> dict[str, list[str]]:
    """The words that ``script`` names, as pairs.

    >>> script_words('t("map")')
    {'map': ['Map', '지도']}
    """
    named = {a or b for a, b in re.findall(r'"(\w+)"|\bWORDS\.(\w+)', script)}
    return {key: [text.en, text.ko] for key, text in WORDS.items() if key in named}


def term_text(code: str, name: str) -> Text:
    """The word for ``code`` in the table ``name``; of a code that the table lacks, its own words.

    >>> term_text("action-space", "fact_heading").en, term_text("pay-load", "fact_heading").ko
    ('Actions', 'Pay load')
    """
    if code not in table("en", name):
        own = code.replace("-", " ").capitalize()
        return Text(en=own, ko=own)
    return Text(en=term("en", name, code), ko=term("ko", name, code))


def in_both(message: object) -> Text:
    """What ``message`` says in both languages."""
    return Text(en=str(render(message, "en")), ko=str(render(message, "ko")))
