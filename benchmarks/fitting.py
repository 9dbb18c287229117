"""Learns the numbers of the score: weights from labelled papers, context words and categories from others.

The unlabelled papers teach which words and categories go with a topic's ``core`` phrases; no label is used
for that. The labelled ones teach a logistic regression over the features. It is regularised towards zero, a
topic's own offset more strongly, so that topics with few labels lean on the others.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.scorer import logistic
from vlagraph.core.papers.tokenizer import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching import ScoreModel
    from vlagraph.core.matching.matcher import Record
    from vlagraph.core.model import Watch

__all__ = ["Example", "fit_weights", "learn_context", "scores_of"]

CONTEXT_WORDS = 150
"""Context words kept for a topic: further ones change a sum by less than its rounding, and cost time."""

FEWEST_WITH_WORD, FEWEST_WITH_CATEGORY = 20, 100
"""Papers that must have a word, or a category: a ratio of fewer is chance."""

SMOOTHING = 20.0
"""Papers that are imagined for each topic, with words and categories as common as in all papers."""

MOST_ODDS, LEAST_ODDS, MOST_CATEGORY_ODDS = 2.0, -1.5, 1.5
"""Log odds are cut to these: no one word or category may decide a score."""

SURE_IN_ABSTRACT = 2
"""Core phrases in the abstract from which on a paper is surely the topic's: once may be in passing."""

RIDGE, TOPIC_RIDGE = 1.0, 4.0
"""The weight of the squared weights in the loss, and that of the squared topic offsets."""

INTERCEPT_RIDGE = 1e-6
"""The intercept is free; this only keeps the equations solvable where all examples have one label."""

MOST_STEPS, CLOSE_ENOUGH = 50, 1e-9
"""Newton's method needs about eight steps; it ends where no number changes in any digit that is kept."""


class Example(NamedTuple):
    """The features of one (paper, topic) pair and whether a reader put the paper under the topic."""

    topic: str
    features: tuple[float, ...]
    relevant: bool


class _Counts:
    """How often words and categories occur, in all papers and in those that are surely a topic's."""

    def __init__(self, topics: Iterable[str]) -> None:
        self.papers = 0
        self.words: Counter[str] = Counter()
        self.categories: Counter[str] = Counter()
        self.topic_papers: Counter[str] = Counter()
        self.topic_words: dict[str, Counter[str]] = {name: Counter() for name in topics}
        self.topic_categories: dict[str, Counter[str]] = {name: Counter() for name in topics}

    def add(self, paper: Record, topics: Iterable[str]) -> None:
        """Count one paper, and count it for the topics that it surely belongs to."""
        words = {*tokens(paper.title), *tokens(paper.abstract)}
        self.papers += 1
        self.words.update(words)
        self.categories.update(paper.categories)
        for topic in topics:
            self.topic_papers[topic] += 1
            self.topic_words[topic].update(words)
            self.topic_categories[topic].update(paper.categories)


def learn_context(rules: Mapping[str, Watch], model: ScoreModel, *, papers: Iterable[Record]) -> ScoreModel:
    """The model with context words and category priors learned from unlabelled papers.

    A paper is surely a topic's own where a core phrase stands in its title, or twice in its abstract.
    """
    known, counts = list(papers), _Counts(rules)
    for paper, found in zip(known, Matcher(rules, model).core_phrases(known), strict=True):
        counts.add(
            paper,
            [
                topic
                for topic, core in sorted(found.items())
                if core.in_title or core.in_abstract >= SURE_IN_ABSTRACT
            ],
        )
    learned = {
        name: msgspec.structs.replace(
            model.numbers(name), context=_context(name, watch, counts), category=_categories(name, counts)
        )
        for name, watch in rules.items()
    }
    return msgspec.structs.replace(model, topics=learned)


def _log_odds(inside: int, size: int, *, overall: float) -> float:
    """How much more often than ``overall`` it is in ``inside`` of a topic's ``size`` papers, smoothed."""
    return log((inside + SMOOTHING * overall) / (size + SMOOTHING) / overall)


