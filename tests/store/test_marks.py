"""The problems of progress.json, in the words of both languages."""

from __future__ import annotations

import json

import pytest

from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.errors import DataError, StoreError
from vlagraph.store.marks import decode_progress, encode_progress
from vlagraph.words import render


def _refused(text: str) -> DataError:
    with pytest.raises(DataError) as caught:
        decode_progress(text.encode("utf-8", "surrogatepass"), "progress.json")
    return caught.value


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("{}", "schema: missing or not a number. Name a file", "없거나 숫자가 아닙니다"),
        ('{"schema": 9}', "schema 9 is newer than this vlagraph, which knows 1. Upgrade", "업그레이드하세요"),
        ('{"schema": 1, "x": NaN}', "not a progress file (NaN is not JSON)", "NaN: JSON에 없는 값"),
        ('{"schema": 1, "a": 1, "a": 2}', "an object names 'a' twice", "'a' 키가 두 번"),
        ("[" * 100_000, "nested too deeply", "중첩이 너무 깊음"),
        ('{"a"', "not a progress file (it ends too early)", "중간에 끊김"),
        (
            "{\n||||||| base",
            "line 2: a conflict mark that git left. Delete the marks",
            "git이 남긴 충돌 표시",
        ),
        ("3", "file: not a JSON object", "JSON 객체가 아닙니다"),
        (
            '{"a" 3}',
            "not a progress file (expecting ':' delimiter, column 6)",
            "':'이 있어야 할 자리, 6번째",
        ),
        ('{"a": \ud800}', "not a progress file (byte 7 is not UTF-8)", "7번째 바이트가 UTF-8이 아님"),
        ('{"a": ' + "9" * 5000 + "}", "not a progress file (a number is too long)", "너무 긴 수가 있음"),
    ],
)
def test_a_file_that_is_no_progress_is_explained_in_both_languages(
    text: str, english: str, korean: str
) -> None:
    error = _refused(text)

    assert english in str(error)
    assert korean in error.text("ko")


def test_every_problem_of_the_marks_is_told_at_once_with_the_value() -> None:
    error = _refused(
        json.dumps(
            {
                "schema": 1,
                "topics": {"a": {"state": "done", "at": 3}, "b": 1, "c": {"state": "learned", "over": 1}},
                "papers": {"2304.13705": {"starred": 1, "at": "2026-11-22"}, "x": {}},
                "shown": {"2304.13705": "soon", "x": ""},
                "feedback": {
                    "pinned": 1,
                    "moved": [
                        1,
                        {"paper": "x", "at": "2026-11-22"},
                        {"paper": "2304.13705", "at": "2026-11-22", "undone": 1},
                    ],
                },
            }
        )
    )

    assert [f"{problem.where}: {render(problem.what, 'en')}" for problem in error.problems] == [
        "topics.a.state: 'done' is neither learned nor unlearned",
        "topics.a.at: 3 is no time",
        "topics.b: not an object",
        "topics.c.at: None is no time",
        "topics.c.over: not a list of ids",
        "papers.2304.13705.starred: 1 is neither true nor false",
        "papers.'x': not an id",
        "shown.2304.13705: 'soon' is no day",
        "shown.'x': not an arXiv id",
        "feedback.pinned: not a list",
        "feedback.moved[0]: not an object",
        "feedback.moved[1]: paper is not an arXiv id, or topic or from not an id",
        "feedback.moved[2].undone: 1 is neither true nor false",
    ]
    assert error.problems[1].text("ko").startswith("topics.a.at: 3: 시각이 아닙니다. 값을 고치세요.")


def test_of_two_entries_for_the_same_opinion_the_later_counts_and_unknown_fields_stay() -> None:
    entries = [
        {"paper": "2304.13705", "at": "2026-11-22T00:00:00.000Z", "undone": True, "why": "later"},
        {"paper": "2304.13705", "at": "2026-11-21T00:00:00.000Z"},
    ]
    data = json.dumps({"schema": 1, "feedback": {"dismissed": entries, "liked": [1]}}).encode()

    progress = decode_progress(data, "progress.json")

    mark = Mark(on=False, at="2026-11-22T00:00:00.000Z")
    assert progress.feedback == {Opinion("dismissed", "2304.13705"): mark}
    again = json.loads(encode_progress(progress))["feedback"]
    assert again["dismissed"] == [entries[0]]
    assert again["liked"] == [1]


def test_a_text_that_no_file_can_hold_is_refused_with_the_next_step() -> None:
    with pytest.raises(StoreError, match=r"a field holds a lone surrogate\. Correct the input"):
        encode_progress(Progress(rest={"x": "\ud800"}))
