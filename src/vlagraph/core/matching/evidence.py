"""Why a paper has its score under a topic, in the form that is stored and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.candidates import CORE
from vlagraph.core.matching.features import CLASSES, FEATURES, figure_of
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Evidence
from vlagraph.core.papers.watch import compile_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Rows
    from vlagraph.core.matching.scores import Scorer, Scores
    from vlagraph.core.matching.topics import TopicSide, TopicTable, UseTable
    from vlagraph.core.papers.paper import Paper, Refusal

__all__ = ["evidence_of", "refusal_of"]

SHOWN_WORDS = 5
HINTS, CATEGORY, CONTEXT, AGAINST = (FEATURES.index(name) for name in FEATURES[-4:])


def evidence_of(scores: Scores, scorer: Scorer) -> list[tuple[Evidence, ...]]:
    """What speaks for each pair and against it, with its part of the sum behind the score.

    The phrases by weight, titles first, then words around them, the categories and what speaks against.
    """
    shares = scores.figures * scorer.weights
    found = _phrases(scores.candidates.speaking, shares, uses=scorer.uses)
    near = _near(scores, scorer.table)
    around = (shares[:, CONTEXT] + shares[:, HINTS]).tolist()
    priors = shares[:, CATEGORY].tolist()
    for pair, paper in enumerate(scores.candidates.papers.tolist()):
        if near[pair]:
            found[pair].append(Evidence("context", ", ".join(near[pair]), "", round(around[pair], 3)))
        if categories := scores.records[paper].categories:
            found[pair].append(Evidence("category", " ".join(categories[:3]), "", round(priors[pair], 3)))
    for pair, phrases in _namesakes(scores.candidates.against, scorer.uses.texts).items():
        each = round(float(shares[pair, AGAINST]) / len(phrases), 3)
        found[pair] += [Evidence("against", phrase, "", each) for phrase in sorted(phrases)]
    return list(map(tuple, found))


def _phrases(rows: Rows, shares: NDArray[np.float64], *, uses: UseTable) -> list[list[Evidence]]:
    """By pair the phrases by weight, titles first; those behind one figure share its part evenly."""
    figures = figure_of(rows)
    spots = rows.pairs * CLASSES + figures
    parts = shares[rows.pairs, figures] / np.bincount(spots, minlength=1)[spots]
    places = rows.pairs * 2 + ~rows.titled
    keys, first, same = np.unique(
        places * len(uses.texts) + rows.phrases, return_index=True, return_inverse=True
    )
    weights = np.bincount(same, weights=parts, minlength=len(keys))
    order = np.lexsort((uses.ranks[rows.phrases[first]], -weights, places[first]))
    chosen = rows.where(first[order])
    found: list[list[Evidence]] = [[] for _ in shares]
    for pair, phrase, core, titled, weight in zip(
        chosen.pairs.tolist(),
        chosen.phrases.tolist(),
        (chosen.kinds == CORE).tolist(),
        chosen.titled.tolist(),
        weights[order].tolist(),
        strict=True,
    ):
        kind, where = "core" if core else "phrase", "title" if titled else "abstract"
        found[pair].append(Evidence(kind, uses.texts[phrase], where, round(weight, 3)))
    return found


def _near(scores: Scores, table: TopicTable) -> list[list[str]]:
    """By pair, the words that go with the topic most and stand in the paper, as they are spelled there."""
    topics, width = scores.candidates.topics, max(1, scores.there.shape[1])
    pairs, places = np.divmod(np.flatnonzero(scores.there), width)
    telling = np.flatnonzero(places < table.telling[topics[pairs]])
    pairs, places = pairs[telling], places[telling]
    shown = np.flatnonzero(np.arange(len(pairs)) - np.searchsorted(pairs, pairs) < SHOWN_WORDS)
    pairs, places = pairs[shown], places[shown]
    words: list[list[str]] = [[] for _ in topics]
    for pair, form in zip(pairs.tolist(), table.words[topics[pairs], places].tolist(), strict=True):
        words[pair].append(table.vocabulary.words[form].decode())
    return words


def _namesakes(rows: Rows, texts: Sequence[str]) -> dict[int, set[str]]:
    """By pair the phrases that speak against it."""
    found: dict[int, set[str]] = {}
    for pair, phrase in zip(rows.pairs.tolist(), rows.phrases.tolist(), strict=True):
        found.setdefault(pair, set()).add(texts[phrase])
    return found


def refusal_of(side: TopicSide, paper: Paper) -> tuple[Evidence, ...]:
    """Why the topic's rule does not take the paper, or why what it found does not count."""
    watch, abstract = side.watch, paper.abstract or ""
    if not side.looks_into(paper.categories):
        return (_refused("categories", " ".join(sorted(side.categories))),)
    refusing = compile_rule(Watch(any_of=watch.none_of)).matches(paper.title, abstract, ())
    if refusing:
        return (_refused("excluded", refusing[0].phrase),)
    named = compile_rule(Watch(any_of=watch.any_of)).matches(paper.title, abstract, ())
    if not named:
        return (_refused("no_phrase"),)
    if compile_rule(watch).matches(paper.title, abstract, paper.categories) is None:
        return (_refused("no_context"),)
    return (_refused("in_passing", named[0].phrase),)


def _refused(reason: Refusal, what: str = "") -> Evidence:
    return Evidence(kind="refused", text=what, reason=reason)
