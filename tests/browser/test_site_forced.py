"""High contrast: the map is painted in the colours of the reader's system."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_site_map import drawn, where

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

SYSTEM = """names => Object.fromEntries(names.map((name) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.cssText = 'forced-color-adjust: none; color: ' + name;
  const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  probe.remove();
  return [name, r * 65536 + g * 256 + b];
}))"""
PIXELS = """box => {
  const canvas = document.querySelector('#net canvas');
  const part = canvas.width / canvas.clientWidth;
  const found = canvas.getContext('2d').getImageData(...box.map((value) => Math.round(value * part))).data;
  const counts = {};
  for (let at = 0; at < found.length; at += 4) if (found[at + 3] === 255) {
    const colour = found[at] * 65536 + found[at + 1] * 256 + found[at + 2];
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
}"""
"""How often each colour is in a part of the map, counted there: to send the pixels takes seconds."""


def _colours(page: Page, box: list[float]) -> Counter[int]:
    return Counter({int(colour): count for colour, count in page.evaluate(PIXELS, box).items()})


def test_in_forced_colours_the_map_has_those_of_the_system_and_marks_what_is_chosen(visit: Opener) -> None:
    page = visit("index.html#topic=evaluation-metrics", theme="dark")
    page.emulate_media(forced_colors="active")
    drawn(page)
    system = page.evaluate(SYSTEM, ["Canvas", "CanvasText", "Highlight", "HighlightText", "GrayText"])
    x, y = where(page, "evaluation-metrics")
    pane = page.locator("#pane").bounding_box()
    assert pane
    card = _colours(page, [x - pane["x"] - 40, y - pane["y"] - 10, 100, 20])
    ground = _colours(page, [0, 0, 900, 700])
    page.focus("#net")
    page.keyboard.press("ArrowLeft")
    drawn(page)
    cursor = page.evaluate("[...window.vlagraph.lit()].find(([, role]) => role === 'self')[0]")
    x, y = where(page, cursor)
    frame = _colours(page, [x - pane["x"] - 10, y - pane["y"] - 26, 20, 52])
    page.emulate_media(forced_colors="none")

    assert card.most_common(1)[0][0] == system["Highlight"]
    assert card[system["HighlightText"]] > 20
    assert ground.most_common(1)[0][0] == system["Canvas"]
    assert ground[system["CanvasText"]] > 200
    assert frame[system["Highlight"]] > 20


def test_in_forced_colours_the_button_of_the_theme_shows_its_sign(visit: Opener) -> None:
    page = visit("order.html")
    page.emulate_media(forced_colors="active")
    painted = page.evaluate("getComputedStyle(document.querySelector('#theme .halved')).backgroundImage")
    page.emulate_media(forced_colors="none")

    assert "gradient" in painted
