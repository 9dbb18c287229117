"""Recorded papers that the reader marked are not lost when a fetch replaces the recorded collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench
from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.pipeline.fetch.job import plan_fetch
from vlagraph.pipeline.fetch.steps import IdsStep
from vlagraph.store.holdings import known_papers
from vlagraph.store.marks import encode_progress
from vlagraph.store.papers import load_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = "2026-08-01T00:00:00Z"
PINNED = recorded_paper("2607.00001", "Pinned", {"vla": 0.9})
STARRED = recorded_paper("2607.00002", "Starred", {"vla": 0.9})
NOTED = recorded_paper("2607.00003", "Noted", {"vla": 0.9})
DISMISSED = recorded_paper("2607.00004", "Dismissed", {"vla": 0.9})
PLAIN = recorded_paper("2607.00005", "Plain", {"vla": 0.9})
MARKS = Progress(
    starred={STARRED.id: Mark(on=True, at=AT)},
    feedback={
        Opinion("pinned", PINNED.id, "vla"): Mark(on=True, at=AT),
        Opinion("dismissed", DISMISSED.id, "vla"): Mark(on=True, at=AT),
    },
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with StandIn(RECORDS, now="2026-09-01T00:00:00Z", scale=SCALE) as server:
        made = Bench(server, tmp_path)
        write_recorded(tmp_path, PINNED, STARRED, NOTED, DISMISSED, PLAIN)
        made.workspace.progress.write_bytes(encode_progress(MARKS))
        made.workspace.notes.mkdir()
        (made.workspace.notes / f"{NOTED.id}.md").write_text("A note.\n", encoding="utf-8")
        yield made


def test_marked_papers_stay_when_a_fetch_does_not_bring_them(bench: Bench) -> None:
    bench.run()
    stored = load_papers(bench.workspace.papers)
    kept = {one for one, paper in stored.items() if paper.recorded}

    assert kept == {PINNED.id, STARRED.id, NOTED.id}
    assert stored[PINNED.id].recorded == UNTIL
    assert len(stored) > len(kept)
    assert known_papers(bench.workspace) == stored


def test_a_kept_paper_is_asked_by_its_id_and_replaced_by_what_arxiv_says(bench: Bench) -> None:
    bench.run()
    [real, *_] = [one for one in load_papers(bench.workspace.papers).values() if one.fetched]
    bench.workspace.papers.unlink()
    bench.workspace.fetch_state.unlink()
    write_recorded(bench.root, recorded_paper(real.id, "An old title", {"vla": 0.9}))
    bench.workspace.progress.write_bytes(encode_progress(Progress(starred={real.id: Mark(on=True, at=AT)})))
    bench.run()
    found = load_papers(bench.workspace.papers)[real.id]

    assert (found.title, found.recorded) == (real.title, None)
    assert found.fetched


def test_marks_of_another_reader_that_cannot_be_read_cost_nothing_but_these_and_are_named(
    bench: Bench,
) -> None:
    other = bench.root / "progress.bob.json"
    other.write_text("<<<<<<< ours")
    first = bench.run()
    kept = {one for one, paper in load_papers(bench.workspace.papers).items() if paper.recorded}
    other.write_bytes(encode_progress(Progress(starred={PLAIN.id: Mark(on=True, at=AT)})))
    bench.next_day()
    second = bench.run()

    assert kept == {PINNED.id, STARRED.id, NOTED.id}
    assert [(note.key, note.values["name"]) for note in first.notes if "name" in note.values] == [
        ("reader.not_read", "bob")
    ]
    assert not any("name" in note.values for note in second.notes)
    assert PLAIN.id in load_papers(bench.workspace.papers)


def test_the_reader_s_own_marks_that_cannot_be_read_are_told_and_nothing_is_lost(bench: Bench) -> None:
    (bench.root / "progress.bob.json").write_bytes(
        encode_progress(Progress(starred={PLAIN.id: Mark(on=True, at=AT)}))
    )
    marks = bench.workspace.progress.read_bytes()
    bench.workspace.progress.write_text("{")
    report = bench.run()
    kept = {one for one, paper in load_papers(bench.workspace.papers).items() if paper.recorded}
    bench.workspace.progress.write_bytes(marks)
    bench.next_day()
    bench.run()

    assert "fetch.no_wishes" in [note.key for note in report.notes]
    assert kept == {PLAIN.id, NOTED.id}
    assert {PINNED.id, STARRED.id, PLAIN.id, NOTED.id} <= load_papers(bench.workspace.papers).keys()


def test_a_plan_asks_for_recorded_papers_that_are_kept_though_marks_cannot_be_read(bench: Bench) -> None:
    (bench.root / "progress.bob.json").write_text("{")
    asked = [step.ids for step in plan_fetch(bench.job()).steps if isinstance(step, IdsStep)]

    assert {PINNED.id, STARRED.id, NOTED.id} <= {one for ids in asked for one in ids}


@pytest.mark.parametrize("source", ["api", "oai"])
def test_papers_whose_file_was_deleted_come_again(tmp_path: Path, source: str) -> None:
    with StandIn(RECORDS, now="2026-09-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path, oai=True)
        bench.run(source=source)
        before = bench.papers()
        bench.workspace.papers.unlink()
        bench.next_day()

        report = bench.run(source=source)

        assert report.ok
        assert before
        assert bench.papers().keys() == before.keys()
        assert not bench.run(source=source).requests
