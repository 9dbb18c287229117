"""What pages read beside themselves: of another build, missing, or not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.mixed import ENGLISH, mixed_content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
OLDER = """window.vlagraphSearch = {
  topics: [["first", "Only English", "Only English", 0, [], [], []]], goals: [], titles: {}, parts: 0,
};"""
ENTER_AT_ONCE = """() => {
  const box = document.getElementById("search");
  box.focus();
  box.value = "first";
  box.dispatchEvent(new Event("input"));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  return [box.value, document.getElementById("results").hidden];
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two topics."""
    for name, text in render_site(mixed_content()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_search_file_of_an_older_version_without_areas_is_searched_all_the_same(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    (folder / "assets/search.js").write_text(OLDER, encoding="utf-8")
    page = visit("order.html", folder=folder)
    page.fill("#search", "first")
    page.wait_for_selector("#results [data-id='first']")

    assert page.inner_text("#results .name") == ENGLISH
    assert (seen.errors, seen.requests) == ([], [])


def test_a_search_whose_file_is_missing_says_so_and_not_that_nothing_matches(
    visit: Opener, folder: Path
) -> None:
    (folder / "assets/search.js").unlink()
    page = visit("order.html", folder=folder)
    page.fill("#search", "first")
    page.wait_for_selector("#results li:has-text('cannot be loaded')")

    assert page.locator("#results li").count() == 1


def test_enter_before_the_search_is_there_keeps_what_was_typed(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("order.html", folder=folder)

    assert page.evaluate(ENTER_AT_ONCE) == ["first", False]
    page.wait_for_selector("#results [data-id='first']")
    assert (seen.errors, seen.requests) == ([], [])


@pytest.mark.parametrize("where", ["index.html", "order.html", "topics/first.html"])
def test_pages_ask_for_the_data_of_their_own_build(visit: Opener, folder: Path, where: str) -> None:
    page = visit(where, folder=folder)
    page.focus("#search")
    page.wait_for_selector("script[src*='assets/search.js']", state="attached")
    address = page.evaluate("document.querySelector(\"script[src*='assets/search.js']\").src")

    assert address.endswith("assets/search.js?" + page.evaluate("document.body.dataset.build"))
