"""Recorded papers that the reader marked are not lost when a fetch replaces the recorded collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench
from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.pipeline.fetch.kept import papers_to_update
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


def test_a_file_of_marks_that_cannot_be_read_does_not_stop_a_fetch(bench: Bench) -> None:
    bench.workspace.progress.write_text("{")

    assert papers_to_update(bench.workspace) == {}
