"""papers/ as it is on disk: bad files are named and left alone, nothing is asked before that."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench
from vlagraph.errors import DataError, StoreError
from vlagraph.store import atomic
from vlagraph.store.disk import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-01-01T00:00:00Z"
LINE = '{"authors":["A"],"id":"2301.00001","published":"2023-01-01","title":"One"}\n'
NEWER = '{"authors":["A"],"id":"2301.00002","published":"2023-01-01","schema":99,"title":"Two"}\n'
BAD_PAPERS = {
    "cut": (LINE + LINE[:40], "papers.jsonl:2"),
    "not JSON": (LINE + "hello\n", "papers.jsonl:2"),
    "a conflict mark": ("<<<<<<< ours\n" + LINE, "conflict mark"),
    "a newer format": (NEWER, "format 99"),
    "a doubled id": (LINE + LINE, "2301.00001 is there twice"),
    "an unknown field": (LINE.replace("{", '{"colour":"red",'), "colour"),
    "a byte order mark in the middle": (LINE + "\ufeff" + LINE, "papers.jsonl:2"),
    "deep nesting": ("[" * 100_000 + "\n", "papers.jsonl:1"),
    "a NUL": ("\0\n", "papers.jsonl:1"),
    "a lone surrogate": (LINE.replace("One", "\\ud800"), "papers.jsonl:1"),
    "a number that is none": (LINE.replace('"One"', "NaN"), "papers.jsonl:1"),
}
BAD_STATES = {
    "cut": ('{"schema": 1, "sour', "not valid JSON"),
    "not JSON": ("hello", "not valid JSON"),
    "a newer format": ('{"schema": 99, "anything": true}', "format is 99"),
    "an unknown field": ('{"schema": 1, "colour": "red"}', "colour"),
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as server:
        yield Bench(server, tmp_path)


@pytest.mark.parametrize("what", BAD_PAPERS)
def test_a_papers_file_with_a_fault_is_named_and_left_alone(what: str, bench: Bench) -> None:
    text, named = BAD_PAPERS[what]
    path = bench.workspace.papers
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as caught:
        bench.run()

    assert named in str(caught.value)
    assert path.read_text(encoding="utf-8") == text
    assert bench.server.log == ()


@pytest.mark.parametrize("what", BAD_STATES)
def test_a_fetch_state_with_a_fault_is_named_and_left_alone(what: str, bench: Bench) -> None:
    text, named = BAD_STATES[what]
    path = bench.workspace.fetch_state
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as caught:
        bench.run()

    assert named in str(caught.value)
    assert "fetch.json" in str(caught.value)
    assert path.read_text(encoding="utf-8") == text
    assert bench.server.log == ()


def test_doubled_ids_are_folded_on_request(bench: Bench) -> None:
    path = bench.workspace.papers
    path.parent.mkdir()
    path.write_text(LINE + LINE.replace('"One"', '"Two","version":2'), encoding="utf-8")
    report = bench.run(fold=True)

    assert report.ok
    assert bench.papers()["2301.00001"].title == "Two"


def test_a_full_disk_keeps_the_old_papers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.run(until="2025-01-01")
    before = bench.workspace.papers.read_bytes(), bench.workspace.fetch_state.read_bytes()
    bench.next_day()
    replace = writing.write

    def full(path: Path, payload: bytes) -> None:
        if path.name == "papers.jsonl":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(path, payload)

    monkeypatch.setattr(atomic, "write", full)
    with pytest.raises(StoreError, match="No space left"):
        bench.run()
    monkeypatch.undo()

    assert bench.workspace.papers.read_bytes() == before[0]
    assert bench.run().ok


def test_a_folder_that_takes_no_files_is_named_before_anything_is_asked(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("vlagraph.store.lock.write", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        bench.run()

    assert bench.server.log == ()


def test_a_curated_mark_survives_every_fetch(bench: Bench) -> None:
    path = bench.workspace.papers
    path.parent.mkdir()
    path.write_text(
        '{"authors":["Somebody"],"authors_complete":false,"curated":true,"id":"2699.00003","published":"2024-02","title":"Old"}\n',
        encoding="utf-8",
    )
    bench.run()
    paper = bench.papers()["2699.00003"]

    assert paper.curated
    assert paper.published == "2024-02-02T11:21:15Z"
    assert paper.title == "Synthetic record 3 about tactile sensing"
    assert paper.authors_complete
    assert paper.abstract


def test_the_same_papers_are_written_as_the_same_bytes(bench: Bench, tmp_path: Path) -> None:
    bench.run()
    first = bench.workspace.papers.read_bytes()
    other = Bench(bench.server, tmp_path / "other")
    bench.server.reset()
    other.run()

    assert other.workspace.papers.read_bytes() == first
    assert first.splitlines() == sorted(first.splitlines(), key=_id)


def _id(line: bytes) -> str:
    import json

    return str(json.loads(line)["id"])
