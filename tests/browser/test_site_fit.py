"""The whole map in every window, two fingers on it, and what a choice brings into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site_map import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Opener
    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser

WINDOWS = [(1024, 768), (1280, 720), (1920, 1080), (3440, 1440), (820, 1180), (960, 540)]
SMALLEST = 0.5
"""The zoom below which areas stand in for names and numbers (scripts/sizes.js)."""


def _outside(page: Page, topics: list[str]) -> list[str]:
    """Those whose card is not wholly in the pane, or under the panel."""
    room = page.locator("#pane").bounding_box()
    panel = page.locator("#panel").bounding_box()
    assert room
    right = panel["x"] if panel else room["x"] + room["width"]
    scale = page.evaluate("window.vlagraph.view().scale")
    found = []
    for topic in topics:
        x, y = page.evaluate("id => window.vlagraph.at(id)", topic)
        wide = room["x"] - 1 <= x - 72 * scale and x + 72 * scale <= right + 1
        high = room["y"] - 1 <= y - 17 * scale and y + 17 * scale <= room["y"] + room["height"] + 1
        if not (wide and high):
            found.append(topic)
    return found


def test_the_first_view_holds_every_card_in_every_window(visit: Opener, shipped: KnowledgeGraph) -> None:
    page = visit("index.html")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        drawn(page)
        page.wait_for_timeout(60)

        assert _outside(page, list(shipped.topics)) == [], (width, height)
        far = page.evaluate("document.documentElement.classList.contains('far')")
        assert far == (page.evaluate("window.vlagraph.view().scale") < SMALLEST)
        sizes = page.eval_on_selector_all(
            "#rail button", "names => names.map((name) => parseFloat(getComputedStyle(name).fontSize))"
        )
        assert min(sizes) >= 12
        if width < height:
            pane, listing = (page.locator(name).bounding_box() for name in ("#pane", "#listing"))
            assert pane
            assert listing
            assert listing["y"] >= pane["y"] + pane["height"]
            assert listing["height"] > pane["height"]
    page.set_viewport_size({"width": 1400, "height": 900})


def test_a_chosen_topic_and_its_needs_come_into_sight_beside_the_panel(
    visit: Opener, shipped: KnowledgeGraph
) -> None:
    topic = shipped.topics["vla-fine-tuning"]
    page = visit(f"index.html#topic={topic.id}")
    drawn(page)

    assert _outside(page, [topic.id, *[need.topic for need in topic.requires if need.orders]]) == []


def test_a_path_comes_into_sight_as_a_whole(visit: Opener) -> None:
    page = visit("index.html")
    page.evaluate("for (let n = 0; n < 4; n += 1) document.getElementById('zoom-in').click()")
    page.fill("#search", "build a vla")
    page.press("#search", "Enter")
    page.wait_for_timeout(400)
    steps = page.eval_on_selector_all("#pathbar a[data-go]", "links => links.map((link) => link.dataset.go)")

    assert steps
    assert _outside(page, steps) == []


def test_a_path_that_is_in_sight_with_the_whole_map_leaves_it_there(visit: Opener) -> None:
    page = visit("index.html#path=build-a-vla")
    drawn(page)
    page.wait_for_timeout(400)  # a move that is made takes 200
    before = page.evaluate("window.vlagraph.view()")
    page.click("#zoom-fit")

    assert page.evaluate("window.vlagraph.view()") == pytest.approx(before)


def test_two_fingers_zoom_the_map_around_what_is_under_them(browser: Browser, visit: Opener) -> None:
    where = visit("index.html").url
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page = context.new_page()
    page.goto(where)
    page.wait_for_selector("html[data-ready]")
    drawn(page)
    before = page.evaluate("window.vlagraph.view().scale")
    fixed = page.evaluate("window.vlagraph.at('evaluation-metrics')")
    send = context.new_cdp_session(page).send
    for kind, apart in (("Start", 40), *(("Move", 40 + 10 * step) for step in range(1, 9))):
        points = [{"x": fixed[0] + side * apart, "y": fixed[1], "id": side + 1} for side in (-1, 1)]
        send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    drawn(page)
    after = page.evaluate("window.vlagraph.view().scale")
    moved = page.evaluate("window.vlagraph.at('evaluation-metrics')")
    context.close()

    assert after / before == pytest.approx(3, rel=0.1)
    assert moved == pytest.approx(fixed, abs=12)


def test_the_first_line_says_what_to_start_with_and_then_what_is_next(
    visit: Opener, shipped: KnowledgeGraph
) -> None:
    page = visit("index.html")
    start = page.inner_text("#guide-next")
    first = page.get_attribute("#guide-next", "data-go")
    page.click("#guide-next")
    page.click("#panel-mark")

    assert start.startswith("Start: ")
    assert page.inner_text("#guide-sum") == f"Topics in order: {len(shipped.topics)} · 1 learned"
    assert page.inner_text("#guide-next").startswith("Next: ")
    assert page.get_attribute("#guide-next", "data-go") != first


def test_on_a_wide_screen_the_list_stands_beside_the_map_in_the_learning_order(visit: Opener) -> None:
    page = visit("index.html")
    page.set_viewport_size({"width": 1920, "height": 1080})
    numbers = page.eval_on_selector_all("#order-list .n", "all => all.map((n) => Number(n.textContent))")

    assert page.locator("#listing").is_visible()
    assert page.locator("#net").is_visible()
    assert numbers == list(range(1, len(numbers) + 1))
    page.set_viewport_size({"width": 1400, "height": 900})
