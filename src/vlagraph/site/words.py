"""The words that the pages say by themselves, in both languages.

Templates read ``w.key`` and ``"code"|term("table")``, scripts ``t("key")``; braces are filled by the caller.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from vlagraph.core.model import Text
from vlagraph.core.text import visible
from vlagraph.words import render, table, term

__all__ = ["WORDS", "in_both", "script_words", "spoken", "term_text", "words_named"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vlagraph.core.model import Lang

_TEXTS = 4096
"""Texts whose elements are kept: each page repeats the words of the pages and the names of topics."""


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


def _grouped(values: Mapping[str, object]) -> dict[str, object]:
    """``values`` with the thousands of numbers apart.

    >>> _grouped({"n": 3276, "date": "2026-11-22"})
    {'n': '3,276', 'date': '2026-11-22'}
    """
    return {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}


def spoken(langs: Iterable[Lang]) -> dict[str, Callable[..., Markup]]:
    """What templates say texts by, an element for each of ``langs``, of which a page shows one.

    A text that lacks a language stands for its readers too, as what it is.

    ``both(text)`` says a text, and nothing for None; ``word(key)`` says words of the pages;
    ``fill(key, name=value)`` does so with the values in their braces, and of one ``n`` those of ``key_one``.

    >>> spoken(["en", "ko"])["both"](Text(en="a < b", ko="b"))
    Markup('<span class="en" lang="en">a &lt; b</span><span class="ko" lang="ko">b</span>')
    """
    listed = tuple(langs)

    def element(lang: Lang, text: str, said: Text) -> Markup:
        own = said.lang_for(lang)
        return Markup(f'<span class="{lang}" lang="{own}">{escape(text)}</span>')  # noqa: S704 -- escaped

    @lru_cache(_TEXTS)
    def both(text: Text | None) -> Markup:
        return Markup().join(element(lang, visible(text[lang]), text) for lang in listed if text)

    def word(key: str) -> Markup:
        return both(WORDS[key])

    def fill(key: str, **values: object) -> Markup:
        one = f"{key}_one"
        said, shown = WORDS[one if values.get("n") == 1 and one in WORDS else key], _grouped(values)
        return Markup().join(element(lang, said[lang].format(**shown), said) for lang in listed)

    return {"both": both, "word": word, "fill": fill}
