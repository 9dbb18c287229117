"""How right the matches are, measured on labelled papers: ``python -m benchmarks.relevance``.

Without an option: five-fold cross-validation by paper; the fitted numbers of a fold never saw its papers.
``--no-fit`` asks the installed parameters as they are; ``--fit`` fits them to all labels and writes them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks.fitting import Example, fit_model, learn_words, score_row
from benchmarks.keywords import keyword_topics
from benchmarks.labels import read_corpus, read_labels, shared_folder
from vlagraph.core.matching import default_parameters
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.parameters import dump_parameters
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.labels import Labelled
    from vlagraph.core.matching import Parameters
    from vlagraph.core.model import Watch

CHECKOUT = Path(__file__).resolve().parents[1]
PARAMETERS = CHECKOUT / "src" / "vlagraph" / "core" / "matching" / "model.json"
FOLDS, RESAMPLES, SEED, TOP = 5, 1000, 20260101, 3
TARGET_PRECISION, TARGET_RECALL = 0.85, 0.75
COUNTS = (("relevant", 9), ("shown", 7), ("right", 7))


class Pair(NamedTuple):
    """A paper put under a topic by the program, its score, and whether the reader had put it there too."""

    paper: str
    topic: str
    score: float
    relevant: bool


Rows = dict[str, dict[str, tuple[float, ...]]]


def watch_rules() -> dict[str, Watch]:
    """The watch rules of the checkout's roadmap, by topic."""
    roadmap = load_roadmap(CHECKOUT / "graph" / "topics.json")
    return {topic.id: topic.watch for topic in roadmap.topics if topic.watch is not None}


def figure_rows(matcher: Matcher, papers: Sequence[Labelled]) -> Rows:
    """By paper and topic the figures that the score is made of."""
    rows = matcher.rows(paper.record for paper in papers)
    return {paper.id: row for paper, row in zip(papers, rows, strict=True)}


def examples(papers: Iterable[Labelled], rows: Rows) -> list[Example]:
    """What the fit learns from: every accepted (paper, topic) pair with the reader's verdict."""
    return [
        Example(topic, row, relevant=topic in paper.topics)
        for paper in papers
        for topic, row in rows[paper.id].items()
    ]


def scored_pairs(papers: Iterable[Labelled], rows: Rows, *, parameters: Parameters) -> list[Pair]:
    """Every accepted (paper, topic) pair with its score."""
    return [
        Pair(paper.id, topic, score_row(parameters, topic, row=row), topic in paper.topics)
        for paper in papers
        for topic, row in rows[paper.id].items()
    ]


def cross_validated(
    papers: Sequence[Labelled], rows: Rows, *, parameters: Parameters, seed: int = SEED
) -> list[Pair]:
    """Every pair, scored by a model that was fitted without the paper."""
    shuffled = list(papers)
    random.Random(seed).shuffle(shuffled)
    pairs: list[Pair] = []
    for fold in range(FOLDS):
        held = shuffled[fold::FOLDS]
        names = {paper.id for paper in held}
        fitted = fit_model(parameters, examples([p for p in shuffled if p.id not in names], rows))
        pairs += scored_pairs(held, rows, parameters=fitted)
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


def fitted_parameters(papers: Sequence[Labelled], rows: Rows, *, parameters: Parameters) -> Parameters:
    """The parameters fitted to all labels, with the threshold that cross-validation suggests."""
    positives = sum(len(paper.topics) for paper in papers)
    thresholds = [
        balanced_threshold(cross_validated(papers, rows, parameters=parameters, seed=seed), positives)
        for seed in range(5)
    ]
    fitted = fit_model(parameters, examples(papers, rows))
    return msgspec.structs.replace(fitted, threshold=round(sum(thresholds) / len(thresholds), 3))


def rates(pairs: Iterable[Pair], positives: int) -> tuple[float, float]:
    """Precision and recall of the pairs, pooled; 0 where there is nothing to divide by."""
    shown = list(pairs)
    right = sum(pair.relevant for pair in shown)
    return (right / len(shown) if shown else 0.0, right / positives if positives else 0.0)


