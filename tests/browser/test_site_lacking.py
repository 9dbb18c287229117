"""The panel of a topic that lacks many others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vlagraph.core.model import Area, Requirement, Roadmap, Text, Topic
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Opener, Seen

pytestmark = pytest.mark.browser


def _name(text: str) -> Text:
    return Text(en=text, ko=text)


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A site of ten topics of which each needs the one before."""
    topics = tuple(
        Topic(
            id=f"t{number}",
            area="a",
            name=_name(f"T{number}"),
            level=1,
            hours=(1, 2),
            hours_basis=_name("x"),
            summary=_name("x"),
            requires=tuple(Requirement(topic=f"t{before}", kind="required") for before in range(number)),
        )
        for number in range(10)
    )
    roadmap = Roadmap(title=_name("x"), areas=(Area(id="a", name=_name("A")),), topics=topics)
    content = Content(roadmap, tuple(topic.id for topic in topics), papers={})
    for name, text in render_site(content).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_panel_names_the_first_topics_that_are_lacking_and_the_others_when_asked(
    visit: Opener, seen: Seen, chain: Path
) -> None:
    page = visit("index.html#topic=t9", folder=chain)
    lack = page.locator("#panel .lack")
    short = lack.inner_text()
    lack.locator("button").focus()
    page.keyboard.press("Enter")
    whole, focused = lack.inner_text(), page.evaluate("document.activeElement.textContent")
    page.click("#panel-path")

    assert short == "You lack 9 topics to start this: T0, T1, T2, T3, T4, T5, Show 3 more"
    assert whole == "You lack 9 topics to start this: T0, T1, T2, T3, T4, T5, T6, T7, T8"
    assert (focused, lack.inner_text()) == ("T6", whole)
    assert visit("index.html#topic=t7", folder=chain).inner_text("#panel .lack").endswith("T5, T6")
    assert (seen.errors, seen.requests) == ([], [])
