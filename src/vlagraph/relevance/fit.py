"""Learns the numbers of the parameters: weights from labelled papers, word lists from unlabelled ones.

The unlabelled papers teach which words, phrases and categories go with a topic's ``core`` phrases (no label is
used for that). The labelled ones teach a small logistic model over the figures of ``features``; it is regularised
towards zero, and a topic's own offset more strongly, so that topics with few labels lean on the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

import msgspec

from vlagraph.model import Watch
from vlagraph.relevance.features import FEATURES
from vlagraph.relevance.matcher import Matcher
from vlagraph.relevance.parameters import Lexicon, Parameters
from vlagraph.relevance.words import flat
from vlagraph.watch import fold

__all__ = ["Example", "Record", "fit_model", "learn_words"]

CORE_PRIOR, GOOD_PRIOR, PRIOR_WEIGHT = 2.5, 1.2, 8.0
CONTEXT_WORDS, SMOOTHING = 150, 20.0
RIDGE, TOPIC_RIDGE, STEPS, RATE = 1.0, 4.0, 300, 0.3


class Record(NamedTuple):
    """A paper's text as the fit needs it."""

    title: str
    abstract: str
    categories: tuple[str, ...]


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
        self.any_core: Counter[str] = Counter()
        self.phrase: Counter[tuple[str, str]] = Counter()
        self.phrase_with_core: Counter[tuple[str, str]] = Counter()


def learn_words(
    rules: Mapping[str, Watch], parameters: Parameters, *, papers: Iterable[Record]
) -> Parameters:
    """The parameters with phrase weights, context words and category priors learned from unlabelled papers."""
    matcher = Matcher.of_rules(rules, parameters)
    counts = _Counts(rules)
    for paper in papers:
        _count(counts, paper, matcher.phrases(paper.title, paper.abstract))
    topics = {name: _learned(name, lexicon, counts) for name, lexicon in parameters.topics.items() if name in rules}
    return msgspec.structs.replace(parameters, topics=topics)


def _count(counts: _Counts, paper: Record, found: Mapping[str, tuple[list[tuple[str, bool, int]], bool]]) -> None:
    words = {fold(word.decode(errors="replace")) for word in (flat(paper.title) + flat(paper.abstract)).split()}
    counts.papers += 1
    counts.words.update(words)
    counts.categories.update(paper.categories)
    for topic, (phrases, titled) in found.items():
        cores = [key for key, core, _ in phrases if core]
        if cores:
            counts.any_core[topic] += 1
        for key, _, _ in phrases:
            counts.phrase[topic, key] += 1
            if any(key not in other and other not in key for other in cores):
                counts.phrase_with_core[topic, key] += 1
        if titled or sum(count for _, core, count in phrases if core) >= 2:
            counts.topic_papers[topic] += 1
            counts.topic_words[topic].update(words)
            counts.topic_categories[topic].update(paper.categories)


def _learned(topic: str, lexicon: Lexicon, counts: _Counts) -> Lexicon:
    return msgspec.structs.replace(
        lexicon,
        core={text: _weight(topic, text, counts, prior=CORE_PRIOR) for text in lexicon.core},
        good={text: _weight(topic, text, counts, prior=GOOD_PRIOR) for text in lexicon.good},
        title={text: _weight(topic, text, counts, prior=GOOD_PRIOR) for text in lexicon.title},
        lead={text: _weight(topic, text, counts, prior=GOOD_PRIOR) for text in lexicon.lead},
        context=_context(topic, lexicon, counts),
        category=_categories(topic, counts),
    )


def _weight(topic: str, text: str, counts: _Counts, *, prior: float) -> float:
    key = f" {' '.join(fold(word.decode()) for word in flat(text).split())} "
    seen = counts.phrase[topic, key]
    base = max(counts.any_core[topic], 1) / max(counts.papers, 1)
    measured = log((counts.phrase_with_core[topic, key] + base) / (seen + 1) / base)
    weight = (seen * measured + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT)
    return round(max(0.0, min(5.0, weight)), 2)


def _odds(inside: int, size: int, *, overall: float) -> float:
    return log((inside + SMOOTHING * overall) / (size + SMOOTHING) / overall)


def _context(topic: str, lexicon: Lexicon, counts: _Counts) -> dict[str, float]:
    own = {fold(text.casefold()) for text in lexicon.core if text.isalnum()}
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
        (example.topic, [(x - m) / s for x, m, s in zip(example.row, means, spreads, strict=True)], example.relevant)
        for example in examples
    ]
    weights, bias, offsets = _descend(scaled, sorted(parameters.topics))
    plain = [weight / spread for weight, spread in zip(weights, spreads, strict=True)]
    intercept = bias - sum(weight * mean for weight, mean in zip(plain, means, strict=True))
    topics = {
        name: msgspec.structs.replace(lexicon, offset=round(offsets[name], 3))
        for name, lexicon in parameters.topics.items()
    }
    named = {name: round(weight, 4) for name, weight in zip(FEATURES, plain, strict=True)}
    return msgspec.structs.replace(parameters, intercept=round(intercept, 4), weights=named, topics=topics)


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
