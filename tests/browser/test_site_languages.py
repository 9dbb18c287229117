"""A site in one language is in it, whatever the reader chose; in two, each text says in which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.mixed import ENGLISH, KOREAN, mixed_content
from vlagraph.core.model import Area, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

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


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a roadmap in two languages, of whose texts some are in one alone."""
    target = tmp_path_factory.mktemp("mixed")
    for name, text in render_site(mixed_content()).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


SPOKEN = """within => {
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (parentElement.checkVisibility()) found.add(data.trim() + " " + parentElement.closest("[lang]").lang);
  }
  return [...found];
}"""


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_scripts_say_of_a_text_in_one_language_which_that_is(
    visit: Opener, seen: Seen, mixed: Path, lang: str
) -> None:
    right, wrong = {f"{ENGLISH} en", f"{KOREAN} ko"}, {f"{ENGLISH} ko", f"{KOREAN} en"}

    def spoken(page: Page, within: str) -> set[str]:
        return right.union(wrong).intersection(page.evaluate(SPOKEN, within))

    page = visit(f"index.html#topic=first&lang={lang}", folder=mixed)
    page.wait_for_selector("#panel .concepts")
    assert spoken(page, "#panel") == right
    page = visit(f"index.html#topic=second&path=second&lang={lang}", folder=mixed)
    page.wait_for_selector("#panel .why p")
    assert (spoken(page, "#panel"), spoken(page, ".steps")) == (right, {f"{ENGLISH} en"})
    for where in ("index.html", "order.html"):
        page = visit(f"{where}#lang={lang}", folder=mixed)
        for asked in ("first", "g"):
            page.fill("#search", asked)
            page.wait_for_selector("#results [role=option][data-id]:not([data-id=''])")
            assert not spoken(page, "#results") & wrong
            assert spoken(page, "#results") & right
    assert (seen.errors, seen.requests) == ([], [])