def intervals(papers: Sequence[Labelled], pairs: Sequence[Pair]) -> tuple[list[float], list[float]]:
    """The 95 % intervals of precision and recall: papers drawn with replacement, a fixed seed."""
    by_paper: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_paper[pair.paper].append(pair)
    counts = [
        (len(by_paper[paper.id]), sum(pair.relevant for pair in by_paper[paper.id]), len(paper.topics))
        for paper in papers
    ]
    draw = random.Random(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        shown, right, positives = map(sum, zip(*draw.choices(counts, k=len(counts)), strict=True))
        drawn.append((right / shown if shown else 0.0, right / positives if positives else 0.0))
    low, high = RESAMPLES * 25 // 1000, RESAMPLES * 975 // 1000 - 1
    precision, recall = (sorted(values) for values in zip(*drawn, strict=True))
    return (
        [round(precision[low], 3), round(precision[high], 3)],
        [round(recall[low], 3), round(recall[high], 3)],
    )


def top_precision(pairs: Iterable[Pair]) -> float:
    """The precision of each topic's first three papers, pooled."""
    by_topic: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_topic[pair.topic].append(pair)
    first = [pair for group in by_topic.values() for pair in sorted(group, key=_best_first)[:TOP]]
    return rates(first, 0)[0]


def _best_first(pair: Pair) -> tuple[float, str]:
    return (-pair.score, pair.paper)


def report(papers: Sequence[Labelled], pairs: Sequence[Pair], *, topics: Sequence[str]) -> dict[str, object]:
    """All figures as they are printed: pooled, per topic, and of the keyword baseline."""
    positives = sum(len(paper.topics) for paper in papers)
    precision, recall = rates(pairs, positives)
    precision_ci, recall_ci = intervals(papers, pairs)
    plain = [
        Pair(paper.id, topic, 1.0, topic in paper.topics)
        for paper in papers
        for topic in sorted(keyword_topics(paper.record.title, paper.record.abstract))
    ]
    base_precision, base_recall = rates(plain, positives)
    return {
        "papers": len(papers),
        "positives": positives,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "precision_ci": precision_ci,
        "recall_ci": recall_ci,
        "p_at_3": round(top_precision(pairs), 3),
        "baseline": {"precision": round(base_precision, 3), "recall": round(base_recall, 3)},
        "topics": {topic: _topic_figures(topic, papers, pairs) for topic in topics},
    }


def _topic_figures(topic: str, papers: Sequence[Labelled], pairs: Sequence[Pair]) -> dict[str, float]:
    own = [pair for pair in pairs if pair.topic == topic]
    positives = sum(topic in paper.topics for paper in papers)
    precision, recall = rates(own, positives)
    return {
        "relevant": positives,
        "shown": len(own),
        "right": sum(pair.relevant for pair in own),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
    }


def table(figures: dict[str, object], *, how: str) -> str:
    """The figures as text, the topics in a table."""
    answer = msgspec.convert(figures, Figures)
    low, high = answer.precision_ci, answer.recall_ci
    lines = [
        f"{answer.papers} papers, {answer.positives} relevant (paper, topic) pairs; {how}",
        f"precision {answer.precision:.3f} [{low[0]:.3f}, {low[1]:.3f}]",
        f"recall    {answer.recall:.3f} [{high[0]:.3f}, {high[1]:.3f}]",
        f"precision of the first {TOP} per topic {answer.p_at_3:.3f}",
        "plain keywords: precision {precision:.3f}   recall {recall:.3f}".format(**answer.baseline),
        "",
        f"{'topic':<28}{'relevant':>9}{'shown':>7}{'right':>7}{'precision':>11}{'recall':>8}",
    ]
    for topic, row in answer.topics.items():
        rate = f"{row['precision']:>11.2f}" if row["shown"] else f"{'-':>11}"
        found = f"{row['recall']:>8.2f}" if row["relevant"] else f"{'-':>8}"
        counts = "".join(f"{row[name]:>{width}.0f}" for name, width in COUNTS)
        lines.append(f"{topic:<28}{counts}{rate}{found}")
    return "\n".join(lines)


class Figures(msgspec.Struct, frozen=True):
    """The report as a type."""

    papers: int
    positives: int
    precision: float
    recall: float
    precision_ci: tuple[float, float]
    recall_ci: tuple[float, float]
    p_at_3: float
    baseline: dict[str, float]
    topics: dict[str, dict[str, float]]


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    shared = shared_folder()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("--labels", type=Path, default=shared / "labels" / "dev.jsonl")
    parser.add_argument("--corpus", type=Path, default=shared / "arxiv" / "corpus-dev.jsonl.gz")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fit", action="store_true", help="fit to all labels and write model.json")
    mode.add_argument("--no-fit", action="store_true", help="measure the installed parameters as they are")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure or fit, and print."""
    options = _arguments(argv)
    corpus = read_corpus(options.corpus)
    papers = read_labels(options.labels, corpus)
    rules, parameters = watch_rules(), default_parameters()
    if options.fit:
        parameters = learn_words(rules, parameters, papers=corpus.values())
        rows = figure_rows(Matcher.of_rules(rules, parameters), papers)
        parameters = fitted_parameters(papers, rows, parameters=parameters)
        PARAMETERS.write_bytes(dump_parameters(parameters))
    rows = figure_rows(Matcher.of_rules(rules, parameters), papers)
    measure: Callable[..., list[Pair]] = scored_pairs if options.no_fit else cross_validated
    shown = [
        pair for pair in measure(papers, rows, parameters=parameters) if pair.score >= parameters.threshold
    ]
    how = "the installed parameters" if options.no_fit else f"{FOLDS}-fold cross-validation by paper"
    figures = report(papers, shown, topics=sorted(rules))
    print(json.dumps(figures, indent=1) if options.format == "json" else table(figures, how=how))


if __name__ == "__main__":
    main()
