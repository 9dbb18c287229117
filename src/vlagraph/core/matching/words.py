"""What the words of papers say for each topic: a linear model over words and pairs of adjacent words.

The weights are whole numbers of one byte, so that the installed file stays small and every machine computes
the same sums. Four of them share one 64-bit integer, each in 16 bits, and are added at once (L. Lamport,
Multiple byte processing with full-word instructions, 1975): a quarter of the time that floats take.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, compress, pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from vlagraph.core.matching.hashing import HashIndex, first_of_each
from vlagraph.core.matching.ragged import joined_ranges
from vlagraph.core.papers.tokenizer import spellings, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.model import WordWeights
    from vlagraph.core.matching.vocabulary import EncodedTexts, Vocabulary

__all__ = [
    "LARGEST_WEIGHT",
    "LEAST_TELLING",
    "FoundWords",
    "WordTable",
    "column_bits",
    "narrowed",
    "word_spellings",
]

_BLOCKS = 3
"""Words, pairs, and both in titles: each is averaged by itself, so that long abstracts outweigh no title."""

_LANE_BITS, _LANES = 16, 4
"""Four sums in one integer: 16 bits hold the sum of 257 weights."""

_MOST_ADDED = 257
"""Features of a block that count: no abstract has so many, and of a longer text the rest is left out."""

_COMPILED = 4
"""Models whose parts are kept in memory: whoever tries a rule compiles the same one again and again."""

_SLOT_BITS = 8
"""Of the slots that features of a paper are told apart by: an abstract has some 90 different ones."""

_IS_WORD, _IS_HINT, _BEGINS, _ENDS, _BEGINS_TITLED, _ENDS_TITLED = (np.uint8(1 << bit) for bit in range(6))
"""The bits that tell what a word may be: a feature, a hint word, the first or second word of a pair."""

_BITS = 64
"""Of the integers that tell for which columns a feature says much."""

LARGEST_WEIGHT = 127
"""Of one byte, with its sign."""

LEAST_TELLING = 25
"""Of 127: a word that weighs less says little alone."""

_ZERO = 128
"""Added to each weight so that none is negative, and taken away from the sum."""


class FoundWords(NamedTuple):
    """The features of each paper, each once: those of a block of all papers, then those of the next block.

    ``features`` and ``papers`` are int64 arrays of one length. ``starts`` (blocks, papers), int64, has where
    each block of a paper's features begins, and ``sizes``, of the same shape, how many they are.
    """

    features: NDArray[np.int64]
    papers: NDArray[np.int64]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def word_spellings(model: WordWeights) -> frozenset[bytes]:
    """Every spelling of every word that the model knows."""
    return _spellings_of((model.words, model.pairs, model.titled))


@lru_cache(maxsize=_COMPILED)
def _spellings_of(texts: tuple[tuple[str, ...], ...]) -> frozenset[bytes]:
    known = {word for text in chain(*texts) for word in text.split()}
    return frozenset(form.encode() for word in known for form in spellings(word))


def narrowed(model: WordWeights, within: Collection[str]) -> WordWeights:
    """What the model knows of words, and pairs of words, that are all ``within`` (stems)."""
    lists = (model.words, model.pairs, model.titled)
    kept = [[all(word in within for word in text.split()) for text in texts] for texts in lists]
    table = np.frombuffer(model.table, dtype=np.int8).reshape(-1, max(1, model.topics))
    words, pairs, titled = (tuple(compress(*both)) for both in zip(lists, kept, strict=True))
    rows = table[np.array([*chain(*kept)], dtype=bool)]
    return msgspec.structs.replace(model, words=words, pairs=pairs, titled=titled, table=rows.tobytes())


class WordTable:
    """The model's features as numbers: first its words, then its pairs, then those of titles.

    ``texts`` has their texts in that order, ``telling`` whether each says much for some topic. ``hints``
    numbers the hint words of topics.
    """

    def __init__(self, model: WordWeights, vocabulary: Vocabulary, *, hints: Iterable[str] = ()) -> None:
        self.texts = (*model.words, *model.pairs, *model.titled)
        self.hints = {word: place for place, word in enumerate(sorted(set(hints)))}
        self._bounds = np.cumsum([0, len(model.words), len(model.pairs), len(model.titled)])
        known = sorted({*self.hints, *(word for text in self.texts for word in text.split())})
        self._stems = {word: number for number, word in enumerate(known, 1)}
        stemmed = (_stem_of(form) for form in vocabulary.words)
        self._stem_numbers = np.array([self._stems.get(word, 0) for word in stemmed], dtype=np.int64)
        self._words = self._places(model.words)
        self._titled = self._places(model.titled, first=int(self._bounds[2]))
        self._hints = self._places(tuple(self.hints))
        self._pairs = _PairIndex(model.pairs, self._stems, first=int(self._bounds[1]))
        self._titled_pairs = _PairIndex(model.titled, self._stems, first=int(self._bounds[2]))
        self._marks = self._marks_of_words()
        self.table = np.frombuffer(model.table, dtype=np.int8).reshape(-1, max(1, model.topics))
        self._packed = _packed(model.table, max(1, model.topics))
        self.by_column = self.table.T.copy().reshape(-1)
        self.telling = _bits(self.table >= LEAST_TELLING)

    def _places(self, texts: Sequence[str], *, first: int = 0) -> NDArray[np.int64]:
        """By word of the vocabulary the place of the text that is this one word, -1 where there is none."""
        places = np.full(len(self._stems) + 1, -1, dtype=np.int64)
        for place, text in enumerate(texts, first):
            if " " not in text:
                places[self._stems[text]] = place
        return places[self._stem_numbers]

    def _marks_of_words(self) -> NDArray[np.uint8]:
        """By word of the vocabulary what it may be, as bits: one byte a word is read quickly."""
        places = [mark for pairs in (self._pairs, self._titled_pairs) for mark in (pairs.begins, pairs.ends)]
        kinds = (self._words >= 0, self._hints >= 0, *(mark[self._stem_numbers] for mark in places))
        marks = sum(kind.astype(np.uint8) << bit for bit, kind in enumerate(kinds))
        return np.asarray(marks, dtype=np.uint8)

    def find(self, encoded: EncodedTexts, total: int) -> tuple[FoundWords, NDArray[np.bool_]]:
        """The features of ``total`` papers; and which has which hint word, of shape (papers, hints + 1).

        Of the texts the even ones are titles, the odd ones their abstracts. No paper has the last hint.
        """
        words, papers = encoded.words, encoded.texts >> 1
        marks = self._marks.take(words)
        known, hinting = _marked(marks, _IS_WORD), _marked(marks, _IS_HINT)
        after = marks[1:] >> np.uint8(1)  # an ending has the bit after that of its beginning
        adjacent = _marked(marks[:-1] & after, _BEGINS)
        starts = np.cumsum(encoded.sizes) - encoded.sizes
        title = joined_ranges(starts[::2], encoded.sizes[::2])
        last = title[title < len(words) - 1]
        titled = last[_marked(marks[last] & after[last], _BEGINS_TITLED)]
        features = (
            self._words.take(words.take(known)),
            self._pairs.find(*self._stems_at(words, adjacent)),
            self._titled.take(words.take(title)),
            self._titled_pairs.find(*self._stems_at(words, titled)),
        )
        places = (known, adjacent, title, titled)
        found = self._by_block([papers.take(place) for place in places], features, total)
        hints = np.zeros((total, len(self.hints) + 1), dtype=bool)
        hint = self._hints.take(words.take(hinting))
        hints.reshape(-1)[papers.take(hinting) * hints.shape[1] + hint] = True
        return found, hints

    def _by_block(
        self, papers: Sequence[NDArray[np.int64]], features: Sequence[NDArray[np.int64]], total: int
    ) -> FoundWords:
        """The features of words, of pairs, and of words and pairs of titles; those below 0 are left out."""
        words, *others = zip(papers, features, strict=True)
        pairs, *titled = (_known(*both) for both in others)
        in_titles = [np.concatenate(both) for both in zip(*titled, strict=True)]
        order = np.argsort(in_titles[0], kind="stable")
        blocks = (words, pairs, [column.take(order) for column in in_titles])
        own, numbers = (np.concatenate(column) for column in zip(*blocks, strict=True))
        chosen = first_of_each(own, numbers, bits=_SLOT_BITS)
        own, numbers = own.take(chosen), numbers.take(chosen)
        bounds = np.searchsorted(chosen, np.cumsum([0, *(len(block[0]) for block in blocks)]))
        edges = [np.searchsorted(own[slice(*bound)], np.arange(total + 1)) for bound in pairwise(bounds)]
        sizes = np.diff(edges)
        starts = (np.cumsum(sizes) - sizes.reshape(-1)).reshape(sizes.shape)
        return FoundWords(numbers, own, starts, sizes)

    def _stems_at(
        self, words: NDArray[np.int64], places: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The stems of the words at some places, and of those after them."""
        return self._stem_numbers.take(words.take(places)), self._stem_numbers.take(words.take(places + 1))

    def sums(self, found: FoundWords) -> NDArray[np.float64]:
        """By paper and column, the weights added up: each block by the root of one more than its words."""
        blocks, total = found.sizes.shape
        sizes = np.minimum(found.sizes, _MOST_ADDED)
        added = self._added(found.features, found.starts.reshape(-1), sizes.reshape(-1))
        lanes = added.astype("<u8", copy=False).view("<u2").reshape(blocks, total, -1)
        whole = lanes[:, :, : self.table.shape[1]].astype(np.float64)
        whole -= _ZERO * sizes[:, :, None]
        whole /= np.sqrt(sizes + 1.0)[:, :, None]
        result: NDArray[np.float64] = whole.sum(axis=0)
        return result

    def _added(
        self, features: NDArray[np.int64], starts: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """The packed rows of the first ``sizes`` features from each of ``starts`` on, added up.

        All that have a next feature take it in one step, the longest first: it takes half the time of
        collecting all rows before they are added.
        """
        order = np.argsort(-sizes, kind="stable")
        places = starts.take(order)
        added = np.zeros((len(starts), self._packed.shape[1]), dtype=np.int64)
        rows = np.empty_like(added)
        ends = np.arange(sizes.max(initial=0))
        counts = np.searchsorted(-sizes.take(order), -ends)
        for step, count in enumerate(counts.tolist()):
            chosen = features[step:].take(places[:count])
            added[:count] += self._packed.take(chosen, axis=0, out=rows[:count], mode="clip")
        result = np.empty_like(added)
        result[order] = added
        return result


class _PairIndex:
    """The features of two words, by a number made of their stems.

    ``begins`` and ``ends`` (stems + 1,), bool: whether some feature begins, or ends, with each stem.
    """

    def __init__(self, texts: Sequence[str], stems: dict[str, int], *, first: int) -> None:
        pairs = [(place, text.split()) for place, text in enumerate(texts) if " " in text]
        keys = [stems[one] * (len(stems) + 1) + stems[other] for _, (one, other) in pairs]
        self._index = HashIndex(np.array(keys, dtype=np.uint64))
        self.begins, self.ends = np.zeros((2, len(stems) + 1), dtype=bool)
        self.begins[[stems[one] for _, (one, _) in pairs]] = True
        self.ends[[stems[other] for _, (_, other) in pairs]] = True
        self._places = np.array([-1, *(first + place for place, _ in pairs)], dtype=np.int64)
        self._size = len(stems) + 1

    def find(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
        """The feature's place by the stems of two words, -1 where there is none."""
        return self._places.take(self._index.find((one * self._size + other).view(np.uint64)))


def _known(
    papers: NDArray[np.int64], features: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both without the features below 0."""
    kept = np.flatnonzero(features >= 0)
    return papers.take(kept), features.take(kept)


def _marked(marks: NDArray[np.uint8], bit: np.uint8) -> NDArray[np.int64]:
    """Where a bit is set."""
    return np.flatnonzero((marks & bit).astype(bool))


def _bits(chosen: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """By row the chosen columns as bits; the columns after the 64th share the bits of the first ones."""
    rows, columns = np.nonzero(chosen)
    found = np.zeros(len(chosen), dtype=np.uint64)
    np.bitwise_or.at(found, rows, column_bits(columns))
    return found


def column_bits(columns: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The bit of each column, those after the 64th sharing the bits of the first ones; same shape."""
    return np.uint64(1) << (columns % _BITS).astype(np.uint64)


@lru_cache(maxsize=1 << 16)
def _stem_of(form: bytes) -> str:
    return stem(form.decode(errors="replace"))


@lru_cache(maxsize=_COMPILED)
def _packed(weights: bytes, columns: int) -> NDArray[np.int64]:
    """The weights, none negative, four to an integer."""
    table = np.frombuffer(weights, dtype=np.int8).reshape(-1, columns)
    padded = np.full((len(table), -(-columns // _LANES), _LANES), _ZERO, dtype=np.int64)
    padded.reshape(len(table), padded.shape[1] * _LANES)[:, :columns] += table
    shifts = np.array([_LANE_BITS * lane for lane in range(_LANES)], dtype=np.int64)
    packed: NDArray[np.int64] = (padded << shifts).sum(axis=-1)
    return packed
