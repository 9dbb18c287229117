"""Ids from names: the same name has the same id in every run, on every machine and under every version.

Letters of other scripts are written as the names that Unicode gives them, which it has promised never to
change (https://www.unicode.org/policies/stability_policy.html); the tables of transliteration libraries
change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from vlagraph.core.spelling import literal
from vlagraph.core.text import WINDOWS_DEVICES

__all__ = ["Ids", "slug"]

_MOST = 48
"""Characters of an id: people type it, and the model allows 64, so that a number or a mark fits behind."""
_MARK = 6
"""Hexadecimal digits that tell two names of one spelling apart: enough for thousands of names."""
_SIGNS = {"+": "plus", "#": "sharp", "*": "star"}
"""Signs that tell one name from another, as in C++ and C#."""
_SILENT = "'’`´ʼ\"“”ー"
"""Signs inside of a word, which do not part it."""
_NAMED = re.compile(r"(?:HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?) ([A-Z]+)")
_LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) (?:LETTER|LIGATURE) (?:SHARP )?([A-Z]{1,2})(?: WITH .*)?")


def slug(name: str) -> str:
    """An id for ``name``; a mark made of it follows where it is cut or has letters without a Latin name.

    >>> slug("Sim-to-Real Transfer"), slug("C++"), slug("인과 추론"), slug("Itô's lemma")
    ('sim-to-real-transfer', 'c-plus-plus', 'ingwa-churon', 'itos-lemma')
    """
    written, whole = [], True
    for char in unicodedata.normalize("NFKC", name).casefold():
        latin = _latin(char)
        written.append(latin)
        whole = whole and (bool(latin.strip("-")) or not char.isalpha() or char in _SILENT)
    found = re.sub(r"-+", "-", "".join(written)).strip("-")
    if found in WINDOWS_DEVICES:  # files and folders are called by ids
        found = f"the-{found}"
    if whole and 0 < len(found) <= _MOST:
        return found
    mark = hashlib.sha256(literal(name).encode()).hexdigest()[:_MARK]
    return f"{found[: _MOST - _MARK - 1].strip('-') or 'name'}-{mark}"


def _latin(char: str) -> str:
    """``char`` in the letters of an id; a hyphen for what parts words."""
    if char.isascii():
        return char.lower() if char.isalnum() else _sign(char)
    if char in _SILENT or unicodedata.category(char)[0] == "M":
        return ""
    base = unicodedata.normalize("NFKD", char)
    if base[0].isascii() and base[0].isalnum():
        return base[0].lower()
    named = unicodedata.name(char, "")
    if found := _NAMED.fullmatch(named):
        return re.sub(r"^C", "CH", found[1]).lower()
    if found := _LATIN.fullmatch(named):
        return found[1].lower()
    return "-"


def _sign(char: str) -> str:
    return f"-{_SIGNS[char]}-" if char in _SIGNS else "" if char in _SILENT else "-"


class Ids:
    """The ids and spellings that are taken, each by one thing."""

    def __init__(self, *taken: str) -> None:
        self._owners: dict[str, str] = {}
        self._ids = set(taken)

    def reserve(self, owner: str, *names: str) -> None:
        """Keep the spellings of ``names`` for ``owner``, who may have an id that is spelled so."""
        for name in names:
            self._owners.setdefault(literal(name), owner)

    def owner(self, name: str) -> str | None:
        """Who has the spelling of ``name``."""
        return self._owners.get(literal(name))

    def take(self, owner: str, name: str, *, ending: str = "") -> str:
        """An id for ``owner`` made of ``name``: no other has it, nor a name that is spelled like it.

        ``ending`` is put behind where it is taken, and a number behind that.
        """
        first = slug(name)
        found, number = first, 1
        while found in self._ids or self._owners.get(literal(found), owner) != owner:
            number += 1
            found = f"{first}-{ending}" if ending and number == 2 else f"{first}-{number}"
        self._ids.add(found)
        self.reserve(owner, found)
        return found
