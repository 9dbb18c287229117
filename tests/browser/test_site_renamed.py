"""Topics that were renamed or split: their old addresses, and the marks under their old ids."""

from __future__ import annotations

import json
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
MARKS = {"schema": 1, "topics": {"old-name": {"state": "learned", "at": "2026-11-22T09:30:00.000Z"}}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which one topic had another id, and two were one."""
    root = tmp_path_factory.mktemp("renamed") / "w"
    shutil.copytree(CHECKOUT / "tests" / "golden" / "workspace", root)
    topics = root / "graph" / "topics.json"
    roadmap = json.loads(topics.read_text(encoding="utf-8"))
    first, second, third, *_ = roadmap["topics"]
    first["formerly"] = ["old-name"]
    second["formerly"] = third["formerly"] = ["both"]
    topics.write_text(json.dumps(roadmap), encoding="utf-8")
    build_site(Workspace(root))
    return root / "site"


@pytest.fixture(scope="module")
def ids() -> list[str]:
    """The topics of the site."""
    text = (CHECKOUT / "tests" / "golden" / "workspace" / "graph" / "topics.json").read_text("utf-8")
    return [topic["id"] for topic in json.loads(text)["topics"]]


def test_addresses_of_old_lead_to_what_the_topics_became(
    visit: Opener, seen: Seen, folder: Path, ids: list[str]
) -> None:
    page = visit("topics/old-name.html", folder=folder)
    page.wait_for_url(f"**/topics/{ids[0]}.html")
    page = visit("topics/both.html", folder=folder)
    page.wait_for_url(lambda url: "both" not in url)
    siblings = page.inner_text("#siblings")
    page = visit("index.html#topic=old-name", folder=folder)
    said = page.inner_text("#live.toast")
    opened = page.evaluate("location.hash")
    page = visit("index.html#path=both,old-name", folder=folder)
    both = page.inner_text("#live.toast")

    assert siblings.startswith("This topic was once one with: ")
    assert said.startswith("old-name is now ")
    assert page.locator("#pathbar .steps .target").count() == 2
    assert both.startswith("both was split: ")
    assert "old-name is now " in both
    assert opened == "#topic=old-name"
    assert (seen.errors, seen.requests) == ([], [])


def test_the_papers_of_a_renamed_topic_are_shown(visit: Opener, folder: Path) -> None:
    page = visit("papers.html#topic=old-name", folder=folder)

    assert page.input_value("#paper-topic") != ""


def test_marks_under_an_old_id_count_on_every_page(visit: Opener, folder: Path, ids: list[str]) -> None:
    page = visit("order.html", folder=folder)
    page.evaluate("text => localStorage.setItem('vlagraph.progress', text)", json.dumps(MARKS))
    page.reload()
    summed = page.inner_text("#done-text")
    page.goto((folder / "topics" / f"{ids[0]}.html").as_uri())
    button = page.locator(f"[data-mark='{ids[0]}']").first
    pressed = button.get_attribute("aria-pressed")
    button.click()
    kept = json.loads(
        page.evaluate("localStorage['vlagraph.progress.' + document.documentElement.dataset.roadmap]")
    )

    assert summed.startswith("1 of ")
    assert pressed == "true"
    assert kept["topics"][ids[0]]["over"] == ["old-name"]
