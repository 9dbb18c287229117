"""The commands ``order``, ``next``, ``unlocks`` and ``stats``."""

from __future__ import annotations

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
from vlagraph.cli.output import emit, emit_json, headed, remark, table
from vlagraph.words import say, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.order import Figures
    from vlagraph.pipeline.answers import OrderRow
    from vlagraph.pipeline.health import Health

__all__ = ["next_", "order", "stats", "unlocks"]


@click.command()
@click.option("--area", metavar="AREA", help="Only topics of this area.")
@click.option("--priority", metavar="TIER", help="Only topics of this tier.")
@click.option("--stage", metavar="STAGE", help="Only topics of this stage.")
@known_options
@lang_option
@format_option("text", "json")
@click.pass_context
def order(
    ctx: click.Context,
    area: str | None,
    priority: str | None,
    *,
    stage: str | None,
    known: tuple[str, ...],
    ignore_progress: bool,
    lang: Lang,
    form: str,
) -> None:
    """All topics, each after what it needs."""
    from vlagraph.pipeline.answers import ask_order, open_graph

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    rows = ask_order(kg, area=area, priority=priority, stage=stage, known=done)
    if form == "json":
        learned = [row.topic.id for row in rows if row.state == "learned"]
        ready = [row.topic.id for row in rows if row.state == "ready"]
        emit_json({"order": [row.topic.id for row in rows], "learned": learned, "ready": ready})
        return
    _print_order(kg, rows, lang)


def _print_order(kg: KnowledgeGraph, rows: Sequence[OrderRow], lang: Lang) -> None:
    areas = {a.id: a.name[lang] for a in kg.roadmap.areas}
    tiers = {p.id: p.name[lang] for p in kg.roadmap.priorities}
    table(
        headed(lang, "number", "topic", "id", "area", "priority", "hours", "state"),
        [
            [
                str(row.number),
                row.topic.name[lang],
                row.topic.id,
                areas[row.topic.area],
                tiers.get(row.tier or "", ""),
                f"{row.topic.hours[0]}-{row.topic.hours[1]}",
                term(lang, "state", row.state),
            ]
            for row in rows
        ],
        right=[0, 5],
    )


@click.command("next")
@known_options
@click.option("--max", "most", type=click.IntRange(1), default=5, show_default=True, help="Topics to show.")
@lang_option
@format_option("text", "json")
@click.pass_context
def next_(
    ctx: click.Context, known: tuple[str, ...], *, ignore_progress: bool, most: int, lang: Lang, form: str
) -> None:
    """What you can start now, best first."""
    from vlagraph.pipeline.answers import ask_next, open_graph

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    found = ask_next(kg, read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang))[:most]
    if form == "json":
        from vlagraph.formats.documents import next_document

        emit_json(next_document(found))
        return
    if not found:
        emit(say(lang, "answer.all_learned"))
        return
    names = {node: topic.name[lang] for node, topic in kg.topics.items()}
    table(
        headed(lang, "topic", "id", "hours", "leads_to", "opens_now", "better_after"),
        [
            [
                names[n.topic],
                n.topic,
                "{}-{}".format(*kg.topics[n.topic].hours),
                str(n.leads_to),
                ", ".join(names[node] for node in n.opens),
                ", ".join(names[node] for node in n.better_after),
            ]
            for n in found
        ],
        right=[2, 3],
    )


@click.command()
@click.argument("topic", type=TopicName())
@lang_option
@format_option("text", "json")
@click.pass_context
def unlocks(ctx: click.Context, topic: str, *, lang: Lang, form: str) -> None:
    """Every topic that builds on TOPIC."""
    from vlagraph.pipeline.answers import ask_topic, ask_unlocks, open_graph

    kg = open_graph(open_workspace(ctx))
    chosen, remarks = ask_topic(kg, topic)
    remark(remarks, lang)
    found = ask_unlocks(kg, chosen.id)
    if form == "json":
        emit_json({"topic": chosen.id, "unlocks": [t.id for t in found]})
    elif not found:
        emit(say(lang, "topic.end_point", name=chosen.name[lang]))
    else:
        direct = set(kg.digraph.succ[chosen.id])
        table(
            headed(lang, "topic", "id", "needs_it"),
            [
                [t.name[lang], t.id, say(lang, "answer.directly" if t.id in direct else "answer.indirectly")]
                for t in found
            ],
        )


@click.command()
@lang_option
@format_option("text", "json")
@click.pass_context
def stats(ctx: click.Context, *, lang: Lang, form: str) -> None:
    """The graph in figures, its bottlenecks, and topics gone quiet."""
    from vlagraph.pipeline.answers import ask_figures, open_graph
    from vlagraph.pipeline.health import ask_health

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    figures, health = ask_figures(kg), ask_health(workspace, kg)
    if form == "json":
        emit_json({"figures": figures, "health": health})
        return
    _print_stats(kg, figures, health, lang)


def _print_stats(kg: KnowledgeGraph, figures: Figures, health: Health, lang: Lang) -> None:
    from vlagraph.formats.figures import figure_rows

    table(headed(lang, "figure", "value"), figure_rows(figures, lang))
    chains = say(lang, "stats.bottlenecks")
    emit(f"\n{chains.format(count=health.chains)}", bold=True)
    names = {node: topic.name[lang] for node, topic in kg.topics.items()}
    table(
        headed(lang, "topic", "chains_through_it", "share"),
        [[names[b.topic], str(b.chains), f"{b.share:.0%}"] for b in health.bottlenecks],
        right=[1, 2],
    )
    quiet = say(lang, "stats.quiet")
    emit(f"\n{quiet.format(days=health.days, count=len(health.quiet), topics=len(names))}", bold=True)
    none = say(lang, "answer.none")
    table(
        headed(lang, "topic", "newest_paper"),
        [[names[node], day or none] for node, day in health.quiet],
    )
    fetched = health.fetched or say(lang, "stats.never_fetched")
    emit(f"\n{say(lang, 'stats.last_fetch', time=fetched)}")
