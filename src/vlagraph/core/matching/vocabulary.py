"""Texts as numbers of known words, many texts at once, and the spellings of a folded word."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.lookup import Lookup, mixed
from vlagraph.core.papers.watch import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["Reading", "Vocabulary", "spellings", "split_words"]

_BLANK = 32
_ASCII = bytes(ord(chr(i).lower()) if chr(i).isalnum() else _BLANK for i in range(128)) + bytes(
    range(128, 256)
)
_OTHER = re.compile(r"[\W_]+")
_END = b"\xff"
"""Stands between two texts as a word of its own; no text holds it, for it is in no UTF-8."""

_CHUNK = 8
_KEPT = np.array([(1 << (8 * size)) - 1 for size in range(_CHUNK + 1)], dtype=np.uint64)
"""The bits of a chunk that are the word's, by the number of its bytes that are."""


def _encoded(text: str) -> bytes:
    if not text.isascii():
        text = _OTHER.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return text.encode(errors="replace")


def split_words(text: str) -> list[bytes]:
    """The text's words in lower case and order; hyphens and punctuation part words.

    >>> split_words("Sim-to-Real: learned Policies")
    [b'sim', b'to', b'real', b'learned', b'policies']
    """
    return _encoded(text).translate(_ASCII).split()


def spellings(word: str) -> tuple[str, ...]:
    """Every spelling that folds to the word: itself and its plurals, sorted.

    >>> spellings("policy"), spellings("loss")
    (('policies', 'policy', 'policys'), ('loss', 'losses'))
    """
    stem = word[:-1]
    found = {word, f"{word}s", f"{word}es", f"{word}e", f"{stem}ies"}
    return tuple(sorted(form for form in found if fold(form) == word))


class Reading(NamedTuple):
    """The words of some texts in order: the number of each, 0 for unknown ones, and the text it stands in.

    An unknown word stands between two texts.
    """

    words: NDArray[np.int64]
    texts: NDArray[np.int64]


class Vocabulary:
    """Known words by number, from 1 on; ``words`` has them in the order of their numbers."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self.words = (b"", *sorted({*words, _END}))
        self.number = {word: number for number, word in enumerate(self.words)}
        self._chunks = 1 + max(map(len, self.words)) // _CHUNK
        self._margin = b" " * (_CHUNK * (self._chunks + 2))
        self._lookup = Lookup(self._keys(b" ".join(self.words)))

    def read(self, texts: Sequence[str]) -> Reading:
        """The texts as numbers of words, which are parted and folded to lower case as by `split_words`."""
        joined = (b" " + _END + b" ").join(map(_encoded, texts)).translate(_ASCII)
        words = self._lookup.find(self._keys(b" " + joined))
        ends = words == self.number[_END]
        words[ends] = 0
        return Reading(words, np.cumsum(ends))

    def _keys(self, text: bytes) -> NDArray[np.uint64]:
        """A key for each word: its first eight bytes, and all the following mixed into them.

        Longer words than the longest known one differ from it in the last chunk that is read.
        """
        text += self._margin
        inside = np.frombuffer(text, dtype=np.uint8) != _BLANK
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        starts, sizes = edges[::2], edges[1::2] - edges[::2]
        chunks = np.ndarray((len(text) - _CHUNK,), dtype="<u8", buffer=text, strides=(1,))
        keys: NDArray[np.uint64] = chunks[starts] & _KEPT[np.minimum(sizes, _CHUNK)]
        for chunk in range(1, self._chunks):
            longer = np.flatnonzero(sizes > _CHUNK * chunk)
            rest = np.minimum(sizes[longer] - _CHUNK * chunk, _CHUNK)
            keys[longer] = mixed(keys[longer]) ^ (chunks[starts[longer] + _CHUNK * chunk] & _KEPT[rest])
        return keys
