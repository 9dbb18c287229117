"""Every page kind in every window: nothing sticks out, and the keyboard goes as the eye does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site_axe import PAGES

if TYPE_CHECKING:
    from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

WINDOWS = (
    (1920, 1080),
    (1400, 900),
    (1024, 768),
    (1024, 768),
    (820, 1180),
    (820, 1180),
    (390, 844),
    (390, 844),
)
"""Each is looked at in the other language and with other colours than the one before."""
OUT_OF_ORDER = """() => {
    const roomOf = (node) => node.parentElement.closest("#net, #rail, .panel, .listing, .top nav, .scroll");
    const boxOf = (node, other) => {
        const room = roomOf(node);
        return (room && room !== roomOf(other) ? room : node).getBoundingClientRect();
    };
    const every = "a[href], button, input, select, summary, textarea, [tabindex]";
    const stops = [...document.querySelectorAll(every)].filter((node) => {
        if (node.disabled || node.tabIndex < 0 || node.closest("[inert]")) return false;
        if (node.matches("#net, .vis-network")) return false; // the map is the ground of the names on it
        const box = node.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && node.checkVisibility({ visibilityProperty: true });
    });
    if (stops.length < 10) throw new Error("nothing to go to");
    return stops.slice(1).map((node, at) => [stops[at], node]).filter(([from, to]) => {
        const [before, after] = [boxOf(from, to), boxOf(to, from)];
        const above = after.bottom <= before.top + 1 && after.left < before.right - 1;
        const overlap = Math.min(before.bottom, after.bottom) - Math.max(before.top, after.top);
        return above || (after.right <= before.left + 1 && overlap > 2);
    }).map((pair) => pair.map((node) => node.outerHTML.slice(0, 120)));
}"""
"""Pairs where the next stop of the keyboard lies above the one before, or left of it in the same line."""

STICKS_OUT = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("where", PAGES)
def test_the_keyboard_goes_as_the_eye_does_and_nothing_sticks_out(visit: Opener, where: str) -> None:
    page = visit(where, width=1400)

    for at, (width, height) in enumerate(WINDOWS):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(forced_colors="none" if at % 2 else "active")
        page.evaluate("document.getElementById('lang').click()")

        assert page.evaluate(STICKS_OUT) is False, (width, at)
        assert page.evaluate(OUT_OF_ORDER) == [], (width, at)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 1400, "height": 900})
