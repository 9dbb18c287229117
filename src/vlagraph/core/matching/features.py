"""The features of phrases of (paper, topic) pairs; with what the words say, they make the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.hashing import first_of_each
from vlagraph.core.matching.lexicon import PhraseKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Hits

__all__ = [
    "FEATURES",
    "HIT_FEATURES",
    "OWN_OFFSET",
    "OWN_WEIGHTS",
    "feature_of_hits",
    "opposing_feature",
    "phrase_features",
    "presence_features",
]

FEATURES = (
    "title_core",
    "title_good",
    "title_main",
    "abstract_core",
    "abstract_good",
    "distinct",
    "hints",
    "against",
    "named",
    "titled",
    "named_words",
    "titled_words",
)
"""The names of the features in the order of the arrays: six of phrases, then hint words and namesakes; then
whether any phrase is there, and whether one is in the title, alone and times what the words say."""

HIT_FEATURES = 5
"""The first so many features count phrases by kind and place."""

OWN_OFFSET = -1.4
"""Of a topic without fitted numbers: one phrase in passing stays just below the threshold, at 0.39."""

OWN_WEIGHTS = (2.4, 1.2, 2.4, 1.4, 0.7, 0.0, 0.2, -1.0, 0.0, 0.0, 0.0, 0.0)
"""Of a topic without fitted numbers, in the order of `FEATURES`: with them a phrase of its rule in the title,
or two in the abstract, attach a paper. They are chosen, for such a topic has no labels to fit them to."""

_ABSTRACT_CORE, _ABSTRACT_GOOD = FEATURES.index("abstract_core"), FEATURES.index("abstract_good")

_PHRASE_BITS = 3
"""Of the slots that phrases of a pair are told apart by: few pairs have more than eight."""

_MOST_IN_TITLE = 2.0
"""Phrases of one kind in a title that count at most: a third one mostly says the same thing again."""

_MOST_OPPOSING = 3
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


def presence_features(
    phrases: Sequence[NDArray[np.float64]], said: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """The last four features, from the five that count phrases and from what the words say; each (total,)."""
    titled = np.any(phrases[:_ABSTRACT_CORE], axis=0).astype(np.float64)
    named = np.any(phrases[:HIT_FEATURES], axis=0).astype(np.float64)
    return [named, titled, named * said, titled * said]


def opposing_feature(hits: Hits, total: int) -> NDArray[np.float64]:
    """By pair, how many different phrases of namesakes are found, three at most; shape (total,)."""
    return np.minimum(float(_MOST_OPPOSING), _distinct_phrases(hits, total))


def _distinct_phrases(hits: Hits, total: int) -> NDArray[np.int64]:
    """By pair, the number of different phrases; shape (total,)."""
    distinct = first_of_each(hits.pairs, hits.phrases, bits=_PHRASE_BITS)
    return np.bincount(hits.pairs.take(distinct), minlength=total)
