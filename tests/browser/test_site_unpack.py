"""The parts of the map that wait: unpacked after the picture, missing where the browser cannot inflate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.packs import unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Opener, Seen
    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser
NOTHING_BEGINS = "window.PerformanceObserver = null; window.setTimeout = () => 0"
TOP = "document.getElementById('pane').getBoundingClientRect().top"


OLD = """
delete window.DecompressionStream;
window.RegExp = new Proxy(RegExp, { construct(kind, [text, ...flags]) {
  if (/\\(\\?<[!=]/.test(text)) throw new SyntaxError("invalid group specifier name");
  return new kind(text, ...flags);
} });
"""


@pytest.fixture
def old(alter: Opener) -> Page:
    """The map in a browser of early 2023: without DecompressionStream, and patterns cannot look behind."""
    return alter(OLD, until="ready")


def test_an_old_browser_keeps_the_picture_its_links_and_the_search_and_is_told_why(
    old: Page, seen: Seen, shipped: KnowledgeGraph
) -> None:
    told = old.inner_text("#too-old")
    old.click("#lang")
    korean = old.inner_text("#too-old")
    old.fill("#search", "flash")
    old.press("#search", "Enter")

    assert "too old" in told
    assert "\uadf8\ub9bc" in korean
    assert old.locator("#first .card").count() == len(shipped.topics)
    assert old.locator("#first").is_visible()
    assert old.locator("#panel a[href='topics/flash-attention.html']").count() == 1
    assert (seen.errors, seen.requests) == ([], [])


def test_an_old_browser_has_the_list_and_the_keyboard_breaks_nothing(
    old: Page, seen: Seen, shipped: KnowledgeGraph
) -> None:
    old.click("#first .card")
    old.keyboard.press("Escape")
    old.click("button[data-view='list']")

    assert old.locator("#listing li:visible").count() == len(shipped.topics)
    assert seen.errors == []


def test_the_browser_unpacks_the_text_that_was_packed(visit: Opener, site: Path) -> None:
    text = unpacked((site / "index.html").read_text(encoding="utf-8"), "vis")
    page = visit("index.html")

    assert page.evaluate(
        "[...document.head.querySelectorAll('script')].map(s => s.textContent.length)"
    ).count(len(text.encode("utf-16-le")) // 2)


def test_the_panel_of_a_link_is_whole_when_its_details_have_come(visit: Opener) -> None:
    page = visit("index.html#topic=causal-inference")

    assert page.locator("#panel .lead").is_visible()
    assert page.locator("#panel .concepts dt").count() > 0


def test_no_room_is_left_empty_and_nothing_waits_when_the_map_is_ready(visit: Opener) -> None:
    page = visit("index.html")

    assert page.locator("[data-room], [data-later]").count() == 0


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_the_picture_stays_where_it_is_when_the_rest_of_the_page_comes(
    browser: Browser, site: Path, locale: str
) -> None:
    address = (site / "index.html").as_uri()
    context = browser.new_context(locale=locale)
    bare, page = context.new_page(), context.new_page()
    bare.add_init_script(NOTHING_BEGINS)
    bare.goto(address)  # where no script does anything, so that another width asks for no other page
    for width in (1500, 1200, 900):
        for one in (bare, page):
            one.set_viewport_size({"width": width, "height": 900})
        page.goto("about:blank")
        page.goto(address)
        page.locator("html[data-usable]").wait_for()
        links = [one.locator(".top nav a").count() for one in (bare, page)]
        first, last = (one.evaluate(TOP) for one in (bare, page))

        assert links == [0, 8], width
        assert last == pytest.approx(first, abs=2), width
    context.close()


@pytest.mark.parametrize(("locale", "korean"), [("ko-KR", True), ("en-US", False)])
def test_the_names_of_a_korean_reader_are_there_before_the_scripts(
    browser: Browser, site: Path, shipped: KnowledgeGraph, *, locale: str, korean: bool
) -> None:
    page = browser.new_page(locale=locale, viewport={"width": 1400, "height": 900})
    page.add_init_script(NOTHING_BEGINS)
    page.goto((site / "index.html").as_uri())
    names, shown = page.locator("#first .ko .name"), page.locator("#first .name:visible")

    assert names.count() == (len(shipped.topics) if korean else 0)
    assert shown.count() == len(shipped.topics)
    page.close()


def test_both_languages_are_in_the_picture_when_the_map_is_ready(
    visit: Opener, shipped: KnowledgeGraph
) -> None:
    page = visit("index.html#view=map")

    names = [page.locator(f"#first .{lang} .name").count() for lang in ("ko", "en")]
    assert names == [len(shipped.topics)] * 2
    assert page.locator("#names").count() == 0


def test_a_local_page_is_painted_before_the_browser_is_asked_for_the_choices(alter: Opener) -> None:
    page = alter(
        "const store = localStorage; window.asked = [];"
        "Object.defineProperty(window, 'localStorage', { get() {"
        "  window.asked.push(performance.getEntriesByName('first-contentful-paint').length); return store;"
        "} });",
        until="ready",
    )

    assert page.evaluate("window.asked")
    assert page.evaluate("window.asked.every((painted) => painted === 1)")


def test_the_names_come_in_the_language_that_was_chosen_before(
    alter: Opener, shipped: KnowledgeGraph
) -> None:
    page = alter(
        "localStorage.setItem('vlagraph.view', JSON.stringify({ lang: 'ko', theme: 'dark' }))", until="ready"
    )

    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("#first .ko .name").count() == len(shipped.topics)
