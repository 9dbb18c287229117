"""What somebody else changes in papers.jsonl while a fetch runs is kept, as is what the fetch brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, Heard
from tests.support.recorded import recorded_paper, write_recorded
from vlagraph.core.marks import Mark, Progress
from vlagraph.core.papers.paper import Paper
from vlagraph.store.marks import encode_progress
from vlagraph.store.papers import load_papers, save_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.pipeline.fetch.forecast import Outlook

ADDED = Paper(id="2601.00001", title="By hand", authors=("Ada",), published="2026-01-01", curated=True)


class _Editor(Heard):
    """Edits the file after each page, as a person in an editor may."""

    path: Path
    edits = 0

    def came(self, outlook: Outlook) -> None:
        super().came(outlook)
        papers = load_papers(self.path)
        self.edits += 1
        one = f"2601.{self.edits:05d}"
        papers[one] = msgspec.structs.replace(ADDED, id=one)
        fetched = sorted(one for one, paper in papers.items() if paper.fetched)
        for old in fetched[:1]:
            papers[old] = msgspec.structs.replace(papers[old], teams=papers[old].authors[:1])
        save_papers(self.path, papers)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        yield Bench(server, tmp_path, listener=_Editor())


def test_lines_that_somebody_adds_and_changes_while_a_fetch_runs_are_kept(
    bench: Bench, tmp_path: Path
) -> None:
    editor = bench.listener
    assert isinstance(editor, _Editor)
    editor.path = bench.workspace.papers
    quiet = Bench(bench.server, tmp_path / "quiet")
    quiet.run()

    report = bench.run()
    papers = bench.papers()

    assert report.ok
    assert editor.edits > 1
    assert {f"2601.{number:05d}" for number in range(1, editor.edits + 1)} <= papers.keys()
    assert papers.keys() >= quiet.papers().keys()
    assert any(paper.teams for paper in papers.values())


class _EarlyEditor(_Editor):
    """Edits the file once, before anything has come."""

    def planned(self, outlook: Outlook) -> None:
        super().planned(outlook)
        if not self.edits:
            self.edits += 1
            save_papers(self.path, {**load_papers(self.path), ADDED.id: ADDED})

    def came(self, outlook: Outlook) -> None:
        Heard.came(self, outlook)


def test_a_recorded_paper_with_a_mark_is_kept_where_somebody_writes_before_the_first_page(
    bench: Bench,
) -> None:
    starred = recorded_paper("2507.00002", "Starred", {"vla": 0.9})
    write_recorded(bench.root, starred)
    at = Mark(on=True, at="2025-08-01T00:00:00Z")
    bench.workspace.progress.write_bytes(encode_progress(Progress(starred={starred.id: at})))
    bench.listener = editor = _EarlyEditor()
    editor.path = bench.workspace.papers

    bench.run()

    assert {starred.id, ADDED.id} <= bench.papers().keys()
