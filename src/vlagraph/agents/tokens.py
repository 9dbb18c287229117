"""How many tokens a text takes at the most, by its characters: no tokenizer is that of every model."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["tokens_of"]

_RUNS = re.compile(r"([a-z]+|[A-Z]+)|([가-힣]+)|([\"\[\]{}:,]+)|( +)|(.)", re.DOTALL)
_LONGEST_SIGNS = 6
"""Signs of JSON in a row, such as ``"}],"``: tokenizers know such rows, and no document has longer ones."""


def tokens_of(text: str) -> int:
    """The tokens of ``text`` at the most.

    Counted are half a token for a letter of English or a sign of JSON, two for a common syllable of Korean
    and three for any other, one for any other byte; one space belongs to the word behind it. That is more
    than tokenizers take, also of letters without a meaning: docs/agents.md has the figures.

    >>> tokens_of("Causal Inference"), tokens_of("인과추론"), tokens_of('["2406.09246"]')
    (9, 8, 12)
    """
    return sum(map(_tokens, _RUNS.finditer(text)))


def _tokens(run: re.Match[str]) -> int:
    letters, hangul, signs, spaces, other = run.groups()
    if letters or signs:
        size = len(letters or signs)
        return size if signs and size > _LONGEST_SIGNS else -(-size // 2)
    if hangul:
        return sum(map(_of_syllable, hangul))
    return len(spaces) - 1 if spaces else len(other.encode(errors="surrogatepass"))


@cache
def _of_syllable(syllable: str) -> int:
    """Two for the 2,350 syllables of KS X 1001, which texts are made of; others are written in its signs."""
    return 2 if len(syllable.encode("euc_kr")) == 2 else 3
