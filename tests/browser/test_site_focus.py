"""Where the keyboard is after an act: on what it was on, or on what opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser


def _focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id || document.activeElement.tagName")
    return found


@pytest.mark.parametrize("button", ["panel-mark", "panel-learning", "panel-skip", "panel-path"])
def test_a_button_of_the_panel_keeps_the_focus_when_it_is_pressed(visit: Opener, button: str) -> None:
    page = visit("index.html#topic=vla-models")
    page.focus(f"#{button}")
    page.keyboard.press("Enter")
    once = _focused(page), page.get_attribute(f"#{button}", "aria-pressed")
    page.keyboard.press("Enter")

    assert once == (button, "true")
    assert (_focused(page), page.get_attribute(f"#{button}", "aria-pressed")) == (button, "false")


def test_the_panel_stays_where_it_is_read_when_something_is_marked(visit: Opener) -> None:
    page = visit("index.html#topic=vla-models")
    page.wait_for_selector("#panel .reasons")
    page.evaluate("""document.querySelector('#panel .reasons').open = true;
        document.querySelector('#panel').scrollTop = 300""")
    page.focus("#net")
    page.keyboard.press("s")
    page.wait_for_selector("#panel-skip[aria-pressed='true']")

    assert page.evaluate("document.querySelector('#panel').scrollTop") == pytest.approx(300, abs=80)
    assert page.evaluate("document.querySelector('#panel .reasons').open")


def test_what_takes_itself_away_leaves_the_focus_beside_it(visit: Opener) -> None:
    page = visit("index.html#path=vla-models&level=2")
    page.focus("#path-clear")
    page.keyboard.press("Enter")
    path = _focused(page)
    page.focus("#clear")
    page.keyboard.press("Enter")

    assert path == "main"
    assert page.evaluate("document.activeElement.parentElement.id") == "filter-menu"


@pytest.mark.parametrize("place", ["#filters .chip", "#hide-done", "#stage"])
def test_escape_closes_a_menu_from_each_of_its_parts_and_leads_back(visit: Opener, place: str) -> None:
    page = visit("index.html")
    page.click("#filter-menu summary")
    page.locator(place).first.focus()
    page.keyboard.press("Escape")

    assert page.get_attribute("#filter-menu", "open") is None
    assert page.evaluate("document.activeElement.parentElement.id") == "filter-menu"


def test_on_a_phone_the_focus_goes_onto_the_map_and_back(visit: Opener) -> None:
    page = visit("index.html", width=390)
    page.focus("#open-map")
    page.keyboard.press("Enter")
    opened = _focused(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-view='list']")

    assert (opened, _focused(page)) == ("map-close", "open-map")


@pytest.mark.parametrize(
    "where",
    ["index.html#path=vla-models&lang=en", "papers.html#topic=vla-models&sort=title", "new.html#now=1"],
)
def test_skipping_to_the_content_keeps_what_is_chosen(visit: Opener, where: str) -> None:
    page = visit(where)
    page.focus(".skip")
    page.keyboard.press("Enter")

    assert _focused(page) == "main"
    assert page.url.endswith(where)


@pytest.mark.parametrize(("view", "wanted"), [("map", "net"), ("list", "vla-models")])
def test_going_back_from_a_panel_leads_to_the_map_or_to_its_topic_in_the_list(
    visit: Opener, view: str, wanted: str
) -> None:
    page = visit(f"index.html#view={view}")
    page.evaluate("location.hash = location.hash + '&topic=vla-models'")
    page.wait_for_selector("#panel-mark")
    page.focus("#panel-mark")
    page.go_back()
    page.wait_for_selector("#panel", state="hidden")

    focused = "document.activeElement.closest('li')?.dataset.topic || document.activeElement.id"
    assert page.evaluate(focused) == wanted
