"""What a reader says of papers: dismissing, pinning and moving them, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.marks import Opinion, judge
from vlagraph.core.papers.standing import Desk
from vlagraph.core.times import just_after
from vlagraph.errors import UsageError
from vlagraph.pipeline.clock import time_stamp
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Mark, Progress
    from vlagraph.core.papers.paper import Paper
    from vlagraph.store.workspace import Workspace

__all__ = ["Outcome", "plan_move", "say", "stored_paper", "take_back"]


@dataclass(frozen=True)
class Outcome:
    """What came of a command: the ``opinions`` that changed (none: it was so already), the stored paper."""

    opinions: tuple[Opinion, ...]
    paper: Paper | None


def stored_paper(workspace: Workspace, paper: str) -> Paper | None:
    """The stored record of ``paper``; None where there is none.

    Raises:
        DataError, StoreError: papers/ cannot be read.
    """
    return load_papers(workspace.papers).get(paper)


def say(workspace: Workspace, opinion: Opinion) -> Outcome:
    """Keep ``opinion`` in the reader's file; it wins over whatever was said of the paper before.

    Raises:
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    at = time_stamp()
    before, after = change_progress(workspace, lambda progress: _say(progress, opinion, at))
    changed = before.feedback.get(opinion) != after.feedback.get(opinion)
    return Outcome((opinion,) if changed else (), stored_paper(workspace, opinion.paper))


def take_back(workspace: Workspace, kg: KnowledgeGraph, *, opinion: Opinion) -> Outcome:
    """Take back every opinion of this kind on this paper, or where ``opinion`` has a topic those on that one.

    Raises:
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    at = time_stamp()
    taken: list[Opinion] = []

    def change(progress: Progress) -> Progress:
        heirs = Desk(kg, progress).heirs
        taken[:] = [
            said
            for said, mark in sorted(progress.feedback.items())
            if mark.on
            and (said.kind, said.paper) == (opinion.kind, opinion.paper)
            and (not opinion.topic or opinion.topic in (said.topic, *heirs(said.topic)))
        ]
        for said in taken:
            progress = judge(progress, said, at=_after_all(progress, said.paper, at), undone=True)
        return progress

    change_progress(workspace, change)
    return Outcome(tuple(taken), stored_paper(workspace, opinion.paper))


def plan_move(workspace: Workspace, kg: KnowledgeGraph, *, paper: str, topics: Sequence[str]) -> Opinion:
    """The opinion that ``move PAPER [FROM] TOPIC`` means; without FROM the paper leaves its best topic.

    Raises:
        UsageError: no topic, more than two, or the same one twice.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    if not 1 <= len(topics) <= 2:
        raise UsageError("move takes a paper and one or two topics: vlagraph move ID [FROM] TOPIC")
    *named, target = topics
    if named == [target]:
        raise UsageError(f"the paper would move from {target} to itself. Name two topics that differ.")
    if named:
        return Opinion("moved", paper, target, named[0])
    stored = stored_paper(workspace, paper)
    places = Desk(kg, load_progress(workspace.progress)).places(stored) if stored else ()
    source = next((place.topic for place in places if place.topic != target), "")
    return Opinion("moved", paper, target, source)


def _say(progress: Progress, opinion: Opinion, at: str) -> Progress:
    mine = progress.feedback.get(opinion)
    latest = max((mark.at for mark in _marks(progress, opinion.paper, on=True)), default="")
    if mine is not None and mine.on and mine.at >= latest:
        return progress
    return judge(progress, opinion, at=_after_all(progress, opinion.paper, at))


def _after_all(progress: Progress, paper: str, now: str) -> str:
    """``now``, or just after the latest that was said of ``paper``: the last decision must win."""
    return just_after(now, max((mark.at for mark in _marks(progress, paper)), default=""))


def _marks(progress: Progress, paper: str, *, on: bool = False) -> list[Mark]:
    return [mark for said, mark in progress.feedback.items() if said.paper == paper and (mark.on or not on)]
