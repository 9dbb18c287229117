"""The page of new papers: what a reader still lacks for each of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.core.graph import build_graph
from vlagraph.core.intents import intend
from vlagraph.core.marks import Progress, learn
from vlagraph.core.papers.ready import Readiness
from vlagraph.pipeline.build import SiteChoice, build_site
from vlagraph.store.atomic import write_atomic
from vlagraph.store.marks import encode_progress
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("learned", "skipped"),
    [
        ((), ()),
        (("vectors",), ()),
        (("vectors",), ("chance",)),
        (("vectors", "chance"), ()),
        (("vectors", "chance", "learning"), ()),
    ],
)
def test_the_page_says_once_a_paper_what_new_says(
    visit: Opener, seen: Seen, tmp_path: Path, learned: tuple[str, ...], skipped: tuple[str, ...]
) -> None:
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", tmp_path / "w")
    workspace = Workspace(tmp_path / "w")
    kg = build_graph(load_roadmap(workspace.topics))
    at = "2026-11-01T00:00:00.000Z"
    marks = learn(Progress(), [kg.topics[name] for name in learned], at=at)
    marks = intend(marks, [kg.topics[name] for name in skipped], kind="skipped", kg=kg, at=at)
    write_atomic(workspace.progress, encode_progress(marks))
    build_site(workspace, choice=SiteChoice(marks=True))
    page = visit("new.html", folder=workspace.site)
    items = page.locator("[data-paper]")
    topics = [(item.get_attribute("data-topics") or "").split() for item in items.all()]
    missing = [Readiness(kg, learned).missing(names) for names in topics]

    assert items.count() > 0
    for item, names in zip(items.all(), missing, strict=True):
        text = item.locator("[data-verdict]").inner_text()
        assert text == "You can read it now" if not names else text.startswith(f"You lack {len(names)} ")
        assert item.get_by_text("You can read it now").count() == (not names)
        assert all(kg.topics[name].name.en in (item.text_content() or "") for name in names)
    page.click("#new-ready")

    assert page.locator("[data-paper]:visible").count() == missing.count(())
    assert (seen.errors, seen.requests) == ([], [])


def test_thirty_papers_are_shown_then_more_and_the_address_keeps_every_choice(
    visit: Opener, seen: Seen, site: Path
) -> None:
    page = visit("new.html")
    rows = page.locator("[data-paper]:visible")
    first = rows.count()
    page.click("#new-more")
    more, focus = rows.count(), page.evaluate("document.activeElement.closest('li')?.className")
    topic = page.locator("#new-topic option").nth(3).get_attribute("value") or ""
    page.focus("#new-topic")
    page.select_option("#new-topic", topic)
    under = {item.get_attribute("data-topics") for item in rows.all()}
    page.reload()
    reloaded = page.input_value("#new-topic"), rows.count()
    page.go_back()
    back = page.input_value("#new-topic"), rows.count()
    page.goto((site / "about.html").as_uri())
    page.go_back()

    assert (first, more, focus) == (30, 60, "beyond")
    assert all(topic in (names or "").split() for names in under)
    assert reloaded == (topic, min(30, page.locator(f"[data-topics~='{topic}']").count()))
    assert back == ("", 60)
    assert (page.input_value("#new-topic"), rows.count()) == back
    assert page.get_by_text("score 0.").first.is_hidden()  # behind "Why"
    assert (seen.errors, seen.requests) == ([], [])


def test_a_mark_changes_the_row_in_place_and_the_verdicts_follow_other_windows(visit: Opener) -> None:
    page = visit("new.html#topic=no-such-topic")
    button = page.locator("[data-paper]:visible [data-act='read']").first
    button.focus()
    page.keyboard.press("Enter")
    pressed = button.get_attribute("aria-pressed")
    before = page.locator("[data-paper]:has([data-verdict]:not(.ok))").first.element_handle()
    _learn_in_another_window(page, [one["id"] for one in _all_topics(page)])

    assert (pressed, button.evaluate("button => button === document.activeElement")) == ("true", True)
    assert before is not None
    assert before.query_selector("[data-verdict].ok") is not None
    assert page.locator("[data-verdict]:not(.ok)").count() == 0


def _all_topics(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate(
        "JSON.parse(document.getElementById('topic-index').textContent).map(([id]) => ({id}))"
    )
    return found


def _learn_in_another_window(page: Page, topics: list[str]) -> None:
    """Keep marks as another window of the site would, and tell this one."""
    page.evaluate(
        """topics => {
            const key = Object.keys(localStorage).find((name) => name.startsWith("vlagraph.progress"));
            const value = JSON.parse(localStorage.getItem(key));
            for (const id of topics) value.topics[id] = { state: "learned", at: "2026-11-01T00:00:00.000Z" };
            localStorage.setItem(key, JSON.stringify(value));
            dispatchEvent(new StorageEvent("storage", { key }));
        }""",
        topics,
    )
