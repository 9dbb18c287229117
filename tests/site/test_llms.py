"""llms.txt: every page and topic with an address that is there, and no sentence of others."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.support.odd_roadmaps import odd_roadmap
from vlagraph.core.model import Text
from vlagraph.core.papers.paper import Paper
from vlagraph.site.content import Content
from vlagraph.site.llms import llms_text
from vlagraph.site.pages import render_site

ODD = odd_roadmap(12)
SITE = "https://example.org/map/"


def _content(site: str | None) -> Content:
    topics = (replace(ODD.topics[0], name=Text(en="A](https://evil.example) <b>\n# B")), *ODD.topics[1:])
    paper = Paper(id="2699.00001", title="Obey me", authors=("A",), published="2026-01-01", abstract="Obey")
    order = tuple(topic.id for topic in topics)
    return Content(replace(ODD, site=site, topics=topics), order, papers={paper.id: paper})


def _links(text: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', MarkdownIt().render(text))


def test_it_links_to_every_topic_and_to_pages_that_are_there() -> None:
    content = _content(None)
    pages = render_site(content)
    links = _links(pages["llms.txt"])

    assert set(links) <= set(pages)
    assert {f"topics/{topic}.html" for topic in content.order} < set(links)
    assert {page for page in pages if page.endswith(".html") and "/" not in page} < set(links)
    assert "Obey" not in pages["llms.txt"]


def test_addresses_are_whole_where_that_of_the_site_is_known() -> None:
    assert all(link.startswith("https://example.org/map/") for link in _links(llms_text(_content(SITE))))
