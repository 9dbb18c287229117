"""The map: what a reader can do with a mouse, a keyboard or a phone."""

from __future__ import annotations

import json
import os
from itertools import product
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen
    from vlagraph.core.graph import KnowledgeGraph

pytestmark = pytest.mark.browser
SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
OPENED = [*product((1400, 390), ("light", "dark"), ("en", "ko"))]
if not SOAK:  # of every two of width, theme and language each pair once
    OPENED = [one for one in OPENED if (one[0] == 390, one[1] == "dark", one[2] == "ko").count(True) % 2 == 0]


def lit(page: Page) -> dict[str, str]:
    return dict(json.loads(page.evaluate("JSON.stringify([...window.vlagraph.lit()])")))


def drawn(page: Page) -> None:
    """Wait until what was asked for is drawn: two frames, however long they take."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def where(page: Page, topic: str) -> tuple[float, float]:
    page.evaluate("id => window.vlagraph.show(id)", topic)
    drawn(page)
    x, y = page.evaluate("id => window.vlagraph.at(id)", topic)
    return x, y


def point(page: Page, topic: str) -> None:
    page.mouse.move(*where(page, topic))
    drawn(page)


@pytest.mark.campaign
@pytest.mark.parametrize(("width", "theme", "lang"), OPENED)
def test_the_map_opens_without_a_request_or_an_error(
    visit: Opener, seen: Seen, width: int, theme: str, lang: str
) -> None:
    page = visit(f"index.html#lang={lang}&view=map", width=width, theme=theme)
    drawn(page)

    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.evaluate("document.documentElement.lang") == lang
    assert (seen.errors, seen.requests) == ([], [])


def test_pointing_at_a_topic_lights_its_road_and_what_it_unlocks(visit: Opener) -> None:
    page = visit("index.html")
    point(page, "evaluation-metrics")
    found = lit(page)

    assert found["evaluation-metrics"] == "self"
    assert found["robot-benchmarks"] == "up"
    assert found["ablation-studies"] == "down"
    assert "flash-attention" not in found


def test_a_click_opens_the_panel_and_the_address_names_the_topic(visit: Opener) -> None:
    page = visit("index.html")
    page.mouse.click(*where(page, "flash-attention"))
    page.wait_for_selector("#panel:not([hidden])")

    assert page.inner_text("#panel-title") == "Flash Attention"
    assert "topic=flash-attention" in page.url


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("causal", "causal-inference"),
        ("인과추론", "causal-inference"),
        ("ㅇㄱㅊㄹ", "causal-inference"),
        ("flsh attention", "flash-attention"),
        ("인과추론에서는", "causal-inference"),
    ],
)
def test_search_finds_parts_korean_initials_and_slips(visit: Opener, typed: str, found: str) -> None:
    page = visit("index.html")
    page.fill("#search", typed)
    page.press("#search", "Enter")

    assert f"topic={found}" in page.url


@pytest.mark.parametrize(
    ("typed", "found", "part"),
    [("openvla", "vla-models", ""), ("lora", "vla-fine-tuning", "Low-rank"), ("pi0", "vla-models", "")],
)
def test_search_finds_concepts_and_papers_and_says_which(
    visit: Opener, typed: str, found: str, part: str
) -> None:
    page = visit("index.html")
    page.focus("#search")
    page.fill("#search", typed)
    page.locator("#results .part").first.wait_for()
    first = page.locator("#results li").first

    assert first.get_attribute("data-id") == found
    assert part in first.locator(".part").inner_text()


def test_a_goal_is_found_and_its_path_is_shown_and_named_in_the_address(visit: Opener) -> None:
    page = visit("index.html")
    page.fill("#search", "build a vla")
    page.press("#search", "Enter")
    page.wait_for_selector("#pathbar:not([hidden])")

    assert "path=build-a-vla" in page.url
    assert "Fine-tune and evaluate an open VLA" in page.inner_text("#pathbar")
    assert page.locator('#pathbar .target [data-go="vla-fine-tuning"]').count() == 1

    again = visit("index.html#path=build-a-vla&view=list")

    assert again.locator("#pathbar .steps li").count() == page.locator("#pathbar .steps li").count()


def test_the_goals_stand_on_the_order_page_each_with_its_path(visit: Opener) -> None:
    page = visit("order.html")
    page.click("#goal-build-a-vla summary")

    assert page.locator('#goal-build-a-vla ol a[href="topics/vla-fine-tuning.html"]').is_visible()
    assert page.locator('#goal-build-a-vla a[href="index.html#path=build-a-vla"]').is_visible()


def test_search_says_when_nothing_matches(visit: Opener) -> None:
    page = visit("index.html")
    page.fill("#search", "zzzzqqq")

    assert "Nothing matches" in page.inner_text("#results")


def test_without_scripts_the_picture_and_the_ordered_list_are_there(
    visit: Opener, shipped: KnowledgeGraph
) -> None:
    page = visit("index.html", java_script_enabled=False)

    assert page.locator("#first .card").count() == len(shipped.topics)
    assert page.locator("#listing li").count() == len(shipped.topics)
    assert page.locator("#first").is_visible()
    assert page.locator("#listing").is_visible()


def test_without_scripts_the_links_stand_beside_the_name_of_the_site(visit: Opener) -> None:
    page = visit("index.html", java_script_enabled=False)
    brand, last = page.locator(".brand").bounding_box(), page.locator(".top nav a").last.bounding_box()

    assert brand
    assert last
    assert last["x"] > brand["x"] + brand["width"]
    assert last["y"] < brand["y"] + brand["height"]


def test_the_page_works_under_any_folder(visit: Opener, site: Path) -> None:
    page = visit("topics/causal-inference.html", folder=site)
    page.click("text=Show on the map")
    page.wait_for_selector("#panel:not([hidden])")

    assert page.inner_text("#panel-title") == "Causal Inference"
