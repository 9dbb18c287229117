"""Times that lie ahead are a wrong clock's: they are named and not believed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import msgspec

from vlagraph.core.marks import Intent, Mark, Progress
from vlagraph.core.milestones import redated_milestones
from vlagraph.core.times import fine, iso, lies_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vlagraph.core.papers.paper import Paper

__all__ = ["ahead_of", "all_confirmed", "dated_by"]


def ahead_of(paper: Paper, now: datetime) -> Paper:
    """``paper``, as never confirmed where the time of that lies ahead of ``now``."""
    if paper.fetched and paper.fetched > iso(now) and lies_ahead(paper.fetched, now):
        return msgspec.structs.replace(paper, fetched=None)
    return paper


def all_confirmed(papers: Iterable[Paper], now: datetime) -> str | None:
    """The time since which every confirmed one of ``papers`` was confirmed; None where none ever was."""
    return min(filter(None, (ahead_of(paper, now).fetched for paper in papers)), default=None)


def dated_by(progress: Progress, now: datetime) -> tuple[Progress, int]:
    """``progress`` with the times that lie ahead of ``now`` made ``now``, and how many they were."""
    count = 0
    present = fine(now)

    def dated(value: Any) -> Any:  # noqa: ANN401 - a mark, an intent, a day or a time
        nonlocal count
        at = value.at if isinstance(value, Mark | Intent) else value
        if not isinstance(at, str) or not lies_ahead(at, now):
            return value
        count += 1
        return value._replace(at=present) if isinstance(value, Mark | Intent) else present[: len(at)]

    changed = {
        one.name: {key: dated(value) for key, value in getattr(progress, one.name).items()}
        for one in fields(Progress)
        if one.name not in {"rest", "runs"}
    }
    return redated_milestones(replace(progress, **changed), dated), count
