"""However large a broken document is, its first faults are named, and little memory is taken for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import Roadmap
from vlagraph.errors import DataError, Problem, StoreError
from vlagraph.store import diagnosis, disk, reading
from vlagraph.store.diagnosis import explain_bytes
from vlagraph.store.roadmap import load_roadmap
from vlagraph.words import Message

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "document",
    [b"[" + b'\n"\\ud800",' * 50 + b"0]", b"\xff\n" * 50, b'{"topics":[' + b"{}," * 50 + b"{}]}"],
)
def test_no_more_faults_are_kept_than_are_listed(document: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_MOST", 5)
    found = explain_bytes(document, Roadmap)

    assert 5 <= len(found) <= 6


def test_halves_of_characters_are_named_by_their_lines() -> None:
    document = b'{"a": "\\n\\ud83e\\udd16",\n"b": "\\udc00",\n\n"c": "\\\\ud800 \\uD800"}'

    assert [one.where for one in explain_bytes(document, Roadmap)[:2]] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            b'{"title": {"en": "T"}, "areas": [], "topics": [{"id": "a", "level": 9}, 3], "schema": 1}',
            "topics[0] 'a': the field 'area' is missing; the file is too large",
        ),
        (b'{"schema": 1, "topics": [], "areas": []}', "file: the field 'title' is missing; the file is"),
        (b"[1, 2, 3, 4, 5, 6, 7, 8]", "file: must be an object, not a list of 8; the file is"),
        (b'{"schema": 1,\n"topics": [{},]}', "line 2, column 15: not JSON: "),
        (b'{"schema": 1, "schema": 2, "topics": 7}', "file: an object names 'schema' 2 times; the file is"),
        (b'{"schema": NaN, "topics": 7}', "file: NaN is not JSON; the file is"),
        (b'{"schema": "\\ud800", "topics": 7}', "line 1: \\ud800 is half a character"),
        (b'{"schema": 1, "title": "\xff\xff"}', "line 1: not UTF-8 text; the file is"),
        (b"[" * 100_000, "file: nested too deeply; the file is"),
    ],
)
def test_of_a_large_document_the_first_fault_is_named_in_words_of_its_own(
    document: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "LARGEST", 20)
    (found,) = explain_bytes(document, Roadmap)

    assert found.what.key == "file.large"
    assert str(found).startswith(told)
    assert "`" not in str(found)


def test_a_large_roadmap_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LARGEST", 100)
    path = tmp_path / "topics.json"
    path.write_bytes(b'{"schema":1,"topics":[' + b"{}," * 60 + b"{}]}")
    with pytest.raises(DataError):
        load_roadmap(path)

    monkeypatch.setattr(reading, "_MOST_OBJECTS", 50)
    with pytest.raises(StoreError, match="more than 50 objects"):
        load_roadmap(path)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("line 3", "3번째 줄"),
        ("line 3, column 14", "3번째 줄, 14번째 칸"),
        ("/a/progress.json: line 3", "/a/progress.json: 3번째 줄"),
        ("file", "파일"),
        ("/a/fetch.json: file", "/a/fetch.json: 파일"),
        ("/a/line 3/topics.json", "/a/line 3/topics.json"),
        ("topics[3] 'line 3'", "topics[3] 'line 3'"),
        ("papers.jsonl:3", "papers.jsonl:3"),
    ],
)
def test_a_place_in_a_file_is_told_in_korean_too(where: str, told: str) -> None:
    problem = Problem(where, Message("file.conflict"), Message("file.conflict_todo"))

    assert problem.text("ko").startswith(f"{told}: ")
    assert problem.text("en").startswith(f"{where}: ")
