"""What the pages of papers say where there are none: each sends to nothing that another does not have."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.roadmaps import roadmap, topic
from vlagraph.core.model import KeyPaper
from vlagraph.core.papers.paper import Paper
from vlagraph.site.content import Content
from vlagraph.site.pages import render_site
from vlagraph.site.words import WORDS

KEY = "2304.13705"


def _pages(*stored: str) -> dict[str, str]:
    chosen = replace(topic("a"), key_papers=(KeyPaper(arxiv=KEY, role="method"),))
    papers = {
        one: Paper(id=one, title="T", authors=("A",), published="2023-04-23", curated=True) for one in stored
    }
    return dict(render_site(Content(roadmap(chosen), ["a"], papers=papers)))


def test_the_page_of_new_papers_sends_to_key_papers_where_the_list_has_them() -> None:
    pages = _pages(KEY)

    assert WORDS["new_none"].en in pages["new.html"]
    assert WORDS["papers_empty"].en not in pages["papers.html"]


def test_it_sends_to_no_empty_list_while_no_key_paper_is_stored() -> None:
    pages = _pages()

    assert WORDS["papers_empty"].en in pages["papers.html"]
    assert WORDS["new_none"].en not in pages["new.html"]
    assert WORDS["new_none_at_all"].en in pages["new.html"]
