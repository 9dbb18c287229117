"""The scores of many papers at once, with the features that explain each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.candidates import find_candidates, longest_only
from vlagraph.core.matching.categories import CategoryTable
from vlagraph.core.matching.features import (
    CONTEXT_RANGE,
    FEATURES,
    MOST_OPPOSING,
    context_feature,
    opposing_feature,
    phrase_features,
)
from vlagraph.core.matching.lexicon import Lexicon
from vlagraph.core.matching.topics import TopicTable
from vlagraph.core.matching.trie import PhraseTrie
from vlagraph.core.matching.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Candidates
    from vlagraph.core.matching.categories import CategoryFit
    from vlagraph.core.matching.model import ScoreModel
    from vlagraph.core.matching.topics import CompiledTopic
    from vlagraph.core.matching.vocabulary import EncodedTexts

__all__ = ["Record", "ScoredPairs", "Scorer", "logistic"]

_LARGEST_SUM = 30.0
"""Sums are cut to this size either way: the logistic is 0 or 1 to 13 digits there, and nothing overflows."""


class Record(NamedTuple):
    """A paper's text as the matcher reads it; the primary category is the first."""

    title: str
    abstract: str
    categories: tuple[str, ...]


class ScoredPairs(NamedTuple):
    """The candidate pairs of some records, with what their scores are made of.

    ``word_presence`` (pairs, context words), bool: which of the topic's context words stand in the paper.
    ``features`` (pairs, 10), float64: in the order of `FEATURES`.
    ``sums`` (pairs,), float64: the weighted sum with the topic's offset.
    """

    records: Sequence[Record]
    candidates: Candidates
    word_presence: NDArray[np.bool_]
    features: NDArray[np.float64]
    sums: NDArray[np.float64]

    def scores(self) -> NDArray[np.float64]:
        """The scores in 0..1; shape (pairs,)."""
        return logistic(self.sums)

    def select(self, chosen: NDArray[np.bool_]) -> ScoredPairs:
        """The pairs that a mask chooses."""
        candidates = self.candidates.select(chosen)
        presence, features = self.word_presence[chosen], self.features[chosen]
        return ScoredPairs(self.records, candidates, presence, features, self.sums[chosen])


def logistic(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logistic function of each sum; same shape."""
    return 1 / (1 + np.exp(-np.clip(sums, -_LARGEST_SUM, _LARGEST_SUM)))


class Scorer:
    """The topics compiled into a lexicon, a vocabulary, a trie and tables, with the weights of features."""

    def __init__(self, topics: Sequence[CompiledTopic], model: ScoreModel) -> None:
        self.lexicon = Lexicon(topics)
        single_words = {form for topic in topics for form in (*topic.hints, *topic.context)}
        self.vocabulary = Vocabulary(self.lexicon.spellings() | single_words)
        self.topics = TopicTable(topics, self.vocabulary)
        self._trie = PhraseTrie(self.lexicon.phrases, self.vocabulary)
        self._categories = CategoryTable(topics)
        self.weights = np.array([model.weights.get(name, 0.0) for name in FEATURES])
        context, opposing = self.weights[-2:]
        most_context = max(value * context for value in CONTEXT_RANGE)
        self._most_to_come = most_context + max(0.0, MOST_OPPOSING * opposing)

    def candidates(self, records: Sequence[Record]) -> Candidates:
        """The pairs whose rule accepts the paper, with all hits."""
        return self._candidates(self._encode(records), self._category_fit(records))

    def score(self, records: Sequence[Record], *, least: float = -np.inf) -> ScoredPairs:
        """The pairs whose rule accepts the paper and whose sum is at least ``least``.

        The last two features are costly, so they are computed only where the sum may still get there.
        """
        encoded, fit = self._encode(records), self._category_fit(records)
        pairs = self._candidates(encoded, fit)
        pairs = pairs._replace(supporting=longest_only(pairs.supporting, self._trie.subphrases))
        presence = self._word_presence(encoded, len(records))
        features = self._cheap_features(pairs, presence, priors=fit.priors)
        sums = self.topics.offsets[pairs.topics] + features @ self.weights[: features.shape[1]]
        within_reach = sums + self._most_to_come >= least
        pairs, features = pairs.select(within_reach), features[within_reach]
        context_presence = presence[pairs.papers[:, None], self.topics.context_words[pairs.topics]]
        context = context_feature(context_presence, self.topics.context_odds[pairs.topics])
        opposing = opposing_feature(pairs.opposing, len(pairs.papers))
        features = np.column_stack([features, context, opposing])
        sums = self.topics.offsets[pairs.topics] + features @ self.weights
        return ScoredPairs(records, pairs, context_presence, features, sums).select(sums >= least)

    def _encode(self, records: Sequence[Record]) -> EncodedTexts:
        """The titles as even texts, the abstracts as odd ones."""
        return self.vocabulary.encode(
            [text for record in records for text in (record.title, record.abstract)]
        )

    def _category_fit(self, records: Sequence[Record]) -> CategoryFit:
        return self._categories.fit([record.categories for record in records])

    def _candidates(self, encoded: EncodedTexts, fit: CategoryFit) -> Candidates:
        return find_candidates(
            self._trie.count(encoded),
            self.lexicon,
            needs_context=self.topics.needs_context,
            category_accepted=fit.accepted,
        )

    def _cheap_features(
        self, pairs: Candidates, presence: NDArray[np.bool_], *, priors: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """All features but the last two; shape (pairs, 8)."""
        hints = presence[pairs.papers[:, None], self.topics.hints[pairs.topics]].sum(axis=1)
        phrases = phrase_features(pairs.supporting, len(pairs.papers))
        return np.stack([*phrases, np.log1p(hints), priors[pairs.papers, pairs.topics]], axis=1)

    def _word_presence(self, encoded: EncodedTexts, total: int) -> NDArray[np.bool_]:
        """Whether the abstract has the word, or the title where there is no abstract.

        The shape is (papers + 1, words): texts that are not read go into the last row. No paper has word 0.
        """
        size = len(self.vocabulary.words)
        lengths = np.bincount(encoded.texts, minlength=2 * total)
        is_read = np.zeros(2 * total, dtype=bool)
        is_read[1::2] = lengths[1::2] > 1  # one word is the one that stands before every text but the first
        is_read[::2] = ~is_read[1::2]
        rows = np.where(is_read, np.arange(2 * total) // 2, total) * size
        presence = np.zeros((total + 1, size), dtype=bool)
        presence.reshape(-1)[rows[encoded.texts] + encoded.words] = True
        presence[:, 0] = False
        return presence
