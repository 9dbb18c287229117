"""Fitting the numbers, and the benchmark that does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.fitting import Example, fit_weights, learn_context, scores_of

from benchmarks import relevance
from vlagraph.core.matching import ScoreModel, TopicNumbers
from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.matcher import Record
from vlagraph.core.model import Watch

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = ScoreModel(
    threshold=0.5, intercept=0.0, weights={}, topics={"a": TopicNumbers(), "b": TopicNumbers()}
)


def row(**features: float) -> tuple[float, ...]:
    return tuple(features.get(name, 0.0) for name in FEATURES)


def test_a_feature_that_goes_with_relevance_gets_a_positive_weight() -> None:
    seen = [
        Example("a", row(title_core=1.0), relevant=True),
        Example("a", row(against=1.0), relevant=False),
    ] * 20
    fitted = fit_weights(EMPTY, seen)

    assert fitted.weights["title_core"] > 0 > fitted.weights["against"]
    supported, opposed = scores_of(fitted, ["a", "a"], features=[row(title_core=1.0), row(against=1.0)])

    assert supported > 0.8
    assert opposed < 0.2


def test_a_topic_that_is_right_more_often_starts_higher() -> None:
    seen = [Example("a", row(), relevant=True), Example("b", row(), relevant=False)] * 20
    fitted = fit_weights(EMPTY, seen)

    assert fitted.topics["a"].offset > 0 > fitted.topics["b"].offset


def test_the_fitted_scores_are_on_average_the_share_of_relevant_examples() -> None:
    seen = [
        Example("ab"[n % 2], row(context=0.1 * n, distinct=n % 5), relevant=n % 3 == 0) for n in range(60)
    ]
    fitted = fit_weights(EMPTY, seen)
    scores = scores_of(fitted, [one.topic for one in seen], features=[one.features for one in seen])

    assert sum(scores) / len(scores) == pytest.approx(1 / 3, abs=0.001)


def test_examples_of_one_label_are_fitted_too() -> None:
    seen = [Example("a", row(context=0.1 * n), relevant=True) for n in range(9)]

    assert min(scores_of(fit_weights(EMPTY, seen), ["a"], features=[row()])) > 0.9


def test_the_same_examples_give_the_same_numbers() -> None:
    seen = [Example("a", row(context=0.1 * n), relevant=n % 3 == 0) for n in range(30)]

    assert fit_weights(EMPTY, seen) == fit_weights(EMPTY, list(seen))


def test_words_of_sure_papers_become_context() -> None:
    own = [Record("Alpha", "wings and feathers", ("cs.RO",))] * 30
    other = [Record("Other", "wheels and tyres", ("cs.CL",))] * 90
    learned = learn_context({"a": Watch(any_of=("alpha",), core=("alpha",))}, EMPTY, papers=[*own, *other])
    context = learned.topics["a"].context

    assert context["feather"] > 0 > context["tyre"]
    assert "alpha" not in context


def test_the_benchmark_measures_any_pair_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, labels = tmp_path / "corpus.jsonl", tmp_path / "labels.jsonl"
    texts = [
        ("2699.00001", "Dexterous manipulation with a robot hand", "The robot hand grasps cups.", "cs.RO"),
        ("2699.00002", "Prices of copper", "They rose.", "cs.CE"),
    ]
    keys = ("id", "title", "abstract", "categories")
    corpus.write_text("".join(json.dumps(dict(zip(keys, text, strict=True))) + "\n" for text in texts))
    labels.write_text(
        '{"id": "2699.00001", "topics": {"manipulation": 2}}\n{"id": "2699.00002", "topics": {}}\n'
    )
    relevance.main(["--labels", str(labels), "--corpus", str(corpus), "--no-fit", "--format", "json"])
    figures = json.loads(capsys.readouterr().out)

    assert (figures["precision"], figures["recall"], figures["p_at_3"]) == (1.0, 1.0, 1.0)
    assert figures["precision_ci"][1] == 1.0
    assert figures["topics"]["manipulation"]["right"] == 1
    assert set(figures["baseline"]) == {"precision", "recall"}


def test_missing_files_are_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"not found: .*nowhere\.jsonl.*VLAGRAPH_SHARED"):
        relevance.main(["--corpus", str(tmp_path / "nowhere.jsonl")])


@pytest.mark.shared
def test_the_fit_reaches_the_targets_on_the_labels(
    shared_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels, corpus = shared_dir / "labels" / "dev.jsonl", shared_dir / "arxiv" / "corpus-dev.jsonl.gz"
    relevance.main(["--labels", str(labels), "--corpus", str(corpus), "--format", "json"])
    figures = json.loads(capsys.readouterr().out)

    assert figures["precision"] >= 0.85
    assert figures["recall"] >= 0.75
    assert figures["p_at_3"] >= 0.9
