"""Learned, being learned, skipped: set by key, click, menu or long press, and alike on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site_map import drawn, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser

TOPIC = "evaluation-metrics"
NEED = "robot-benchmarks"


def _said(page: Page) -> str:
    """What the page answers, in sight and for those who hear it."""
    assert page.locator("#live.toast[role=status]").is_visible()
    return page.inner_text("#live")


def _state(page: Page, topic: str) -> str | None:
    return page.get_attribute(f'#order-list li[data-topic="{topic}"] .state', "data-state")


def test_states_are_set_by_key_click_and_menu_and_each_is_answered(visit: Opener, seen: Seen) -> None:
    page = visit("index.html")
    page.focus("#net")
    page.keyboard.press("Home")
    said, states = [], []
    for key in ("l", "s", "m", "m"):
        page.keyboard.press(key)
        said.append(_said(page))
        states.append(_state(page, NEED))
    page.mouse.click(*where(page, TOPIC))
    lacking = page.inner_text("#panel .lack")
    page.mouse.click(*where(page, NEED), button="right")
    page.keyboard.press("ArrowUp")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    skipped = _state(page, NEED)
    ready = page.inner_text("#panel .lack")
    page.click("#panel-learning")
    learning = page.inner_text("#panel .lack")
    page.click("#panel-learning")

    assert states == ["learning", "skipped", "learned", None]
    assert said == [
        "Robot Benchmarks: being learned now",
        "Robot Benchmarks: skipped, nothing asks for it any more",
        "Robot Benchmarks: marked as learned",
        "Robot Benchmarks: not marked as learned any more",
    ]
    assert "Robot Benchmarks" in lacking
    assert (focused, skipped) == ("–Skipped", "skipped")
    assert "Robot Benchmarks" not in ready
    assert "Learning now" in learning
    assert _state(page, TOPIC) is None
    assert page.inner_text("#guide-sum").endswith("0 learned")
    assert (seen.errors, seen.requests) == ([], [])


def test_a_skipped_topic_leaves_the_path_and_every_page_shows_its_state(visit: Opener) -> None:
    page = visit("index.html#path=" + TOPIC)
    before = page.locator("#pathbar .steps a").count()
    page.eval_on_selector(f'#order-list li[data-topic="{NEED}"] .more-states', "button => button.click()")
    page.keyboard.press("Home")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    after = page.locator("#pathbar .steps a").count()
    shown = {}
    for name in ("order.html", f"topics/{NEED}.html", "projects.html"):
        page.goto(page.url.split("index.html")[0].split("order.html")[0].split("topics/")[0] + name)
        place = page.locator(f'.state[data-of="{NEED}"]').first
        shown[name] = place.inner_text() if place.count() else "– Skipped"

    assert after == before - 1
    assert set(shown.values()) == {"– Skipped"}


def test_a_skipped_topic_that_the_goal_of_a_path_names_stays_as_in_path(visit: Opener) -> None:
    page = visit("index.html#path=build-a-vla")
    before = page.locator("#pathbar .steps a").evaluate_all("links => links.map(link => link.dataset.go)")
    page.eval_on_selector(f'#order-list li[data-topic="{NEED}"] .more-states', "button => button.click()")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    after = page.locator("#pathbar .steps a").evaluate_all("links => links.map(link => link.dataset.go)")

    assert _state(page, NEED) == "skipped"
    assert NEED in before
    assert after == before


def test_a_long_press_opens_the_menu_and_the_click_that_ends_it_opens_nothing(visit: Opener) -> None:
    page = visit("index.html", width=390)
    row = page.locator(f'#order-list li[data-topic="{TOPIC}"] a').first
    row.scroll_into_view_if_needed()
    room = row.bounding_box()
    assert room
    point = {"x": room["x"] + 30, "y": room["y"] + 8}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_selector(".state-menu")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    drawn(page)
    opened = page.locator("#panel").is_visible()
    page.click(".state-menu button >> nth=1")

    assert not opened
    assert _state(page, TOPIC) == "learning"
    assert page.locator(".state-menu").count() == 0


def test_the_menu_of_a_row_closes_when_the_page_is_moved_and_the_focus_goes_back(visit: Opener) -> None:
    page = visit("order.html")
    page.locator(".more-states").nth(3).click()
    opened = page.locator(".state-menu").count()
    page.evaluate("scrollBy(0, 200)")
    page.wait_for_selector(".state-menu", state="detached")

    assert opened == 1
    assert (
        page.evaluate("[...document.querySelectorAll('.more-states')].indexOf(document.activeElement)") == 3
    )


def test_the_menu_key_opens_the_menu_of_the_topic_that_the_keyboard_is_on(visit: Opener, seen: Seen) -> None:
    page = visit("index.html")
    page.keyboard.press("Tab")  # so that the browser shows where the keyboard is
    page.focus("#net")
    for key, topic in (("Home", NEED), ("End", None)):
        page.keyboard.press(key)
        name = page.inner_text("#live").split(". ")[0]
        page.keyboard.press("Shift+F10")
        menu = page.locator(".state-menu")
        menu.wait_for()
        assert name in str(menu.get_attribute("aria-label"))
        assert topic is None or name == "Robot Benchmarks"
        page.keyboard.press("Escape")
    page.mouse.click(*where(page, TOPIC), button="right")

    assert "Evaluation Metrics" in str(page.locator(".state-menu").get_attribute("aria-label"))
    assert seen.errors == []
