"""The commands ``order``, ``next``, ``unlocks`` and ``stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import TopicName, format_option, lang_option, open_workspace, split_names
from vlagraph.cli.output import emit, emit_json, note, table

if TYPE_CHECKING:
    from vlagraph.model import Lang

__all__ = ["next_", "order", "stats", "unlocks"]


@click.command()
@click.option("--area", metavar="AREA", help="Only topics of this area.")
@click.option("--priority", metavar="TIER", help="Only topics of this tier.")
@click.option("--stage", metavar="STAGE", help="Only topics of this stage.")
@lang_option
@format_option("text", "json")
@click.pass_context
def order(
    ctx: click.Context, area: str | None, priority: str | None, *, stage: str | None, lang: Lang, form: str
) -> None:
    """All topics, each after what it needs."""
    from vlagraph.pipeline.answers import ask_order, open_graph

    kg = open_graph(open_workspace(ctx))
    rows = ask_order(kg, area=area, priority=priority, stage=stage)
    if form == "json":
        emit_json({"order": [row.topic.id for row in rows]})
        return
    areas = {a.id: a.name[lang] for a in kg.roadmap.areas}
    tiers = {p.id: p.name[lang] for p in kg.roadmap.priorities}
    table(
        ["#", "Topic", "Id", "Area", "Priority", "Hours"],
        [
            [
                str(row.number),
                row.topic.name[lang],
                row.topic.id,
                areas[row.topic.area],
                tiers.get(row.tier or "", ""),
                f"{row.topic.hours[0]}-{row.topic.hours[1]}",
            ]
            for row in rows
        ],
        right=[0, 5],
    )


@click.command("next")
@click.option("--known", multiple=True, type=TopicName(), metavar="A,B", help="Topics you know already.")
@click.option("--max", "most", type=click.IntRange(1), default=5, show_default=True, help="Topics to show.")
@lang_option
@format_option("text", "json")
@click.pass_context
def next_(ctx: click.Context, known: tuple[str, ...], *, most: int, lang: Lang, form: str) -> None:
    """What you can start now, best first."""
    from vlagraph.pipeline.answers import ask_next, open_graph, pick

    kg = open_graph(open_workspace(ctx))
    done = pick(kg, split_names(known))
    for remark in done.notes:
        note(remark)
    found = ask_next(kg, done.ids)[:most]
    if form == "json":
        from vlagraph.formats.documents import next_document

        emit_json(next_document(found))
        return
    if not found:
        emit("Everything is learned. See 'vlagraph papers' for what to read next.")
        return
    names = {node: topic.name[lang] for node, topic in kg.topics.items()}
    table(
        ["Topic", "Id", "Hours", "Leads to", "Opens now", "Better after"],
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
    for remark in remarks:
        note(remark)
    found = ask_unlocks(kg, chosen.id)
    if form == "json":
        emit_json({"topic": chosen.id, "unlocks": [t.id for t in found]})
    elif not found:
        emit(f"{chosen.name[lang]} is an end point: no topic requires it.")
    else:
        direct = set(kg.digraph.succ[chosen.id])
        table(
            ["Topic", "Id", "Needs it"],
            [[t.name[lang], t.id, "directly" if t.id in direct else "through others"] for t in found],
        )


@click.command()
@format_option("text", "json")
@click.pass_context
def stats(ctx: click.Context, *, form: str) -> None:
    """The graph in figures."""
    from vlagraph.cli.figures import figure_rows
    from vlagraph.pipeline.answers import ask_figures, open_graph

    figures = ask_figures(open_graph(open_workspace(ctx)))
    if form == "json":
        emit_json(figures)
        return
    table(["Figure", "Value"], figure_rows(figures))
