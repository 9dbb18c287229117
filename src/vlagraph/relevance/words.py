"""Texts as lower-case words in bytes, and the spellings of a folded word; the fast form of ``watch.tokens``.

A text becomes ``b" word word … "``: every word has a blank on both sides, so that a phrase is found by a plain
search, and never inside a longer word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from vlagraph.watch import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["flat", "phrase_pattern", "spellings"]

_ASCII = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)) + bytes(range(128, 256))
_OTHER = re.compile(r"[\W_]+")


def flat(text: str) -> bytes:
    """The text's words in lower case, each with a blank on both sides; hyphens and punctuation part words.

    >>> flat("Sim-to-Real: learned Policies")
    b' sim to real  learned policies '
    """
    if not text.isascii():
        text = _OTHER.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return b" " + text.encode().translate(_ASCII) + b" "


def spellings(word: str) -> tuple[str, ...]:
    """Every spelling that folds to the word: itself and its plurals, sorted.

    >>> spellings("policy"), spellings("loss")
    (('policies', 'policy', 'policys'), ('loss', 'losses'))
    """
    stem = word[:-1]
    found = {word, f"{word}s", f"{word}es", f"{word}e", f"{stem}ies"}
    return tuple(sorted(form for form in found if fold(form) == word))


def phrase_pattern(phrase: str | Sequence[str]) -> re.Pattern[bytes]:
    """A pattern that finds the phrase in flat text, whatever the plural endings and the number of blanks."""
    words = tokens(phrase) if isinstance(phrase, str) else phrase
    parts = [_one_of(spellings(word)) for word in words]
    return re.compile(b" " + b" +".join(parts) + b"(?= )")


def _one_of(forms: Sequence[str]) -> bytes:
    """One of the spellings; what they have in common comes first, for a search is fast with a fixed start."""
    first, last = min(forms), max(forms)
    shared = next((place for place, letter in enumerate(first) if letter != last[place]), len(first))
    rest = b"|".join(re.escape(form[shared:].encode()) for form in sorted(forms, reverse=True))
    return re.escape(first[:shared].encode()) + (b"(?:" + rest + b")" if rest else b"")
