"""What somebody else changes in papers.jsonl while a fetch runs is kept, as is what the fetch brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, Heard
from vlagraph.core.papers.paper import Paper
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
