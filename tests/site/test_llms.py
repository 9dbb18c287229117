"""llms.txt: every page and topic with an address that is there, and no sentence of others."""

from __future__ import annotations

import re
from dataclasses import replace as with_values

from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.support.news_samples import paper
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


def test_it_says_of_new_papers_the_order_that_their_page_has() -> None:
    content = _content(None)
    days = ("2026-03-02", "2026-03-01", "2026-02-03")
    topics = [{one: 0.9} for one in (*content.order[:2], content.order[0])]
    made = [paper(f"2699.0900{at}", f"P{at}", topics[at], day=day) for at, day in enumerate(days)]
    page = render_site(with_values(content, papers={one.id: one for one in made}))["new.html"]
    told = re.search(r"\[New papers\]\(new\.html\): (.*)", llms_text(content))

    assert re.findall(r">P(\d)</a>", page) == ["0", "1", "2"]
    assert told is not None
    assert "newest first" in told[1]
