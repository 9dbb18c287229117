"""Phrases in a shared index: a paper's words are looked up once, whatever the number of topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.relevance.words import phrase_pattern, spellings
from vlagraph.watch import tokens

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Kind", "Phrase", "PhraseIndex", "PhraseSet", "Rarity", "Use", "folded"]

Kind = Literal["core", "good", "title"]


class Use(NamedTuple):
    """What a phrase is to a topic: the topic's place in the matcher, the class, whether the watch rule names it."""

    topic: int
    kind: Kind
    watched: bool


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase as written and as folded words, the pattern that finds it, and the topics that use it."""

    text: str
    key: str
    pattern: re.Pattern[bytes]
    uses: tuple[Use, ...]


def folded(phrases: Iterable[str]) -> dict[tuple[str, ...], str]:
    """The phrases by their folded words; of those that fold alike the first is kept."""
    result: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        words = tuple(tokens(phrase))
        if words:
            result.setdefault(words, phrase)
    return result


def _forms(word: str) -> frozenset[bytes]:
    return frozenset(form.encode() for form in spellings(word))


class Rarity:
    """Ranks words by how few papers hold them, as far as is known."""

    def __init__(self, common: Sequence[str]) -> None:
        self._place = {word: place for place, word in enumerate(common)}
        self._last = len(common)

    def rarest_first(self, words: Iterable[str]) -> list[str]:
        """The distinct words, the rarest first; of unknown ones the longest."""
        return sorted(set(words), key=lambda word: (-self._place.get(word, self._last), -len(word), word))


class PhraseIndex:
    """Finds the phrases of a text by their rarest words, so that the cost hardly grows with their number."""

    def __init__(self, uses: Mapping[tuple[str, ...], tuple[str, Sequence[Use]]], rarity: Rarity) -> None:
        self._single: dict[bytes, Phrase] = {}
        self._pairs: dict[bytes, dict[bytes, list[Phrase]]] = {}
        for words, (text, topics) in sorted(uses.items()):
            phrase = Phrase(text, f" {' '.join(words)} ", phrase_pattern(words), tuple(topics))
            if len(words) == 1:
                self._single.update(dict.fromkeys(_forms(words[0]), phrase))
                continue
            ranked = rarity.rarest_first(words)
            for rarest in sorted(_forms(ranked[0])):
                for other in sorted(_forms(ranked[1 % len(ranked)])):
                    self._pairs.setdefault(rarest, {}).setdefault(other, []).append(phrase)
        self._single_words, self._pair_words = frozenset(self._single), frozenset(self._pairs)

    def find(self, words: set[bytes], text: bytes) -> set[Phrase]:
        """The phrases in the flat text, whose words are given as well."""
        found = {self._single[word] for word in self._single_words & words}
        for word in self._pair_words & words:
            others = self._pairs[word]
            for other in others.keys() & words:
                for phrase in others[other]:
                    if phrase.pattern.search(text):
                        found.add(phrase)
        return found


class PhraseSet:
    """A few phrases to be asked of one text: which of them stand in it."""

    def __init__(self, phrases: Iterable[str], rarity: Rarity) -> None:
        known = folded(phrases)
        self._single = {
            form: text for words, text in known.items() if len(words) == 1 for form in _forms(words[0])
        }
        self._single_words = frozenset(self._single)
        self._longer: dict[bytes, list[tuple[re.Pattern[bytes], str]]] = {}
        for words, text in known.items():
            if len(words) > 1:
                for form in sorted(_forms(rarity.rarest_first(words)[0])):
                    self._longer.setdefault(form, []).append((phrase_pattern(words), text))
        self._longer_words = frozenset(self._longer)

    def found(self, words: set[bytes], *texts: bytes) -> list[str]:
        """The phrases, as written, that stand in one of the flat texts, whose words are given as well."""
        found = {self._single[word] for word in self._single_words & words}
        for word in self._longer_words & words:
            found.update(phrase for pattern, phrase in self._longer[word] if any(map(pattern.search, texts)))
        return sorted(found)

    def any(self, words: set[bytes], *texts: bytes) -> bool:
        """Whether one of the phrases stands in one of the flat texts."""
        if not self._single_words.isdisjoint(words):
            return True
        if self._longer_words.isdisjoint(words):
            return False
        return bool(self.found(words, *texts))
