"""What pages read beside themselves: of another build, missing, or not there yet."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.mixed import ENGLISH, mixed_content
from vlagraph.core.papers.paper import Paper
from vlagraph.site import catalogue, pages
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
TITLES = ("Ant", "Bee", "Cow", "Dog")
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
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two topics and four papers, each in files of its own."""
    for module in (catalogue, pages):
        monkeypatch.setattr(module, "PAPERS_STEP", 1)
        monkeypatch.setattr(module, "BIBTEX_STEP", 1)
    papers = [
        Paper(
            id=f"240{month}.00001",
            title=TITLES[month - 1],
            authors=("Ada",),
            published=f"2024-0{month}-01",
            abstract=f"Told {month}.",
        )
        for month in range(1, 5)
    ]
    for name, text in render_site(replace(mixed_content(), papers={one.id: one for one in papers})).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@contextmanager
def _missing(folder: Path, *names: str) -> Iterator[None]:
    """Without some files of a site for a while."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    for name in names:
        (folder / name).unlink()
    yield
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


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


@pytest.mark.parametrize(("where", "asked"), [("assets/search.js", "first"), ("assets/papers/2.js", "Bee")])
def test_a_search_that_could_not_be_read_is_asked_for_again_when_the_reader_comes_back(
    visit: Opener, folder: Path, where: str, asked: str
) -> None:
    page = visit("order.html", folder=folder)
    with _missing(folder, where):
        page.fill("#search", asked)
        page.wait_for_selector("#results li:has-text('cannot be loaded'), #results .none")
        count = 3 if asked == "Bee" else 0  # the parts behind it are read
        page.wait_for_function(
            "count => Object.keys(window.vlagraphPapers || {}).length === count", arg=count
        )
    page.locator("#search").blur()
    page.focus("#search")

    page.wait_for_selector(f"#results [data-id]:has-text('{ENGLISH if asked == 'first' else asked}')")


def test_abstracts_and_entries_that_could_not_be_read_are_asked_for_again(
    visit: Opener, folder: Path
) -> None:
    page = visit("papers.html", folder=folder)
    abstract, row = "#paper-list .abstract", page.locator("#paper-list li").first
    with _missing(folder, "assets/abstracts/2404.js", "assets/bibtex/0.js"):
        row.get_by_role("button", name="Abstract").click()
        page.wait_for_selector(f"{abstract}:has-text('cannot be loaded')")
        row.get_by_role("button", name="BibTeX").click()
        page.wait_for_selector("#live:has-text('could not be read')")
    for _ in range(2):
        row.get_by_role("button", name="Abstract").click()
    page.wait_for_selector(f"{abstract}:has-text('Told 4.')")
    row.get_by_role("button", name="BibTeX").click()
    page.wait_for_function("() => !document.getElementById('live').textContent.includes('could not be read')")


def test_papers_that_could_not_be_read_are_asked_for_again_and_stand_in_their_place(
    visit: Opener, folder: Path, tmp_path: Path
) -> None:
    page = visit("papers.html#sort=old", folder=folder)
    names = page.locator("#paper-list .name")
    with _missing(folder, "assets/papers/1.js"):
        page.reload()
        page.wait_for_selector("#paper-count:has-text('load the page again')")
        cut = names.all_inner_texts()
    page.focus("#paper-search")
    page.wait_for_selector("#paper-count:text-is('4 papers')")
    whole = names.all_inner_texts()
    page.fill("#paper-search", "Cow")
    page.wait_for_selector("#paper-count:text-is('1 paper')")
    with page.expect_download() as saved:
        page.click("#paper-bib")
    saved.value.save_as(tmp_path / "saved.bib")

    assert cut == ["Ant", "Bee", "Dog"]
    assert whole == list(TITLES)
    assert "Cow" in (tmp_path / "saved.bib").read_text(encoding="utf-8")


def test_papers_behind_a_part_that_is_missing_keep_their_own_entries(
    visit: Opener, folder: Path, tmp_path: Path
) -> None:
    with _missing(folder, "assets/papers/1.js"):
        page = visit("papers.html", folder=folder)
        page.fill("#paper-search", "2024")
        page.wait_for_selector("#paper-count:has-text('load the page again')")
        with page.expect_download() as saved:
            page.click("#paper-bib")
    saved.value.save_as(tmp_path / "saved.bib")
    entries = (tmp_path / "saved.bib").read_text(encoding="utf-8")

    assert [title in entries for title in TITLES] == [True, True, False, True]
