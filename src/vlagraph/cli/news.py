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
from vlagraph.cli.output import emit, emit_json, note, paragraph, table

if TYPE_CHECKING:
    from vlagraph.formats.news import News, NewsItem
    from vlagraph.graph import KnowledgeGraph
    from vlagraph.model import Lang
    from vlagraph.pipeline.news_explain import Explanation, Standing

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
    from vlagraph.pipeline.news import NewsRequest, ask_news, mark_shown, since_day

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    one, remarks = ask_topic(kg, topic) if topic is not None else (None, ())
    for remark in remarks:
        note(remark)
    request = NewsRequest(
        most=most,
        since=since_day(since) if since is not None else None,
        topic=one.id if one else None,
        everything=everything,
        known=read_known(workspace, kg, known, ignore_progress=ignore_progress),
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
    from vlagraph.formats.news_words import WORDS

    words = WORDS[lang]
    emit(head_text(news, lang), bold=True)
    for number, item in enumerate(news.top, start=1):
        emit()
        paragraph(f"{number}. {item.paper.title}")
        for line in told_lines(item, news, lang):
            paragraph(line, indent=3)
    if news.also:
        emit(f"\n{words['also']}", bold=True)
    for item in news.also[:_MOST_TITLES]:
        paragraph(_short(item, news, lang), indent=2)
    if (rest := len(news.also) - _MOST_TITLES) > 0:
        emit(f"  {words['rest'].format(count=rest)}")


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
    from vlagraph.pipeline.news_explain import explain_paper
    from vlagraph.pipeline.paper_names import the_paper

    workspace = open_workspace(ctx)
    paper = the_paper(arxiv_id, workspace=workspace)
    kg = open_graph(workspace)
    one, remarks = ask_topic(kg, topic) if topic is not None else (None, ())
    for remark in remarks:
        note(remark)
    found = explain_paper(workspace, kg, paper=paper, topic=one.id if one else None)
    if form == "json":
        emit_json(found)
        return
    _explain_head(found)
    _explain_places(found, kg, lang, full=one is not None)
    _explain_alike(found, kg, lang)


def _explain_head(found: Explanation) -> None:
    paper = found.paper
    emit(paper.title, bold=True)
    marks = [
        f"arXiv:{paper.id}{f'v{paper.version}' if paper.version else ''}",
        paper.published[:10],
        " ".join(paper.categories or ((paper.primary_category,) if paper.primary_category else ())),
        "withdrawn" if paper.withdrawn else "",
        "read" if found.read else "",
        f"shown on {found.shown}" if found.shown else "",
    ]
    emit(" · ".join(mark for mark in marks if mark))
    if paper.authors:
        paragraph(
            ", ".join(paper.authors[:8])
            + (f" and {len(paper.authors) - 8} more" if paper.authors[8:] else "")
        )
    if paper.abstract is None:
        emit("No abstract is stored: the title alone decides the scores. 'vlagraph fetch' brings it.")
    if found.stale:
        emit("The rules changed since this paper was fetched: 'vlagraph fetch' files it anew.")


def _explain_places(found: Explanation, kg: KnowledgeGraph, lang: Lang, *, full: bool) -> None:
    from vlagraph.formats.news_words import lack_text, matched_text

    emit(f"\nTopics (a rule's score of {found.threshold:.2f} attaches)", bold=True)
    if not found.standings:
        emit("  none: no watch rule finds any of its phrases here")
    for place in found.standings:
        topic = kg.topics[place.topic]
        score = f"{place.score:.2f}" if place.score else "   -"
        emit(f"  {score}  {topic.name[lang]} [{topic.id}]: {_how(place)}")
        if matched := matched_text(place.evidence, lang):
            paragraph(f"matched: {matched}", indent=8)
        if place.how != "below":
            paragraph(lack_text([kg.topics[one].name[lang] for one in place.lacks], lang), indent=8)
    if full and (rows := [e for place in found.standings for e in place.evidence]):
        emit()
        table(
            ["Evidence", "Words", "Where", "Weight"],
            [[e.kind, e.text, e.where, f"{e.weight:+.2f}" if e.weight else ""] for e in rows],
            right=[3],
        )


def _how(place: Standing) -> str:
    refused = next((item.text for item in place.evidence if item.kind == "refused"), "")
    return {
        "key": "key paper",
        "pinned": "pinned by you",
        "moved": "moved here by you",
        "matched": "attached",
        "dismissed": "dismissed by you",
        "below": f"not attached ({refused or 'below the threshold'})",
    }[place.how]


def _explain_alike(found: Explanation, kg: KnowledgeGraph, lang: Lang) -> None:
    emit("\nKey papers it resembles", bold=True)
    if not found.alike:
        emit("  none")
    for other in found.alike:
        title = other.title or "(title not stored yet)"
        paragraph(
            f"{other.likeness:.2f}  {title}  arXiv:{other.key.arxiv} · {kg.topics[other.topic].name[lang]}",
            indent=2,
        )
        paragraph(f"{other.key.why[lang]} (shared words: {', '.join(other.words)})", indent=8)
