"""The practice projects and the milestones of one, as text and as JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from vlagraph.core.depths import sum_hours
from vlagraph.formats.blocks import Json, Line, Table
from vlagraph.formats.facts import fact_lines
from vlagraph.formats.names import columns, hours_cell, paper_name, topic_names
from vlagraph.words import hours_range, term, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.graph import InGraph
    from vlagraph.core.model import Lang, Milestone, Project
    from vlagraph.core.study import MilestoneChange, Milestones, MilestoneState
    from vlagraph.formats.blocks import Blocks

__all__ = ["WRITERS", "milestone_marked_text", "milestones_document", "milestones_text", "projects_text"]

_COMMAND_WIDTH = 72
"""Columns of a command in text: with its indentation and a backslash it fits a terminal of 80."""


def projects_text(projects: Sequence[Project], lang: Lang) -> Blocks:
    """A row a project."""
    if not projects:
        return [Line(translate(lang, "project.none"))]
    rows = [
        [
            project.name[lang],
            project.id,
            project.benchmark or "–",
            str(len(project.milestones)),
            hours_cell(sum_hours(one.hours for one in project.milestones), lang),
        ]
        for project in projects
    ]
    return [Table(columns(lang, "project", "id", "benchmark", "milestones", "hours"), rows, right=[3, 4])]


def milestones_text(answer: InGraph[Milestones], lang: Lang) -> Blocks:
    """The project and what it takes, then a paragraph a milestone: its goal, what is to learn and to read."""
    found, project = answer.found, answer.found.project
    blocks = [Line(f"{project.name[lang]}  [{project.id}]", bold=True), Line(project.summary[lang])]
    blocks += _start(project, lang, indent=2, sources=found.sources)
    if project.stop:
        blocks.append(Line(translate(lang, "project.stop", text=project.stop[lang]), 2))
    for number, row in enumerate(found.rows, start=1):
        blocks += _milestone(answer, number, row, lang)
        blocks += _start(row.milestone, lang, indent=4, sources=found.sources)
    return blocks


def milestones_document(answer: InGraph[Milestones], _lang: Lang) -> Json:
    """``{"project", "benchmark", "needs", "repo", "commands", "stop", "milestones": [state of each]}``."""
    project = answer.found.project
    return Json(
        {
            "project": project.id,
            "benchmark": project.benchmark,
            "needs": project.needs,
            "repo": project.repo,
            "commands": project.commands,
            "stop": project.stop,
            "milestones": answer.found.rows,
        }
    )


def milestone_marked_text(change: MilestoneChange, lang: Lang) -> Blocks:
    """Which milestones of the project are done now or not any more, and which were so before."""
    key = "project.done" if change.done else "project.undone"
    same = "project.done_before" if change.done else "project.undone_before"
    lines = [(key, change.changed), (same, change.same)]
    names = ((word, ", ".join(one.name[lang] for one in found)) for word, found in lines if found)
    return [Line(translate(lang, word, names=text)) for word, text in names]


def _start(what: Project | Milestone, lang: Lang, *, indent: int, sources: bool) -> Iterator[Line]:
    """What a project or a milestone takes, where its code is, and the commands to begin with."""
    for fact in what.needs:
        yield from fact_lines(
            fact, lang, label=term(lang, "fact", fact.field), indent=indent, sources=sources
        )
    if what.repo:
        yield Line(translate(lang, "project.repo", address=what.repo), indent)
    if what.commands:
        yield Line(translate(lang, "project.commands"), indent)
    for command in what.commands:
        yield from (Line(line, indent + 2, wrap=False) for line in _lines(command))


def _lines(command: str) -> list[str]:
    """A shell command in lines that may be copied together: all but the last end in a backslash."""
    lines = textwrap.wrap(command, _COMMAND_WIDTH, break_long_words=False, break_on_hyphens=False)
    return [*(f"{line} \\" for line in lines[:-1]), *lines[-1:]]


def _milestone(answer: InGraph[Milestones], number: int, row: MilestoneState, lang: Lang) -> Iterator[Line]:
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
            yield Line(translate(lang, label, names=topic_names(answer.kg, ids, lang)), 4)
    for paper in step.papers:
        key = "project.paper_read" if paper in row.read else "project.paper"
        yield Line(translate(lang, key, paper=paper_name(paper, answer.found.titles)), 4)


def _state(row: MilestoneState, lang: Lang) -> str:
    if row.done:
        return term(lang, "state", "done")
    if row.ready:
        return term(lang, "state", "ready")
    count = {"learned": len(row.learned), "count": len(row.milestone.topics)}
    return translate(lang, "progress.topics_learned", **count)


WRITERS = {
    ("projects", "text"): projects_text,
    ("projects", "json"): lambda projects, _lang: Json({"projects": projects}),
    ("milestone_marked", "text"): milestone_marked_text,
    ("milestones", "text"): milestones_text,
    ("milestones", "json"): milestones_document,
}
