"""Learns what words say for each topic: from labelled papers, and from which words go together in all papers.

One logistic regression for each topic, drawn towards zero, over words, pairs of adjacent words, those of
titles, and categories. Its features are known by their inner products alone (J. Shawe-Taylor and
N. Cristianini, Kernel Methods for Pattern Analysis, 2004), so that tens of thousands of words cost no more
than the few thousand labelled papers. The directions in which the words of all papers vary most (latent
semantic analysis, S. Deerwester et al., 1990) weigh more: a word that no labelled paper has leans on its
neighbours.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from scipy.linalg import solve_triangular
from scipy.optimize import minimize
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from vlagraph.core.papers.tokenizer import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.matcher import Record

__all__ = [
    "Corpus",
    "Kernel",
    "WordFit",
    "common_products",
    "fit_words",
    "make_kernel",
    "read_features",
    "weights_of_words",
    "without_plain_words",
]

FEWEST_WORDS, FEWEST_PAIRS, FEWEST_TITLED = 12, 8, 4
"""Papers that must have a word, a pair, or one of a title: fewer teach nothing and cost room."""

_SPELLED = (
    "a about after all also although an and any are as at be because been being both but by "
    "can could do does during each either for from further had has have having how if in into "
    "is it its itself may might more most must no not of on only or other our over own same "
    "should so some such than that the their them then there these they this those through "
    "thus to too under until up upon us very via was we were what when where whereas whether "
    "which while who whose why will with within without would yet "
)

FUNCTION_WORDS = frozenset(map(stem, _SPELLED.split()))
"""Words that part no subjects: left out alone and in pairs, which spares half of the work of matching."""

FEWEST_LABELLED = 3
"""Labelled papers that must have a feature: with fewer a weight is chance."""

COMMON, LEAST_TIE = 0.03, 0.02
"""Words of more papers than this share that are tied to no topic by so much a paper are left out: some 140
such as *propose* and *framework*, a fifth of all words of abstracts."""

MOST_PAIRS, MOST_TITLED = 17_000, 4000
"""Pairs and titled features that are kept, those most tied to some topic: more cost room."""

DIRECTIONS, TURNS = 200, 3
"""Directions of latent semantic analysis, and how often the search for them is repeated."""

TITLED_SHARE, CATEGORY_SHARE, DIRECTION_SHARE = 0.7, 0.1, 3.0
"""What the blocks count beside words and pairs: cross-validated, and flat around these."""

CATEGORY_SHARES = (1.0, 0.5, 0.5)
"""What the primary category counts, and the two after it, as when papers are matched."""

FEWEST_WITH_CATEGORY = 100
"""Papers of all that must have a category."""

RIDGE, STEPS = 0.03, 60
"""The weight of the squared weights in the loss, and the steps towards its least: more change no figure."""

ROWS = 500
"""Papers whose products with all others are found at once."""

JITTER = 1e-4
"""Added to each paper's product with itself, so that equal papers leave the equations solvable."""


class Corpus(NamedTuple):
    """All papers as features: a sparse array (papers, features) of 0 and 1 for each block, and categories."""

    rows: Mapping[str, int]
    blocks: tuple[tuple[tuple[str, ...], sparse.csr_matrix], ...]
    categories: tuple[tuple[str, ...], NDArray[np.float64]]
    directions: NDArray[np.float64]


class Kernel(NamedTuple):
    """The inner products of labelled papers, by a choice of features; ``blocks`` are the features chosen."""

    products: NDArray[np.float64]
    blocks: tuple[NDArray[np.int64], ...]


class WordFit(NamedTuple):
    """What was learned: a weight by labelled paper and topic, and each topic's bias; scores are products."""

    papers: NDArray[np.float64]
    biases: NDArray[np.float64]


def read_features(records: Mapping[str, Record]) -> Corpus:
    """The features of all papers."""
    ids = sorted(records)
    found = [_features(records[name]) for name in ids]
    least = (FEWEST_WORDS, FEWEST_PAIRS, FEWEST_TITLED)
    blocks = tuple(_block([paper[n] for paper in found], fewest) for n, fewest in enumerate(least))
    words = _scaled(blocks[0][1], np.arange(len(blocks[0][0])), _rarity(blocks[0][1]))
    search = TruncatedSVD(DIRECTIONS, n_iter=TURNS, random_state=0).fit(words)
    categories = _categories([records[name].categories for name in ids])
    rows = {name: row for row, name in enumerate(ids)}
    return Corpus(rows, blocks, categories, search.components_.T)


