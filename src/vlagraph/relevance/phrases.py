"""All phrases of all topics in one index: a paper's words are looked up once, whatever the number of topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from vlagraph.relevance.words import phrase_pattern, spellings
from vlagraph.watch import tokens

Kind = Literal["core", "good", "title", "lead"]

__all__ = ["Kind", "Phrase", "PhraseIndex", "Use", "folded"]


class Use(NamedTuple):
    """What a phrase is to a topic: its place in the matcher, its class, its weight, whether the rule names it."""

    topic: int
    kind: Kind
    weight: float
    watched: bool


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase as written and as folded words, the pattern that finds it, and the topics that use it.

    ``partner`` holds the spellings of a second word that must be there too; None for a phrase of one word.
    """

    text: str
    key: str
    pattern: re.Pattern[bytes]
    uses: tuple[Use, ...]
    partner: frozenset[bytes] | None

    def count(self, text: bytes) -> int:
        """How often the phrase stands in the flat text."""
        return len(self.pattern.findall(text))


class PhraseIndex:
    """Finds the phrases of a text by their rarest word, so that the cost hardly grows with their number."""

    def __init__(self, uses: Mapping[tuple[str, ...], tuple[str, tuple[Use, ...]]]) -> None:
        common: dict[str, int] = {}
        for words in uses:
            for word in set(words):
                common[word] = common.get(word, 0) + 1
        self._by_word: dict[bytes, tuple[Phrase, ...]] = {}
        slots: dict[bytes, list[Phrase]] = {}
        for words, (text, topics) in sorted(uses.items()):
            rarest, *others = sorted(set(words), key=lambda word: (common[word], -len(word), word))
            partner = frozenset(form.encode() for form in spellings(others[0])) if others else None
            single = len(words) == 1
            phrase = Phrase(text, f" {' '.join(words)} ", phrase_pattern(words), topics, None if single else partner or frozenset())
            for form in spellings(rarest):
                slots.setdefault(form.encode(), []).append(phrase)
        self._by_word = {word: tuple(phrases) for word, phrases in slots.items()}
        self._words = frozenset(self._by_word)

    def find(self, words: set[bytes], text: bytes) -> list[Phrase]:
        """The phrases in the flat text, whose words are given as well, in the order of the index."""
        found: list[Phrase] = []
        for word in words & self._words:
            for phrase in self._by_word[word]:
                partner = phrase.partner
                if partner is None or (not partner.isdisjoint(words) and phrase.pattern.search(text)):
                    found.append(phrase)
        return found


def folded(phrases: Iterable[str]) -> dict[tuple[str, ...], str]:
    """The phrases by their folded words; of those that fold alike the first is kept."""
    result: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        words = tuple(tokens(phrase))
        if words:
            result.setdefault(words, phrase)
    return result
