"""Why a paper has its score under a topic, as codes and values in the form that is stored and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.features import FEATURES, HIT_FEATURES, feature_of_hits
from vlagraph.core.matching.lexicon import PhraseKind
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Evidence
from vlagraph.core.papers.watch import compile_rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Hits
    from vlagraph.core.matching.lexicon import Lexicon
    from vlagraph.core.matching.scorer import ScoredPairs, Scorer
    from vlagraph.core.matching.topics import CompiledTopic
    from vlagraph.core.papers.paper import EvidenceKind, EvidencePlace, Paper, Refusal

__all__ = ["evidence_of", "refusal_of"]

_SHOWN_CONTEXT = 5
"""Context words that are named: enough to recognise the subject, few enough for one line."""

_SHOWN_CATEGORIES = 3
"""Categories that are named: those that count for the score."""

_DIGITS = 3
"""Decimals of a stored weight: a thousandth changes no score that is shown, and files stay small."""

_HINTS, _CATEGORY, _CONTEXT, _OPPOSING = (
    FEATURES.index(name) for name in ("hints", "category", "context", "against")
)


def evidence_of(pairs: ScoredPairs, scorer: Scorer) -> list[tuple[Evidence, ...]]:
    """By pair, what supports and what opposes it, each with its share of the sum behind the score.

    First the phrases by weight, those in the title before those in the abstract; then context words, the
    categories, and phrases of namesakes.
    """
    shares = pairs.features * scorer.weights
    found = _phrase_evidence(pairs.candidates.supporting, shares, lexicon=scorer.lexicon)
    context_words = _context_words(pairs, scorer)
    context_shares = (shares[:, _CONTEXT] + shares[:, _HINTS]).tolist()
    category_shares = shares[:, _CATEGORY].tolist()
    for pair, paper in enumerate(pairs.candidates.papers.tolist()):
        if words := context_words[pair]:
            found[pair].append(_evidence("context", ", ".join(words), weight=context_shares[pair]))
        if categories := pairs.records[paper].categories[:_SHOWN_CATEGORIES]:
            found[pair].append(_evidence("category", " ".join(categories), weight=category_shares[pair]))
    for pair, phrases in _opposing_phrases(pairs.candidates.opposing, scorer.lexicon).items():
        each = float(shares[pair, _OPPOSING]) / len(phrases)
        found[pair] += [_evidence("against", phrase, weight=each) for phrase in sorted(phrases)]
    return list(map(tuple, found))


def _evidence(kind: EvidenceKind, text: str, *, weight: float, where: EvidencePlace = "") -> Evidence:
    return Evidence(kind, text, where, round(weight, _DIGITS))


def _phrase_evidence(hits: Hits, shares: NDArray[np.float64], *, lexicon: Lexicon) -> list[list[Evidence]]:
    """By pair the supporting phrases in title and abstract; hits that one feature counts share it evenly."""
    features = feature_of_hits(hits)
    cells = hits.pairs * HIT_FEATURES + features
    hit_shares = shares[hits.pairs, features] / np.bincount(cells, minlength=1)[cells]
    places = hits.pairs * 2 + ~hits.in_title
    keys, first, same = np.unique(
        places * len(lexicon.texts) + hits.phrases, return_index=True, return_inverse=True
    )
    weights = np.bincount(same, weights=hit_shares, minlength=len(keys))
    order = np.lexsort((lexicon.ranks[hits.phrases[first]], -weights, places[first]))
    chosen = hits.select(first[order])
    is_core = chosen.kinds == PhraseKind.CORE
    columns = (chosen.pairs, chosen.phrases, is_core, chosen.in_title, weights[order])
    found: list[list[Evidence]] = [[] for _ in shares]
    for pair, phrase, core, in_title, weight in zip(*(column.tolist() for column in columns), strict=True):
        where: EvidencePlace = "title" if in_title else "abstract"
        kind: EvidenceKind = "core" if core else "phrase"
        found[pair].append(_evidence(kind, lexicon.texts[phrase], weight=weight, where=where))
    return found


def _context_words(pairs: ScoredPairs, scorer: Scorer) -> list[list[str]]:
    """By pair, the paper's words that go with the topic most, as they are spelled there."""
    topics, width = pairs.candidates.topics, max(1, pairs.word_presence.shape[1])
    places, columns = np.divmod(np.flatnonzero(pairs.word_presence), width)
    favourable = np.flatnonzero(columns < scorer.topics.favourable[topics[places]])
    places, columns = places[favourable], columns[favourable]
    rank_in_pair = np.arange(len(places)) - np.searchsorted(places, places)
    shown = np.flatnonzero(rank_in_pair < _SHOWN_CONTEXT)
    places, columns = places[shown], columns[shown]
    numbers = scorer.topics.context_words[topics[places], columns]
    words: list[list[str]] = [[] for _ in topics]
    for pair, number in zip(places.tolist(), numbers.tolist(), strict=True):
        words[pair].append(scorer.vocabulary.words[number].decode())
    return words


def _opposing_phrases(hits: Hits, lexicon: Lexicon) -> dict[int, set[str]]:
    """By pair the phrases of the topic's namesakes, for the pairs that have any."""
    found: dict[int, set[str]] = {}
    for pair, phrase in zip(hits.pairs.tolist(), hits.phrases.tolist(), strict=True):
        found.setdefault(pair, set()).add(lexicon.texts[phrase])
    return found


def refusal_of(topic: CompiledTopic, paper: Paper) -> tuple[Evidence]:
    """Why the topic's rule does not take the paper, or why what it found does not count."""
    watch, abstract = topic.watch, paper.abstract or ""
    if not topic.takes(paper.categories):
        return (_refused("categories", " ".join(sorted(topic.categories))),)
    excluding = compile_rule(Watch(any_of=watch.none_of)).matches(paper.title, abstract, ())
    if excluding:
        return (_refused("excluded", excluding[0].phrase),)
    named = compile_rule(Watch(any_of=watch.any_of)).matches(paper.title, abstract, ())
    if not named:
        return (_refused("no_phrase"),)
    if compile_rule(watch).matches(paper.title, abstract, paper.categories) is None:
        return (_refused("no_context"),)
    return (_refused("in_passing", named[0].phrase),)


def _refused(reason: Refusal, text: str = "") -> Evidence:
    return Evidence(kind="refused", text=text, reason=reason)
