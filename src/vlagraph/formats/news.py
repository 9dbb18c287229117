"""The news as text for the terminal, as a JSON document and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.ids import abs_url
from vlagraph.core.text import one_line
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.markdown import escaped, escaped_prose
from vlagraph.formats.news_empty import empty_text
from vlagraph.formats.news_words import (
    age,
    authors_text,
    matched_text,
    matched_words,
    missing_text,
    place_fields,
    place_text,
)
from vlagraph.formats.publication import publication_fields, publication_line, publication_links
from vlagraph.words import Message, Term, render, translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vlagraph.core.model import Lang
    from vlagraph.core.papers.news import News, NewsItem
    from vlagraph.core.papers.shown import TakenBack
    from vlagraph.formats.blocks import Blocks

__all__ = [
    "head_text",
    "item_lines",
    "news_document",
    "news_markdown",
    "news_text",
    "older_text",
    "taken_back_document",
    "taken_back_text",
]


def news_text(news: News, lang: Lang) -> Blocks:
    """Each of the first papers with all that is told of it; the others by title; how many are not told."""
    fault = str(render(news.fault, lang)) if news.fault else ""
    if not news.items:
        texts = (fault, empty_text(news, lang), older_text(news, lang))
        return [Line(text) for text in texts if text]
    lines = [*([Line(fault)] if fault else []), Line(head_text(news, lang), bold=True)]
    if news.recorded:
        next_step = "news.do_init" if news.bundled else "recorded.replace"
        lines.append(Line(translate(lang, next_step)))
    for number, item in enumerate(news.top, start=1):
        lines += [Line(), Line(f"{number}. {item.paper.readable_title}")]
        lines += [Line(text, indent=3) for text in _full_lines(item, news, lang)]
        after = (publication_line(item.paper, lang), _abstract(item, news))
        lines += [Line(text, indent=3) for text in after if text]
    if news.also:
        lines += [Line(), Line(translate(lang, "news.also"), bold=True)]
    for item in news.also:
        facts = " · ".join([f"arXiv:{item.paper.id}", *_title_facts(item, news, lang)])
        lines.append(Line(f"{item.paper.readable_title}  {facts}", indent=2))
    if news.rest:
        lines += [Line(), Line(translate(lang, "news.rest", count=news.rest))]
    if news.older:
        lines += [Line(), Line(older_text(news, lang))]
    return lines


def news_document(news: News, lang: Lang) -> Json:
    """``papers`` in full, ``also`` in short, and what the head line says; docs/json.md lists every field."""
    return Json(
        {
            "papers": [_full(item, news, lang) for item in news.top],
            "also": [_short(item) for item in news.also],
            "total": len(news.items),
            "again": news.again,
            "since": news.since,
            "topic": news.topic,
            "goal": sorted(news.goal),
            "last_shown": news.last_shown,
            "last_fetched": news.last_fetched,
            "age_days": news.age_days,
            "recorded": news.recorded,
            "todo": None if news.items else empty_text(news, lang),
            "window": news.window,
            "older": news.older,
            "sort": news.sort,
            "ready": news.ready,
            "level": news.level,
        }
    )


def news_markdown(news: News, lang: Lang) -> str:
    """A list to read or send: links, topic, score, matched words, what is missing; then the other titles."""
    lines = [f"# {translate(lang, 'news.title')}", ""]
    if not news.items:
        texts = (one_line(empty_text(news, lang)), older_text(news, lang))
        return "\n".join([*lines, *(escaped_prose(text) for text in texts if text)]) + "\n"
    lines += [f"{escaped(head_text(news, lang))}.", ""]
    for number, item in enumerate(news.top, start=1):
        lines.append(f"{number}. [{escaped(item.paper.readable_title)}]({abs_url(item.paper.id)})  ")
        lines += [f"   {escaped_prose(text)}  " for text in _full_lines(item, news, lang)]
        after = (publication_links(item.paper, lang), escaped_prose(_abstract(item, news)))
        lines += [f"   {text}  " for text in after if text]
    if news.also:
        lines += ["", f"## {translate(lang, 'news.also')}", ""]
    for item in news.also:
        facts = " · ".join(map(escaped, _title_facts(item, news, lang)))
        lines.append(f"- [{escaped(item.paper.readable_title)}]({abs_url(item.paper.id)}) · {facts}")
    if news.older:
        lines += ["", escaped(older_text(news, lang))]
    return "\n".join(lines) + "\n"


def head_text(news: News, lang: Lang) -> str:
    """How many papers are told of how many, how many of them by title alone, and how old the data is."""
    titles = len(news.also)
    values = {
        "shown": len(news.top) + titles,
        "count": len(news.items),
        "order": Term("news_order", news.sort),
        "titles": Message("news.by_title", {"count": titles}) if titles else "",
    }
    shown = translate(lang, "news.again" if news.again else "news.head", **values)
    return f"{shown} · {_source_text(news, lang)}"


def _source_text(news: News, lang: Lang) -> str:
    """How old the data is, or that it is a recorded collection's or a snapshot's."""
    if news.recorded:
        return translate(lang, "recorded.remark", day=news.recorded)
    if news.snapshot and news.last_fetched:
        return translate(lang, "news.snapshot", day=news.last_fetched[:10])
    if news.age_days is None:
        return translate(lang, "news.never")
    return translate(lang, "news.fetched", ago=age(news.age_days))


def older_text(news: News, lang: Lang) -> str:
    """How many papers are too old to be told unasked; nothing where there are none."""
    return translate(lang, "news.older", count=news.older, day=news.window) if news.older else ""


def taken_back_text(found: TakenBack, lang: Lang) -> Blocks:
    """How many papers are new again, and when they had been marked."""
    if not found.papers:
        return [Line(translate(lang, "news.nothing_taken"))]
    return [Line(translate(lang, "news.taken_back", count=len(found.papers), day=found.at[:10]))]


def taken_back_document(found: TakenBack, lang: Lang) -> Json:  # noqa: ARG001 - codes alone
    """``papers`` that are new again, and the time ``at`` which they had been marked, null without any."""
    return Json({"papers": list(found.papers), "at": found.at or None})


def item_lines(item: NewsItem, news: News, lang: Lang) -> list[str]:
    """What is told below the title of a paper, line by line."""

    def names(topics: Iterable[str]) -> list[str]:
        return [news.topics[topic].name[lang] for topic in topics]

    [topic] = names([item.place.topic])
    day, score = item.paper.published[:10], place_text(item.place, lang)
    lines = [
        f"arXiv:{item.paper.id} · {day} · {topic} · {score}",
        matched_text(item.place.evidence, lang),
        "" if item.missing is None else missing_text(names(item.missing), lang),
        translate(lang, "news.under", names=", ".join(names(p.topic for p in item.others)))
        if item.others
        else "",
        _copies(item, lang),
    ]
    return [line for line in lines if line]


def _full_lines(item: NewsItem, news: News, lang: Lang) -> list[str]:
    """What is told below the title of a paper in full: also who wrote it."""
    facts, *rest = item_lines(item, news, lang)
    return [line for line in (facts, authors_text(item.paper, lang), *rest) if line]


def _abstract(item: NewsItem, news: News) -> str:
    """The abstract, where it was asked for; it stands last, as it is the longest."""
    return one_line(item.paper.abstract or "") if news.abstracts else ""


def _title_facts(item: NewsItem, news: News, lang: Lang) -> list[str]:
    """What is told beside the mere title of a paper."""
    return [text for text in (news.topics[item.place.topic].name[lang], _copies(item, lang)) if text]


def _copies(item: NewsItem, lang: Lang) -> str:
    names = ", ".join(f"arXiv:{one}" for one in item.copies)
    return translate(lang, "news.copies", names=names) if names else ""


def _short(item: NewsItem) -> dict[str, Any]:
    return {
        "id": item.paper.id,
        "title": item.paper.readable_title,
        "topic": item.place.topic,
        "score": item.place.score,
        "copies": list(item.copies),
        "recorded": item.paper.recorded,
    }


def _full(item: NewsItem, news: News, lang: Lang) -> dict[str, Any]:
    return {
        **_short(item),
        "url": abs_url(item.paper.id),
        "authors": list(item.paper.authors),
        "published": item.paper.published,
        "updated": item.paper.updated,
        **publication_fields(item.paper),
        "topic_name": news.topics[item.place.topic].name[lang],
        "how": item.place.how,
        "pinned_by": item.place.pinned_by,
        "matched": matched_words(item.place.evidence, lang),
        "evidence": item.place.evidence,
        "lacks": list(item.missing or ()),
        "ready": not item.missing,
        "abstract": item.paper.abstract if news.abstracts else None,
        "others": list(map(place_fields, item.others)),
    }


WRITERS = {
    ("news", "text"): news_text,
    ("news", "json"): news_document,
    ("news", "md"): news_markdown,
    ("taken_back", "text"): taken_back_text,
    ("taken_back", "json"): taken_back_document,
}
