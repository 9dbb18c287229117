"""Learns how what the words say for all topics tells of each one: papers of one topic are often of another.

For each topic a linear model of what the words say for every topic and of the categories, beside the features
of phrases, whose weights are common. All of it is linear in what the words say, so that it becomes a part of
the weights of words, and matching costs no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Evidence", "Joint", "fit_joint"]

TOPIC_SHARE, CATEGORY_SHARE, SLOPE_SHARE = 0.125, 0.5, 0.15
"""How freely the weights of other topics, of categories, and a topic's own slope may depart from zero:
cross-validated, and flat around these."""

SOFTNESS = 0.1
"""The inverse weight of squared numbers, as in the step that follows."""

KEPT_SHARE = 0.15
"""What the words say for the topic alone keeps this share: cross-validated, and flat below a half."""

STEPS = 60
"""Of the search for the best numbers; more change nothing."""


class Evidence(NamedTuple):
    """What there is to learn from: a row for each paper, a column for each topic.

    ``said`` and ``labels`` (papers, topics); ``weights``, of the same shape, what a pair counts.
    ``categories`` (papers, categories). ``features`` (papers, topics, n): of phrases, with ``said`` the last.
    ``priors`` (topics,): the logarithm of how frequent each topic is.
    """

    said: NDArray[np.float64]
    categories: NDArray[np.float64]
    features: NDArray[np.float64]
    priors: NDArray[np.float64]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]

    def of(self, rows: NDArray[np.bool_]) -> Evidence:
        """The chosen papers of which some pair counts."""
        rows = rows & (self.weights > 0).any(axis=1)
        said, categories, features, priors, labels, weights = self
        return Evidence(said[rows], categories[rows], features[rows], priors, labels[rows], weights[rows])


class Joint(NamedTuple):
    """What the words say, told anew: by columns, the weights of all topics and of all categories."""

    topics: NDArray[np.float64]
    categories: NDArray[np.float64]

    def say(self, said: NDArray[np.float64], categories: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the words and categories of papers say by this; shape (papers, topics)."""
        result: NDArray[np.float64] = said @ self.topics + categories @ self.categories
        return result


def fit_joint(evidence: Evidence) -> Joint:
    """The weights, by one logistic regression over all pairs, drawn towards zero."""
    total = evidence.said.shape[1]
    spread = evidence.features[evidence.weights > 0].std(axis=0) + 1e-6
    inputs = np.hstack([TOPIC_SHARE * evidence.said, CATEGORY_SHARE * evidence.categories])
    sizes = [len(spread), 1, total, total, inputs.shape[1] * total, 1]
    numbers = _search(evidence._replace(features=evidence.features / spread), inputs, sizes=sizes)
    common, _, _, slopes, weights, _ = _parted(numbers, sizes)
    scale = common[-1] / spread[-1]
    table = weights.reshape(-1, total)
    own = np.eye(total) + np.diag(SLOPE_SHARE * slopes / scale)
    return Joint(
        KEPT_SHARE * np.eye(total) + (1 - KEPT_SHARE) * (own + TOPIC_SHARE / scale * table[:total]),
        (1 - KEPT_SHARE) * CATEGORY_SHARE / scale * table[total:],
    )


def _parted(numbers: NDArray[np.float64], sizes: Sequence[int]) -> list[NDArray[np.float64]]:
    """Common weights, that of the priors, offsets, slopes, the table, and what is added to all."""
    return np.split(numbers, np.cumsum(sizes)[:-1])


def _search(evidence: Evidence, inputs: NDArray[np.float64], *, sizes: Sequence[int]) -> NDArray[np.float64]:
    """The numbers with the least loss; all but the last are drawn towards zero."""
    arrays = (*evidence, inputs)
    said, _, features, priors, labels, weights, rows = (array.astype(np.float32) for array in arrays)
    said = np.float32(SLOPE_SHARE) * said

    def loss(numbers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        common, prior, offsets, slopes, table, added = _parted(numbers.astype(np.float32), sizes)
        sums = features @ common + offsets + said * slopes + prior * priors + added
        sums += rows @ table.reshape(rows.shape[1], -1)
        wrong = weights * (1 / (1 + np.exp(-np.clip(sums, -30, 30))) - labels)
        cost = (weights * (np.logaddexp(0, sums) - labels * sums)).sum(dtype=np.float64)
        cost += (numbers[:-1] ** 2).sum() / SOFTNESS / 2
        by_topic = wrong.sum(axis=0)
        slope = [
            np.tensordot(wrong, features, ((0, 1), (0, 1))),
            [(by_topic * priors).sum()],
            by_topic,
            (said * wrong).sum(axis=0),
            (rows.T @ wrong).ravel(),
            [by_topic.sum()],
        ]
        gradient = np.concatenate(slope).astype(np.float64)
        gradient[:-1] += numbers[:-1] / SOFTNESS
        return float(cost), gradient

    start = np.zeros(sum(sizes))
    found: NDArray[np.float64] = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    ).x
    return found
