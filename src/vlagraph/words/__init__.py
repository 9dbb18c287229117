"""Every word that a person reads, in English and Korean, and the functions that look it up.

``en.json`` and ``ko.json`` hold the same tables of texts; a key names a table and a text in it, such as
``path.known``. A text may name values in braces; one that depends on a number has the forms ``one`` and
``other``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGS", "Message", "Term", "hours_range", "number_range", "render", "table", "term", "translate"]

Lang = Literal["en", "ko"]
LANGS: tuple[Lang, ...] = ("en", "ko")
_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types of values that are what they say, in any language."""


class Message(NamedTuple):
    """What an error or a note says, in no language yet: a key of the words, and the values of its braces."""

    key: str
    values: Mapping[str, object] = {}


class Term(NamedTuple):
    """A code that a message tells by its word, in no language yet: the table of words, and the code.

    >>> str(Term("role", "survey"))
    'survey'
    """

    table: str
    code: str

    def __str__(self) -> str:
        return term("en", self.table, self.code)


@runtime_checkable
class _HasText(Protocol):
    """What can say itself in a language, as errors and problems do."""

    def text(self, lang: Lang) -> str: ...


def translate(lang: Lang, key: str, /, **values: object) -> str:
    """The text of ``key`` in ``lang``, its braces filled with ``values``; a message among them is rendered.

    >>> translate("en", "path.known", names="Linear Algebra"), translate("ko", "column.topic")
    ('known: Linear Algebra', '주제')

    Raises:
        KeyError: there is no such key.
    """
    found = _find(lang, key)
    if isinstance(found, dict):
        found = found["one" if values.get("count") == 1 and "one" in found else "other"]
    if not values:
        return str(found)
    return str(found).format(**{name: render(value, lang) for name, value in values.items()})


def term(lang: Lang, name: str, code: str) -> str:
    """The word for ``code`` in the table ``name``; a code that the table lacks, as a reader's own, stays.

    >>> term("ko", "role", "survey"), term("ko", "fact", "payload")
    ('서베이', 'payload')
    """
    return str(table(lang, name).get(code, code))


def render(value: object, lang: Lang) -> object:
    """``value`` as a text in ``lang`` where it is a message, a term or an error, else as it is."""
    if type(value) in _PLAIN:  # nearly all values; to look whether one has a method takes long
        return value
    match value:
        case Message():
            return translate(lang, value.key, **value.values)
        case Term():
            return term(lang, value.table, value.code)
        case _HasText():
            return value.text(lang)
    return value


def table(lang: Lang, name: str) -> Mapping[str, Any]:
    """The texts of one table by their names.

    Raises:
        KeyError: there is no such table.
    """
    found: Mapping[str, Any] = _words(lang)[name]
    return found


def hours_range(hours: tuple[int, int], lang: Lang) -> str:
    """Hours from low to high, with their unit; once where both are alike; that there are none yet at 0.

    >>> hours_range((6, 11), "ko"), hours_range((6, 6), "ko"), hours_range((0, 0), "en")
    ('6~11시간', '6시간', 'no hours yet')
    """
    if hours == (0, 0):
        return translate(lang, "unit.hours_unknown")
    return translate(lang, "unit.hours", hours=number_range(*hours, lang))


def number_range(low: float | str, high: float | str, lang: Lang) -> str:
    """Numbers from low to high, as the language writes them; one where both are alike.

    >>> number_range(3, 5, "en"), number_range(3, 5, "ko"), number_range(4, 4, "ko")
    ('3-5', '3~5', '4')
    """
    return translate(lang, "unit.range", low=low, high=high) if low != high else str(high)


def _find(lang: Lang, key: str) -> str | dict[str, str]:
    name, _, entry = key.partition(".")
    found: str | dict[str, str] = _words(lang)[name][entry]
    return found


@cache
def _words(lang: Lang) -> dict[str, Any]:
    text = Path(__file__).with_name(f"{lang}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
