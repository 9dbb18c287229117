"""A roadmap that says nothing of levels and hours, as an imported list: no page makes zeros of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import Area, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser
X = Text(en="x", ko="x")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two topics."""
    topics = tuple(Topic(id=name, area="a", name=X) for name in ("t", "u"))
    content = Content(Roadmap(title=X, areas=(Area(id="a", name=X),), topics=topics), ("t", "u"), papers={})
    for name, text in render_site(content).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_panel_names_no_level_that_a_topic_does_not_have(visit: Opener, seen: Seen, folder: Path) -> None:
    page = visit("index.html#topic=t", folder=folder)

    assert page.inner_text("#panel .facts").strip() == "no hours yet"
    assert (seen.errors, seen.requests) == ([], [])


def test_hours_that_no_topic_has_are_not_known_until_nothing_is_left(
    visit: Opener, seen: Seen, folder: Path
) -> None:
    built = visit("order.html", folder=folder, java_script_enabled=False).locator("#done-text").text_content()
    page = visit("order.html", folder=folder)
    said = [page.inner_text("#done-text")]
    for name in ("t", "u"):
        page.click(f"[data-mark='{name}']")
        said.append(page.inner_text("#done-text"))

    assert "hours left not known" in str(built)
    assert said == [
        "0 of 2 learned · hours left not known",
        "1 of 2 learned · hours left not known",
        "2 of 2 learned · 0 h left",
    ]
    assert (seen.errors, seen.requests) == ([], [])
