"""The news as a JSON document, as Markdown and as entries of a feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vlagraph.core.text import one_line
from vlagraph.formats.atom import Entry, Feed, atom_text, feed_id
from vlagraph.formats.news_words import ago, lack_text, matched_text, score_text
from vlagraph.words import say, table

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.news import News, NewsItem

__all__ = [
    "abs_url",
    "detail_line",
    "empty_text",
    "head_text",
    "news_document",
    "news_entries",
    "news_feed",
    "news_markdown",
    "told_lines",
]

_MARKDOWN = re.compile(r"([\\`*_\[\]|~$])")


def abs_url(paper: str) -> str:
    """The page of a paper on arXiv."""
    return f"https://arxiv.org/abs/{paper}"


def head_text(news: News, lang: Lang) -> str:
    """How many papers there are, and how old the data is."""
    words = table(lang, "news")
    shown = words["again" if news.again else "head"].format(shown=len(news.top), total=len(news.items))
    age = words["never"] if news.age_days is None else words["fetched"].format(ago=ago(news.age_days, lang))
    return f"{shown} · {age}"


def empty_text(news: News, lang: Lang) -> str:
    """Why there is nothing, how old the data is, and what to do."""
    words = table(lang, "news")
    where = words["where"].format(topic=news.topics[news.topic].name[lang]) if news.topic else ""
    if not news.stocked:
        return (
            f"{words['none_stored'].format(where=where)}. {words['do_init' if news.bundled else 'do_fetch']}"
        )
    if news.since:
        text = words["none_since"].format(where=where, day=news.since)
    else:
        since = words["since"].format(day=news.last_shown) if news.last_shown else ""
        text = words["nothing"].format(where=where, since=since)
    fresh = news.age_days is not None and news.age_days < 1
    todo = words["do_all"] if fresh and not news.again else words["do_fetch"]
    return f"{text}; {words['last'].format(ago=ago(news.age_days, lang))}. {todo}"


def detail_line(item: NewsItem, news: News, lang: Lang) -> str:
    """Id, day, topic and score of a paper on one line."""
    topic = news.topics[item.place.topic].name[lang]
    score = score_text(item.place.score, item.place.how, lang)
    return f"arXiv:{item.paper.id} · {item.paper.published[:10]} · {topic} · {score}"


def news_document(news: News, lang: Lang) -> dict[str, Any]:
    """``papers`` in full, ``also`` in short, and what the head line says; docs/json.md lists every field."""
    return {
        "papers": [_full(item, news, lang) for item in news.top],
        "also": [_short(item) for item in news.also],
        "total": len(news.items),
        "again": news.again,
        "since": news.since,
        "topic": news.topic,
        "last_shown": news.last_shown,
        "last_fetched": news.last_fetched,
        "age_days": news.age_days,
        "todo": None if news.items else empty_text(news, lang),
    }


def _short(item: NewsItem) -> dict[str, Any]:
    return {
        "id": item.paper.id,
        "title": item.paper.title,
        "topic": item.place.topic,
        "score": item.place.score,
        "copies": list(item.copies),
    }


def _full(item: NewsItem, news: News, lang: Lang) -> dict[str, Any]:
    return {
        **_short(item),
        "url": abs_url(item.paper.id),
        "authors": list(item.paper.authors),
        "published": item.paper.published,
        "updated": item.paper.updated,
        "topic_name": news.topics[item.place.topic].name[lang],
        "how": item.place.how,
        "matched": matched_text(item.place.evidence, lang),
        "evidence": item.place.evidence,
        "lacks": list(item.lacks),
        "others": [{"topic": place.topic, "score": place.score, "how": place.how} for place in item.others],
    }


def news_markdown(news: News, lang: Lang) -> str:
    """A list to read or send: links, topic, score, matched words, what is lacking; then the other titles."""
    words = table(lang, "news")
    lines = [f"# {words['title']}", ""]
    if not news.items:
        return "\n".join([*lines, empty_text(news, lang)]) + "\n"
    lines += [f"{head_text(news, lang)}.", ""]
    for number, item in enumerate(news.top, start=1):
        lines.append(f"{number}. [{_escaped(item.paper.title)}]({abs_url(item.paper.id)})  ")
        lines += [f"   {_escaped(text)}  " for text in told_lines(item, news, lang)]
    if news.also:
        lines += ["", f"## {words['also']}", ""]
    for item in news.also:
        name = news.topics[item.place.topic].name[lang]
        lines.append(f"- [{_escaped(item.paper.title)}]({abs_url(item.paper.id)}) · {_escaped(name)}")
    return "\n".join(lines) + "\n"


def told_lines(item: NewsItem, news: News, lang: Lang) -> list[str]:
    """What is told below the title of a paper, line by line."""
    words = table(lang, "news")
    lines = [detail_line(item, news, lang)]
    if found := matched_text(item.place.evidence, lang):
        lines.append(f"{words['matched']}: {found}")
    lines.append(lack_text([news.topics[topic].name[lang] for topic in item.lacks], lang))
    if item.others:
        lines.append(f"{words['under']}: {', '.join(news.topics[p.topic].name[lang] for p in item.others)}")
    if item.copies:
        lines.append(f"{words['copies']}: {', '.join(f'arXiv:{one}' for one in item.copies)}")
    return lines


def news_entries(news: News, lang: Lang) -> list[Entry]:
    """Every paper as an entry of a feed, best first; the summary is ours and holds no abstract."""
    return [_entry(item, news, lang) for item in news.items]


def news_feed(news: News, lang: Lang, *, link: str | None = None, self_link: str | None = None) -> str:
    """The news as an Atom feed; without entries it dates from the last fetch."""
    topic = news.topics[news.topic].name[lang] if news.topic else ""
    feed = Feed(
        id=feed_id(f"new/{news.topic}" if news.topic else "new"),
        title=f"vlagraph: {say(lang, 'news.title')}{f' ({topic})' if topic else ''}",
        updated=news.last_fetched or news.now,
        lang=lang,
        link=link,
        self_link=self_link,
    )
    return atom_text(feed, news_entries(news, lang))


def _entry(item: NewsItem, news: News, lang: Lang) -> Entry:
    paper, topic = item.paper, news.topics[item.place.topic]
    return Entry(
        id=abs_url(paper.id),
        title=paper.title,
        updated=paper.updated or paper.published,
        published=paper.published,
        link=abs_url(paper.id),
        authors=paper.authors,
        categories=((topic.id, topic.name[lang]),),
        summary=". ".join(told_lines(item, news, lang)) + ".",
    )


def _escaped(text: str) -> str:
    """``text`` on one line, so that nothing in it counts as Markdown or HTML."""
    safe = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", safe)
