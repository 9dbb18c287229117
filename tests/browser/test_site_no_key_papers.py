"""A roadmap without key papers: no page points to any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import Area, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
X = Text(en="x", ko="x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    topic = Topic(id="t", area="a", name=X, level=1, hours=(1, 2), hours_basis=X, summary=X)
    content = Content(Roadmap(title=X, areas=(Area(id="a", name=X),), topics=(topic,)), ("t",), papers={})
    for name, text in render_site(content).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_no_page_points_to_key_papers_where_there_are_none(visit: Opener, folder: Path) -> None:
    panel = visit("index.html#topic=t", folder=folder).locator("#panel").inner_text()
    topic = visit("topics/t.html", folder=folder).locator("main").inner_text()
    new = visit("new.html", folder=folder).locator("main").inner_text()

    assert "No papers yet." in panel
    assert "No papers yet." in topic
    assert "No new papers yet." in new
    assert "key papers" not in (panel + topic + new).lower()


def test_the_page_of_papers_says_that_there_are_none(visit: Opener, seen: Seen, folder: Path) -> None:
    page = visit("papers.html", folder=folder)

    assert "No papers yet." in page.locator("main").inner_text()
    assert page.locator("#paper-tools, #paper-bib").count() == 0
    assert (seen.errors, seen.requests) == ([], [])
