"""Why a paper has its score under a topic, as codes and values in the form that is stored and shown."""

from __future__ import annotations

from itertools import pairwise, repeat
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vlagraph.core.matching.calibration import log_odds_of
from vlagraph.core.matching.features import FEATURES, HIT_FEATURES, feature_of_hits
from vlagraph.core.matching.lexicon import PhraseKind
from vlagraph.core.matching.ragged import joined_ranges
from vlagraph.core.matching.words import LARGEST_WEIGHT, LEAST_TELLING, column_bits
from vlagraph.core.model import Watch
from vlagraph.core.papers.levels import SCORE_KNEE
from vlagraph.core.papers.paper import Evidence
from vlagraph.core.papers.watch import compile_rule, split_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Hits
    from vlagraph.core.matching.lexicon import Lexicon
    from vlagraph.core.matching.scorer import ScoredPairs, Scorer
    from vlagraph.core.matching.topics import CompiledTopic
    from vlagraph.core.papers.paper import EvidenceKind, EvidencePlace, Paper, Refusal

__all__ = ["evidence_of", "refusal_of"]

_Item = TypeVar("_Item")

_SHOWN_CONTEXT = 5
"""Context words that are named: enough to recognise the subject, few enough for one line."""

_REPEATED = 2
"""Further words that are looked at, for one in title and abstract comes twice."""

_SHOWN_CATEGORIES = 3
"""Categories that are named: those that count for the score."""

_DIGITS = 3
"""Decimals of a stored weight: a thousandth changes no score that is shown, and files stay small."""

_KINDS: dict[bool, EvidenceKind] = {True: "core", False: "phrase"}
_PLACES: dict[bool, EvidencePlace] = {True: "title", False: "abstract"}

_HINTS, _OPPOSING, _DISTINCT, _NAMED, _TITLED, _NAMED_WORDS, _TITLED_WORDS = (
    FEATURES.index(name)
    for name in ("hints", "against", "distinct", "named", "titled", "named_words", "titled_words")
)

_FIRST_IN_ABSTRACT = FEATURES.index("abstract_core")
"""The features before it count phrases in titles."""


def evidence_of(pairs: ScoredPairs, scorer: Scorer) -> list[tuple[Evidence, ...]]:
    """By pair, what supports and what opposes it, each with its share of the sum behind the score.

    First the phrases by weight, those in the title before those in the abstract; then words, the categories,
    and phrases of namesakes. The rest is where the topic starts. Where the sum is so large that its end
    counts by its logarithm, all shares are smaller by the same factor, so that they add up to the log odds.
    """
    weights, places = scorer.weights(pairs.candidates), pairs.candidates.topics
    shares, slopes = pairs.features * weights, scorer.topics.slopes[places]
    for present, with_words in ((_NAMED, _NAMED_WORDS), (_TITLED, _TITLED_WORDS)):
        more = weights[:, with_words] * pairs.features[:, present]
        slopes = slopes + more
        shares[:, present] += more * scorer.topics.biases[places]
    scales = log_odds_of(pairs.sums) / np.where(pairs.sums == 0, 1, pairs.sums)
    scales[pairs.sums <= SCORE_KNEE] = 1
    shares, slopes = shares * scales[:, None], slopes * scales
    _spread(shares, pairs.features)
    records = map(pairs.records.__getitem__, pairs.candidates.papers.tolist())
    named = [" ".join(record.categories[:_SHOWN_CATEGORIES]) for record in records]
    worded = _rounded(slopes * pairs.worded + shares[:, _HINTS])
    found = zip(
        _phrase_evidence(pairs.candidates.supporting, shares, lexicon=scorer.lexicon),
        _evidence("context", _telling_words(pairs, scorer), worded),
        _evidence("category", named, _rounded(slopes * pairs.priors)),
        strict=True,
    )
    evidence = [
        (*phrases, words, category) if words.weight and category.text else _present(phrases, words, category)
        for phrases, words, category in found
    ]
    for pair, phrases in _opposing_phrases(pairs.candidates.opposing, scorer.lexicon).items():
        each = round(float(shares[pair, _OPPOSING]) / len(phrases), _DIGITS)
        opposing = (Evidence("against", phrase, "", each) for phrase in sorted(phrases))
        evidence[pair] = (*evidence[pair], *opposing)
    return evidence


def _evidence(kind: EvidenceKind, texts: Sequence[str], weights: Sequence[float]) -> Iterator[Evidence]:
    """By pair what is in no one part of the paper."""
    nowhere: EvidencePlace = ""
    return map(Evidence, repeat(kind), texts, repeat(nowhere), weights)


def _present(phrases: Sequence[Evidence], words: Evidence, category: Evidence) -> tuple[Evidence, ...]:
    """The evidence of a pair for which words say nothing, or whose paper has no category."""
    return (*phrases, *[words] * bool(words.weight), *[category] * bool(category.text))


def _spread(shares: NDArray[np.float64], features: NDArray[np.float64]) -> None:
    """Divide what counts all phrases together, or all in the title, among the features of single phrases."""
    counted, titled = features[:, :HIT_FEATURES] > 0, features[:, :HIT_FEATURES] > 0
    titled[:, _FIRST_IN_ABSTRACT:] = False
    for chosen, column in ((counted, shares[:, _DISTINCT] + shares[:, _NAMED]), (titled, shares[:, _TITLED])):
        each = column / np.maximum(1, chosen.sum(axis=1))
        shares[:, :HIT_FEATURES] += chosen * each[:, None]


