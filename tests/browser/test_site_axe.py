"""No page kind has an accessibility fault that axe-core can find, and none has a control too small to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import SOAK, find_faults
from tests.browser.test_site_map import drawn

if TYPE_CHECKING:
    from tests.browser.conftest import Opener

CONTROLS = (
    "button, summary, select, input, .button, nav a, .pills a, .row-acts a, .years a, .steps a, a.wrong"
)
TOO_SMALL = """controls => {
    const found = (x, y) => document.elementFromPoint(x, y);
    const far = (node, x, y) => !node.contains(found(x, y)) && !found(x, y)?.closest("#panel");
    const tooLow = (node, x, y) =>
        node.contains(found(x, y)) && [-11, 11].some((by) => far(node, x, y + by));
    const pane = document.getElementById("pane");
    return [...document.querySelectorAll(controls)].filter((node) => {
        const box = (node.type === "checkbox" ? node.closest("label") : node).getBoundingClientRect();
        if (!node.checkVisibility() || !box.width || Math.min(box.width, box.height) >= 24) return false;
        // what the reader moved out of the map's pane
        if (node.closest("#rail") && box.top < pane.getBoundingClientRect().top + 6) return false;
        return box.width < 24 || tooLow(node, box.x + box.width / 2, box.y + box.height / 2);
    }).map((node) => [node.outerHTML.slice(0, 160), node.getBoundingClientRect().toJSON()]);
}"""
"""What is less than 24 CSS pixels wide or high (WCAG 2.2, 2.5.8)."""

pytestmark = pytest.mark.browser
OPEN = "document.querySelectorAll('main details').forEach((one) => { one.open = true; });"
"""Opens what is folded: what can be seen then includes what could be seen before."""
FILTERED = (
    "document.querySelector('#filter-menu').open = true; document.querySelector('[data-tier]').click();"
)
SEARCHED = """
    const find = document.getElementById('paper-search');
    find.value = 'diffusion policy';
    find.dispatchEvent(new Event('input', { bubbles: true }));
"""
MARKED = "document.querySelectorAll('[data-mark]').forEach((one, at) => { if (at % 3 === 0) one.click(); });"
MENU = "document.querySelector('.more-states').click();"
CARD = (
    "document.querySelector('.why .name').focus(); document.querySelector('.search input').value = 'grasp';"
)
ONLY_NOW = "document.getElementById('new-ready').click();"
STATES = {
    "index.html#view=map": FILTERED,
    "index.html#view=map&topic=causal-inference": "document.querySelector('#share-menu').open = true;",
    "index.html#path=navigation&view=map": "document.querySelector('#filter-menu').open = true;",
    "index.html#view=list": MENU,
    "order.html": OPEN + MARKED,
    "papers.html": SEARCHED,
    "new.html": OPEN,
    "new.html#now=1": ONLY_NOW,
    "landmarks.html": OPEN,
    "benchmarks.html": OPEN,
    "projects.html": OPEN,
    "about.html": OPEN,
    "topics/causal-inference.html": OPEN + CARD,
}
"""What a reader has opened, chosen and marked on each kind of page."""
PAGES = list(STATES)
SEEN = {"papers.html": "#paper-list:not([aria-busy])", "topics/causal-inference.html": "#topic-card"}
"""What is there once the page has answered, where that takes longer than two frames."""
POINTED = {"topics/causal-inference.html": ".why .name"}
MIXED = """() => {
    const add = (parent, name) => parent.appendChild(document.createElement(name));
    const list = add(document.getElementById("main"), "ol");
    for (let at = 0; at < 30; at += 1) add(list, "li").textContent = at;
    add(list.children[20], "button");
}"""


@pytest.mark.campaign
@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(("width", "theme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_no_fault(visit: Opener, where: str, width: int, theme: str) -> None:
    page = visit(where, width=width, theme=theme)
    page.evaluate(f"() => {{ {STATES[where]} }}")
    if where in POINTED:
        page.hover(POINTED[where])
    page.wait_for_selector(SEEN.get(where, "#main"))
    drawn(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_SMALL, CONTROLS) == []
    assert find_faults(page) == []


def test_a_fault_in_a_row_that_is_unlike_the_others_is_found(visit: Opener) -> None:
    page = visit("about.html")
    page.evaluate(MIXED)

    assert [fault for fault, _ in find_faults(page)] == ["button-name"]
    assert (page.locator("#main ol > li").count() < 30) is not SOAK
