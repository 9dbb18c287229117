"""Mermaid's own parser reads the export in its language, in the place where people paste it: a browser."""

from __future__ import annotations

import html
from functools import reduce
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT
from tests.support.odd_roadmaps import odd_roadmap
from vlagraph.core.text import one_line
from vlagraph.formats.mermaid import to_mermaid

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
MERMAID = CHECKOUT / "node_modules" / ".mermaid" / "mermaid.min.js"
READ = """async (text) => {
    mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 5000 });
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return [[...db.getVertices().values()].map((one) => one.text), db.getEdges().length];
}"""
"""The texts of the nodes that Mermaid finds, and how many arrows."""
KEPT = {"\ufb02\xb0\xb0": "&#", "\ufb02\xb0": "&", "\xb6\xdf": ";"}
"""What Mermaid writes for the parts of ``#45;`` until it draws."""


def test_mermaid_reads_every_name_and_requirement(browser: Browser) -> None:
    if not MERMAID.is_file():
        pytest.skip("no Mermaid: 'make test' gets it where there is npm with node 20 or later")
    odd = odd_roadmap(500)
    page = browser.new_page()
    page.add_script_tag(path=MERMAID)
    names, arrows = page.evaluate(READ, "".join(to_mermaid(odd, "en")))
    page.close()

    assert [html.unescape(_drawn(name)) for name in names] == [
        one_line(topic.name.en, squeeze=False) for topic in odd.topics
    ]
    assert arrows == sum(len(topic.requires) for topic in odd.topics)


def _drawn(text: str) -> str:
    return reduce(lambda found, pair: found.replace(*pair), KEPT.items(), text)
