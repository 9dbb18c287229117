"""A site in one language: whatever the reader chose elsewhere, its pages are in it."""

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a roadmap in Korean, a draft that lacks summaries, bases of its hours and levels."""
    topics = tuple(Topic(id=f"t{n}", area="a", name=Text(ko=f"주제 {n}"), hours=(1, 2)) for n in range(3))
    roadmap = Roadmap(
        title=Text(ko="한국어 로드맵"), areas=(Area(id="a", name=Text(ko="영역")),), topics=topics
    )
    target = tmp_path_factory.mktemp("korean")
    for name, text in render_site(Content(roadmap, [topic.id for topic in topics])).items():
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


@pytest.mark.parametrize("where", ["index.html#lang=en&view=list", "order.html", "topics/t1.html"])
def test_a_site_in_korean_stays_in_korean_and_has_no_switch(
    visit: Opener, seen: Seen, folder: Path, where: str
) -> None:
    page = visit(where, folder=folder)

    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.locator("#lang").is_hidden()
    assert "주제 1" in page.inner_text("main")
    assert (seen.errors, seen.requests) == ([], [])
