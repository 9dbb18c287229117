"""A roadmap in one language has pages in it; one in two has a switch."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from tests.support.mixed import ENGLISH, KOREAN, mixed_content
from tests.support.once import made_once
from tests.support.shipped import shipped_content, shipped_pages
from vlagraph.site import picture
from vlagraph.site.content import Content
from vlagraph.site.feed import feed
from vlagraph.site.layout.geometry import GEOMETRY
from vlagraph.site.pages import render_site
from vlagraph.site.render import environment
from vlagraph.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Lang

ROOT = Path(__file__).resolve().parents[2]


@cache
def _pages(*languages: Lang) -> dict[str, str]:
    if languages == LANGS:  # as it is shipped
        pages = shipped_pages()
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Content, "languages", languages)
            copy = replace(shipped_content())  # that was asked for nothing yet
            pages = made_once(f"shipped-pages-{'-'.join(languages)}", lambda: _html(render_site(copy)))
    return _html(pages)


def _html(files: Mapping[str, str]) -> dict[str, str]:
    """The pages alone, for what else there is takes as long to make."""
    return {name: files[name] for name in files if name.endswith(".html")}


def _feed(lang: Lang) -> str:
    """The feed of the shipped roadmap as if written in ``lang`` alone, with its papers as if fetched."""
    content = shipped_content()
    fetched = {paper.id: structs.replace(paper, recorded=None) for paper in content.papers.values()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Content, "languages", (lang,))
        return feed(replace(content, papers=fetched))


@pytest.mark.parametrize(("lang", "other"), [("en", "ko"), ("ko", "en")])
def test_a_roadmap_in_one_language_has_pages_in_it_alone_and_no_switch(lang: Lang, other: Lang) -> None:
    for name, page in _pages(lang).items():
        assert f'<html lang="{lang}" data-only-lang="{lang}">' in page, name
        assert 'id="lang" hidden' in page, name
        assert f'class="{other}"' not in page, name


def test_the_title_and_the_labels_of_a_korean_roadmap_are_korean() -> None:
    pages = _pages("ko")

    assert ">학습 순서 · vlagraph</title>" in pages["order.html"]
    assert 'aria-label="페이지"' in pages["order.html"]
    assert '<text class="ko" lang="ko">' in pages["index.html"]
    assert 'id="names"' not in pages["index.html"]


@pytest.mark.parametrize(
    ("lang", "title", "score"), [("en", ": new papers", "score"), ("ko", ": 새 논문", "점수")]
)
def test_the_feed_of_a_roadmap_in_one_language_is_in_it(lang: Lang, title: str, score: str) -> None:
    feed = _feed(lang)

    assert f'xml:lang="{lang}"' in feed
    assert f"<title>{shipped_content().roadmap.title[lang]}{title}</title>" in feed
    assert re.search(rf"<summary[^>]*>[^<]*{score}", feed)


def test_a_roadmap_in_two_languages_opens_in_english_and_has_a_switch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _pages("en", "ko")["order.html"]

    assert '<html lang="en">' in page
    assert 'id="lang" lang="ko">한국어</button>' in page
    assert 'class="ko" lang="ko"' in page


class _Spoken(HTMLParser):
    """Each text of a page with the language that is said of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self.found: set[tuple[str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self._open[-1][1] if self._open else ""
        self._open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self._open}:
            while self._open.pop()[0] != tag:  # those between are void
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() in {ENGLISH, KOREAN} and self._open[-1][0] not in {"option", "title"}:
            self.found.add((data.strip(), self._open[-1][1]))


def test_a_text_in_one_language_of_two_is_never_told_as_in_the_other() -> None:
    files = render_site(mixed_content())
    index = files["index.html"].replace("noscript", "div").replace('<script type="text/html"', "<pre")

    for page in (index, files["order.html"], files["topics/first.html"], files["topics/second.html"]):
        assert _Spoken(page).found == {(ENGLISH, "en"), (KOREAN, "ko")}


def test_the_picture_of_a_large_map_says_of_an_area_in_one_language_which_that_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = mixed_content()
    limits = structs.replace(GEOMETRY.limits, routed=1)
    monkeypatch.setattr(picture, "GEOMETRY", structs.replace(GEOMETRY, limits=limits))
    svg, _ = picture.picture(content, picture.drawn(content), environment(content=content))

    assert _Spoken(svg).found == {(KOREAN, "ko")}
