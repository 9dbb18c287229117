"""The list of papers and the search of every page: choices stay chosen, and spelling does not matter."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.command_line import CHECKOUT
from vlagraph.pipeline.build import build_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
PATIENCE = 120_000
"""Milliseconds that a busy machine may take to read the list."""
ABSTRACT = "Made up for this test: what the paper says in short."
KOREAN = "확률과 우연 개론"
AUTHORS = ["Ada One", "Bo Two", "Cy Three", "Di Four", "Ed Five"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small workspace."""
    root = tmp_path_factory.mktemp("papers") / "w"
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", root)
    papers = root / "papers" / "papers.jsonl"
    first, second, *others = papers.read_text(encoding="utf-8").splitlines()
    known = {**json.loads(first), "abstract": ABSTRACT, "authors": AUTHORS}
    korean = {**json.loads(second), "title": KOREAN}
    rows = [json.dumps(row, sort_keys=True) for row in (known, korean)]
    papers.write_text("\n".join([*rows, *others, ""]), encoding="utf-8")
    build_site(Workspace(root))
    return root / "site"


def _chosen(page: Page) -> tuple[str, str, str, str]:
    values = [
        page.input_value(f"#paper-{name}", timeout=5000) for name in ("search", "topic", "kind", "sort")
    ]
    return values[0], values[1], values[2], values[3]


