"""Addresses that ask for what the page does not have: said in sight, and never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.roadmaps import roadmap, stage, topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("index.html#topic=nope", "nope"),
        ("index.html#nope", "nope"),
        ("index.html#path=linear-algebra,nope,no-goal", "nope, no-goal"),
        ("index.html#area=no-area&tier=no-tier&level=9", "no-area, no-tier, 9"),
        ("papers.html#topic=nope&sort=best", "nope, best"),
        ("new.html#topic=nope", "nope"),
    ],
)
def test_what_an_address_asks_for_and_is_not_there_is_said(
    visit: Opener, seen: Seen, where: str, named: str
) -> None:
    page = visit(where)
    page.wait_for_selector("#live.toast")

    assert page.inner_text("#live").startswith(f"The address asks for what is not here: {named}.")
    assert (seen.errors, seen.requests) == ([], [])


@pytest.mark.parametrize("where", ["index.html#main", "index.html#topic=linear-algebra", "papers.html#main"])
def test_of_what_is_there_nothing_is_said(visit: Opener, where: str) -> None:
    page = visit(where)
    page.wait_for_timeout(100)

    assert page.inner_text("#live") == ""


def test_a_long_name_in_an_address_is_cut(visit: Opener) -> None:
    page = visit("index.html#topic=" + "x" * 500)

    page.wait_for_selector("#live.toast")

    assert 0 < page.inner_text("#live").count("x") < 70


def test_on_a_phone_a_notice_takes_the_width_that_there_is(visit: Opener) -> None:
    page = visit("papers.html#topic=nope", width=390)
    room = page.locator("#live.toast").bounding_box()

    assert room
    assert 350 < room["width"] <= 390 - 16


def test_a_topic_without_new_papers_is_not_shown_as_all_of_them_in_silence(visit: Opener) -> None:
    page = visit("new.html")
    page.evaluate("""() => {
      const select = document.getElementById("new-topic");
      select.querySelector("[value='vla-models']").remove();
      location.hash = "#topic=vla-models";
    }""")
    page.wait_for_selector("#live.toast")

    assert "not here: vla-models." in page.inner_text("#live")


def test_the_filter_of_a_stage_shows_all_topics_that_the_stage_counts(visit: Opener, tmp_path: Path) -> None:
    stages = (stage("one", "a"), stage("two", "field", "a"), stage("three", "b"), stage("four"))
    content = Content(roadmap(topic("a"), topic("b"), topic("c"), stages=stages), ("c", "a", "b"))
    for name, text in render_site(content).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = "[...document.querySelectorAll('#order-list li')].filter((row) => !row.hidden)"
    page = visit("index.html#view=list", folder=tmp_path)
    listed = []
    for number, one in enumerate(stages):
        page.evaluate("id => { location.hash = '#view=list&stage=' + id; }", one.id)
        page.wait_for_function("at => document.getElementById('stage').value === at", arg=str(number))
        listed.append(page.evaluate(f"{rows}.map((row) => row.dataset.topic).join('')"))

    assert listed == ["a", "cab", "b", ""]
