"""Saved and printed: one sheet of what the page shows, with title, legend, path, marks, date and address."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.browser.test_site_map import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen
    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
VIEW = "index.html#path=build-a-vla&better=1&lang=ko"
LEARNED = "linear-algebra"
STEPS = "#pathbar .steps a"


def _marked(page: Page) -> Page:
    page.eval_on_selector(f'#order-list li[data-topic="{LEARNED}"] .tick', "tick => tick.click()")
    drawn(page)
    return page


def _saved(page: Page, name: str) -> bytes:
    page.click("#share-menu summary")
    with page.expect_download() as saved:
        page.click(f"#save-{name}")
    page.keyboard.press("Escape")
    return saved.value.path().read_bytes()


def _texts(node: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in node.iter(f"{SVG}text")]


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file, each with its kind."""
    at = 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def test_the_saved_svg_holds_every_card_edge_and_mark_of_the_view(
    visit: Opener, seen: Seen, shipped: KnowledgeGraph
) -> None:
    page = _marked(visit(VIEW, theme="dark"))
    steps = page.locator(STEPS).all_inner_texts()
    root = ET.fromstring(_saved(page, "svg"))
    cards = {node.get("data-topic"): _texts(node) for node in root.iter(f"{SVG}g") if node.get("data-topic")}
    paths = " ".join(node.get("d", "") for node in root.iter(f"{SVG}path"))
    written = " ".join(_texts(root))
    edges = page.evaluate("JSON.parse(document.getElementById('edges').textContent)")
    ways = [edge["p"] for edge in edges if edge.get("d") in (1, 3) and "p" in edge]
    nameless = [
        topic.id
        for topic in shipped.topics.values()
        if topic.name.ko.replace(" ", "") not in "".join(cards[topic.id]).replace(" ", "")
    ]
    numbers = {text for some in cards.values() for text in some}

    assert nameless == []
    assert ways
    assert [way for way in ways if way not in paths] == []
    assert "✓ 학습함" in cards[LEARNED]
    assert [step for step in steps if f"{steps.index(step) + 1} {step}" not in written] == []
    assert {str(number) for number in range(1, len(steps) + 1)} <= numbers
    assert shipped.roadmap.title.ko in written
    assert "path=build-a-vla" in written
    assert re.search(r"\d{4}년", written)
    assert next(root.iter(f"{SVG}rect")).get("fill") == page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    )
    assert b"href" not in ET.tostring(root)
    assert (seen.errors, seen.requests) == ([], [])


def test_the_saved_png_has_the_size_of_the_sheet_and_is_not_blank(visit: Opener) -> None:
    page = visit(VIEW)
    picture = _saved(page, "png")
    root = ET.fromstring(_saved(page, "svg"))
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    pixels = zlib.decompress(b"".join(body for kind, body in _chunks(picture) if kind == b"IDAT"))

    assert (width, height) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
    assert len(set(pixels[::997])) > 20


def test_print_is_light_has_all_steps_and_puts_the_sheet_on_one_page(visit: Opener, seen: Seen) -> None:
    page = _marked(visit(VIEW, theme="dark"))
    steps = page.locator(STEPS).all_inner_texts()
    page.emulate_media(media="print")
    page.wait_for_selector("#sheet svg")
    sheet = page.locator("#sheet svg text").all_text_contents()
    listed = page.locator("#order-list li:visible a").all_inner_texts()
    hidden = page.locator("#pathbar, #pane, #filters, .zoom").locator("visible=true").count()
    grounds = page.eval_on_selector_all(
        "html, body, main, .listing", "all => all.map((one) => getComputedStyle(one).backgroundColor)"
    )
    ground = page.locator("#sheet rect").first.get_attribute("fill")
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    boxes = [box.split()[2:] for box in re.findall(rb"/MediaBox \[([^]]+)\]", paper)]

    assert [step for step in steps if step not in "".join(sheet)] == []
    assert listed == steps
    assert hidden == 0
    assert (set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, ground) == (True, "#ffffff")
    assert [float(width) > float(height) for width, height in boxes].count(True) == 1
    assert (seen.errors, seen.requests) == ([], [])


def test_on_paper_a_wide_table_is_a_list_and_nothing_is_cut(visit: Opener) -> None:
    page = visit("benchmarks.html")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.emulate_media(media="print")
    kinds = set(
        page.eval_on_selector_all(".compare td", "all => all.map((td) => getComputedStyle(td).display)")
    )
    cut = page.eval_on_selector_all(
        "main *", "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length"
    )
    page.set_viewport_size({"width": 1400, "height": 900})

    assert set(kinds) <= {"block", "none"}
    assert cut == 0
