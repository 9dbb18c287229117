"""The site of a roadmap without topics, as `init --empty` begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import Area, Priority, PriorityEntry, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
X = Text(en="x", ko="엑스")
NONE = "This roadmap has no topics yet."


def _written(folder: Path, content: Content) -> Path:
    for name, text in render_site(content).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_map_list_and_order_say_that_there_are_no_topics(visit: Opener, seen: Seen, tmp_path: Path) -> None:
    folder = _written(tmp_path, Content(Roadmap(title=X, areas=(), topics=()), (), papers={}))
    on_map = visit("index.html", folder=folder).locator(".pane > .empty")
    seen_there = on_map.is_visible(), on_map.inner_text()
    listed = visit("index.html#view=list", folder=folder).inner_text("#list-none")
    order = visit("order.html", folder=folder)

    assert (seen_there, listed) == ((True, NONE), NONE)
    assert order.inner_text(".empty") == NONE
    assert order.locator("#done-bar, .order").count() == 0
    assert (seen.errors, seen.requests) == ([], [])


def test_the_page_about_names_the_priorities_of_the_roadmap_or_none(visit: Opener, tmp_path: Path) -> None:
    def about(name: str, *priorities: Priority) -> str:
        (tmp_path / name).mkdir()
        topic = Topic(id="t", area="a", name=X)
        made = Roadmap(title=X, areas=(Area(id="a", name=X),), topics=(topic,), priorities=priorities)
        folder = _written(tmp_path / name, Content(made, ("t",), papers={}))
        return visit("about.html", folder=folder).inner_text("ul.notes li >> nth=0")

    entry, soon = PriorityEntry(ref="t", note=X), Text(en="Soon", ko="곧")
    first = Priority(id="p", name=soon, window=X, weeks=(1, 2), entries=(entry,))

    assert about("with", first).endswith("you can start it now. Letters are priorities: N Soon.")
    assert about("without").endswith("you can start it now.")


def test_no_key_breaks_a_map_without_topics(visit: Opener, seen: Seen, tmp_path: Path) -> None:
    folder = _written(tmp_path, Content(Roadmap(title=X, areas=(), topics=()), (), papers={}))
    page = visit("index.html", folder=folder)
    page.wait_for_selector("#net:not([hidden])")
    page.keyboard.press("Tab")  # so that the browser shows where the keyboard is
    page.focus("#net")
    before = page.evaluate("window.vlagraph.view().scale")
    for key in ("ArrowLeft", "ArrowDown", "Enter", " ", "Home", "End", "m", "l", "s", "p"):
        page.keyboard.press(key)
    page.keyboard.press("-")
    page.wait_for_function("before => window.vlagraph.view().scale < before", arg=before)

    assert page.evaluate("localStorage.length") == 0
    assert (seen.errors, seen.requests) == ([], [])
