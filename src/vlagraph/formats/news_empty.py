"""What is said where there are no new papers: why, how old the data is, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.papers.followed import without_rule
from vlagraph.formats.news_words import age
from vlagraph.words import Message, translate

if TYPE_CHECKING:
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.news import News

__all__ = ["empty_text"]


def empty_text(news: News, lang: Lang) -> str:
    """Why there is nothing, how old the data is, and what to do."""
    if not news.topics:
        return translate(lang, "topic.none")
    where = _where(news, lang)
    looked = news.asked or news.last_fetched
    if not news.stored and not (looked and news.level == "strict"):  # which leaves stored papers out
        return _none_stored(news, where, lang)
    values = {
        "where": where,
        "last": _last_fetch(news),
        "readable": Message("news.readable") if news.ready else "",
        "todo": _todo(news),
    }
    if news.since:
        return translate(lang, "news.none_since", day=news.since, **values)
    shown = news.last_shown and not news.again
    since = Message("news.since", {"day": news.last_shown}) if shown else ""
    return translate(lang, "news.nothing", since=since, **values)


def _none_stored(news: News, where: Message | str, lang: Lang) -> str:
    """That nothing is stored but key papers: of what no fetch looked for, or although one did."""
    if unwatched := _unwatched(news):
        return translate(lang, "news.none_stored", where=where, todo=without_rule(unwatched)[0])
    if not news.asked:
        todo = Message("news.do_init" if news.bundled else "news.do_fetch")
        return translate(lang, "news.none_stored", where=where, todo=todo)
    todo = Message("news.do_reach" if _is_fresh(news) else "news.do_fetch")
    return translate(lang, "news.none_brought", where=where, last=_last_fetch(news), todo=todo)


def _unwatched(news: News) -> tuple[str, ...]:
    """The topics that were asked for, where none of them has a watch rule."""
    asked = (news.topic,) if news.topic else tuple(sorted(news.goal)) or tuple(news.topics)
    return () if any(news.topics[one].watch for one in asked) else asked


def _is_fresh(news: News) -> bool:
    """Whether a fetch of today would bring nothing more."""
    return news.age_days is not None and news.age_days < 1 and not news.snapshot


def _last_fetch(news: News) -> Message:
    """When papers were fetched last, or that none were, or up to which day a snapshot has them."""
    if news.snapshot and news.last_fetched:
        return Message("news.last_snapshot", {"day": news.last_fetched[:10]})
    if news.age_days is None:
        return Message("news.never_fetched")
    return Message("news.last_fetched", {"ago": age(news.age_days)})


def _where(news: News, lang: Lang) -> Message | str:
    """The topics that were asked for; nothing where that are all."""
    asked = [news.topic] if news.topic else sorted(news.goal)
    if len(asked) == 1:
        return Message("news.where", {"topic": news.topics[asked[0]].name[lang]})
    return Message("news.where_goal") if asked else ""


def _todo(news: News) -> Message:
    """What to do where there is nothing: to ask for more, or to fetch."""
    if news.ready:
        return Message("news.do_unready")
    if news.level == "strict":
        return Message("news.do_usual")
    if unwatched := _unwatched(news):
        return without_rule(unwatched)[0]
    if not _is_fresh(news):
        return Message("news.do_fetch")
    if news.since:
        return Message("news.do_earlier")
    return Message("news.do_fetch" if news.again else "news.do_all")
