"""How right the matches are, measured on labelled papers: ``python -m benchmarks.relevance``.

Without an option: five-fold cross-validation by paper; the fitted numbers of a fold never saw its papers.
``--no-fit`` asks the installed model as it is; ``--fit`` fits it to all labels and writes it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks._accuracy import SEED, Pair, measure, table
from benchmarks.fitting import Example, fit_weights, learn_context, scores_of
from benchmarks.labels import read_corpus, read_labels, shared_folder
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.model import dump_model
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.labels import Labelled
    from vlagraph.core.matching import ScoreModel
    from vlagraph.core.model import Watch

CHECKOUT = Path(__file__).resolve().parents[1]
MODEL = CHECKOUT / "src" / "vlagraph" / "core" / "matching" / "model.json"

FOLDS = 5
"""The usual number: each model learns from four fifths of the few labels."""

THRESHOLD_SEEDS = range(5)
"""Ways to part the papers, over which the threshold is averaged: one alone may be lucky."""

TARGET_PRECISION, TARGET_RECALL = 0.85, 0.75
"""What the project asks of its matches."""

Features = dict[str, dict[str, tuple[float, ...]]]
"""By paper and topic, the features of the pair."""


def watch_rules() -> dict[str, Watch]:
    """The watch rules of the checkout's roadmap, by topic."""
    roadmap = load_roadmap(CHECKOUT / "graph" / "topics.json")
    return {topic.id: topic.watch for topic in roadmap.topics if topic.watch is not None}


def features_of(matcher: Matcher, papers: Sequence[Labelled]) -> Features:
    """By paper and topic the features that the score is made of, for the pairs that a rule accepts."""
    rows = matcher.features(paper.record for paper in papers)
    return {paper.id: row for paper, row in zip(papers, rows, strict=True)}


def examples(papers: Iterable[Labelled], features: Features) -> list[Example]:
    """What the fit learns from: every accepted (paper, topic) pair with the reader's verdict."""
    return [
        Example(topic, row, relevant=topic in paper.topics)
        for paper in papers
        for topic, row in features[paper.id].items()
    ]


def scored_pairs(papers: Iterable[Labelled], features: Features, *, model: ScoreModel) -> list[Pair]:
    """Every accepted (paper, topic) pair with its score."""
    accepted = [(paper, topic) for paper in papers for topic in features[paper.id]]
    rows = [features[paper.id][topic] for paper, topic in accepted]
    scores = scores_of(model, [topic for _, topic in accepted], features=rows)
    return [
        Pair(paper.id, topic, score, topic in paper.topics)
        for (paper, topic), score in zip(accepted, scores, strict=True)
    ]


def cross_validated(
    papers: Sequence[Labelled], features: Features, *, model: ScoreModel, seed: int = SEED
) -> list[Pair]:
    """Every pair, scored by a model that was fitted without the paper."""
    shuffled = list(papers)
    random.Random(seed).shuffle(shuffled)
    pairs: list[Pair] = []
    for fold in range(FOLDS):
        held = shuffled[fold::FOLDS]
        names = {paper.id for paper in held}
        fitted = fit_weights(model, examples([p for p in shuffled if p.id not in names], features))
        pairs += scored_pairs(held, features, model=fitted)
    return pairs


def balanced_threshold(pairs: Sequence[Pair], positives: int) -> float:
    """The threshold that leaves the largest margin over both targets, precision and recall."""
    ranked = sorted(pairs, key=lambda pair: -pair.score)
    best, threshold, found = -1.0, 0.5, 0
    for place, pair in enumerate(ranked, 1):
        found += pair.relevant
        margin = min(found / place - TARGET_PRECISION, found / positives - TARGET_RECALL)
        if margin > best:
            best, threshold = margin, pair.score
    return round(threshold, 3)


def fitted_model(papers: Sequence[Labelled], features: Features, *, model: ScoreModel) -> ScoreModel:
    """The model fitted to all labels, with the threshold that cross-validation suggests."""
    positives = sum(len(paper.topics) for paper in papers)
    thresholds = [
        balanced_threshold(cross_validated(papers, features, model=model, seed=seed), positives)
        for seed in THRESHOLD_SEEDS
    ]
    fitted = fit_weights(model, examples(papers, features))
    return msgspec.structs.replace(fitted, threshold=round(sum(thresholds) / len(thresholds), 3))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    shared = shared_folder()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("--labels", type=Path, default=shared / "labels" / "dev.jsonl")
    parser.add_argument("--corpus", type=Path, default=shared / "arxiv" / "corpus-dev.jsonl.gz")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fit", action="store_true", help="fit to all labels and write model.json")
    mode.add_argument("--no-fit", action="store_true", help="measure the installed model as it is")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure or fit, and print."""
    options = _arguments(argv)
    corpus = read_corpus(options.corpus)
    papers = read_labels(options.labels, corpus)
    rules, model = watch_rules(), default_model()
    if options.fit:
        model = learn_context(rules, model, papers=corpus.values())
        model = fitted_model(papers, features_of(Matcher(rules, model), papers), model=model)
        MODEL.write_bytes(dump_model(model))
    score: Callable[..., list[Pair]] = scored_pairs if options.no_fit else cross_validated
    pairs = score(papers, features_of(Matcher(rules, model), papers), model=model)
    how = "the installed model" if options.no_fit else f"{FOLDS}-fold cross-validation by paper"
    accuracy = measure(papers, [p for p in pairs if p.score >= model.threshold], topics=sorted(rules))
    as_json = msgspec.json.format(msgspec.json.encode(accuracy), indent=1).decode()
    print(as_json if options.format == "json" else table(accuracy, how=how))


if __name__ == "__main__":
    main()
