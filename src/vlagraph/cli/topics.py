"""The commands ``topic`` and ``topics``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import TopicName, format_option, lang_option, open_workspace
from vlagraph.cli.output import emit, emit_json, headed, paragraph, remark, table
from vlagraph.words import hours_range, say, term

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang, Topic
    from vlagraph.pipeline.answers import PaperRow

__all__ = ["topic", "topics"]


@click.command()
@click.argument("topic", type=TopicName())
@lang_option
@format_option("text", "json")
@click.pass_context
def topic(ctx: click.Context, topic: str, *, lang: Lang, form: str) -> None:
    """Everything about TOPIC on one card."""
    from vlagraph.pipeline.answers import ask_papers, ask_topic, open_graph
    from vlagraph.store.papers import load_papers

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    chosen, remarks = ask_topic(kg, topic)
    remark(remarks, lang)
    stored = load_papers(workspace.papers)
    if form == "json":
        from vlagraph.formats.documents import topic_document

        emit_json(topic_document(kg, chosen, stored))
        return
    _head(kg, chosen, lang)
    _needs(kg, chosen, lang)
    _reading(ask_papers(kg, stored, [chosen.id]), chosen, lang)


def _head(kg: KnowledgeGraph, chosen: Topic, lang: Lang) -> None:
    area = next(a.name[lang] for a in kg.roadmap.areas if a.id == chosen.area)
    tier = next((p.name[lang] for p in kg.roadmap.priorities if p.id == chosen.priority), None)
    emit(f"{chosen.name[lang]}  [{chosen.id}]", bold=True)
    level = say(lang, "topic.level", level=chosen.level) if chosen.level else ""
    emit(" · ".join(part for part in (area, level, hours_range(chosen.hours, lang), tier) if part))
    if chosen.hours_basis:
        paragraph(chosen.hours_basis[lang], indent=2)
    if chosen.summary:
        emit()
        paragraph(chosen.summary[lang])
    emit(f"\n{say(lang, 'column.concepts')}", bold=True)
    for concept in chosen.concepts:
        note_text = f": {concept.note[lang]}" if concept.note else ""
        paragraph(concept.name[lang] + note_text, indent=2)


def _needs(kg: KnowledgeGraph, chosen: Topic, lang: Lang) -> None:
    emit(f"\n{say(lang, 'topic.needs')}", bold=True)
    if not chosen.requires:
        emit(f"  {say(lang, 'topic.needs_nothing')}")
    for need in chosen.requires:
        other = kg.topics[need.topic]
        parts = {c.id: c.name[lang] for c in other.concepts}
        wanted = (term(lang, "requirement", need.kind), ", ".join(parts[c] for c in need.concepts))
        paragraph(f"{other.name[lang]} ({'; '.join(filter(None, wanted))})", indent=2)
        source = say(lang, "topic.source", source=need.source) if need.source else ""
        if why := f"{need.reason[lang] if need.reason else ''} {source}".rstrip():
            paragraph(why, indent=4)
    emit(f"\n{say(lang, 'topic.unlocks')}", bold=True)
    direct = [kg.topics[node].name[lang] for node in sorted(kg.digraph.succ[chosen.id])]
    paragraph(", ".join(direct) or say(lang, "topic.unlocks_nothing"), indent=2)


def _reading(rows: tuple[PaperRow, ...], chosen: Topic, lang: Lang) -> None:
    emit(f"\n{say(lang, 'topic.key_papers')}", bold=True)
    for number, row in enumerate(rows, start=1):
        title = row.paper.title if row.paper else say(lang, "paper.no_title")
        paragraph(f"{number}. {title}  arXiv:{row.key.arxiv}  {term(lang, 'role', row.key.role)}", indent=2)
        if row.key.why:
            paragraph(row.key.why[lang], indent=5)
    if chosen.resources:
        emit(f"\n{say(lang, 'topic.resources')}", bold=True)
    for resource in chosen.resources:
        paragraph(
            f"{resource.title} ({term(lang, 'resource', resource.kind)})  {resource.url or ''}".rstrip(),
            indent=2,
        )
        if resource.why:
            paragraph(resource.why[lang], indent=5)


@click.command()
@click.argument("query", required=False)
@lang_option
@format_option("text", "json")
@click.pass_context
def topics(ctx: click.Context, query: str | None, *, lang: Lang, form: str) -> None:
    """All topics, or those that mention QUERY."""
    from vlagraph.pipeline.answers import ask_topics, open_graph

    kg = open_graph(open_workspace(ctx))
    found = ask_topics(kg, query)
    if form == "json":
        from vlagraph.formats.documents import topics_document

        emit_json(topics_document(found, lang))
        return
    if not found:
        emit(say(lang, "topic.no_match"))
        return
    areas = {a.id: a.name[lang] for a in kg.roadmap.areas}
    table(
        headed(lang, "topic", "id", "area", "level", "hours"),
        [[t.name[lang], t.id, areas[t.area], str(t.level), f"{t.hours[0]}-{t.hours[1]}"] for t in found],
        right=[3, 4],
    )
