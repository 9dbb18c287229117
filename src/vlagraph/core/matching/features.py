"""The features of (paper, topic) pairs; the score is the logistic of their weighted sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.lexicon import PhraseKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Hits

__all__ = [
    "CONTEXT_RANGE",
    "FEATURES",
    "HIT_FEATURES",
    "MOST_OPPOSING",
    "context_feature",
    "feature_of_hits",
    "opposing_feature",
    "phrase_features",
]

FEATURES = (
    "title_core",
    "title_good",
    "title_main",
    "abstract_core",
    "abstract_good",
    "distinct",
    "hints",
    "category",
    "context",
    "against",
)
"""The names of the features in the order of the arrays: six of phrases, then four of what is around them."""

HIT_FEATURES = 5
"""The first so many features count phrases by kind and place."""

_ABSTRACT_CORE, _ABSTRACT_GOOD = FEATURES.index("abstract_core"), FEATURES.index("abstract_good")

_MOST_IN_TITLE = 2.0
"""Phrases of one kind in a title that count at most: a third one mostly says the same thing again."""

_CONTEXT_SCALE = 10.0
"""The summed log odds of the context are divided by it, so that the feature is of the size of the others."""

CONTEXT_RANGE = (-1.0, 2.0)
"""The least and the greatest value of the context: a long abstract must not outweigh every phrase."""

MOST_OPPOSING = 3
"""Phrases of namesakes that count at most: from there on a paper is surely about the namesake."""


def feature_of_hits(hits: Hits) -> NDArray[np.int64]:
    """Which of the first five features each hit counts towards, by its kind and place; shape (hits,)."""
    in_abstract = np.where(hits.kinds == PhraseKind.CORE, _ABSTRACT_CORE, _ABSTRACT_GOOD)
    return np.where(hits.in_title, hits.kinds, in_abstract)


def phrase_features(hits: Hits, total: int) -> list[NDArray[np.float64]]:
    """The first six features, each of shape (total,): by pair, how many phrases support it, and where.

    In the title each phrase counts once, two of a kind at most; in the abstract every occurrence counts, by
    the logarithm of their number.
    """
    cells = hits.pairs * HIT_FEATURES + feature_of_hits(hits)
    amounts = np.where(hits.in_title, 1, hits.counts)
    counts = np.bincount(cells, weights=amounts, minlength=total * HIT_FEATURES)
    by_feature = counts.reshape(total, HIT_FEATURES).T
    in_title, in_abstract = by_feature[:_ABSTRACT_CORE], by_feature[_ABSTRACT_CORE:]
    distinct = _distinct_phrases(hits, total)
    return [*np.minimum(_MOST_IN_TITLE, in_title), *np.log1p(in_abstract), np.log1p(distinct)]


def context_feature(presence: NDArray[np.bool_], odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much a paper's words resemble those of the topic's papers: the sum of log odds, within limits.

    Both arrays have shape (pairs, context words): whether the paper has the word, and the word's log odds for
    the topic. The result has shape (pairs,).
    """
    least, greatest = CONTEXT_RANGE
    sums: NDArray[np.float64] = (presence * odds).sum(axis=1)
    return np.clip(sums, least * _CONTEXT_SCALE, greatest * _CONTEXT_SCALE) / _CONTEXT_SCALE


def opposing_feature(hits: Hits, total: int) -> NDArray[np.float64]:
    """By pair, how many different phrases of namesakes are found, three at most; shape (total,)."""
    return np.minimum(float(MOST_OPPOSING), _distinct_phrases(hits, total))


def _distinct_phrases(hits: Hits, total: int) -> NDArray[np.int64]:
    """By pair, the number of different phrases; shape (total,)."""
    size = int(hits.phrases.max(initial=0)) + 1
    return np.bincount(np.unique(hits.pairs * size + hits.phrases) // size, minlength=total)
