"""The practice projects and the milestones of one, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.names import columns, hours_cell, topic_names
from vlagraph.words import hours_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import InGraph, KnowledgeGraph
    from vlagraph.core.model import Hours, Lang, Project
    from vlagraph.core.study import Milestones, MilestoneState
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "milestones_document", "milestones_text", "projects_text"]


def projects_text(projects: Sequence[Project], lang: Lang) -> Blocks:
    """A row a project."""
    rows = [
        [
            project.name[lang],
            project.id,
            project.benchmark,
            str(len(project.milestones)),
            hours_cell(_hours(project)),
        ]
        for project in projects
    ]
    return [Table(columns(lang, "project", "id", "benchmark", "milestones", "hours"), rows, right=[3, 4])]


def milestones_text(answer: InGraph[Milestones], lang: Lang) -> Blocks:
    """The project, then a paragraph a milestone: its goal, what is learned, what is to learn and to read."""
    project = answer.found.project
    blocks = [Line(f"{project.name[lang]}  [{project.id}]", bold=True), Line(project.summary[lang])]
    for number, row in enumerate(answer.found.rows, start=1):
        blocks += _milestone(answer.kg, number, row, lang)
    return blocks


def milestones_document(answer: InGraph[Milestones], _lang: Lang) -> Json:
    """``{"project", "benchmark", "milestones": [{"milestone", "learned", "open", "before", "read"}]}``."""
    project = answer.found.project
    return Json({"project": project.id, "benchmark": project.benchmark, "milestones": answer.found.rows})


def _hours(project: Project) -> Hours:
    """The hours of all milestones."""
    ranges = [milestone.hours for milestone in project.milestones]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _milestone(kg: KnowledgeGraph, number: int, row: MilestoneState, lang: Lang) -> Iterator[Line]:
    step = row.milestone
    head = f"{number:2}. {step.name[lang]}  {hours_range(step.hours, lang)}, {_state(row, lang)}"
    yield Line()
    yield Line(head, bold=True)
    yield Line(step.goal[lang], 4)
    lists = (
        ("project.learned", row.learned),
        ("project.learn", row.open),
        ("project.before", row.before),
    )
    for label, ids in lists:
        if ids:
            yield Line(translate(lang, label, names=topic_names(kg, ids, lang)), 4)
    if step.papers:
        papers = (translate(lang, "project.paper_read", paper=p) if p in row.read else p for p in step.papers)
        yield Line(translate(lang, "project.papers", names=", ".join(papers)), 4)


def _state(row: MilestoneState, lang: Lang) -> str:
    if row.ready:
        return term(lang, "state", "ready")
    count = {"learned": len(row.learned), "topics": len(row.milestone.topics)}
    return translate(lang, "progress.topics_learned", **count)


WRITERS = {
    ("projects", "text"): projects_text,
    ("projects", "json"): lambda projects, _lang: Json({"projects": projects}),
    ("milestones", "text"): milestones_text,
    ("milestones", "json"): milestones_document,
}
