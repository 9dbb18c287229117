"""Texts as words: lower case, parted at hyphens and punctuation, with plural endings removed.

Everything that compares phrases with papers reads both through this module: watch rules, the matcher, and
what is proposed from titles.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from vlagraph.core.spelling import IN_IE

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["encode_words", "join_words", "plain_words", "root", "spellings", "split_words", "stem", "tokens"]

_SEPARATORS = re.compile(r"[\W_]+")
_FOREIGN_SEPARATORS = re.compile(r"[^\w\x00-\x7f]+")
_ASCII_WORDS = bytes(ord(chr(i).lower()) if chr(i).isalnum() else ord(" ") for i in range(128)) + bytes(
    range(128, 256)
)
"""Byte by byte, ASCII letters in lower case and separators as blanks; bytes of other letters stay."""

_PLURALS_IN_IE = frozenset(f"{word}s" for word in IN_IE)
"""Plurals that lose their s alone, as movies does."""

_ABBREVIATIONS = frozenset(
    f"{word}s"
    for word in (
        "api", "bci", "cpu", "dpu", "ecu", "fpu", "gpgpu", "gpu", "gru", "gui", "hmi", "imu", "iou", "mcu",
        "mpu", "npu", "poi", "relu", "roi", "tpu", "vpu",
    )
)  # fmt: skip
"""Plurals that end as *status* and *axis* do and are some: what a phrase means by IMU is in *IMUs* too."""

_SHORTEST_STEMMED = 4
"""Shorter words are left alone, for their last letter is rarely a plural's: *gas*, *bus*, *its*."""


def encode_words(text: str) -> bytes:
    """The text in UTF-8 and lower case, with blanks for everything that is neither a letter nor a digit.

    >>> encode_words("Sim-to-Real ﬁne")
    b'sim to real fine'
    """
    return _encoded(text).translate(_ASCII_WORDS)


def join_words(texts: Iterable[str], between: bytes) -> bytes:
    r"""The same of many texts at once, with ``between`` between them, which must be no ASCII.

    >>> join_words(["Sim-to-Real", "ﬁne"], b"\xff")
    b'sim to real\xfffine'
    """
    parts = [text.encode() if text.isascii() else _encoded(text) for text in texts]
    return between.join(parts).translate(_ASCII_WORDS)


def _encoded(text: str) -> bytes:
    """The text in UTF-8; what is not ASCII is in lower case, and a blank where it is a separator."""
    if not text.isascii():
        text = _FOREIGN_SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return text.encode(errors="replace")


def split_words(text: str) -> list[bytes]:
    """The words of the text in order, as they are spelled, in lower case.

    >>> split_words("Sim-to-Real: learned Policies")
    [b'sim', b'to', b'real', b'learned', b'policies']
    """
    return encode_words(text).split()


def tokens(text: str) -> list[str]:
    """The stemmed words of the text in order.

    >>> tokens("Sim-to-Real: learned Policies")
    ['sim', 'to', 'real', 'learned', 'policy']
    """
    return [root(word.decode()) for word in split_words(text)]


def plain_words(text: str) -> str:
    """The words of the text as written, with one blank between them; what a search engine is sent.

    >>> plain_words("Sim-to-Real: Policies")
    'Sim to Real Policies'
    """
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def stem(word: str) -> str:
    """The word without its plural ending; only endings that arXiv's stemming (Porter's) removes as well.

    Source of the rule that arXiv applies: M. F. Porter, An algorithm for suffix stripping (1980).

    >>> [stem(word) for word in ("robots", "policies", "losses", "batches", "caches", "cache", "analysis")]
    ['robot', 'policy', 'loss', 'batch', 'cach', 'cach', 'analysis']
    """
    if len(word) < _SHORTEST_STEMMED:
        return word
    if word.endswith("s"):
        return _singular(word)
    return word[:-1] if word.endswith("che") else word


def root(word: str) -> str:
    """The stem of the word as phrases are compared, which also finds abbreviations in their plurals.

    The fitted weights of words know *gpu* and *gpus* as two, so they go by `stem`.

    >>> root("imus"), root("status"), root("robots")
    ('imu', 'status', 'robot')
    """
    return word[:-1] if word in _ABBREVIATIONS else stem(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and word not in _PLURALS_IN_IE:
        return word[:-3] + "y" if len(word) > _SHORTEST_STEMMED else word
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def spellings(word: str) -> tuple[str, ...]:
    """Every spelling that has the stem or the root ``word``: itself and its plurals, sorted.

    >>> spellings("policy"), spellings("loss")
    (('policies', 'policy', 'policys'), ('loss', 'losses'))
    """
    found = {word, f"{word}s", f"{word}es", f"{word}e", f"{word[:-1]}ies"}
    return tuple(sorted(form for form in found if word in {stem(form), root(form)}))
