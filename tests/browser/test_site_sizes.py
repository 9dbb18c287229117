"""Sizes follow the letters that the reader chose in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser
PAGES = [
    "index.html#view=list",
    "order.html",
    "papers.html",
    "new.html",
    "landmarks.html",
    "benchmarks.html",
    "projects.html",
    "about.html",
    "topics/manipulation.html",
]
WIDER = """() => [document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll("main :is(a, button, select, p, h1, h2)")]
    .filter((node) => node.checkVisibility() && !node.closest(".scroll, .chips, .unseen, pre, #pane"))
    .map((node) => node.getBoundingClientRect().right - innerWidth)].filter((over) => over > 1)"""


def test_large_letters_enlarge_the_page_and_push_nothing_out_of_it(visit: Opener) -> None:
    page = visit("about.html")
    session = page.context.new_cdp_session(page)
    usual = page.evaluate("document.querySelector('h1').offsetHeight")
    try:
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 24, "fixed": 24}})
        grown = page.evaluate("document.querySelector('h1').offsetHeight")
        for where in PAGES:
            page = visit(where)
            for width in (1400, 390):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(WIDER) == [], (where, width)
            page.set_viewport_size({"width": 1400, "height": 900})
    finally:
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})

    assert grown >= 1.4 * usual
