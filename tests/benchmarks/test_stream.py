"""The sample of what readers see, and what its judgements say."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from benchmarks.labels import FIRST_STREAM
from benchmarks.stream import Attached, draw_evenly, share_right

from benchmarks import stream
from tests.support.news_samples import paper
from vlagraph.core.papers.paper import Match
from vlagraph.store.papers import encode_papers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

MONTH = "2699-01"
DRAW = ("--month", MONTH)


def pairs(size: int, topic: str = "a", *, right: bool | None = None) -> list[Attached]:
    return [
        Attached(str(n), topic, 1 - n / (2 * size), "T", "A", labelled=False, right=right)
        for n in range(size)
    ]


def test_a_sample_gives_each_topic_its_share_and_takes_nothing_twice() -> None:
    drawn = draw_evenly([*pairs(60), *pairs(40, "b")], 10)

    assert len({(pair.topic, pair.id) for pair in drawn}) == 10
    assert sum(pair.topic == "a" for pair in drawn) == 6
    assert draw_evenly(pairs(3), 10) == pairs(3)


def test_the_share_that_is_right_has_an_interval_around_it() -> None:
    share, low, high = share_right([*pairs(75, right=True), *pairs(25, right=False)])

    assert share == 0.75
    assert low == pytest.approx(0.657, abs=0.001)
    assert high == pytest.approx(0.825, abs=0.001)


@pytest.mark.parametrize("right", [[*[True] * 15, *[False] * 5], [True] * 20])
def test_pairs_of_one_paper_that_are_right_or_wrong_together_count_as_one(right: list[bool]) -> None:
    papers = [msgspec.structs.replace(one, right=good) for one, good in zip(pairs(20), right, strict=True)]
    other = [msgspec.structs.replace(one, topic="b") for one in papers]

    assert share_right([*papers, *other]) == pytest.approx(share_right(papers))


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A research folder in which one of three papers of the corpus is labelled; two are of the month."""
    rows = [_record(f"2699.0000{n}", f"2699-0{month}-01") for n, month in ((1, 1), (2, 2), (3, 1))]
    for folder in ("labels", "arxiv"):
        (tmp_path / "shared" / folder).mkdir(parents=True)
    (tmp_path / "shared" / "labels" / f"{FIRST_STREAM}.jsonl").write_text(
        '{"id": "2699.00003", "topics": {}}'
    )
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "shared" / "arxiv" / "corpus-dev.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    monkeypatch.setenv("VLAGRAPH_SHARED", str(tmp_path / "shared"))
    return tmp_path / "shared"


def _record(paper: str, day: str) -> dict[str, Any]:
    return {
        "id": paper,
        "title": "Dexterous manipulation with a robot hand",
        "abstract": "A robot hand grasps cups.",
        "categories": "cs.RO",
        "_published": day,
    }


def _drawn(file: Path, *args: str) -> list[dict[str, Any]]:
    stream.main(["draw", str(file), *DRAW, *args])
    return [json.loads(line) for line in file.read_text().splitlines()]


def _refused(args: Sequence[str]) -> str:
    with pytest.raises(SystemExit) as stop:
        stream.main([*args])
    assert isinstance(stop.value.code, str), "a message, with which Python exits 1"
    return stop.value.code


def _judge(file: Path, drawn: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps({**row, "right": True}) + "\n" for row in drawn))


@pytest.mark.usefixtures("shared")
def test_a_month_is_drawn_judged_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = _drawn(file := tmp_path / "drawn.jsonl")
    _judge(file, drawn)
    stream.main(["read", str(file)])

    assert {row["id"] for row in drawn} == {"2699.00001"}
    out = capsys.readouterr().out
    assert f"{len(drawn)} of {len(drawn)} pairs are judged" in out
    assert "the model may be fitted to" not in out


@pytest.mark.usefixtures("shared")
def test_labelled_papers_are_left_out_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = _drawn(tmp_path / "drawn.jsonl")
    out = capsys.readouterr().out

    assert f"pairs in {MONTH}: {2 * len(drawn)}, of labelled papers: {len(drawn)} (left out)" in out
    assert "fewer than the 200 asked for" in out


@pytest.mark.usefixtures("shared")
def test_labelled_papers_that_are_asked_for_are_read_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = _drawn(file := tmp_path / "drawn.jsonl", "--labelled")
    _judge(file, drawn)
    capsys.readouterr()
    stream.main(["read", str(file)])
    lines = capsys.readouterr().out.splitlines()

    assert {row["id"]: row["labelled"] for row in drawn} == {"2699.00001": False, "2699.00003": True}
    heads = [n for n, line in enumerate(lines) if "labelled" in line]
    assert [lines[n].startswith("labelled papers") for n in heads] == [False, True]
    assert all(f"{len(drawn) // 2} pairs, right 1.000" in lines[n + 1] for n in heads)


def test_where_all_are_labelled_nothing_is_written(shared: Path, tmp_path: Path) -> None:
    with (shared / "labels" / "dev.jsonl").open("w") as labels:
        labels.write('\n{"id": "2699.00001", "topics": {}}\n')

    assert "nothing to draw in 2699-01" in _refused(["draw", str(tmp_path / "new.jsonl"), *DRAW])
    assert not (tmp_path / "new.jsonl").exists()


