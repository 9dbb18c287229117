"""New papers as an Atom feed, for a reader and for the readers of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.ids import abs_url
from vlagraph.formats.atom import Entry, Feed, atom_text, feed_id
from vlagraph.formats.news import item_lines
from vlagraph.formats.publication import publication_line
from vlagraph.words import translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.news import News, NewsItem
    from vlagraph.core.papers.paper import Paper

__all__ = ["news_feed", "reader_feed"]

_NAMED = 3
"""Topics that the title of a feed names: lists of feeds cut longer ones."""


def reader_feed(news: News, lang: Lang) -> str:
    """What ``new`` tells, as a feed, called by what is asked for."""
    asked = [news.topic] if news.topic else sorted(news.goal)
    if not asked:
        return news_feed(news, lang, title=translate(lang, "news.feed"))
    named = ", ".join(news.topics[one].name[lang] for one in asked[:_NAMED])
    key = "news.feed_topic" if len(asked) <= _NAMED else "news.feed_topics"
    return news_feed(news, lang, title=translate(lang, key, topic=named, count=len(asked) - _NAMED))


def news_feed(news: News, lang: Lang, *, title: str) -> str:
    """Every paper of ``news`` as an entry, in their order; without entries it dates from the last fetch.

    The id of the feed is always the same, one for each roadmap and each topic or goal that is asked for, for
    what the reader can follow and for each level, but whatever the days that are asked for: a feed that a
    timer writes anew with a later day is the same one. That of an entry is the address of its paper. Entries
    hold our words only, no abstracts.
    Where the roadmap says where its site is, the feed leads to its page there, and the feed of all topics to
    itself.
    """
    name = _name(news)
    base = f"{news.roadmap.site.rstrip('/')}/" if news.roadmap.site else None
    feed = Feed(
        id=feed_id(news.roadmap.identity, name),
        title=title,
        updated=news.last_fetched or news.now,
        lang=lang,
        link=f"{base}topics/{news.topic}.html" if base and news.topic else base and f"{base}new.html",
        self_link=f"{base}feed.xml" if base and name == "new" else None,
    )
    return atom_text(feed, [_entry(item, news, lang) for item in news.items])


def _name(news: News) -> str:
    """What tells the feed from the other ones of its roadmap: the papers that can come into it."""
    goal = "/".join(["/towards", *sorted(news.goal)]) if news.goal else ""
    name = f"new/{news.topic}" if news.topic else f"new{goal}"
    parts = [*(["ready"] if news.ready else []), *([news.level] if news.level != "usual" else [])]
    return "?".join([name, *parts])


def _entry(item: NewsItem, news: News, lang: Lang) -> Entry:
    paper = item.paper
    topics = [news.topics[place.topic] for place in (item.place, *item.others)]
    return Entry(
        id=abs_url(paper.id),
        title=paper.readable_title,
        updated=paper.updated or paper.published,
        published=paper.published,
        link=abs_url(paper.id),
        authors=paper.authors,
        categories=tuple((topic.id, topic.name[lang]) for topic in topics),
        summary=". ".join(
            filter(None, [*item_lines(item, news, lang), publication_line(paper, lang), _remark(paper, lang)])
        )
        + ".",
    )


def _remark(paper: Paper, lang: Lang) -> str:
    return translate(lang, "recorded.remark", day=paper.recorded) if paper.recorded else ""


WRITERS = {("news", "atom"): reader_feed}
