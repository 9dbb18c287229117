"""The page of a topic: its small graph, its best papers first, cards beside links."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.pipeline.build import build_site
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser


def test_the_small_graph_is_walked_by_keyboard_and_links_have_cards(visit: Opener, seen: Seen) -> None:
    page = visit("topics/manipulation.html")
    links = page.locator("svg.near.wide a")
    target = links.first.get_attribute("href") or ""
    page.focus("[data-mark]")
    for _ in range(3):  # past the states and how the hours were estimated
        page.keyboard.press("Tab")
    reached = page.evaluate("document.activeElement.getAttribute('href')")
    card = page.locator("#topic-card")
    card.wait_for()
    text, described = card.inner_text(), links.first.get_attribute("aria-describedby")
    page.keyboard.press("Escape")
    gone = card.count()
    page.hover("ul.pills a")
    card.wait_for()
    page.hover("#topic-card")
    page.wait_for_timeout(400)
    stays = card.is_visible()
    page.focus("svg.near.wide a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/topics/{target}")

    assert (reached, described, gone, stays) == (target, "topic-card", 0, True)
    assert re.search(r"You lack|Ready to learn", text)
    assert re.search(r"\d+–\d+ h", text)
    assert (seen.errors, seen.requests) == ([], [])


def test_eight_papers_are_seen_at_first_and_their_scores_when_asked_for(visit: Opener) -> None:
    page = visit("topics/manipulation.html")

    assert page.locator(".reading > li:has(.reasons):visible").count() == 8
    assert page.get_by_text("score ").first.is_hidden()
    assert page.locator("details.rest").count() == 1


def test_a_title_in_another_language_says_so_and_the_window_is_named_in_that_of_the_page(
    visit: Opener,
) -> None:
    page = visit("topics/manipulation.html")
    page.click("#lang")
    titles = page.locator("main a.name[href^='https://arxiv.org']")

    assert set(titles.evaluate_all("links => links.map((link) => link.lang)")) == {"en"}
    assert re.search("[가-힣]", page.title())


def test_a_mistake_is_reported_at_the_same_address_on_the_map_and_on_the_page(
    visit: Opener, seen: Seen, tmp_path: Path
) -> None:
    root = tmp_path / "w"
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", root)
    roadmap = json.loads((root / "graph" / "topics.json").read_text(encoding="utf-8"))
    roadmap["corrections"] = "https://example.org/new?title={title}&body={topic}+{requirement}"
    (root / "graph" / "topics.json").write_text(json.dumps(roadmap), encoding="utf-8")
    build_site(Workspace(root))
    page = visit("topics/learning.html", folder=root / "site")
    there = page.locator("a.wrong").evaluate_all("links => links.map((link) => link.href)")
    page = visit("index.html#topic=learning&view=list", folder=root / "site")
    page.locator("#panel a.wrong").first.wait_for()
    here = page.locator("#panel a.wrong").evaluate_all("links => links.map((link) => link.href)")
    page.click("#filter-menu summary")
    page.select_option("#level", "5")
    empty = page.locator("#list-none").is_visible(), page.locator("#order-list li:visible").count()

    assert len(here) > 1
    assert here == there
    assert all(re.match(r"https://example\.org/new\?title=[\w%]+.*&body=learning\+", link) for link in here)
    assert empty[0] == (empty[1] == 0)
    assert (seen.errors, seen.requests) == ([], [])


def test_what_helps_is_named_apart_from_what_is_needed_first_on_every_page(visit: Opener, seen: Seen) -> None:
    def heading(place: str) -> str:
        """Over which heading, or behind which words, the link to the topic that helps stands."""
        list_of = page.locator(place).first.locator("xpath=ancestor::ul[1]")
        return str(list_of.evaluate("list => list.previousElementSibling.innerText"))

    link = "a[href$='imitation-learning.html']"
    page = visit("topics/robot-benchmarks.html")
    on_page = heading(f"ul.why {link}"), page.inner_text("h2:has-text('Needs first') + p")
    page = visit("index.html#topic=robot-benchmarks&view=list")
    page.locator(f"#panel ul.why {link}").wait_for()
    first = page.inner_text("#panel h3:has-text('Needs first') + p")
    on_map = heading(f"#panel ul.why {link}"), first, page.locator("#panel .why .kind").count()
    page = visit("order.html")
    in_order = page.locator("li[data-topic='robot-benchmarks'] .needs").all_inner_texts()

    assert on_page == ("Helps, in any order", "Nothing: start here")
    assert on_map == ("Helps, in any order", "Nothing: start here", 0)
    assert in_order == ["Nothing: start here", "Helps, in any order: Imitation Learning"]
    assert (seen.errors, seen.requests) == ([], [])
