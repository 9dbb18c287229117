"""The words that the pages say by themselves, in both languages.

Templates read ``w.key`` and ``"code"|term("table")``, scripts ``t("key")``; braces are filled by the caller.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vlagraph.core.model import Text
from vlagraph.words import render, table, term

__all__ = ["WORDS", "in_both", "script_words", "term_text", "words_named"]

if TYPE_CHECKING:
    from collections.abc import Iterable


def _load() -> dict[str, Text]:
    korean = table("ko", "page")
    return {key: Text(en=text, ko=korean[key]) for key, text in table("en", "page").items()}


WORDS = _load()


def words_named(script: str) -> frozenset[str]:
    """The keys of the words that ``script`` names: the literals of ``t("key")`` and ``WORDS.key``.

    ``t`` takes the words of ``key_one`` where there are some and it counts one thing.

    >>> sorted(words_named('t("topics_n", { n }); WORDS.lang[0]; "theme"'))
    ['lang', 'topics_n', 'topics_n_one']
    """
    keys = {a or b for a, b in re.findall(r'\bt\("(\w+)"|\bWORDS\.(\w+)', script)}
    return frozenset(keys | {one for key in keys if (one := f"{key}_one") in WORDS})


def script_words(keys: Iterable[str]) -> dict[str, list[str]]:
    """The words of ``keys`` for a script, as pairs.

    Raises:
        KeyError: there are none of a key.
    """
    return {key: [WORDS[key].en, WORDS[key].ko] for key in sorted(keys)}


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
