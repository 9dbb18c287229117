"""Marks that a browser keeps and that a page cannot understand, or that a browser does not keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser

AT = "2026-01-01T00:00:00.000Z"
BROKEN = '{"schema": 1, "topics": {"calculus": {"state": "learn'
HALF = json.dumps(
    {"schema": 1, "topics": {"linear-algebra": {"state": "learned", "at": AT}, "calculus": {"state": 1}}}
)
NEWER = json.dumps({"schema": 2, "topics": {"linear-algebra": {"state": "learned", "at": AT}}, "goals": []})
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("", "SecurityError"); },
});"""
NO_COPY = """const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, text) {
  if (key.endsWith(".unread")) throw new DOMException("", "QuotaExceededError");
  set.call(this, key, text);
};"""


def keep(page: Page, text: str) -> None:
    """Have the browser keep ``text`` as marks, and open the page again."""
    page.evaluate("text => localStorage.setItem('vlagraph.progress', text)", text)
    page.reload()


def kept(page: Page, key: str = "vlagraph.progress") -> str:
    return str(
        page.evaluate(
            """key => {
              const own = key.replace(/progress/, "progress." + document.documentElement.dataset.roadmap);
              return localStorage.getItem(own) ?? localStorage.getItem(key);
            }""",
            key,
        )
    )


@pytest.mark.parametrize(("text", "learned"), [(BROKEN, "false"), (HALF, "true"), (NEWER, "true")])
def test_marks_that_cannot_be_read_are_set_aside_and_the_page_says_so_once(
    visit: Opener, seen: Seen, tmp_path: Path, text: str, learned: str
) -> None:
    page = visit("topics/linear-algebra.html")
    keep(page, text)
    notice = page.locator(".notice")
    button = page.locator("[data-mark='linear-algebra']").first

    assert "cannot be read" in notice.inner_text()
    assert button.get_attribute("aria-pressed") == learned
    assert kept(page) == text
    button.click()
    assert "linear-algebra" in json.loads(kept(page))["topics"]
    assert [one["text"] for one in json.loads(kept(page, "vlagraph.progress.unread"))] == [text]
    page.click("#lang")
    assert "읽을 수 없는" in notice.inner_text()
    with page.expect_download() as saved:
        notice.get_by_role("button").click()
    saved.value.save_as(tmp_path / "progress.json")
    progress = load_progress(tmp_path / "progress.json")
    assert "linear-algebra" in progress.topics
    assert [one["text"] for one in progress.rest["unread"]] == [text]
    page.reload()
    assert notice.count() == 0
    assert (seen.errors, seen.requests) == ([], [])


@pytest.mark.parametrize("browser_script", [FULL, BLOCKED])
def test_a_browser_that_keeps_no_marks_has_the_page_say_so_at_the_first_mark(
    alter: Opener, seen: Seen, browser_script: str
) -> None:
    page = alter(browser_script, until="ready")
    page.evaluate("location.hash = '#topic=linear-algebra'")
    notice = page.locator(".notice")

    page.locator("#panel-mark").wait_for()
    assert notice.count() == 0
    page.click("#panel-mark")
    page.click("#panel-path")
    page.click("#panel-mark")
    page.click("#panel-mark")
    assert page.locator("#panel-mark").get_attribute("aria-pressed") == "true"
    assert notice.count() == 1
    assert "cannot keep your marks" in notice.inner_text()
    with page.expect_download() as saved:
        notice.get_by_role("button").click()
    assert "linear-algebra" in json.loads(saved.value.path().read_text(encoding="utf-8"))["topics"]
    assert (seen.errors, seen.requests) == ([], [])


def test_a_text_that_cannot_be_read_is_never_written_over_without_a_copy(alter: Opener) -> None:
    page = alter(f"localStorage.setItem('vlagraph.progress', {BROKEN!r}); {NO_COPY}", until="ready")
    page.evaluate("location.hash = '#topic=linear-algebra'")
    page.click("#panel-mark")

    assert page.locator("#panel-mark").get_attribute("aria-pressed") == "true"
    assert "cannot keep your marks" in page.locator("[data-notice='not-kept']").inner_text()
    assert kept(page) == BROKEN


def test_a_mark_of_another_window_is_not_lost_by_a_mark_made_here(visit: Opener) -> None:
    page = visit("topics/linear-algebra.html")
    text = json.dumps({"schema": 1, "topics": {"calculus": {"state": "learned", "at": AT}}})
    page.evaluate("text => localStorage.setItem('vlagraph.progress', text)", text)
    page.locator("[data-mark='linear-algebra']").first.click()

    assert set(json.loads(kept(page))["topics"]) == {"calculus", "linear-algebra"}
    assert page.evaluate("localStorage.getItem('vlagraph.progress')") == text  # older pages read it
