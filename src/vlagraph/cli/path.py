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
from vlagraph.cli.output import emit, emit_json, note, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vlagraph.graph import KnowledgeGraph
    from vlagraph.model import Lang
    from vlagraph.order import LearningPath, Step

__all__ = ["path"]

_WORDS: dict[Lang, dict[str, str]] = {
    "en": {
        "head": "{names}: {count} steps, {low}-{high} h",
        "one": "{names}: 1 step, {low}-{high} h",
        "hours": "{low}-{high} h",
        "required": "required",
        "recommended": "recommended",
        "target": "target",
        "for": "for {name}: {reason}",
        "also": "also for {names}",
        "read": "read {papers}",
        "more": " and {count} more: vlagraph papers {topic}",
        "again": "see above",
        "known": "known",
        "assumes": "assumes",
    },
    "ko": {
        "head": "{names}: {count}단계, {low}-{high}시간",
        "one": "{names}: 1단계, {low}-{high}시간",
        "hours": "{low}-{high}시간",
        "required": "필수",
        "recommended": "권장",
        "target": "목표",
        "for": "{name}에 필요: {reason}",
        "also": "그 밖에 필요한 곳: {names}",
        "read": "읽을 논문: {papers}",
        "more": " 외 {count}편: vlagraph papers {topic}",
        "again": "위 참조",
        "known": "아는 주제",
        "assumes": "전제",
    },
}


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
    for remark in wanted.notes:
        note(remark)
    done = read_known(workspace, kg, known, ignore_progress=ignore_progress)
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
    low, high = found.hours
    count, words = len(found.steps), _WORDS[lang]
    emit(
        words["one" if count == 1 else "head"].format(names=names, count=count, low=low, high=high), bold=True
    )
    for number, step in enumerate(found.steps, start=1):
        emit()
        _step(kg, number, step, lang)
    for label, ids in (("known", found.known), ("assumes", found.assumed)):
        if ids:
            emit(f"\n{words[label]}: {', '.join(kg.topics[node].name[lang] for node in ids)}")


def _step(kg: KnowledgeGraph, number: int, step: Step, lang: Lang) -> None:
    topic = kg.topics[step.topic]
    low, high = step.hours
    words = _WORDS[lang]
    hours = words["hours"].format(low=low, high=high)
    emit(f"{number:2}. {topic.name[lang]}  [{step.topic}]  {hours}, {words[step.kind]}", bold=True)
    if step.needed_by:
        first, *others = (kg.topics[node].name[lang] for node in step.needed_by)
        reason = step.reason[lang] if step.reason else ""
        paragraph(words["for"].format(name=first, reason=reason), indent=4)
        if others:
            paragraph(words["also"].format(names=", ".join(others)), indent=4)
    if topic.key_papers:
        shown = ", ".join(f"arXiv:{key.arxiv}" for key in topic.key_papers[:3])
        more = len(topic.key_papers) - 3
        tail = words["more"].format(count=more, topic=topic.id) if more > 0 else ""
        paragraph(words["read"].format(papers=shown) + tail, indent=4)


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
            again = f"  ({_WORDS[lang]['again']})" if need in shown and before.get(need) else ""
            soft = "" if need in kg.required.pred[node] else f"  ({_WORDS[lang]['recommended']})"
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
