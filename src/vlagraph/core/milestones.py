"""The milestones of all projects, and the marks of those that are done.

The field ``milestones`` of progress.json holds the marks. Each has the times at which it was last done and
undone; the later counts. Of times the later one survives every merge, also by a version or a page that does
not know this field: objects are joined key by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from vlagraph.core.times import just_after, to_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Milestone, Project, Roadmap

__all__ = [
    "ProjectStep",
    "all_milestones",
    "done_milestones",
    "mark_milestones",
    "marked_milestones",
    "redated_milestones",
]

_FIELD = "milestones"
_TIMES = ("done", "undone")


class ProjectStep(NamedTuple):
    """A milestone in its project."""

    project: Project
    step: Milestone


def all_milestones(roadmap: Roadmap) -> Mapping[str, ProjectStep]:
    """The milestones of all projects by ``PROJECT/MILESTONE``, which no topic can be called."""
    steps = (ProjectStep(one, step) for one in roadmap.projects for step in one.milestones)
    return {f"{found.project.id}/{found.step.id}": found for found in steps}


def done_milestones(progress: Progress) -> frozenset[str]:
    """The milestones that are done, by ``PROJECT/MILESTONE``.

    >>> from vlagraph.core.marks import Progress
    >>> marked = mark_milestones(Progress(), ["cups/setup"], on=True, at="2026-11-22T09:30:00.000Z")
    >>> sorted(done_milestones(marked))
    ['cups/setup']
    >>> done_milestones(mark_milestones(marked, ["cups/setup"], on=False, at="2026-11-22T09:30:00.000Z"))
    frozenset()
    """
    names = _entries(progress)
    return frozenset(name for name in names if _time(progress, name, "done") > _undone(progress, name))


def mark_milestones(progress: Progress, names: Iterable[str], *, on: bool, at: str) -> Progress:
    """``progress`` with the milestones ``names`` done at ``at``, or with ``on`` False not done any more."""
    done, entries = done_milestones(progress), dict(_entries(progress))
    for name in names:
        if (name in done) != on:
            last = max(_time(progress, name, "done"), _undone(progress, name))
            entries[name] = {**_entry(progress, name), "done" if on else "undone": just_after(at, last)}
    return replace(progress, rest={**progress.rest, _FIELD: entries}) if entries else progress


def marked_milestones(progress: Progress) -> frozenset[str]:
    """The milestones that have a mark, be it that they are done or not any more."""
    return frozenset(n for n in _entries(progress) if any(_time(progress, n, key) for key in _TIMES))


def redated_milestones(progress: Progress, date: Callable[[str], str]) -> Progress:
    """``progress`` with ``date`` of every time at which a milestone was done or undone in its place.

    What is no time stays, as of a later version.
    """
    entries = {
        name: {
            key: date(value) if key in _TIMES and _time(progress, name, key) else value
            for key, value in _entry(progress, name).items()
        }
        for name in marked_milestones(progress)
    }
    kept = {**_entries(progress), **entries}
    return replace(progress, rest={**progress.rest, _FIELD: kept}) if entries else progress


def _entries(progress: Progress) -> Mapping[str, Any]:
    found = progress.rest.get(_FIELD)
    return found if isinstance(found, Mapping) else {}


def _entry(progress: Progress, name: str) -> Mapping[str, Any]:
    found = _entries(progress).get(name)
    return found if isinstance(found, Mapping) else {}


def _undone(progress: Progress, name: str) -> str:
    return _time(progress, name, "undone")


def _time(progress: Progress, name: str, key: str) -> str:
    """The time in the field ``key`` of a mark, in UTC; empty where there is none."""
    found = _entry(progress, name).get(key)
    try:
        return to_utc(found) if isinstance(found, str) else ""
    except ValueError:
        return ""
