"""Fitting the numbers, and the benchmark that does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks._accuracy import Pair, agreement, measure
from benchmarks.labels import Labelled

from benchmarks import relevance
from vlagraph.core.matching import default_model
from vlagraph.core.matching.matcher import Record

if TYPE_CHECKING:
    from pathlib import Path

TEXT = Record("A text", "of words", ())


def labelled(name: str, *topics: str) -> Labelled:
    return Labelled(name, TEXT, frozenset(topics))


def test_the_figures_are_those_of_the_shown_pairs_of_the_chosen_topics() -> None:
    papers = [labelled("1", "a", "b"), labelled("2", "a"), labelled("3")]
    pairs = [
        Pair("1", "a", 0.9, relevant=True),
        Pair("2", "a", 0.5, relevant=True),
        Pair("3", "a", 0.7, relevant=False),
        Pair("1", "b", 0.95, relevant=True),
        Pair("3", "a", 0.05, relevant=False),
    ]
    found = measure(papers, pairs, topics=["a"], threshold=0.6)

    assert (found.positives, found.precision, found.recall, found.f1) == (2, 0.5, 0.5, 0.5)
    assert found.p_at_recall == {"0.65": 0.667, "0.70": 0.667, "0.75": 0.667}
    assert found.ece == pytest.approx((0.1 + 0.7 + 0.5) / 3, abs=0.001)
    assert [(band.low, band.shown, band.right) for band in found.bands if band.shown] == [
        (0.7, 1, 0),
        (0.9, 1, 1),
    ]


def test_the_agreement_of_two_readers_is_that_of_their_pairs() -> None:
    first, second = labelled("1", "a", "b"), labelled("1", "a", "c")
    nothing = labelled("2")
    told = agreement([(first, second), (nothing, nothing)], topics=["a", "b"])

    assert "2 papers read by two readers" in told
    assert "all topics: 2 and 1 pairs, 1 of both, F1 0.667" in told
    assert "main subjects: 0 and 0 pairs, 0 of both, F1 1.000" in told
    assert told.endswith("they differ most on: b 1")


def test_thresholds_are_chosen_for_their_targets() -> None:
    pairs = [Pair(str(n), "a", 1 - n / 100, relevant=n < 40 or n % 3 == 0) for n in range(100)]
    usual, loose, strict = relevance.choose_thresholds(pairs, positives=60)

    assert 0 < loose <= usual <= strict < 1


def test_the_best_threshold_has_the_greatest_f1() -> None:
    pairs = [Pair(str(n), "a", 1 - n / 10, relevant=n in {0, 1, 3}) for n in range(6)]

    assert relevance.best_threshold(pairs, positives=4) == 0.7


def test_the_fit_learns_words_and_phrases_and_the_installed_form_gives_the_same_sums(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is in the group of benchmarks only")
    from benchmarks.study import prepare

    from benchmarks import fitting, wordfit
    from vlagraph.core.matching.calibration import scores_of
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.model import Watch

    for name in ("FEWEST_WORDS", "FEWEST_PAIRS", "FEWEST_TITLED", "FEWEST_WITH_CATEGORY"):
        monkeypatch.setattr(wordfit, name, 2)
    monkeypatch.setattr(wordfit, "DIRECTIONS", 5)
    birds, cars = (
        ["wings", "feathers", "nest", "song", "sky", "egg"],
        ["wheels", "tyres", "road", "engine", "fuel", "brake"],
    )
    papers = []
    for n in range(60):
        words = birds if n % 2 else cars
        text = " ".join(words[(n + k) % 6] for k in range(4))
        record = Record(f"On {words[n % 6]} {n}", text, ("cs.RO",) if n % 2 else ("cs.CV",))
        topics = frozenset({"birds"} if n % 2 else {"cars"})
        papers.append(Labelled(f"{n:02}", record, topics, "stream60" if n % 3 else "train", topics))
    rules = {"birds": Watch(any_of=("feathers",)), "cars": Watch(any_of=("tyres",))}
    corpus = wordfit.read_features({paper.id: paper.record for paper in papers})
    study = prepare(papers, corpus, rules)
    validated = fitting.cross_validate(study)
    model = fitting.fit_model(study, validated, thresholds=(0.5, 0.4, 0.9))

    assert ((validated.sums > 0) == (study.labels > 0)).all()
    kernel = fitting.kernel_of(study, study.folds >= 0)
    everything = study.folds >= 0
    learned = fitting.fit_both(study, kernel, seen=everything)
    joint = fitting.joint_of(study, validated.said, seen=everything)
    jointly = fitting.said_jointly(study, validated.said, seen=everything)
    fit = fitting.fit_pairs(study, jointly, seen=everything).stretched(*validated.stretch)
    said = joint.say(kernel.products @ learned.papers + learned.biases, study.categories)
    expected = scores_of(fit.sums(said, study.phrases))
    for paper, row in zip(papers, expected.tolist(), strict=True):
        found = {
            match.topic: match.score for match in next(Matcher(rules, model).match_records([paper.record]))
        }
        assert [found.get(topic, 0.0) for topic in study.topics] == [
            pytest.approx(value if value >= 0.5 else 0.0, abs=0.02) for value in row
        ]


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
    relevance.main(
        ["--labels", str(labels), "--corpus", str(corpus), "--no-fit", "--format", "json", "--topics", "all"]
    )
    figures = json.loads(capsys.readouterr().out)

    assert figures["recall"] == 1.0
    assert figures["topics"]["manipulation"]["right"] == 1
    assert figures.keys() >= {"precision", "precision_ci", "p_at_3", "f1", "macro_f1", "ece"}
    assert set(figures["baseline"]) == {"precision", "recall"}


def test_missing_files_are_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"not found: .*nowhere\.jsonl.*VLAGRAPH_SHARED"):
        relevance.main(
            [
                "--labels",
                str(tmp_path / "nowhere.jsonl"),
                "--no-fit",
                "--corpus",
                str(tmp_path / "nowhere.jsonl"),
            ]
        )


def test_labels_are_for_the_installed_model(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        relevance.main(["--labels", str(tmp_path / "labels.jsonl")])


@pytest.mark.shared
def test_the_installed_model_reaches_its_figures_on_papers_kept_apart(
    shared_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = shared_dir / "arxiv" / "corpus-dev.jsonl.gz"
    labels = shared_dir / "labels" / "fresh60.jsonl"
    relevance.main(
        [
            *("--labels", str(labels), "--corpus", str(corpus), "--no-fit"),
            *("--format", "json", "--topics", "roadmap"),
        ]
    )
    figures = json.loads(capsys.readouterr().out)

    assert figures["precision"] >= 0.85
    assert figures["p_at_recall"]["0.70"] >= 0.8
    assert figures["p_at_3"] >= 0.9
    assert default_model().threshold < 0.6
