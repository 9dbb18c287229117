"""The commands ``new`` and ``explain``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import (
    TopicName,
    format_option,
    known_options,
    lang_option,
    open_workspace,
    read_known,
)
from vlagraph.cli.output import emit, emit_json, headed, paragraph, remark, table
from vlagraph.words import say, term

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.papers.news import News, NewsItem
    from vlagraph.core.papers.paper import Evidence
    from vlagraph.pipeline.news.explain import Explanation, Standing

__all__ = ["explain", "new"]

_MOST_TITLES = 30


@click.command()
@click.option(
    "--max", "most", type=click.IntRange(0), default=12, show_default=True, help="Papers to tell in full."
)
@click.option("--since", metavar="DATE", help="Papers submitted from this day on, shown before or not.")
@click.option("--topic", type=TopicName(), metavar="TOPIC", help="Only papers of this topic.")
@click.option("--all", "everything", is_flag=True, help="Every stored paper, shown before or not.")
@known_options
@lang_option
@format_option("text", "json", "md", "atom")
@click.pass_context
def new(
    ctx: click.Context,
    most: int,
    since: str | None,
    *,
    topic: str | None,
    everything: bool,
    known: tuple[str, ...],
    ignore_progress: bool,
    lang: Lang,
    form: str,
) -> None:
    """What came out since you last looked; nothing twice."""
    from vlagraph.pipeline.answers import ask_topic, open_graph
    from vlagraph.pipeline.news.arrivals import NewsRequest, ask_news, mark_shown, since_day

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    one, remarks = ask_topic(kg, topic) if topic is not None else (None, ())
    remark(remarks, lang)
    request = NewsRequest(
        most=most,
        since=since_day(since) if since is not None else None,
        topic=one.id if one else None,
        everything=everything,
        known=read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang),
        ignore_progress=ignore_progress,
    )
    news = ask_news(workspace, kg, request=request)
    _print(news, lang, form=form)
    sys.stdout.flush()
    mark_shown(workspace, news)


def _print(news: News, lang: Lang, *, form: str) -> None:
    from vlagraph.formats.news import empty_text, news_document, news_feed, news_markdown

    if form == "json":
        emit_json(news_document(news, lang))
    elif form == "md":
        emit(news_markdown(news, lang).rstrip("\n"))
    elif form == "atom":
        emit(news_feed(news, lang).rstrip("\n"))
    elif not news.items:
        emit(empty_text(news, lang))
    else:
        _tell(news, lang)


def _tell(news: News, lang: Lang) -> None:
    from vlagraph.formats.news import head_text, told_lines

    emit(head_text(news, lang), bold=True)
    for number, item in enumerate(news.top, start=1):
        emit()
        paragraph(f"{number}. {item.paper.title}")
        for line in told_lines(item, news, lang):
            paragraph(line, indent=3)
    if news.also:
        emit(f"\n{say(lang, 'news.also')}", bold=True)
    for item in news.also[:_MOST_TITLES]:
        paragraph(_short(item, news, lang), indent=2)
    if (rest := len(news.also) - _MOST_TITLES) > 0:
        emit(f"  {say(lang, 'news.rest', count=rest)}")


def _short(item: NewsItem, news: News, lang: Lang) -> str:
    return f"{item.paper.title}  arXiv:{item.paper.id} · {news.topics[item.place.topic].name[lang]}"


@click.command()
@click.argument("arxiv_id")
@click.argument("topic", required=False, type=TopicName())
@lang_option
@format_option("text", "json")
@click.pass_context
def explain(ctx: click.Context, arxiv_id: str, topic: str | None, *, lang: Lang, form: str) -> None:
    """Where a paper stands, and why.

    Also what to learn before it, and which key papers it resembles.
    """
    from vlagraph.pipeline.answers import ask_topic, open_graph
    from vlagraph.pipeline.news.explain import explain_paper
    from vlagraph.pipeline.paper_names import the_paper

    workspace = open_workspace(ctx)
    paper = the_paper(arxiv_id, workspace=workspace)
    kg = open_graph(workspace)
    one, remarks = ask_topic(kg, topic) if topic is not None else (None, ())
    remark(remarks, lang)
    found = explain_paper(workspace, kg, paper=paper, topic=one.id if one else None)
    if form == "json":
        emit_json(found)
        return
    _explain_head(found, lang)
    _explain_places(found, kg, lang, full=one is not None)
    _explain_alike(found, kg, lang)


def _explain_head(found: Explanation, lang: Lang) -> None:
    paper = found.paper
    emit(paper.title, bold=True)
    marks = [
        f"arXiv:{paper.id}{f'v{paper.version}' if paper.version else ''}",
        paper.published[:10],
        " ".join(paper.categories or ((paper.primary_category,) if paper.primary_category else ())),
        say(lang, "paper.withdrawn") if paper.withdrawn else "",
        term(lang, "state", "read") if found.read else "",
        say(lang, "explain.shown", day=found.shown) if found.shown else "",
    ]
    emit(" · ".join(mark for mark in marks if mark))
    if paper.authors:
        rest = say(lang, "explain.more_authors", count=len(paper.authors) - 8)
        paragraph(", ".join(paper.authors[:8]) + (rest if paper.authors[8:] else ""))
    if paper.abstract is None:
        emit(say(lang, "explain.no_abstract"))
    if found.stale:
        emit(say(lang, "explain.stale"))


def _explain_places(found: Explanation, kg: KnowledgeGraph, lang: Lang, *, full: bool) -> None:
    from vlagraph.formats.news_words import lack_text, matched_text

    head = say(lang, "explain.topics")
    emit(f"\n{head.format(threshold=f'{found.threshold:.2f}')}", bold=True)
    if not found.standings:
        emit(f"  {say(lang, 'explain.no_topic')}")
    for place in found.standings:
        topic = kg.topics[place.topic]
        score = f"{place.score:.2f}" if place.score else "   -"
        emit(f"  {score}  {topic.name[lang]} [{topic.id}]: {_how(place, lang)}")
        if matched := matched_text(place.evidence, lang):
            paragraph(f"{say(lang, 'news.matched')}: {matched}", indent=8)
        if place.how != "below":
            paragraph(lack_text([kg.topics[one].name[lang] for one in place.lacks], lang), indent=8)
    if full and (rows := [e for place in found.standings for e in place.evidence]):
        emit()
        table(
            headed(lang, "evidence", "words", "where", "weight"),
            [_evidence_cells(item, lang) for item in rows],
            right=[3],
        )


def _evidence_cells(item: Evidence, lang: Lang) -> list[str]:
    from vlagraph.formats.news_words import refusal_text

    text = refusal_text(item, lang) if item.kind == "refused" else item.text
    weight = f"{item.weight:+.2f}" if item.weight else ""
    return [term(lang, "evidence", item.kind), text, term(lang, "where", item.where), weight]


def _how(place: Standing, lang: Lang) -> str:
    from vlagraph.formats.news_words import refusal_text

    if place.how == "below":
        refused = next((item for item in place.evidence if item.kind == "refused"), None)
        reason = refusal_text(refused, lang) if refused else say(lang, "explain.below")
        return say(lang, "explain.not_attached", reason=reason)
    return {
        "key": say(lang, "explain.key"),
        "pinned": say(lang, "explain.pinned"),
        "moved": say(lang, "explain.moved"),
        "matched": say(lang, "explain.attached"),
        "dismissed": say(lang, "explain.dismissed"),
    }[place.how]


def _explain_alike(found: Explanation, kg: KnowledgeGraph, lang: Lang) -> None:
    emit(f"\n{say(lang, 'explain.resembles')}", bold=True)
    if not found.alike:
        emit(f"  {say(lang, 'answer.none')}")
    for other in found.alike:
        title = other.title or say(lang, "paper.no_title")
        paragraph(
            f"{other.likeness:.2f}  {title}  arXiv:{other.key.arxiv} · {kg.topics[other.topic].name[lang]}",
            indent=2,
        )
        shared = say(lang, "explain.shared", words=", ".join(other.words))
        paragraph(f"{other.key.why[lang] if other.key.why else ''} ({shared})".lstrip(), indent=8)
