"""No page kind has an accessibility fault that axe-core can find, and none has a control too small to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    return [...document.querySelectorAll(controls)].filter((node) => {
        const box = (node.type === "checkbox" ? node.closest("label") : node).getBoundingClientRect();
        if (!node.checkVisibility() || !box.width || Math.min(box.width, box.height) >= 24) return false;
        return box.width < 24 || tooLow(node, box.x + box.width / 2, box.y + box.height / 2);
    }).map((node) => [node.outerHTML.slice(0, 160), node.getBoundingClientRect().toJSON()]);
}"""
"""What is less than 24 CSS pixels wide or high (WCAG 2.2, 2.5.8)."""

pytestmark = pytest.mark.browser
PAGES = [
    "index.html#view=map",
    "index.html#view=map&topic=causal-inference",
    "index.html#path=navigation&view=map",
    "index.html#view=list",
    "order.html",
    "papers.html",
    "new.html",
    "landmarks.html",
    "benchmarks.html",
    "projects.html",
    "about.html",
    "topics/causal-inference.html",
]


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(("width", "theme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_no_fault(visit: Opener, where: str, width: int, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    page = visit(where, width=width, theme=theme)
    found = Axe().run(page).response["violations"]

    assert [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in found] == []
    assert page.evaluate(TOO_SMALL, CONTROLS) == []