def _rounded(weights: NDArray[np.float64]) -> list[float]:
    """The weights as they are stored."""
    found: list[float] = np.round(weights, _DIGITS).tolist()
    return found


def _phrase_evidence(
    hits: Hits, shares: NDArray[np.float64], *, lexicon: Lexicon
) -> Iterator[tuple[Evidence, ...]]:
    """By pair the supporting phrases in title and abstract; hits that one feature counts share it evenly."""
    features = feature_of_hits(hits)
    cells = hits.pairs * HIT_FEATURES + features
    hit_shares = shares[hits.pairs, features] / np.bincount(cells, minlength=1)[cells]
    places = hits.pairs * 2 + ~hits.in_title
    keys, first, same = np.unique(
        places * len(lexicon.texts) + lexicon.ranks.take(hits.phrases), return_index=True, return_inverse=True
    )
    weights = np.bincount(same, weights=hit_shares, minlength=len(keys))
    order = np.lexsort((-weights, places[first]))
    chosen = hits.take(first[order])
    rows = map(
        Evidence,
        map(_KINDS.__getitem__, (chosen.kinds == PhraseKind.CORE).tolist()),
        map(lexicon.texts.__getitem__, chosen.phrases.tolist()),
        map(_PLACES.__getitem__, chosen.in_title.tolist()),
        _rounded(weights[order].astype(np.float64)),
    )
    return _by_pair(tuple(rows), chosen.pairs, len(shares))


def _by_pair(items: tuple[_Item, ...], pairs: NDArray[np.int64], total: int) -> Iterator[tuple[_Item, ...]]:
    """The items of each of ``total`` pairs; ``pairs`` has the pair of each, in order."""
    bounds = np.searchsorted(pairs, np.arange(total + 1)).tolist()
    return (items[start:end] for start, end in pairwise(bounds))


def _telling_words(pairs: ScoredPairs, scorer: Scorer) -> list[str]:
    """By pair, the paper's words, and pairs of words, that say most for the topic, by their stems."""
    found, table = pairs.words, scorer.words
    papers, columns = pairs.candidates.papers, scorer.topics.columns[pairs.candidates.topics]
    bits = np.zeros(found.sizes.shape[1], dtype=np.uint64)
    np.bitwise_or.at(bits, papers[columns >= 0], column_bits(columns[columns >= 0]))
    telling = np.flatnonzero((table.telling.take(found.features) & bits.take(found.papers)).astype(bool))
    total, shift = len(table.texts), len(table.texts).bit_length()
    keys = np.sort((found.papers.take(telling) << shift) + found.features.take(telling))
    bounds = np.searchsorted(keys, np.arange(len(bits) + 1) << shift)
    starts, sizes = bounds[papers], np.where(columns >= 0, bounds[papers + 1] - bounds[papers], 0)
    origins = np.repeat(np.arange(len(papers)), sizes)
    features = keys.take(joined_ranges(starts, sizes)) & ((1 << shift) - 1)
    weights = table.by_column.take(columns.take(origins) * total + features)
    chosen = np.flatnonzero(weights >= LEAST_TELLING)
    origins, features, weights = origins.take(chosen), features.take(chosen), weights.take(chosen)
    order = np.argsort((origins + 1) * (LARGEST_WEIGHT + 1) - weights, kind="stable")
    before = np.searchsorted(origins, np.arange(len(papers)))
    ranks = np.arange(len(order)) - before.take(origins)
    first = np.flatnonzero(ranks < _SHOWN_CONTEXT + _REPEATED)
    texts = tuple(map(table.texts.__getitem__, features.take(order.take(first)).tolist()))
    words = _by_pair(texts, origins.take(first), len(papers))
    return [", ".join(list(dict.fromkeys(own))[:_SHOWN_CONTEXT]) for own in words]


def _opposing_phrases(hits: Hits, lexicon: Lexicon) -> dict[int, set[str]]:
    """By pair the phrases of the topic's namesakes, for the pairs that have any."""
    found: dict[int, set[str]] = {}
    for pair, phrase in zip(hits.pairs.tolist(), hits.phrases.tolist(), strict=True):
        found.setdefault(pair, set()).add(lexicon.texts[phrase])
    return found


def refusal_of(topic: CompiledTopic, paper: Paper) -> tuple[Evidence]:
    """Why the topic's rule does not take the paper, or why what it found does not count.

    Where a person wrote down no category, or the primary one alone, another one may be missing: that is only
    the reason where the paper's words give none.
    """
    watch, abstract = topic.watch, paper.abstract or ""
    taken, asked = topic.takes(paper.filed_under), " ".join(sorted(topic.categories))
    if not taken and paper.categories:
        return (_refused("categories", asked),)
    excluding = compile_rule(Watch(any_of=watch.none_of)).matches(paper.title, abstract, ())
    if excluding:
        return (_refused("excluded", excluding[0].phrase),)
    if not taken and topic.numbers:
        return (_refused("unknown_categories", asked),)
    anywhere = tuple(split_field(phrase)[0] for phrase in watch.any_of)
    named = compile_rule(Watch(any_of=anywhere)).matches(paper.title, abstract, ())
    if not named:
        return (_refused("no_phrase"),)
    if (
        compile_rule(Watch(any_of=anywhere, with_one=watch.with_one)).matches(paper.title, abstract, ())
        is None
    ):
        return (_refused("no_context"),)
    if not taken:
        return (_refused("unknown_categories", asked),)
    return (_refused("in_passing", named[0].phrase),)


def _refused(reason: Refusal, text: str = "") -> Evidence:
    return Evidence(kind="refused", text=text, reason=reason)
