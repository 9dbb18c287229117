"""Pages that show papers of a recorded collection say so; a site after a fetch does not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.recorded import UNTIL, recorded_paper, write_recorded
from vlagraph.pipeline.build import read_content
from vlagraph.site.pages import render_site
from vlagraph.store.workspace import Workspace

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workspace"
WALKING = recorded_paper("2607.00001", "Walking home by sonar", {"learning": 0.93})
LEAD = f"These papers are from a recorded collection up to {UNTIL}, never checked with arXiv."
FOOT = f"Papers as of {UNTIL}, from a recorded collection, never checked with arXiv"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("recorded") / "ws"
    shutil.copytree(GOLDEN, root)
    write_recorded(root, WALKING)
    return dict(render_site(read_content(Workspace(root))))


def test_every_page_with_such_papers_says_what_they_are(pages: dict[str, str]) -> None:
    for name in ("new.html", "papers.html", "topics/learning.html"):
        assert WALKING.title in pages[name], name
        assert LEAD in pages[name], name
        assert f"{UNTIL}까지 모아 둔 논문이며" in pages[name], name


def test_every_page_ends_with_the_day_of_the_collection_as_something_old(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        if name.endswith(".html"):
            assert f'<p id="fresh" class="old" data-recorded="{UNTIL}">' in page, name
            assert FOOT in page, name


def test_the_feed_holds_only_what_a_fetch_brought(pages: dict[str, str]) -> None:
    assert WALKING.title not in pages["feed.xml"]
    assert "<entry>" in pages["feed.xml"]


def test_a_recorded_paper_that_stayed_after_a_fetch_is_marked_by_itself() -> None:
    content = read_content(Workspace(GOLDEN))
    papers = {**content.papers, WALKING.id: WALKING}
    made = render_site(replace(content, papers=papers))

    assert f"from a recorded collection up to {UNTIL}, never checked with arXiv" in made["new.html"]
    assert LEAD not in made["new.html"]
    assert FOOT not in made["new.html"]


def test_every_page_tells_papers_of_a_snapshot_from_those_that_arxiv_confirmed() -> None:
    content = read_content(Workspace(GOLDEN))
    day = (content.fetched or "")[:10]
    said = {
        True: f"Papers from a snapshot of arXiv's metadata up to {day}",
        False: f"Papers checked with arXiv on {day}",
    }
    for snapshot, text in said.items():
        for name, page in render_site(replace(content, snapshot=snapshot)).items():
            if name.endswith(".html"):
                assert text.replace("'", "&#39;") in page, name
                assert said[not snapshot].replace("'", "&#39;") not in page, name
                assert (" data-snapshot>" in page) is snapshot, name
