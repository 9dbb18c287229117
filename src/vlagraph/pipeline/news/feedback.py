"""What a reader says of papers: dismissing, pinning and moving them, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.clock import time_stamp
from vlagraph.core.marks import Opinion, judge
from vlagraph.core.papers.feedback import Outcome
from vlagraph.core.papers.standing import Standings
from vlagraph.core.times import just_after
from vlagraph.errors import UsageError
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.store.holdings import find_paper
from vlagraph.store.readers import load_shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Mark, Progress
    from vlagraph.store.workspace import Workspace

__all__ = ["keep_opinion", "plan_move", "plan_pin", "take_back"]


def keep_opinion(workspace: Workspace, opinion: Opinion) -> Outcome:
    """Store ``opinion`` in the reader's file; it wins over whatever was said of the paper before.

    Raises:
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    at = time_stamp()
    before, after = change_progress(workspace, lambda progress: _with(progress, opinion, at))
    changed = before.feedback.get(opinion) != after.feedback.get(opinion)
    return Outcome(opinion, (opinion,) if changed else (), find_paper(workspace, opinion.paper))


def take_back(workspace: Workspace, kg: KnowledgeGraph, *, opinion: Opinion) -> Outcome:
    """Take back every opinion of this kind on this paper, or where ``opinion`` has a topic those on that one.

    Raises:
        WorkspaceError, DataError, StoreError: as `change_progress`.
    """
    at = time_stamp()
    before, after = change_progress(workspace, lambda progress: _without(progress, kg, opinion, at))
    taken = [said for said, mark in before.feedback.items() if mark.on and not after.feedback[said].on]
    left: list[str] = []
    if opinion.kind == "dismissed" and not taken:
        moved = sorted(Standings(kg, after).left(opinion.paper))
        left = [topic for topic in moved if opinion.topic in ("", topic)]
    stored = find_paper(workspace, opinion.paper)
    return Outcome(opinion, tuple(sorted(taken)), stored, undone=True, left=tuple(left))


def plan_pin(paper: str, topics: Sequence[str], *, undo: bool = False) -> Opinion:
    """The opinion that ``pin PAPER TOPIC`` means; without a topic every pin of the paper, to take them back.

    Raises:
        UsageError: no topic, and nothing is to be taken back.
    """
    if not topics and not undo:
        raise UsageError("feedback.pin_needs_topic")
    return Opinion("pinned", paper, *topics)


def plan_move(
    workspace: Workspace, kg: KnowledgeGraph, *, paper: str, topics: Sequence[str], undo: bool = False
) -> Opinion:
    """The opinion that ``move PAPER [FROM] TOPIC`` means; without FROM the paper leaves its best topic.

    With ``undo`` a topic is where the paper was moved to, and none stands for every move of it.

    Raises:
        UsageError: no topic, more than two, or the same one twice.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    if undo:
        return Opinion("moved", paper, topics[-1] if topics else "")
    if not 1 <= len(topics) <= 2:
        raise UsageError("feedback.move_topics")
    *named, target = topics
    if named == [target]:
        raise UsageError("feedback.move_to_itself", topic=target)
    if named:
        return Opinion("moved", paper, target, named[0])
    stored = find_paper(workspace, paper)
    places = Standings(kg, load_shared(workspace).progress).places(stored) if stored else ()
    source = next((place.topic for place in places if place.topic != target), "")
    return Opinion("moved", paper, target, source)


def _with(progress: Progress, opinion: Opinion, at: str) -> Progress:
    mine = progress.feedback.get(opinion)
    latest = max((mark.at for mark in _marks(progress, opinion.paper) if mark.on), default="")
    if mine is not None and mine.on and mine.at >= latest:
        return progress
    return judge(progress, opinion, at=_after_all(progress, opinion.paper, at))


def _without(progress: Progress, kg: KnowledgeGraph, opinion: Opinion, at: str) -> Progress:
    current_ids = Standings(kg).current_ids
    meant = [
        said
        for said, mark in sorted(progress.feedback.items())
        if mark.on
        and (said.kind, said.paper) == (opinion.kind, opinion.paper)
        and (not opinion.topic or opinion.topic in (said.topic, *current_ids(said.topic)))
    ]
    for said in meant:
        progress = judge(progress, said, at=_after_all(progress, said.paper, at), undone=True)
    return progress


def _after_all(progress: Progress, paper: str, now: str) -> str:
    """``now``, or just after the latest that was said of ``paper``: the last decision must win."""
    return just_after(now, max((mark.at for mark in _marks(progress, paper)), default=""))


def _marks(progress: Progress, paper: str) -> list[Mark]:
    return [mark for said, mark in progress.feedback.items() if said.paper == paper]
