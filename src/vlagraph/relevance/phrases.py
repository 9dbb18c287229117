"""Phrases in a shared index: each word of a paper is looked up once, whatever the number of topics."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, count
from typing import TYPE_CHECKING, Literal, NamedTuple

from vlagraph.relevance.words import spellings
from vlagraph.watch import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Kind", "Phrase", "PhraseIndex", "Rarity", "Use", "folded"]

Kind = Literal["core", "good", "title", "with", "not", "against"]


class Use(NamedTuple):
    """What a phrase is to a topic: the topic's place in the matcher, its class, whether the rule names it."""

    topic: int
    kind: Kind
    watched: bool


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase as written and as folded words, the spellings of each word, and the topics that use it."""

    text: str
    key: str
    forms: tuple[frozenset[bytes], ...]
    uses: tuple[Use, ...]

    def stands(self, ordered: Sequence[bytes], at: int) -> bool:
        """Whether the words from the place on are those of the phrase."""
        return (
            at >= 0
            and all(map(_is_one_of, ordered[at : at + len(self.forms)], self.forms))
            and (at + len(self.forms) <= len(ordered))
        )


def _is_one_of(word: bytes, forms: frozenset[bytes]) -> bool:
    return word in forms


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
    """Knows how few papers hold a word, from the list of common ones."""

    def __init__(self, common: Sequence[str]) -> None:
        self._place = {word: place for place, word in enumerate(common)}
        self._last = len(common)

    def rarest(self, words: Sequence[str]) -> int:
        """The place of the word that is likely the rarest; of unknown ones the first."""
        known = [self._place.get(word, self._last) for word in words]
        return known.index(max(known))


Neighbours = dict[bytes, list[tuple["Phrase", int]]]
Entry = tuple["Phrase | None", Neighbours, Neighbours]


class PhraseIndex:
    """Finds phrases by their rarest word and its neighbour, so that the cost hardly grows with their number.

    A word's entry holds the phrase that it is itself, and the phrases of which it is the rarest word by the
    word that stands after it, or before it where it is the last.
    """

    def __init__(self, uses: Mapping[tuple[str, ...], tuple[str, Sequence[Use]]], rarity: Rarity) -> None:
        self._entries: dict[bytes, Entry] = {}
        for words, (text, topics) in sorted(uses.items()):
            phrase = Phrase(text, f" {' '.join(words)} ", tuple(map(_forms, words)), tuple(topics))
            self._add(phrase, rarity.rarest(words))

    def _add(self, phrase: Phrase, place: int) -> None:
        forms = phrase.forms
        last = place == len(forms) - 1
        for form in sorted(forms[place]):
            single, after, before = self._entries.get(form, (None, {}, {}))
            if len(forms) == 1:
                self._entries[form] = (phrase, after, before)
                continue
            self._entries[form] = (single, after, before)
            for neighbour in sorted(forms[place - 1 if last else place + 1]):
                (before if last else after).setdefault(neighbour, []).append((phrase, place))

    def find(self, ordered: Sequence[bytes]) -> dict[Phrase, int]:
        """The phrases in the words of a text, and how often each stands there."""
        entries = self._entries
        found: dict[Phrase, int] = {}
        padded = [*ordered, b""]
        for at in compress(count(), map(entries.__contains__, ordered)):
            single, after, before = entries[ordered[at]]
            if single is not None:
                found[single] = found.get(single, 0) + 1
            if after and (near := after.get(padded[at + 1])):
                _take(found, near, ordered, at=at)
            if before and (near := before.get(padded[at - 1])):
                _take(found, near, ordered, at=at)
        return found


def _take(
    found: dict[Phrase, int], near: Iterable[tuple[Phrase, int]], ordered: Sequence[bytes], *, at: int
) -> None:
    """Count the phrases of which a word and its neighbour stand in the text, if all of them does."""
    for phrase, place in near:
        if len(phrase.forms) == 2 or phrase.stands(ordered, at - place):
            found[phrase] = found.get(phrase, 0) + 1
