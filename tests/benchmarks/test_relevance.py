"""How right the matches are on a file of labels: what the file may be like, and what its figures say."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from benchmarks._accuracy import Pair, measure, table
from benchmarks.labels import Labelled, read_corpus, read_labels
from benchmarks.relevance import main

from vlagraph.core.matching.matcher import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TEXTS: list[dict[str, object]] = [
    {
        "id": "2501.00001",
        "title": "OpenVLA",
        "abstract": "An action model.",
        "categories": "cs.RO",
    },
    {"id": "2501.00002", "title": "Grasping", "abstract": None, "categories": ["cs.RO", "cs.CV"]},
]
LABELS: list[dict[str, object]] = [
    {"id": "2501.00002", "topics": {"manipulation": 2, "navigation": 0}},
    {"id": "2501.00001", "topics": {"vla-models": 1}},
]


def lines(rows: Sequence[Mapping[str, object]], ending: str = "\n") -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + ending for row in rows).encode()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(lines(TEXTS))
    return path


@pytest.mark.parametrize(
    "data",
    [
        lines(LABELS),
        lines(LABELS, "\r\n\r\n"),
        b"\xef\xbb\xbf" + lines(LABELS),
        gzip.compress(lines(LABELS)),
        lines([*LABELS, *LABELS]),
        lines([{**row, "note": "a\u2028b"} for row in LABELS]),
    ],
    ids=["plain", "CRLF and empty lines", "BOM", "gzipped", "each line twice", "a line separator in a text"],
)
def test_labels_may_be_written_in_any_of_these_ways(tmp_path: Path, corpus: Path, data: bytes) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(data)

    assert read_labels(path, read_corpus(corpus)) == [
        Labelled(
            "2501.00001",
            Record("OpenVLA", "An action model.", ("cs.RO",)),
            frozenset({"vla-models"}),
            "own",
        ),
        Labelled(
            "2501.00002",
            Record("Grasping", "", ("cs.RO", "cs.CV")),
            frozenset({"manipulation"}),
            "own",
            frozenset({"manipulation"}),
        ),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "has no line of a labelled paper"),
        (b"[1]\n", ":1: Expected `object`, got `array`"),
        (b'\n{"id":\n', ":2: Input data was truncated"),
        (b'{"topics": {}}', ":1: Object missing required field `id`"),
        (b'{"id": "2501.00001"}', ":1: Object missing required field `topics`"),
        (b'{"id": "2501.00001", "topics": {"vla-models": "2"}}', ":1: Expected `int`, got `str`"),
        (lines(LABELS) + b'{"id": "2501.00001", "topics": {}}', ":3: 2501.00001 has other topics in a line"),
        (b'{"id": "2501.00009", "topics": {}}', "1 labelled papers have no text in the corpus"),
        (gzip.compress(lines(LABELS))[:-9], "cannot be read"),
    ],
    ids=[
        "empty",
        "no object",
        "a line that is cut",
        "no id",
        "no topics",
        "a grade as text",
        "two answers for one paper",
        "a paper without a text",
        "an archive that is cut",
    ],
)
def test_labels_that_cannot_be_used_end_the_run_with_the_line_and_the_reason(
    tmp_path: Path, corpus: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(data)

    with pytest.raises(SystemExit) as ended:
        main(["--no-fit", "--labels", str(path), "--corpus", str(corpus)])

    assert said in str(ended.value)


@pytest.mark.parametrize(
    "data",
    [b"[1]", b'{"id": "2501.00001"}', b'{"id": "2501.00001", "title": "\xe9"}', b"\x1f\x8bx"],
    ids=["no object", "no title", "no UTF-8", "no archive"],
)
def test_a_corpus_that_cannot_be_read_ends_the_run(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(data)

    with pytest.raises(SystemExit, match=r"corpus\.jsonl"):
        read_corpus(path)


def test_topics_that_the_roadmap_does_not_have_are_named(
    tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(lines([{"id": "2501.00001", "topics": {"vla-models": 2, "vla-modles": 2}}]))
    main(["--no-fit", "--labels", str(path), "--corpus", str(corpus), "--format", "json"])
    out, err = capsys.readouterr()

    assert json.loads(out)["positives"] == 1
    assert "not in the roadmap, so left out: vla-modles" in err


def test_no_threshold_parts_pairs_of_one_score() -> None:
    papers = [
        Labelled(name, Record("T", "", ()), frozenset({"slam"} if name < "c" else ())) for name in "abcd"
    ]
    scored = [Pair(paper.id, "slam", 0.9, bool(paper.topics)) for paper in papers]

    for order in (scored, scored[::-1]):
        assert set(measure(papers, order, topics=["slam"], threshold=0.5).p_at_recall.values()) == {0.5}


def test_f1_is_made_of_the_counts_and_not_of_rounded_shares() -> None:
    papers = [
        Labelled(str(n), Record("T", "", ()), frozenset({"slam"} if n < 923 else ())) for n in range(1110)
    ]
    scored = [Pair(paper.id, "slam", 0.9, bool(paper.topics)) for paper in papers[298:]]

    assert measure(papers, scored, topics=["slam"], threshold=0.5).f1 == 0.72


def test_plain_keywords_are_held_against_the_topics_that_have_some_alone() -> None:
    papers = [
        Labelled("a", Record("A swarm of drones", "", ()), frozenset({"multi-robot-systems", "vla-models"})),
        Labelled("b", Record("A model of actions", "", ()), frozenset({"vla-models"})),
    ]
    figures = measure(papers, [], topics=["multi-robot-systems", "vla-models"], threshold=0.5)

    assert (figures.baseline.precision, figures.baseline.recall) == (1.0, 1.0)
    assert figures.keyword_topics == 1
    assert "plain keywords (1 topics): precision 1.000   recall 1.000" in table(figures, how="h")
