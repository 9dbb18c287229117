"""The words of a text in bytes, and the spellings of a folded word: ``watch.tokens`` in its fast form."""

from __future__ import annotations

import re
import unicodedata

from vlagraph.watch import fold

__all__ = ["spellings", "split_words"]

_ASCII = bytes(ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(128)) + bytes(range(128, 256))
_OTHER = re.compile(r"[\W_]+")


def split_words(text: str) -> list[bytes]:
    """The text's words in lower case and order; hyphens and punctuation part words.

    >>> split_words("Sim-to-Real: learned Policies")
    [b'sim', b'to', b'real', b'learned', b'policies']
    """
    if not text.isascii():
        text = _OTHER.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return text.encode(errors="replace").translate(_ASCII).split()


def spellings(word: str) -> tuple[str, ...]:
    """Every spelling that folds to the word: itself and its plurals, sorted.

    >>> spellings("policy"), spellings("loss")
    (('policies', 'policy', 'policys'), ('loss', 'losses'))
    """
    stem = word[:-1]
    found = {word, f"{word}s", f"{word}es", f"{word}e", f"{stem}ies"}
    return tuple(sorted(form for form in found if fold(form) == word))
