"""How right the matches are, measured on labelled papers: ``python -m benchmarks.relevance``.

Without an option: the stream's sample and dev by cross-validation (each paper is scored by a model that never
saw it), and the papers kept apart by the installed model. ``--fit`` fits to all labels and writes the model,
``--curve`` shows what fewer labels would give, ``--agreement`` how far two readers of a paper agree, and
``--labels FILE --no-fit`` measures the installed model on any file.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks import ABSENT
from benchmarks._accuracy import Pair, agreement, measure, summary, table
from benchmarks.labels import (
    FIRST_STREAM,
    STREAM,
    Missing,
    read_corpus,
    read_fitted,
    read_labels,
    read_twice,
    shared_folder,
)
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.model import dump_model
from vlagraph.store.roadmap import load_roadmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from benchmarks.fitting import Validated
    from benchmarks.labels import Labelled
    from benchmarks.study import Study
    from vlagraph.core.matching import ScoreModel
    from vlagraph.core.matching.matcher import Record
    from vlagraph.core.model import Topic, Watch

CHECKOUT = Path(__file__).resolve().parents[1]
MODEL = CHECKOUT / "src" / "vlagraph" / "core" / "matching" / "model.json"

LEAST_SCORE = 0.01
"""Pairs below are left out of the figures: no threshold would ever show them."""

TARGETS = {"usual": (0.75, 0.65), "strict": (0.9, 0.0), "loose": (0.0, 0.8)}
"""Precision and recall on the stream that each threshold is for; the usual one leaves equal margins."""

SHARES = (0.25, 0.5, 1.0)
"""Parts of the labels, for the curve."""

KEPT_APART = "fresh60.jsonl"
"""Labels that nothing is ever fitted to."""


def watch_rules() -> dict[str, Watch]:
    """The watch rules of the checkout's roadmap, by topic."""
    return {topic.id: topic.watch for topic in _topics() if topic.watch is not None}


def topics_of(which: str) -> tuple[str, ...]:
    """The watched topics, ``all`` of them or those of the ``roadmap`` itself."""
    return tuple(
        sorted(topic.id for topic in _topics() if topic.watch and (which == "all" or topic.origin == which))
    )


def _topics() -> Sequence[Topic]:
    return load_roadmap(CHECKOUT / "graph" / "topics.json").topics


def installed_pairs(papers: Sequence[Labelled], model: ScoreModel) -> list[Pair]:
    """The pairs of the papers, scored by the installed model."""
    matcher = Matcher(watch_rules(), msgspec.structs.replace(model, threshold=LEAST_SCORE))
    found = matcher.match_records(paper.record for paper in papers)
    return [
        Pair(paper.id, match.topic, match.score, match.topic in paper.topics)
        for paper, matches in zip(papers, found, strict=True)
        for match in matches
    ]


def study_pairs(study: Study, scores: NDArray[np.float64], *sources: str) -> list[Pair]:
    """The pairs of the papers of these sets, by cross-validated scores."""
    return [
        Pair(paper.id, topic, score, topic in paper.topics)
        for paper, row in zip(study.papers, scores.tolist(), strict=True)
        if paper.source in sources
        for topic, score in zip(study.topics, row, strict=True)
        if score >= LEAST_SCORE
    ]


def choose_thresholds(pairs: Sequence[Pair], positives: int) -> tuple[float, float, float]:
    """The usual, the loose and the strict threshold, by the pairs of the stream."""
    right, margins, loose, strict = 0, [(-1.0, 0.5)], 0.5, 1.0
    for shown, pair in enumerate(sorted(pairs, key=lambda pair: -pair.score), 1):
        right += pair.relevant
        precision, recall = right / shown, right / positives
        margins.append((min(precision - TARGETS["usual"][0], recall - TARGETS["usual"][1]), pair.score))
        loose = pair.score if recall <= TARGETS["loose"][1] else loose
        strict = pair.score if precision >= TARGETS["strict"][0] else strict
    usual = max(margins)[1]
    return round(usual, 3), round(min(loose, usual), 3), round(max(strict, usual), 3)


def best_threshold(pairs: Sequence[Pair], positives: int) -> float:
    """The threshold with the greatest micro-F1."""
    right, best, threshold = 0, 0.0, 1.0
    for shown, pair in enumerate(sorted(pairs, key=lambda pair: -pair.score), 1):
        right += pair.relevant
        if (f1 := 2 * right / (shown + positives)) > best:
            best, threshold = f1, pair.score
    return threshold


def _study(folder: Path, corpus: dict[str, Record]) -> Study:
    from benchmarks.study import prepare
    from benchmarks.wordfit import read_features

    return prepare(read_fitted(folder, corpus), read_features(corpus), watch_rules())


def _of(study: Study, *sources: str) -> list[Labelled]:
    return [paper for paper in study.papers if paper.source in sources]


def fit(study: Study, validated: Validated, scores: NDArray[np.float64]) -> ScoreModel:
    """The model by all labels, written to the package."""
    from benchmarks.fitting import fit_model

    positives = sum(len(paper.topics) for paper in _of(study, *STREAM))
    thresholds = choose_thresholds(study_pairs(study, scores, *STREAM), positives)
    model = fit_model(study, validated, thresholds=thresholds)
    MODEL.write_bytes(dump_model(model))
    return model