def test_without_labels_nothing_is_drawn(shared: Path, tmp_path: Path) -> None:
    (shared / "labels" / f"{FIRST_STREAM}.jsonl").unlink()

    assert "VLAGRAPH_SHARED" in _refused(["draw", str(tmp_path / "new.jsonl"), *DRAW])
    assert not (tmp_path / "new.jsonl").exists()


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", ["papers.jsonl", "papers.jsonl.gz"])
def test_the_papers_of_a_workspace_are_drawn_as_they_were_attached(name: str, tmp_path: Path) -> None:
    found = [
        paper("2699.00001", "Bread", published=f"{MONTH}-02", matches=(Match("manipulation", 0.97),)),
        paper("2699.00003", "Labelled", published=f"{MONTH}-02", matches=(Match("manipulation", 0.97),)),
        paper("2699.00004", "Far", published=f"{MONTH}-02", matches=(Match("manipulation", 0.01),)),
        paper("2699.00005", "Late", published="2699-02-02", matches=(Match("manipulation", 0.97),)),
    ]
    data = encode_papers({one.id: one for one in found}) + b"\n"
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    drawn = _drawn(tmp_path / "drawn.jsonl", "--corpus", str(tmp_path / name))

    assert [(row["id"], row["topic"], row["score"]) for row in drawn] == [
        ("2699.00001", "manipulation", 0.97)
    ]


@pytest.mark.usefixtures("shared")
def test_the_first_lines_of_a_drawn_file_are_not_those_with_the_highest_scores(tmp_path: Path) -> None:
    found = [
        paper(f"2699.1{n:04}", "T", published=f"{MONTH}-02", matches=(Match("manipulation", 0.9 - n / 200),))
        for n in range(60)
    ]
    (tmp_path / "papers.jsonl").write_bytes(encode_papers({one.id: one for one in found}) + b"\n")
    drawn = _drawn(tmp_path / "drawn.jsonl", "--corpus", str(tmp_path / "papers.jsonl"))
    scores = [row["score"] for row in drawn]

    assert len(scores) == len(set(scores)) > 20
    assert 0.3 < sum(score > sum(scores) / len(scores) for score in scores[:20]) / 20 < 0.7


@pytest.mark.usefixtures("shared")
def test_a_file_that_may_be_judged_is_not_overwritten_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text("judged")

    assert "may hold judgements" in _refused(["draw", str(file), *DRAW])
    assert file.read_text() == "judged"
    assert _drawn(file, "--force")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        *(
            ("--month", text, f"must be a month such as 2026-05, not {text!r}")
            for text in ("foo", "2026-13", "")
        ),
        *(
            ("-n", text, f"must be a whole number of at least 1, not {text!r}")
            for text in ("-3", "0", "x", "")
        ),
    ],
)
def test_a_wrong_month_or_number_is_named(
    option: str, value: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        stream.main(["draw", str(tmp_path / "new.jsonl"), option, value])

    assert stop.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("line", ['{"id": "2699.00001"}', "[1]", "{", "3", '{"id": 1, "_published": 2}'])
def test_a_line_of_the_corpus_that_is_no_paper_is_named(line: str, tmp_path: Path) -> None:
    corpus = tmp_path / "papers.jsonl"
    corpus.write_text(json.dumps(_record("2699.00001", "2699-01-01")) + f"\n{line}\n")

    assert f"{corpus}:2: " in _refused(["draw", str(tmp_path / "new.jsonl"), "--corpus", str(corpus)])


@pytest.mark.usefixtures("shared")
def test_a_corpus_that_is_cut_or_not_there_is_named(tmp_path: Path) -> None:
    cut = tmp_path / "papers.jsonl.gz"
    cut.write_bytes(gzip.compress(b"{}" * 99)[:-9])

    assert f"{cut} cannot be read" in _refused(["draw", str(tmp_path / "new.jsonl"), "--corpus", str(cut)])
    none = str(tmp_path / "none.jsonl")
    assert f"not found: {none}" in _refused(["draw", str(tmp_path / "new.jsonl"), "--corpus", none])


WHOLE = {"id": "1", "topic": "a", "score": 0.5, "title": "T", "abstract": "A", "labelled": False}


@pytest.mark.parametrize(
    "wrong",
    [
        json.dumps({**WHOLE, "right": "yes"}),
        json.dumps({**WHOLE, "score": -1}),
        json.dumps({name: value for name, value in WHOLE.items() if name != "labelled"}),
        "{",
        "",
    ],
)
def test_a_wrong_line_of_a_judged_file_is_named(wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text(f"{json.dumps({**WHOLE, 'right': True})}\n{wrong}\n")

    assert f"{file}:2: " in _refused(["read", str(file)])


def test_a_file_without_a_judgement_or_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "drawn.jsonl"
    file.write_text(json.dumps(WHOLE) + "\n")

    assert "none of the lines is judged" in _refused(["read", str(file)])
    assert "not found" in _refused(["read", str(tmp_path / "none.jsonl")])


def test_a_pair_counts_once(tmp_path: Path) -> None:
    row = {"id": "a", "topic": "b", "score": 0.9, "title": "", "abstract": "", "labelled": False}
    file = tmp_path / "judged.jsonl"
    file.write_text("".join(json.dumps({**row, "right": right}) + "\n" for right in (True, False)))

    assert _refused(["read", str(file)]) == f"{file}:2: a has a line of b already. Keep one of them."


@pytest.mark.usefixtures("shared")
def test_of_a_paper_that_stands_twice_in_the_corpus_the_last_line_is_drawn(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [
        {**_record("2699.00001", f"{MONTH}-01"), "abstract": f"A robot hand grasps {what}."}
        for what in ("cups", "pens")
    ]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows))
    drawn = _drawn(tmp_path / "drawn.jsonl", "--corpus", str(corpus))

    assert {row["abstract"] for row in drawn} == {"A robot hand grasps pens."}
