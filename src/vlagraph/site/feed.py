"""The Atom feed of a site: its latest papers in the language of its pages, for readers who are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.news import News
from vlagraph.core.papers.news_order import latest_news
from vlagraph.formats.news_feed import news_feed
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.site.content import Content

__all__ = ["feed"]

_MOST = 100
"""Entries: some weeks of papers, so that a feed reader that asks rarely misses none."""


def feed(content: Content) -> str:
    """The feed as text; its time is that of the newest entry, so that the same papers give the same bytes.

    Papers of a recorded collection are no entries: readers of a feed expect what has just come out. Before
    the first fetch the feed dates from the end of that collection.
    """
    fetched = [paper for paper in content.papers.values() if not paper.recorded]
    until = max((paper.recorded for paper in content.papers.values() if paper.recorded), default="")
    items = latest_news(content.standings, fetched, most=_MOST)
    news = News(
        items=items,
        roadmap=content.roadmap,
        topics=content.graph.topics,
        most=len(items),
        stored=bool(fetched),
        now=content.fetched or until,
    )
    lang = content.languages[0]
    return news_feed(news, lang, title=translate(lang, "news.feed_of", title=content.roadmap.title[lang]))
