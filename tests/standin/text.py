"""Words as the search index sees them: folding, splitting, stop words, stemming. Knows no records."""

from __future__ import annotations

import re
import unicodedata

from .porter import stem

__all__ = ["GAP", "STOP_WORDS", "english_words", "fold", "padded", "simple_words", "stemmed_words"]

GAP = "_"
"""What stands in a word list where a stop word was: it keeps the distance in phrases."""

_STOPPED = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with"
)
STOP_WORDS = frozenset(_STOPPED.split())
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile("['\u2019]s\\b")


def fold(text: str) -> str:
    """The text in lower case and without accents.

    >>> fold("R\u00e9mi Fictive, M\u00dcLLER")
    'remi fictive, muller'
    """
    text = text.lower()
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text.replace("\u0142", "l").replace("\u00f8", "o"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


class _Stems(dict[str, str]):
    """Word -> stem, filled on demand; stop words give the gap mark."""

    def __missing__(self, word: str) -> str:
        value = GAP if word in STOP_WORDS else stem(word)
        self[word] = value
        return value


_STEMS = _Stems()


def english_words(text: str) -> list[str]:
    """Stems of the text in order, with a gap mark for each stop word.

    >>> english_words("The robot's policies")
    ['_', 'robot', 'polici']
    """
    text = fold(text)
    if "'" in text or "\u2019" in text:
        text = _POSSESSIVE.sub("", text)
    return [_STEMS[word] for word in _WORD.findall(text)]


def stemmed_words(text: str) -> list[str]:
    """Stems of the text in order, the stop words among them as they are."""
    return [word if word in STOP_WORDS else _STEMS[word] for word in simple_words(text)]


def simple_words(text: str) -> list[str]:
    """Folded words of the text in order, neither stemmed nor stopped."""
    return _WORD.findall(fold(text))


def padded(words: list[str]) -> str:
    """The words as one string in which a phrase can be found by its own padded form.

    >>> padded(["robot", "arm"]) in padded(["a", "robot", "arm", "x"])
    True
    """
    return f" {' '.join(words)} "
