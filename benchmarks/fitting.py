"""Learns the numbers of the score in three steps; scores each labelled paper by a model that never saw it.

First what words say (`benchmarks.wordfit`), for each part of the papers by the labels of the others. Then how
what they say for all topics tells of each (`benchmarks.joint`), again by parts. Then one logistic regression
over all (paper, topic) pairs: what that says, the phrases that people wrote, and the topic. Each step sees
scores of papers that the one before had not seen, as in stacking (D. Wolpert, 1992). Last, the sums are
stretched and moved so that on the random sample of the stream a score is a probability.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.joint import Evidence, fit_joint
from benchmarks.labels import NEAR, STREAM
from benchmarks.study import FOLDS, SEED, weighed_phrases
from benchmarks.wordfit import WordFit, fit_words, make_kernel, weights_of_words
from vlagraph.core.matching import ScoreModel, TopicNumbers, WordWeights
from vlagraph.core.matching.calibration import scores_of
from vlagraph.core.matching.features import FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.joint import Joint
    from benchmarks.study import Study
    from benchmarks.wordfit import Kernel

__all__ = [
    "Fit",
    "Validated",
    "cross_validate",
    "fit_both",
    "fit_model",
    "fit_pairs",
    "joint_of",
    "kernel_of",
    "said_jointly",
]

WORD_SHARES = {
    **dict.fromkeys(STREAM, 1.5),
    "shown60": 1.0,
    "dev60": 1.0,
    **dict.fromkeys((*NEAR, "train"), 0.7),
}
PAIR_SHARES = {
    **dict.fromkeys(STREAM, 2.0),
    "shown60": 1.0,
    "dev60": 1.0,
    **dict.fromkeys((*NEAR, "train"), 0.5),
}
"""What a paper of each set counts in either step: enriched sets hold far more good papers than the stream."""

MAIN_SHARE = 0.3
"""Of what words say by the labels of main subjects alone; the rest is by all labels."""

LEAST_SAID = -6.0
"""Pairs of which the words say less, and no phrase is there, are not learned from: they are never shown."""

SOFTNESS = 0.1
"""The inverse weight of squared numbers in the second step: from 0.05 to 0.5 nothing changes."""

SLOPE_SHARE = 0.15
"""How freely a topic's own slope may depart from the common one; topics with few labels then keep to it."""

LARGEST = 127
"""The greatest weight as a whole number of one byte."""

_NAMED_WORDS, _TITLED_WORDS = FEATURES.index("named_words"), FEATURES.index("titled_words")
_NAMED, _TITLED = FEATURES.index("named"), FEATURES.index("titled")