def _context(topic: str, watch: Watch, counts: _Counts) -> dict[str, float]:
    """The words that tell most about the topic, for it or against it, with their log odds."""
    own = {stem(text.casefold()) for text in watch.core if text.isalnum()}
    size, inside = counts.topic_papers[topic], counts.topic_words[topic]
    ranked = []
    for word, number in counts.words.items():
        if number < FEWEST_WITH_WORD or word in own or not _is_plain(word):
            continue
        overall = number / counts.papers
        odds = _log_odds(inside[word], size, overall=overall)
        gain = odds * (inside[word] + SMOOTHING * overall) if odds > 0 else -odds * size * overall / 2
        ranked.append((-gain, word, round(max(LEAST_ODDS, min(MOST_ODDS, odds)), 2)))
    return {word: odds for _, word, odds in sorted(ranked)[:CONTEXT_WORDS] if odds}


def _is_plain(word: str) -> bool:
    return len(word) > 1 and word.isascii() and not word.isdigit()


def _categories(topic: str, counts: _Counts) -> dict[str, float]:
    """The log odds of every frequent category."""
    size, inside = counts.topic_papers[topic], counts.topic_categories[topic]
    found = {}
    for name, number in sorted(counts.categories.items()):
        if number >= FEWEST_WITH_CATEGORY:
            odds = _log_odds(inside[name], size, overall=number / counts.papers)
            found[name] = round(max(-MOST_CATEGORY_ODDS, min(MOST_CATEGORY_ODDS, odds)), 2)
    return found


def fit_weights(model: ScoreModel, examples: Sequence[Example]) -> ScoreModel:
    """The model with intercept, weights and topic offsets fitted to the examples.

    A ridge logistic regression over the standardised features and one column for each topic; it has one
    optimum, which scikit-learn's ``LogisticRegression`` finds as well.
    """
    rows = np.array([example.features for example in examples])
    means, spreads = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    names = sorted(model.topics)
    topics = np.array([[example.topic == name for name in names] for example in examples], dtype=np.float64)
    columns = np.hstack([np.ones((len(rows), 1)), (rows - means) / spreads, topics])
    penalties = np.array([INTERCEPT_RIDGE, *[RIDGE] * len(FEATURES), *[TOPIC_RIDGE] * len(names)])
    labels = np.array([example.relevant for example in examples], dtype=np.float64)
    bias, *fitted = _ridge_logistic(columns, labels, penalties=penalties)
    weights, offsets = np.array(fitted[: len(FEATURES)]) / spreads, fitted[len(FEATURES) :]
    return msgspec.structs.replace(
        model,
        intercept=round(bias - float(weights @ means), 4),
        weights={name: round(weight, 4) for name, weight in zip(FEATURES, weights.tolist(), strict=True)},
        topics={
            name: msgspec.structs.replace(model.topics[name], offset=round(offset, 3))
            for name, offset in zip(names, offsets, strict=True)
        },
    )


def _ridge_logistic(
    columns: NDArray[np.float64], labels: NDArray[np.float64], *, penalties: NDArray[np.float64]
) -> list[float]:
    """The coefficients, one for each column, with the least logistic loss and penalty, by Newton's method.

    Source: T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning, 4.4.1 (2009).
    """
    coefficients = np.zeros(columns.shape[1])
    for _ in range(MOST_STEPS):
        chances = logistic(columns @ coefficients)
        gradient = columns.T @ (chances - labels) + penalties * coefficients
        curvature = (columns.T * (chances * (1 - chances))) @ columns + np.diag(penalties)
        step = np.linalg.solve(curvature, gradient)
        coefficients -= step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    found: list[float] = coefficients.tolist()
    return found


def scores_of(
    model: ScoreModel, topics: Sequence[str], *, features: Sequence[Sequence[float]]
) -> list[float]:
    """The scores in 0..1 of pairs with these features; the same sums as the matcher's."""
    weights = np.array([model.weights.get(name, 0.0) for name in FEATURES])
    offsets = np.array([model.intercept + model.numbers(topic).offset for topic in topics])
    found: list[float] = logistic(np.array(features).reshape(-1, len(FEATURES)) @ weights + offsets).tolist()
    return found
