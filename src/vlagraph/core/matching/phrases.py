"""All phrases of all topics in one trie, which many texts walk at once whatever the number of phrases."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from vlagraph.core.matching.lookup import Lookup
from vlagraph.core.matching.vocabulary import spellings
from vlagraph.core.papers.watch import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.vocabulary import Reading, Vocabulary

__all__ = ["Found", "Kind", "Lists", "PhraseIndex", "Use", "Words", "folded", "forms_of"]

Kind = Literal["core", "good", "title", "with", "not", "against"]
Words = tuple[str, ...]


class Use(NamedTuple):
    """What a phrase is to a topic: the topic's place in the matcher, its class, whether the rule names it."""

    topic: int
    kind: Kind
    watched: bool


class Found(NamedTuple):
    """Phrases found in texts, by text and phrase: how often each stands there."""

    texts: NDArray[np.int64]
    phrases: NDArray[np.int64]
    counts: NDArray[np.int64]


class Lists:
    """Lists of numbers end to end in one array."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self._starts = np.array([0, *accumulate(map(len, lists))], dtype=np.int64)
        self._values = np.array([value for values in lists for value in values], dtype=np.int64)

    def __len__(self) -> int:
        """How many lists there are."""
        return len(self._starts) - 1

    def spread(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The values of the chosen lists, and the place among the chosen from which each comes."""
        starts = self._starts[chosen]
        sizes = self._starts[chosen + 1] - starts
        places = np.repeat(np.arange(len(chosen)), sizes)
        within = np.arange(len(places)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self._values[starts[places] + within], places


def folded(phrases: Iterable[str]) -> dict[Words, str]:
    """The phrases by their folded words; of those that fold alike the first is kept."""
    result: dict[Words, str] = {}
    for phrase in phrases:
        words = tuple(tokens(phrase))
        if words:
            result.setdefault(words, phrase)
    return result


def forms_of(word: str) -> Iterator[bytes]:
    """Every spelling of a word, or of each word of a text, in bytes."""
    return (form.encode() for folded_word in tokens(word) for form in spellings(folded_word))


class PhraseIndex:
    """Finds phrases; ``parts`` has for each phrase the places of the phrases that are a part of it."""

    def __init__(self, phrases: Sequence[Words], vocabulary: Vocabulary) -> None:
        known = {words: place for place, words in enumerate(phrases)}
        sizes = sorted(set(map(len, phrases)))
        self.parts = Lists([sorted(set(_parts(words, known, sizes))) for words in phrases])
        numbers = {word: number for number, word in enumerate(sorted({w for p in phrases for w in p}), 1)}
        self._size = len(numbers) + 1
        folds = (fold(form.decode(errors="replace")) for form in vocabulary.words)
        self._folded = np.array([numbers.get(word, 0) for word in folds], dtype=np.int64)
        self._grow([tuple(map(numbers.__getitem__, words)) for words in phrases])

    def _grow(self, phrases: Sequence[tuple[int, ...]]) -> None:
        """Make the trie: a state is a first word by its number, or what follows a state by a word."""
        steps: dict[tuple[int, int], int] = {}
        phrase_at: dict[int, int] = {}
        for place, words in enumerate(phrases):
            state = words[0]
            for word in words[1:]:
                state = steps.setdefault((state, word), self._size + len(steps))
            phrase_at[state] = place
        self._longest = max(map(len, phrases), default=1)
        firsts = np.zeros(self._size, dtype=bool)
        firsts[[words[0] for words in phrases]] = True
        self._starts = firsts[self._folded]
        keys = [state * self._size + word for state, word in steps]
        self._steps = Lookup(np.array(keys, dtype=np.uint64))
        self._phrase_at = np.full(self._size + len(steps), -1, dtype=np.int64)
        self._phrase_at[list(phrase_at)] = list(phrase_at.values())

    def find(self, reading: Reading) -> Found:
        """The phrases in the texts, ordered by text."""
        padded = np.append(reading.words, np.zeros(self._longest, dtype=np.int64))
        at = np.flatnonzero(self._starts[reading.words])
        state, keys, total = self._folded[reading.words[at]], [], max(1, len(self.parts))
        for depth in range(1, self._longest + 1):
            phrase = self._phrase_at[state]
            ends = np.flatnonzero(phrase >= 0)
            keys.append(reading.texts[at[ends]] * total + phrase[ends])
            following = self._folded[padded[at + depth]]
            goes_on = np.flatnonzero(following)
            step = self._steps.find((state[goes_on] * self._size + following[goes_on]).astype(np.uint64))
            taken = np.flatnonzero(step)
            at, state = at[goes_on[taken]], step[taken] + (self._size - 1)
        distinct, counts = np.unique(np.concatenate(keys), return_counts=True)
        return Found(distinct // total, distinct % total, counts)


def _parts(words: Words, known: Mapping[Words, int], sizes: Iterable[int]) -> Iterator[int]:
    """The known phrases of the sizes that are a part of the phrase."""
    for size in sizes:
        for start in range(len(words) - size + 1):
            if size < len(words) and words[start : start + size] in known:
                yield known[words[start : start + size]]
