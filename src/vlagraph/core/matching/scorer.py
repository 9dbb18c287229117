"""The scores of many papers at once, with the features that explain each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.calibration import scores_of
from vlagraph.core.matching.candidates import find_candidates, longest_only
from vlagraph.core.matching.categories import CategoryTable
from vlagraph.core.matching.features import (
    FEATURES,
    OWN_WEIGHTS,
    opposing_feature,
    phrase_features,
    presence_features,
)
from vlagraph.core.matching.lexicon import Lexicon
from vlagraph.core.matching.topics import TopicTable
from vlagraph.core.matching.trie import PhraseTrie
from vlagraph.core.matching.vocabulary import Vocabulary
from vlagraph.core.matching.words import WordTable, narrowed, word_spellings
from vlagraph.core.papers.tokenizer import spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Candidates
    from vlagraph.core.matching.model import ScoreModel
    from vlagraph.core.matching.topics import CompiledTopic
    from vlagraph.core.matching.words import FoundWords
    from vlagraph.core.papers.levels import Level

__all__ = ["Record", "ScoredPairs", "Scorer"]

MOST_LIFT = 6.0
"""Phrases add so much to what words and categories say and no more, so that hopeless pairs can be left alone;
of 20,139 pairs with a phrase one had more, by 0.2."""


class Record(NamedTuple):
    """A paper's text as the matcher reads it; the primary category is the first."""

    title: str
    abstract: str
    categories: tuple[str, ...]


class ScoredPairs(NamedTuple):
    """The candidate pairs of some records, with what their scores are made of.

    ``words``: the known words of each record. ``features`` (pairs, 12), float64: in the order of `FEATURES`.
    ``worded`` and ``priors`` (pairs,), float64: what the words say, and what the categories say.
    ``sums`` (pairs,), float64: the weighted sum with the topic's offset.
    """

    records: Sequence[Record]
    words: FoundWords
    candidates: Candidates
    worded: NDArray[np.float64]
    priors: NDArray[np.float64]
    features: NDArray[np.float64]
    sums: NDArray[np.float64]

    def scores(self) -> NDArray[np.float64]:
        """The scores in 0..1; shape (pairs,)."""
        return scores_of(self.sums)

    def select(self, chosen: NDArray[np.bool_]) -> ScoredPairs:
        """The pairs that a mask chooses."""
        rows = np.flatnonzero(chosen)
        arrays = (array.take(rows, axis=0) for array in (self.worded, self.priors, self.features, self.sums))
        return ScoredPairs(self.records, self.words, self.candidates.select(rows), *arrays)


class Scorer:
    """The topics compiled into a lexicon, a vocabulary, a trie and tables, with the weights of features.

    Where the texts to come hold no words but those ``within`` (stems), nothing else is compiled.
    """

    def __init__(
        self,
        topics: Sequence[CompiledTopic],
        model: ScoreModel,
        level: Level,
        *,
        within: frozenset[str] | None = None,
    ) -> None:
        self.lexicon = Lexicon(topics, within)
        weights = model.words if within is None else narrowed(model.words, within)
        hints = {word for topic in topics for word in topic.hints}
        spelled = {
            form.encode() for word in hints if within is None or word in within for form in spellings(word)
        }
        self.vocabulary = Vocabulary(self.lexicon.spellings() | spelled | word_spellings(weights))
        self.words = WordTable(weights, self.vocabulary, hints=hints)
        least = [model.levels.least(level, topic.watch.threshold) for topic in topics]
        self.topics = TopicTable(topics, self.words.hints, least=least)
        self._trie = PhraseTrie(self.lexicon.phrases, self.vocabulary)
        self._categories = CategoryTable(topics)
        fitted = [model.weights.get(name, 0.0) for name in FEATURES]
        self._weights = np.array([OWN_WEIGHTS, fitted])

    def weights(self, pairs: Candidates) -> NDArray[np.float64]:
        """The weights of the features of each pair; shape (pairs, 12)."""
        return self._weights[self.topics.fitted[pairs.topics].astype(np.int64)]

    def score(self, records: Sequence[Record], *, attached: bool = False) -> ScoredPairs:
        """All pairs, or only the ``attached``; of topics without numbers, those that the rule accepts."""
        least = self.topics.least if attached else np.full(len(self.topics.least), -np.inf)
        texts = [text for title, abstract, _ in records for text in (title, abstract)]
        encoded, topics = self.vocabulary.encode(texts), self.topics
        fit = self._categories.fit([record.categories for record in records])
        words, present = self.words.find(encoded, len(records))
        worded = self._worded(words)
        cheap = topics.offsets + topics.slopes * (worded + fit.priors + topics.biases)
        pairs = find_candidates(
            self._trie.count(encoded),
            self.lexicon,
            needs_context=topics.needs_context,
            open_to=fit.accepted & ~(topics.fitted & (cheap < least - MOST_LIFT)),
            likely=topics.fitted & fit.accepted & (cheap >= least),
        )
        pairs = pairs._replace(supporting=longest_only(pairs.supporting, self._trie.subphrases))
        cells = pairs.papers, pairs.topics
        said, priors = worded[cells], fit.priors[cells]
        features = self._features(pairs, present, said=said + priors + topics.biases[pairs.topics])
        lifts = (features * self.weights(pairs)).sum(axis=1)
        lifts = np.where(topics.fitted[pairs.topics], np.minimum(lifts, MOST_LIFT), lifts)
        sums = cheap[cells] + lifts
        return ScoredPairs(records, words, pairs, said, priors, features, sums).select(
            sums >= least[pairs.topics]
        )

    def _worded(self, words: FoundWords) -> NDArray[np.float64]:
        """What the words of each paper say for each topic; shape (papers, topics)."""
        total, topics = words.sizes.shape[1], self.topics
        if not topics.fitted.any():
            return np.zeros((total, len(topics.columns)))
        result: NDArray[np.float64] = self.words.sums(words)[:, topics.columns] * topics.steps
        return result

    def _features(
        self, pairs: Candidates, present: NDArray[np.bool_], *, said: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The features of the pairs; shape (pairs, 12). Hint words count beside a phrase only."""
        total = len(pairs.papers)
        phrases = phrase_features(pairs.supporting, total)
        presence = presence_features(phrases, said)
        named = np.flatnonzero(presence[0])
        hints = self.topics.hints.take(pairs.topics.take(named), axis=0)
        found = np.zeros(total)
        found[named] = present.take(pairs.papers[named, None] * present.shape[1] + hints).sum(axis=1)
        opposing = opposing_feature(pairs.opposing, total)
        return np.stack([*phrases, np.log1p(found), opposing, *presence], axis=1)