def test_every_choice_is_in_the_address_and_back_and_reload_restore_it(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("papers.html", folder=folder)
    page.fill("#paper-search", "a")
    page.select_option("#paper-topic", "0")
    page.select_option("#paper-sort", "sort_title")
    chosen, listed = _chosen(page), page.locator("#paper-list li").all_inner_texts()
    page.reload()
    reloaded = _chosen(page), page.locator("#paper-list li").all_inner_texts()
    page.goto((folder / "about.html").as_uri())
    page.go_back()
    page.wait_for_selector("#paper-list li [data-act]", state="attached")
    back = _chosen(page), page.locator("#paper-list li").all_inner_texts()
    page.go_back()

    assert chosen == ("a", "0", "", "sort_title")
    assert reloaded == back == (chosen, listed)
    assert _chosen(page) == ("a", "0", "", "sort_new")
    assert (seen.errors, seen.requests) == ([], [])


def test_a_long_list_is_read_in_parts_once_all_of_it_is_asked_for(
    visit: Opener, seen: Seen, site: Path
) -> None:
    parts = len(list((site / "assets" / "papers").iterdir()))
    page = visit("papers.html")
    every, rows = page.inner_text("#paper-count"), page.locator("#paper-list li").count()
    before = page.evaluate("Object.keys(window.vlagraphPapers || {}).length")
    page.fill("#paper-search", "1706.03762")
    page.locator("#paper-list li[data-paper='1706.03762']").wait_for()
    page.fill("#paper-search", "")
    page.select_option("#paper-sort", "sort_old")
    oldest = page.locator("#paper-list .by").first.inner_text()

    assert parts > 1
    assert (rows, before) == (50, 0)
    assert page.inner_text("#paper-count") == every
    assert re.search(r"(19|200)\d", oldest)
    assert (seen.errors, seen.requests) == ([], [])


def test_a_part_that_is_missing_is_said_and_the_rest_is_searched(
    visit: Opener, site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "cut", symlinks=True)
    (tmp_path / "cut" / "assets" / "papers" / "1.js").unlink()
    page = visit("papers.html#q=robot", folder=tmp_path / "cut")
    page.get_by_text("could be read: load the page again").wait_for()

    assert page.locator("#paper-list li").count() == 50


def test_more_papers_that_could_not_be_read_are_said_and_asked_for_again(
    visit: Opener, site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "cut", symlinks=True)
    parts = {part: part.read_text(encoding="utf-8") for part in (tmp_path / "cut/assets/papers").iterdir()}
    page = visit("papers.html#n=2500", folder=tmp_path / "cut")
    every = page.inner_text("#paper-count")
    for part in parts:
        part.unlink()
    page.click("#paper-more")
    page.wait_for_selector("#live:has-text('could be read')")
    said, offered = page.inner_text("#paper-count"), page.is_visible("#paper-more")
    for part, text in parts.items():
        part.write_text(text, encoding="utf-8")
    page.click("#paper-more")
    page.wait_for_function("() => document.querySelectorAll('#paper-list > li').length === 2550")

    assert "could be read" in said
    assert offered
    assert page.inner_text("#paper-count") == every


def test_a_mark_changes_its_row_alone_and_keeps_the_focus(visit: Opener, folder: Path) -> None:
    page = visit("papers.html", folder=folder)
    button = page.locator("#paper-list [data-act='star']").first
    button.focus()
    page.keyboard.press("Enter")

    assert button.get_attribute("aria-pressed") == "true"
    assert button.evaluate("button => button === document.activeElement")


def _read_all_parts(page: Page, site: Path) -> None:
    """Wait until the search of ``page`` has read every part of the list of papers and shown what is in it."""
    parts = len(list((site / "assets" / "papers").iterdir()))
    while page.evaluate("Object.keys(window.vlagraphPapers || {}).length") < parts:
        page.wait_for_timeout(20)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def test_the_search_of_any_page_leads_to_topics_and_to_all_papers_with_the_words(
    visit: Opener, seen: Seen, site: Path
) -> None:
    page = visit("order.html")
    page.keyboard.press("/")
    page.keyboard.type("flow matching")
    many = page.locator("#results [data-id='papers']")
    many.wait_for()
    _read_all_parts(page, site)
    text = many.inner_text()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers.html#q=flow%20matching")
    count, with_words, _ = text.partition(" with flow matching")
    expect(page.locator("#paper-count")).to_have_text(count, timeout=PATIENCE)
    page.fill("#search", "sim to real")
    page.locator("#results [data-id='sim-to-real-transfer']").wait_for()
    page.press("#search", "Enter")
    page.wait_for_url("**/topics/sim-to-real-transfer.html")

    assert with_words
    assert (seen.errors, seen.requests) == ([], [])


def test_papers_are_found_without_the_endings_of_words_that_none_has(visit: Opener, seen: Seen) -> None:
    page = visit("order.html")
    page.focus("#search")
    page.fill("#search", "policys gradients")
    page.locator("#results [data-id='papers']").wait_for()
    page.press("#search", "ArrowUp")
    page.press("#search", "Enter")
    page.wait_for_url("**/papers.html#q=policy%20gradient")

    assert (seen.errors, seen.requests) == ([], [])


def test_the_search_of_the_map_finds_papers_by_their_address(visit: Opener, seen: Seen) -> None:
    page = visit("index.html")
    page.focus("#search")
    page.fill("#search", "https://arxiv.org/abs/2205.14135v2")
    page.locator("#results [data-id='paper:2205.14135']").wait_for()

    assert (seen.errors, seen.requests) == ([], [])


def test_a_syllable_in_the_making_takes_no_answer(visit: Opener) -> None:
    page = visit("index.html")
    page.fill("#search", "linear")
    page.locator("#search").dispatch_event("keydown", {"key": "Enter", "isComposing": True})

    assert page.locator("#results").is_visible()
    assert page.input_value("#search") == "linear"


def test_an_abstract_is_folded_where_it_is_stored_and_all_authors_are_one_press_away(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    page = visit("papers.html", folder=folder)
    fold = page.locator("#paper-list button:text-is('Abstract')")
    row = page.locator("#paper-list > li:has(button:text-is('Abstract'))")
    count, before = fold.count(), row.locator(".by").inner_text()
    fold.click()
    page.get_by_text(ABSTRACT).wait_for()
    opened = fold.get_attribute("aria-expanded")
    fold.click()
    folded = page.get_by_text(ABSTRACT).is_hidden()
    row.get_by_text("and 2 more").click()
    after = row.locator(".by").inner_text()

    assert (count, opened, folded) == (1, "true", True)
    assert AUTHORS[2] in before
    assert AUTHORS[3] not in before
    assert all(author in after for author in AUTHORS)
    assert (seen.errors, seen.requests) == ([], [])


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_title_is_in_its_own_language_wherever_it_stands(visit: Opener, folder: Path, lang: str) -> None:
    def language(name: str, title: str) -> str | None:
        found = page.locator(f"{name}:has-text('{title}')").first
        found.wait_for()
        return str(found.evaluate("node => node.closest('[lang]').lang"))

    english = "Vectors from the beginning"
    page = visit(f"papers.html#lang={lang}", folder=folder)
    listed = [language("#paper-list a.name", title) for title in (KOREAN, english)]
    page.locator("#paper-list .row-acts button[aria-expanded]").first.click()
    listed.append(language("#paper-list .abstract", ABSTRACT))
    page.fill("#search", KOREAN)
    answered = language("#results .name", KOREAN), language("#results .part", KOREAN)
    page = visit(f"index.html#topic=chance&lang={lang}", folder=folder)
    in_panel = language("#panel a.name", KOREAN)

    assert listed == ["ko", "en", "en"]
    assert (answered, in_panel) == (("ko", "ko"), "ko")