class Fit(NamedTuple):
    """The second step: weights of the features, and each topic's slope and offset."""

    weights: NDArray[np.float64]
    slopes: NDArray[np.float64]
    offsets: NDArray[np.float64]

    def sums(self, said: NDArray[np.float64], phrases: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sums of papers and topics, from what the words say and the features of phrases."""
        result: NDArray[np.float64] = (
            self.offsets + self.slopes * said + _with_words(phrases, said) @ self.weights
        )
        return result

    def stretched(self, factor: float, shift: float) -> Fit:
        """The same with every sum times ``factor`` and moved."""
        return Fit(self.weights * factor, self.slopes * factor, self.offsets * factor + shift)


def kernel_of(study: Study, seen: NDArray[np.bool_]) -> Kernel:
    """The products of all labelled papers, with features chosen by the labels of those that are ``seen``."""
    return make_kernel(study.corpus, study.rows, common=study.common, labels=study.labels, seen=seen)


def said_by_words(study: Study, *, used: NDArray[np.bool_]) -> NDArray[np.float64]:
    """By paper and topic, what the words say by the labels of the ``used`` papers of the other folds."""
    said = np.zeros(study.labels.shape)
    for fold in range(FOLDS):
        held, seen = study.folds == fold, (study.folds != fold) & used
        kernel = kernel_of(study, seen)
        found = fit_both(study, kernel, seen=seen)
        said[held] = kernel.products[np.ix_(held, seen)] @ found.papers + found.biases
    return said


def fit_both(study: Study, kernel: Kernel, *, seen: NDArray[np.bool_]) -> WordFit:
    """What words say by all labels and by those of main subjects alone, as one fit."""
    labels, size = np.hstack([study.labels, study.main])[seen], len(study.topics)
    found = fit_words(kernel.products[np.ix_(seen, seen)], labels, study.sources(WORD_SHARES)[seen])
    papers, biases = (
        (1 - MAIN_SHARE) * numbers[..., :size] + MAIN_SHARE * numbers[..., size:]
        for numbers in (found.papers, found.biases)
    )
    return WordFit(papers, biases)


def joint_of(study: Study, said: NDArray[np.float64], *, seen: NDArray[np.bool_]) -> Joint:
    """How what is said for all topics tells of each, by the labels of the papers that are ``seen``."""
    features = np.concatenate([_with_words(study.phrases, said), said[:, :, None]], axis=2)
    weights = _kept(study, said, seen=seen) * study.sources(PAIR_SHARES)[:, None]
    evidence = Evidence(said, study.categories, features, _priors(study, seen), study.labels, weights)
    return fit_joint(evidence.of(seen))


def said_jointly(study: Study, said: NDArray[np.float64], *, seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What is said by that: of papers ``seen`` by the labels of other folds, of others by those of all."""
    result = joint_of(study, said, seen=seen).say(said, study.categories)
    for fold in range(FOLDS):
        own = seen & (study.folds == fold)
        if own.any() and (seen & ~own).any():
            joint = joint_of(study, said, seen=seen & ~own)
            result[own] = joint.say(said[own], study.categories[own])
    return result


class Validated(NamedTuple):
    """What words say of every paper and topic, and the sums, by models that never saw the paper.

    The ``sums`` are stretched and moved by what other papers of the stream told; ``stretch`` is by all.
    """

    said: NDArray[np.float64]
    sums: NDArray[np.float64]
    stretch: tuple[float, float]


def cross_validate(study: Study, *, share: float = 1.0) -> Validated:
    """The labelled papers scored; with a ``share`` below 1 models learn from so many of the others only."""
    draw = np.random.default_rng(SEED)
    used = draw.random(len(study.papers)) < share
    said = said_by_words(study, used=used)
    sums = np.zeros(said.shape)
    for fold in range(FOLDS):
        held = study.folds == fold
        jointly = said_jointly(study, said, seen=~held & used)
        fit = fit_pairs(study, jointly, seen=~held & used)
        sums[held] = fit.sums(jointly[held], study.phrases[held])
    stream = study.of(*STREAM)
    stretched = np.zeros(sums.shape)
    for fold in range(FOLDS):
        held = study.folds == fold
        factor, shift = stretch_of(sums[stream & ~held], study.labels[stream & ~held])
        stretched[held] = factor * sums[held] + shift
    return Validated(said, stretched, stretch_of(sums[stream], study.labels[stream]))


def stretch_of(sums: NDArray[np.float64], labels: NDArray[np.float64]) -> tuple[float, float]:
    """The factor and the shift that make the scores of sums most probable; 1 and 0 where nothing tells."""
    if not len(sums):
        return 1.0, 0.0

    def loss(numbers: NDArray[np.float64]) -> float:
        scores = scores_of(numbers[0] * sums + numbers[1])
        return float(-(labels * np.log(scores) + (1 - labels) * np.log(1 - scores)).sum())

    factor, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(factor), float(shift)


def _kept(study: Study, said: NDArray[np.float64], *, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pairs that are learned from."""
    return seen[:, None] & ((said > LEAST_SAID) | (study.phrases[:, :, _NAMED] > 0))


def _priors(study: Study, seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The logarithm of how frequent each topic is on the stream."""
    priors: NDArray[np.float64] = np.log((study.labels[seen & study.of(*STREAM)].sum(axis=0) + 1) / 1000)
    return priors


def fit_pairs(study: Study, said: NDArray[np.float64], *, seen: NDArray[np.bool_]) -> Fit:
    """The second step, calibrated, by the labels of the papers that are ``seen``."""
    features = _with_words(study.phrases, said)
    kept = _kept(study, said, seen=seen)
    rows, topics = np.nonzero(kept)
    columns = np.column_stack([features[kept], said[kept]])
    spread = columns.std(axis=0) + 1e-6
    place, total = np.arange(len(rows)), len(study.topics)
    own = sparse.csr_matrix((np.ones(len(rows)), (place, topics)), shape=(len(rows), total))
    slopes = sparse.csr_matrix((SLOPE_SHARE * said[kept], (place, topics)), shape=(len(rows), total))
    prior = _priors(study, seen)
    stacked = sparse.hstack(
        [sparse.csr_matrix(columns / spread), own, slopes, prior[topics][:, None]]
    ).tocsr()
    found = LogisticRegression(C=SOFTNESS, max_iter=500).fit(
        stacked, study.labels[kept], sample_weight=study.sources(PAIR_SHARES)[rows]
    )
    numbers, size = found.coef_[0], columns.shape[1]
    common = numbers[:size] / spread
    offsets = numbers[size : size + total] + numbers[-1] * prior + found.intercept_[0]
    slope = common[-1] + SLOPE_SHARE * numbers[size + total : size + 2 * total]
    return _calibrated(Fit(common[:-1], slope, offsets), study, said, seen=seen)


def _calibrated(fit: Fit, study: Study, said: NDArray[np.float64], *, seen: NDArray[np.bool_]) -> Fit:
    """The fit with sums that are log odds on the stream (J. Platt, 1999)."""
    chosen = seen & study.of(*STREAM)
    if not chosen.any():
        return fit
    sums = fit.sums(said[chosen], study.phrases[chosen]).reshape(-1, 1)
    found = LogisticRegression(C=1e6).fit(sums, study.labels[chosen].ravel())
    return fit.stretched(float(found.coef_[0, 0]), float(found.intercept_[0]))


def _with_words(phrases: NDArray[np.float64], said: NDArray[np.float64]) -> NDArray[np.float64]:
    """The features with the two that depend on what the words say; shape (papers, topics, features)."""
    found = phrases.copy()
    found[..., _NAMED_WORDS] = phrases[..., _NAMED] * said
    found[..., _TITLED_WORDS] = phrases[..., _TITLED] * said
    return found


def fit_model(study: Study, validated: Validated, *, thresholds: Sequence[float]) -> ScoreModel:
    """The model by all labels, in steps and with a stretch by what was cross-validated.

    ``thresholds`` are the usual one, the loose one and the strict one.
    """
    everything = np.ones(len(study.papers), dtype=bool)
    kernel = kernel_of(study, everything)
    alone = fit_both(study, kernel, seen=everything)
    joint = joint_of(study, validated.said, seen=everything)
    words = WordFit(alone.papers @ joint.topics, alone.biases @ joint.topics)
    blocks, categories = weights_of_words(study.corpus, study.rows, kernel, words)
    categories = categories + joint.categories
    jointly = said_jointly(study, validated.said, seen=everything)
    fit = fit_pairs(study, jointly, seen=everything).stretched(*validated.stretch)
    table = np.concatenate([weights for _, weights in blocks])
    steps = np.abs(table).max(axis=0) / LARGEST
    numbers = {
        topic: TopicNumbers(
            column=place,
            step=round(float(steps[place]), 6),
            offset=round(float(fit.offsets[place]), 3),
            bias=round(float(words.biases[place]), 3),
            slope=round(float(fit.slopes[place]), 4),
            weighed=weighed_phrases(topic, study.rules[topic], study.papers),
            category={
                name: round(float(value), 3)
                for name, value in zip(study.corpus.categories[0], categories[:, place], strict=True)
                if abs(value) >= 0.001
            },
        )
        for place, topic in enumerate(study.topics)
    }
    usual, loose, strict = thresholds
    return ScoreModel(
        threshold=usual,
        loose=loose,
        strict=strict,
        weights={name: round(float(value), 4) for name, value in zip(FEATURES, fit.weights, strict=True)},
        topics=numbers,
        words=_word_weights([texts for texts, _ in blocks], np.rint(table / steps).astype(np.int8)),
    )


def _word_weights(texts: Sequence[tuple[str, ...]], table: NDArray[np.int8]) -> WordWeights:
    """The table with its texts."""
    words, pairs, titled = texts
    empty = WordWeights(topics=table.shape[1], words=words, pairs=pairs, titled=titled)
    return msgspec.structs.replace(empty, table=table.tobytes())