def reports(study: Study, scores: NDArray[np.float64], *, model: ScoreModel, which: str) -> Iterator[str]:
    """The stream and its first sample, its robotics papers and others, and dev: all by cross-validation."""
    topics = topics_of(which)
    stream, pairs = _of(study, *STREAM), study_pairs(study, scores, *STREAM)
    robotics = {paper.id for paper in stream if "cs.RO" in paper.record.categories}
    parts = (
        ("stream, cross-validated", stream, pairs),
        (f"the sample {FIRST_STREAM} alone", _of(study, FIRST_STREAM), pairs),
        ("its robotics papers (cs.RO)", [p for p in stream if p.id in robotics], pairs),
        ("its other papers", [p for p in stream if p.id not in robotics], pairs),
        ("dev, cross-validated", _of(study, "dev60"), study_pairs(study, scores, "dev60")),
    )
    for how, papers, scored in parts:
        ids = {paper.id for paper in papers}
        own = [pair for pair in scored if pair.paper in ids]
        yield summary(measure(papers, own, topics=topics, threshold=model.threshold), how=how)


def at_best_of_dev(
    study: Study,
    scores: NDArray[np.float64],
    *,
    papers: Sequence[Labelled],
    pairs: Sequence[Pair],
    which: str,
) -> str:
    """The figures of ``papers`` at the threshold that is best for dev, which has as many good papers."""
    topics = topics_of(which)
    positives = sum(len(paper.topics.intersection(topics)) for paper in _of(study, "dev60"))
    own = [pair for pair in study_pairs(study, scores, "dev60") if pair.topic in topics]
    threshold = best_threshold(own, positives)
    how = f"kept apart from every fit, at the threshold with the best micro-F1 of dev, {threshold:.3f}"
    return summary(measure(papers, pairs, topics=topics, threshold=threshold), how=how)


def curve(study: Study) -> Iterator[str]:
    """The stream by models that learned from a part of the labels."""
    from benchmarks.fitting import cross_validate
    from vlagraph.core.matching.calibration import scores_of

    stream = _of(study, *STREAM)
    positives = sum(len(paper.topics) for paper in stream)
    for share in SHARES:
        pairs = study_pairs(study, scores_of(cross_validate(study, share=share).sums), *STREAM)
        usual = choose_thresholds(pairs, positives)[0]
        figures = measure(stream, pairs, topics=study.topics, threshold=usual)
        yield summary(figures, how=f"stream, {share:.0%} of the labels, threshold {usual:.2f}")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    shared = shared_folder()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("--labels", type=Path, help="measure on this file; needs --no-fit")
    parser.add_argument("--corpus", type=Path, default=shared / "arxiv" / "corpus-dev.jsonl.gz")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fit", action="store_true", help="fit to all labels and write model.json")
    mode.add_argument("--no-fit", action="store_true", help="measure the installed model as it is")
    mode.add_argument("--agreement", action="store_true", help="how far two readers of a paper agree")
    parser.add_argument("--curve", action="store_true", help="show what fewer labels would give")
    parser.add_argument(
        "--topics", choices=("all", "roadmap"), help="these only; usually all, then the roadmap's"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(argv)
    if options.labels and not options.no_fit:
        parser.error("--labels measures the installed model: give --no-fit too")
    return options


def measure_installed(options: argparse.Namespace) -> None:
    """Print how right the installed model is on a file of labels."""
    path = options.labels or shared_folder() / "labels" / KEPT_APART
    papers, model = read_labels(path, read_corpus(options.corpus)), default_model()
    topics = topics_of(options.topics or "all")
    others = sorted({topic for paper in papers for topic in paper.topics}.difference(topics_of("all")))
    if others:
        print(f"{path}: not in the roadmap, so left out: {', '.join(others)}", file=sys.stderr)
    accuracy = measure(papers, installed_pairs(papers, model), topics=topics, threshold=model.threshold)
    as_json = msgspec.json.format(msgspec.json.encode(accuracy), indent=1).decode()
    print(as_json if options.format == "json" else table(accuracy, how="the installed model"))


def measure_all(options: argparse.Namespace) -> None:
    """Print the figures of all sets; with ``--fit`` write the model before."""
    folder = shared_folder() / "labels"
    corpus = read_corpus(options.corpus)
    if find_spec("sklearn") is None:
        raise Missing("scikit-learn is not installed: run 'make bench', or give --no-fit")
    from benchmarks.fitting import cross_validate
    from vlagraph.core.matching.calibration import scores_of

    study = _study(folder, corpus)
    if options.curve:
        print("\n\n".join(curve(study)))
        return
    validated = cross_validate(study)
    scores = scores_of(validated.sums)
    model = fit(study, validated, scores) if options.fit else default_model()
    papers = read_labels(folder / KEPT_APART, corpus)
    pairs = installed_pairs(papers, model)
    for which in (options.topics,) if options.topics else ("all", "roadmap"):
        print(f"{which}: {len(topics_of(which))} topics, threshold {model.threshold:.2f}")
        print("\n".join(reports(study, scores, model=model, which=which)))
        accuracy = measure(papers, pairs, topics=topics_of(which), threshold=model.threshold)
        print(f"{table(accuracy, how='kept apart from every fit')}\n")
        print(f"{at_best_of_dev(study, scores, papers=papers, pairs=pairs, which=which)}\n")


def measure_agreement(options: argparse.Namespace) -> None:
    """Print how far the two readers of the papers that were read twice agree."""
    print(agreement(read_twice(read_corpus(options.corpus)), topics=topics_of(options.topics or "all")))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure or fit, and print; the exit code, `ABSENT` without the research folder or scikit-learn."""
    options = _arguments(argv)
    try:
        if options.agreement:
            measure_agreement(options)
        else:
            (measure_installed if options.no_fit else measure_all)(options)
    except Missing as missing:
        print(missing)
        return ABSENT
    return 0


if __name__ == "__main__":
    sys.exit(main())
