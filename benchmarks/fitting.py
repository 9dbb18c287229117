"""Learns the numbers of the parameters: weights from labelled papers, word lists from unlabelled ones.

The unlabelled papers teach which words and categories go with a topic's ``core`` phrases (no label is used
for that). The labelled ones teach a small logistic model over the figures of ``features``; it is regularised
towards zero, and a topic's own offset more strongly, so that topics with few labels lean on the others.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.parameters import TopicNumbers
from vlagraph.core.matching.vocabulary import split_words
from vlagraph.core.papers.watch import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.matching.parameters import Parameters
    from vlagraph.core.matching.scores import Record
    from vlagraph.core.model import Watch

__all__ = ["Example", "fit_model", "learn_words", "score_row"]

CONTEXT_WORDS, SMOOTHING = 150, 20.0
RIDGE, TOPIC_RIDGE, STEPS, RATE = 1.0, 4.0, 300, 0.3


class Example(NamedTuple):
    """The figures of one (paper, topic) pair and whether a reader put the paper under the topic."""

    topic: str
    row: tuple[float, ...]
    relevant: bool


class _Counts:
    """How often words and categories occur, in all papers and in the papers that are surely a topic's."""

    def __init__(self, topics: Iterable[str]) -> None:
        self.papers = 0
        self.words: Counter[str] = Counter()
        self.categories: Counter[str] = Counter()
        self.topic_papers: Counter[str] = Counter()
        self.topic_words: dict[str, Counter[str]] = {name: Counter() for name in topics}
        self.topic_categories: dict[str, Counter[str]] = {name: Counter() for name in topics}

    def add(self, paper: Record, topics: Iterable[str]) -> None:
        """Count one paper, and count it for the topics that are surely its own."""
        words = {fold(word.decode()) for text in paper[:2] for word in split_words(text)}
        self.papers += 1
        self.words.update(words)
        self.categories.update(paper.categories)
        for topic in topics:
            self.topic_papers[topic] += 1
            self.topic_words[topic].update(words)
            self.topic_categories[topic].update(paper.categories)


def learn_words(
    rules: Mapping[str, Watch], parameters: Parameters, *, papers: Iterable[Record]
) -> Parameters:
    """The parameters with context words and category priors learned from unlabelled papers.

    A paper is surely a topic's own where a core phrase stands in its title, or twice in its abstract.
    """
    known, counts = list(papers), _Counts(rules)
    core_phrases = Matcher.of_rules(rules, parameters).core_phrases(known)
    for paper, found in zip(known, core_phrases, strict=True):
        counts.add(paper, [topic for topic, (count, titled) in sorted(found.items()) if titled or count > 1])
    learned = {
        name: msgspec.structs.replace(
            parameters.topics.get(name, TopicNumbers()),
            context=_context(name, watch, counts),
            category=_categories(name, counts),
        )
        for name, watch in rules.items()
    }
    return msgspec.structs.replace(parameters, topics=learned)


def _odds(inside: int, size: int, *, overall: float) -> float:
    return log((inside + SMOOTHING * overall) / (size + SMOOTHING) / overall)


def _context(topic: str, watch: Watch, counts: _Counts) -> dict[str, float]:
    own = {fold(text.casefold()) for text in watch.core if text.isalnum()}
    size, inside = counts.topic_papers[topic], counts.topic_words[topic]
    ranked = []
    for word, number in counts.words.items():
        if number < 20 or word in own or len(word) < 2 or not word.isascii() or word.isdigit():
            continue
        overall = number / counts.papers
        odds = _odds(inside[word], size, overall=overall)
        gain = odds * (inside[word] + SMOOTHING * overall) if odds > 0 else -odds * size * overall / 2
        ranked.append((-gain, word, round(max(-1.5, min(2.0, odds)), 2)))
    return {word: odds for _, word, odds in sorted(ranked)[:CONTEXT_WORDS] if odds}


def _categories(topic: str, counts: _Counts) -> dict[str, float]:
    size, inside = counts.topic_papers[topic], counts.topic_categories[topic]
    found = {}
    for name, number in sorted(counts.categories.items()):
        if number >= 100:
            odds = _odds(inside[name], size, overall=number / counts.papers)
            found[name] = round(max(-1.5, min(1.5, odds)), 2)
    return found


def fit_model(parameters: Parameters, examples: Sequence[Example]) -> Parameters:
    """The parameters with intercept, weights and topic offsets fitted to the examples (AdaGrad, fixed steps).

    Source: J. Duchi et al., Adaptive subgradient methods (2011). Deterministic: the same examples in the same
    order give the same numbers.
    """
    means, spreads = _scale([example.row for example in examples])
    scaled = [
        (
            example.topic,
            [(x - m) / s for x, m, s in zip(example.row, means, spreads, strict=True)],
            example.relevant,
        )
        for example in examples
    ]
    weights, bias, offsets = _descend(scaled, sorted(parameters.topics))
    plain = [weight / spread for weight, spread in zip(weights, spreads, strict=True)]
    intercept = bias - sum(weight * mean for weight, mean in zip(plain, means, strict=True))
    topics = {
        name: msgspec.structs.replace(numbers, offset=round(offsets[name], 3))
        for name, numbers in parameters.topics.items()
    }
    named = {name: round(weight, 4) for name, weight in zip(FEATURES, plain, strict=True)}
    return msgspec.structs.replace(parameters, intercept=round(intercept, 4), weights=named, topics=topics)


def score_row(parameters: Parameters, topic: str, *, row: Sequence[float]) -> float:
    """The score in 0..1 of a pair with these figures; the same sum as the matcher's."""
    numbers = parameters.topics.get(topic, TopicNumbers())
    total = parameters.intercept + numbers.offset
    total += sum(
        parameters.weights.get(name, 0.0) * figure for name, figure in zip(FEATURES, row, strict=True)
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _scale(rows: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(column) for column in columns]
    spreads = [
        max(1e-6, sqrt(sum((value - mean) ** 2 for value in column) / len(column)))
        for column, mean in zip(columns, means, strict=True)
    ]
    return means, spreads


def _descend(
    examples: Sequence[tuple[str, list[float], bool]], topics: Sequence[str]
) -> tuple[list[float], float, dict[str, float]]:
    size = len(FEATURES)
    weights, slopes = [0.0] * size, [1e-8] * size
    bias, bias_slope = -1.0, 1e-8
    offsets, offset_slopes = dict.fromkeys(topics, 0.0), dict.fromkeys(topics, 1e-8)
    for _ in range(STEPS):
        gradient = [RIDGE * weight for weight in weights]
        bias_gradient = 0.0
        offset_gradient = {name: TOPIC_RIDGE * value for name, value in offsets.items()}
        for topic, row, relevant in examples:
            total = bias + offsets[topic] + sum(map(float.__mul__, weights, row))
            error = 1 / (1 + exp(-max(-30.0, min(30.0, total)))) - relevant
            gradient = [value + error * figure for value, figure in zip(gradient, row, strict=True)]
            bias_gradient += error
            offset_gradient[topic] += error
        slopes = [slope + value * value for slope, value in zip(slopes, gradient, strict=True)]
        weights = [w - RATE * g / sqrt(s) for w, g, s in zip(weights, gradient, slopes, strict=True)]
        bias_slope += bias_gradient**2
        bias -= RATE * bias_gradient / sqrt(bias_slope)
        for name, value in offset_gradient.items():
            offset_slopes[name] += value * value
            offsets[name] -= RATE * value / sqrt(offset_slopes[name])
    return weights, bias, offsets
