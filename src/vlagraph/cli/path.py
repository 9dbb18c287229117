"""The command ``path``."""

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
from vlagraph.cli.output import emit, emit_json, paragraph, remark
from vlagraph.words import hours_range, say, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.order import LearningPath, Step

__all__ = ["path"]


@click.command()
@click.argument("targets", metavar="TOPIC...", nargs=-1, type=TopicName())
@known_options
@click.option("--required-only", is_flag=True, help="Leave out what is only recommended.")
@click.option("--depth", type=click.IntRange(0), metavar="N", help="Go back N requirements at most.")
@click.option("--from-scratch", is_flag=True, help="Include the background that the roadmap presupposes.")
@click.option("--tree", is_flag=True, help="Show what needs what, as a tree.")
@lang_option
@format_option("text", "json", "mermaid")
@click.pass_context
def path(
    ctx: click.Context,
    targets: tuple[str, ...],
    known: tuple[str, ...],
    *,
    ignore_progress: bool,
    required_only: bool,
    depth: int | None,
    from_scratch: bool,
    tree: bool,
    lang: Lang,
    form: str,
) -> None:
    """What to learn before TOPIC, and why each step.

    TOPIC is an id, a name in English or Korean, an alias, or an area for all of its topics.
    """
    from vlagraph.pipeline.answers import ask_path, open_graph, pick

    workspace = open_workspace(ctx)
    kg = open_graph(workspace)
    wanted = pick(kg, targets)
    remark(wanted.notes, lang)
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress, lang=lang)
    found = ask_path(
        kg, wanted.ids, known=done, required_only=required_only, depth=depth, from_scratch=from_scratch
    )
    _print(kg, found, lang, "tree" if tree and form == "text" else form)


def _print(kg: KnowledgeGraph, found: LearningPath, lang: Lang, form: str) -> None:
    if form == "json":
        from vlagraph.formats.documents import path_document

        emit_json(path_document(found, lang))
    elif form == "mermaid":
        emit(_mermaid(kg, found, lang))
    elif form == "tree":
        for line in _tree(kg, found, lang):
            emit(line)
    else:
        _text(kg, found, lang)


def _text(kg: KnowledgeGraph, found: LearningPath, lang: Lang) -> None:
    names = ", ".join(kg.topics[target].name[lang] for target in found.targets)
    count = len(found.steps)
    hours = hours_range(found.hours, lang)
    emit(say(lang, "path.head", names=names, count=count, hours=hours), bold=True)
    for number, step in enumerate(found.steps, start=1):
        emit()
        _step(kg, number, step, lang)
    for label, ids in (("path.known", found.known), ("path.assumes", found.assumed)):
        if ids:
            shown = ", ".join(kg.topics[node].name[lang] for node in ids)
            emit(f"\n{say(lang, label, names=shown)}")


def _step(kg: KnowledgeGraph, number: int, step: Step, lang: Lang) -> None:
    topic = kg.topics[step.topic]
    hours = hours_range(step.hours, lang)
    emit(
        f"{number:2}. {topic.name[lang]}  [{step.topic}]  {hours}, {term(lang, 'requirement', step.kind)}",
        bold=True,
    )
    if step.needed_by:
        first, *others = (kg.topics[node].name[lang] for node in step.needed_by)
        reason = step.reason[lang] if step.reason else ""
        paragraph(say(lang, "path.needed_for", name=first, reason=reason), indent=4)
        if others:
            paragraph(say(lang, "path.also_for", names=", ".join(others)), indent=4)
    if topic.key_papers:
        shown = ", ".join(f"arXiv:{key.arxiv}" for key in topic.key_papers[:3])
        more = len(topic.key_papers) - 3
        line = say(lang, "path.read", papers=shown)
        if more > 0:
            line += say(lang, "path.more_papers", count=more, topic=topic.id)
        paragraph(line, indent=4)


def _tree(kg: KnowledgeGraph, found: LearningPath, lang: Lang) -> Iterator[str]:
    before: dict[str, list[str]] = {}
    for step in found.steps:
        for user in step.needed_by:
            before.setdefault(user, []).append(step.topic)
    shown: set[str] = set()

    def walk(node: str, lead: str) -> Iterator[str]:
        needs = before.get(node, [])
        for index, need in enumerate(needs):
            last = index == len(needs) - 1
            again = f"  ({say(lang, 'path.see_above')})" if need in shown and before.get(need) else ""
            soft = "" if need in kg.required.pred[node] else f"  ({term(lang, 'requirement', 'recommended')})"
            yield f"{lead}{'└─ ' if last else '├─ '}{kg.topics[need].name[lang]}{soft}{again}"
            if need not in shown:
                shown.add(need)
                yield from walk(need, lead + ("   " if last else "│  "))

    for target in found.targets:
        yield kg.topics[target].name[lang]
        yield from walk(target, "")


def _mermaid(kg: KnowledgeGraph, found: LearningPath, lang: Lang) -> str:
    from vlagraph.formats.mermaid import flowchart

    nodes = [(step.topic, kg.topics[step.topic].name[lang]) for step in found.steps]
    edges = [
        (step.topic, user, kg.digraph.edges[step.topic, user]["kind"] == "required")
        for step in found.steps
        for user in step.needed_by
    ]
    return flowchart(nodes, edges, targets=found.targets)