def _features(record: Record) -> tuple[set[str], set[str], set[str]]:
    title, abstract = tokens(record.title), tokens(record.abstract)
    in_title, in_abstract = _pairs(title), _pairs(abstract)
    alone = {*title, *abstract} - FUNCTION_WORDS
    return alone, in_title | in_abstract, (set(title) - FUNCTION_WORDS) | in_title


def _pairs(words: Sequence[str]) -> set[str]:
    return {" ".join(pair) for pair in pairwise(words) if FUNCTION_WORDS.isdisjoint(pair)}


def _block(papers: Sequence[set[str]], fewest: int) -> tuple[tuple[str, ...], sparse.csr_matrix]:
    """The features that enough papers have, sorted, and which paper has which."""
    counts = Counter(text for paper in papers for text in paper)
    texts = sorted(text for text, count in counts.items() if count >= fewest)
    places = {text: place for place, text in enumerate(texts)}
    cells = [(row, places[text]) for row, paper in enumerate(papers) for text in paper if text in places]
    rows, columns = zip(*cells, strict=True)
    values = np.ones(len(rows))
    return tuple(texts), sparse.csr_matrix((values, (rows, columns)), shape=(len(papers), len(texts)))


def _categories(papers: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    counts = Counter(name for names in papers for name in names)
    names = sorted(name for name, count in counts.items() if count >= FEWEST_WITH_CATEGORY)
    values = np.zeros((len(papers), len(names)))
    for row, found in enumerate(papers):
        for name, share in zip(found, CATEGORY_SHARES, strict=False):
            if name in names:
                values[row, names.index(name)] += share
    return tuple(names), values


def _rarity(block: sparse.csr_matrix) -> NDArray[np.float64]:
    """The logarithm of how rare each feature is, a quarter of it: the size at which products are near 1."""
    result: NDArray[np.float64] = np.log(block.shape[0] / np.asarray(block.sum(axis=0)).ravel()) / 4
    return result


def _scaled(
    block: sparse.csr_matrix, chosen: NDArray[np.int64], rarity: NDArray[np.float64]
) -> sparse.csr_matrix:
    """The chosen features times their rarity, by the root of one more than a paper has of them."""
    part = block[:, chosen]
    sizes = np.sqrt(np.asarray(part.sum(axis=1)).ravel() + 1)
    return sparse.csr_matrix(sparse.diags(1 / sizes) @ part @ sparse.diags(rarity[chosen]))


def without_plain_words(corpus: Corpus, papers: NDArray[np.int64], labels: NDArray[np.float64]) -> Corpus:
    """The corpus without the common words that say nothing for any topic."""
    (texts, block), *others = corpus.blocks
    ties = _ties(block[papers], labels) / np.maximum(1, np.asarray(block[papers].sum(axis=0)).ravel())
    common = np.asarray(block.sum(axis=0)).ravel() > COMMON * block.shape[0]
    kept = np.flatnonzero(~common | (ties >= LEAST_TIE))
    words = (tuple(texts[place] for place in kept), block[:, kept])
    return corpus._replace(blocks=(words, *others), directions=corpus.directions[kept])


def _ties(block: sparse.csr_matrix, labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each feature is tied to its three best topics: the log likelihood ratio (T. Dunning, 1993)."""
    together = np.asarray(block.T @ labels)
    counts = np.asarray(block.sum(axis=0)).ravel()
    expected = counts[:, None] * labels.mean(axis=0)
    gain = together * np.log((together + 0.5) / (expected + 0.5)) - (together - expected)
    best: NDArray[np.float64] = np.sort(np.where(together > expected, gain, 0), axis=1)[:, -3:].sum(axis=1)
    return best


def _most_tied(block: sparse.csr_matrix, labels: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The features most tied to some topic, of those that enough papers have."""
    best = _ties(block, labels)
    best[np.asarray(block.sum(axis=0)).ravel() < FEWEST_LABELLED] = -1
    ranked = np.argsort(-best, kind="stable")[:most]
    chosen: NDArray[np.int64] = np.sort(ranked[best[ranked] >= 0])
    return chosen


def common_products(corpus: Corpus, papers: NDArray[np.int64]) -> NDArray[np.float64]:
    """The products of the ``papers`` by words, directions and categories: the same whatever the labels."""
    block = corpus.blocks[0][1]
    scaled = _scaled(block[papers], np.arange(block.shape[1]), _rarity(block))
    turned, categories = scaled @ corpus.directions, corpus.categories[1][papers]
    products: NDArray[np.float64] = DIRECTION_SHARE * turned @ turned.T
    products += CATEGORY_SHARE * categories @ categories.T
    _add_products(products, scaled)
    return products


def _add_products(products: NDArray[np.float64], scaled: sparse.csr_matrix) -> None:
    """Add the products of all rows of ``scaled``, some at a time: at once they take gigabytes."""
    turned = scaled.T.tocsr()
    for begin in range(0, scaled.shape[0], ROWS):
        products[begin : begin + ROWS] += (scaled[begin : begin + ROWS] @ turned).toarray()


def make_kernel(
    corpus: Corpus,
    papers: NDArray[np.int64],
    *,
    common: NDArray[np.float64],
    labels: NDArray[np.float64],
    seen: NDArray[np.bool_],
) -> Kernel:
    """The products of the ``papers``, with pairs and titled features chosen by the labels of the ``seen``."""
    chosen, products = [np.arange(len(corpus.blocks[0][0]))], common.copy()
    parts = zip(corpus.blocks[1:], (MOST_PAIRS, MOST_TITLED), (1.0, TITLED_SHARE), strict=True)
    for (_, block), most, share in parts:
        features = _most_tied(block[papers[seen]], labels[seen], most)
        scaled = _scaled(block[papers], features, _rarity(block))
        _add_products(products, np.sqrt(share) * scaled)
        chosen.append(features)
    return Kernel(products, tuple(chosen))


def fit_words(
    products: NDArray[np.float64], labels: NDArray[np.float64], weights: NDArray[np.float64]
) -> WordFit:
    """The regression of each topic's labels on the papers' products, each paper counting by its weight."""
    size, topics = labels.shape
    # In two threads OpenBLAS 0.3.31 ends the process here, from some 15,000 rows on.
    with threadpool_limits(1, user_api="blas"):
        root = np.linalg.cholesky(products + JITTER * np.eye(size))
    rows, truth = root.astype(np.float32), labels.astype(np.float32)
    share = (weights / weights.mean()).astype(np.float32)[:, None]

    def loss(numbers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table = numbers[:-topics].reshape(size, topics).astype(np.float32)
        sums = rows @ table + numbers[-topics:].astype(np.float32)
        wrong = share * (1 / (1 + np.exp(-np.clip(sums, -30, 30))) - truth)
        cost = (share * (np.logaddexp(0, sums) - truth * sums)).sum(dtype=np.float64)
        cost += RIDGE / 2 * (table * table).sum(dtype=np.float64)
        slope = np.concatenate([(rows.T @ wrong + RIDGE * table).ravel(), wrong.sum(axis=0)])
        return float(cost), slope.astype(np.float64)

    start = np.append(np.zeros(size * topics), np.full(topics, -3.5))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    table = solve_triangular(root.T, found[:-topics].reshape(size, topics), lower=False)
    return WordFit(table, found[-topics:])


def weights_of_words(
    corpus: Corpus, papers: NDArray[np.int64], kernel: Kernel, fit: WordFit
) -> tuple[list[tuple[tuple[str, ...], NDArray[np.float64]]], NDArray[np.float64]]:
    """By block the texts and their weights (features, topics), and the weights of the categories."""
    blocks = []
    for (texts, block), features, share in zip(
        corpus.blocks, kernel.blocks, (1, 1, TITLED_SHARE), strict=True
    ):
        rarity = _rarity(block)
        scaled = _scaled(block[papers], features, rarity)
        table = share * np.asarray(scaled.T @ fit.papers)
        if block is corpus.blocks[0][1]:
            turned = (scaled @ corpus.directions).T @ fit.papers
            table = table + DIRECTION_SHARE * corpus.directions @ turned
        blocks.append((tuple(texts[place] for place in features), table * rarity[features][:, None]))
    return blocks, CATEGORY_SHARE * corpus.categories[1][papers].T @ fit.papers
