"""A learning path as text, as a tree, as JSON and as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vlagraph.core.depths import depth_of, papers_for
from vlagraph.formats.blocks import Json, Line
from vlagraph.formats.mermaid import flowchart
from vlagraph.formats.names import (
    concept_names,
    depth_name,
    depth_note,
    goal_name,
    paper_name,
    topic_names,
)
from vlagraph.words import hours_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.core.graph import InGraph, KnowledgeGraph
    from vlagraph.core.model import Lang
    from vlagraph.core.order import LearningPath, Step
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "path_document", "path_mermaid", "path_text", "path_tree"]

_SHOWN = 3
"""Key papers that a step names: enough to begin; 'vlagraph papers' lists the others."""


def path_text(answer: InGraph[LearningPath], lang: Lang) -> Blocks:
    """A head line, a paragraph a step with its reasons, and what was left out."""
    kg, path = answer.kg, answer.found
    if not kg.topics:
        return [Line(translate(lang, "topic.none"))]
    blocks, titles = [_head(kg, path, lang)], kg.titles()
    for number, step in enumerate(path.steps, start=1):
        blocks += [Line(), *_step(answer, number, step, lang), *_papers(answer, step, titles, lang)]
    for label, ids in (
        ("path.known", path.known),
        ("path.skipped", path.skipped),
        ("path.assumes", path.assumed),
    ):
        if ids:
            blocks += [Line(), Line(translate(lang, label, names=topic_names(kg, ids, lang)))]
    return [*blocks, Line(), depth_note(lang, mastery=path.mastery)]


def path_document(path: LearningPath, lang: Lang) -> dict[str, Any]:
    """``targets``, ``steps``, ``known``, ``skipped``, ``assumed``, ``hours``, ``depth``: see docs/json.md."""
    steps = [
        {
            "topic": step.topic,
            "kind": step.kind,
            "needed_by": list(step.needed_by),
            "reason": step.reason[lang] if step.reason else None,
            "hours": list(step.hours),
            "concepts": list(step.concepts),
            "partial": step.partial,
        }
        for step in path.steps
    ]
    return {
        "targets": list(path.targets),
        "steps": steps,
        "known": list(path.known),
        "skipped": list(path.skipped),
        "assumed": list(path.assumed),
        "hours": list(path.hours),
        "depth": depth_of(mastery=path.mastery),
    }


def path_tree(answer: InGraph[LearningPath], lang: Lang) -> Blocks:
    """What needs what, from each target back; what was shown before is not shown again."""
    if not answer.kg.topics:
        return [Line(translate(lang, "topic.none"))]
    tree = _Tree(answer.kg, answer.found, lang)
    return [Line(text, wrap=False) for target in answer.found.targets for text in tree.root(target)]


def path_mermaid(answer: InGraph[LearningPath], lang: Lang) -> str:
    """Each step and each requirement between steps once."""
    kg, path = answer.kg, answer.found
    nodes = [(step.topic, kg.topics[step.topic].name[lang]) for step in path.steps]
    edges = [
        (step.topic, user, kg.digraph.edges[step.topic, user]["kind"])
        for step in path.steps
        for user in step.needed_by
    ]
    return flowchart(nodes, edges, targets=path.targets) + "\n"


def _head(kg: KnowledgeGraph, path: LearningPath, lang: Lang) -> Line:
    names, hours = goal_name(kg, path.targets, lang), hours_range(path.hours, lang)
    depth = depth_name(lang, mastery=path.mastery)
    text = translate(lang, "path.head", names=names, count=len(path.steps), hours=hours, depth=depth)
    return Line(text, bold=True)


def _step(answer: InGraph[LearningPath], number: int, step: Step, lang: Lang) -> Iterator[Line]:
    kg, topic = answer.kg, answer.kg.topics[step.topic]
    facts = f"{hours_range(step.hours, lang)}, {term(lang, 'requirement', step.kind)}"
    yield Line(f"{number:2}. {topic.name[lang]}  [{step.topic}]  {facts}", bold=True)
    if step.needed_by:
        first, *others = step.needed_by
        reason = step.reason[lang] if step.reason else ""
        key = "path.needed_for" if reason else "path.needed_for_unsaid"
        yield Line(translate(lang, key, name=kg.topics[first].name[lang], reason=reason), 4)
        if others:
            yield Line(translate(lang, "path.also_for", names=topic_names(kg, others, lang)), 4)
    if step.partial:
        yield Line(translate(lang, "path.only", names=concept_names(topic, step.concepts, lang)), 4)


def _papers(
    answer: InGraph[LearningPath], step: Step, titles: Mapping[str, str], lang: Lang
) -> Iterator[Line]:
    """The first papers to read with their titles, and how to see the others."""
    keys = papers_for(answer.kg.topics[step.topic], step.concepts, mastery=answer.found.mastery)
    for key in keys[:_SHOWN]:
        yield Line(translate(lang, "path.read", paper=paper_name(key.arxiv, titles)), 4)
    if (more := len(keys) - _SHOWN) > 0:
        yield Line(translate(lang, "path.more_papers", count=more, topic=step.topic), 4)


class _Tree:
    """The lines of a path as a tree; remembers which topics it has shown."""

    def __init__(self, kg: KnowledgeGraph, path: LearningPath, lang: Lang) -> None:
        self._kg, self._lang = kg, lang
        self._needs = _needs(path)
        self._shown: set[str] = set()

    def root(self, target: str) -> Iterator[str]:
        """The lines of ``target`` and of all that it needs."""
        yield self._kg.topics[target].name[self._lang]
        self._shown.add(target)
        yield from self._below(target, "")

    def _below(self, node: str, lead: str) -> Iterator[str]:
        needs = self._needs.get(node, ())
        for need in needs:
            last = need == needs[-1]
            yield f"{lead}{'└─ ' if last else '├─ '}{self._label(node, need)}"
            if need not in self._shown:
                self._shown.add(need)
                yield from self._below(need, lead + ("   " if last else "│  "))

    def _label(self, node: str, need: str) -> str:
        soft = need not in self._kg.required.pred[node]
        again = need in self._shown and need in self._needs
        kind = f"  ({term(self._lang, 'requirement', 'recommended')})" if soft else ""
        above = f"  ({translate(self._lang, 'path.see_above')})" if again else ""
        return f"{self._kg.topics[need].name[self._lang]}{kind}{above}"


def _needs(path: LearningPath) -> Mapping[str, Sequence[str]]:
    """The steps that each step needs directly, in learning order."""
    found: dict[str, list[str]] = {}
    for step in path.steps:
        for user in step.needed_by:
            found.setdefault(user, []).append(step.topic)
    return found


WRITERS = {
    ("path", "text"): path_text,
    ("path", "json"): lambda answer, lang: Json(path_document(answer.found, lang)),
    ("path", "mermaid"): path_mermaid,
    ("path", "tree"): path_tree,
}
