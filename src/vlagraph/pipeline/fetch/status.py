"""How fresh the stored papers are, from papers/ alone: no network, no guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.papers.reports import Freshness, Status
from vlagraph.core.papers.standing import Standings
from vlagraph.pipeline.fetch.report import freshness
from vlagraph.pipeline.fetch.wishes import wished_papers
from vlagraph.store.fetch_state import load_state
from vlagraph.store.fetch_truth import known_now
from vlagraph.store.holdings import stored_ids
from vlagraph.store.survey import survey
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vlagraph.core.model import Roadmap
    from vlagraph.store.fetch_state import Failure, FetchState
    from vlagraph.store.workspace import Workspace

__all__ = ["read_status"]

STALE_DAYS = 8
"""From this age on a topic counts as stale: a weekly fetch was missed."""


def read_status(
    workspace: Workspace, roadmap: Roadmap, *, now: datetime, topics: Sequence[str] = ()
) -> Status:
    """The freshness of ``topics`` (none: all) of ``workspace`` at ``now``.

    Raises:
        DataError, StoreError: papers/ or the reader's own progress.json cannot be read.
    """
    kg = KnowledgeGraph(roadmap)
    state, ahead = known_now(load_state(workspace.fetch_state), roadmap, now)
    found = survey(workspace, kg, Standings(kg))  # as the roadmap and its rules say: a fetch knows no reader
    wanted = [topic.id for topic in roadmap.topics if not topics or topic.id in topics]
    asked = wished_papers(workspace, state, stored=(), now=now)
    if asked.fault is not None:
        raise asked.fault
    came = stored_ids(workspace, asked.papers) if asked.papers else frozenset()
    wished = tuple(sorted(asked.papers.difference(came)))
    missing = {one for own in state.sources.values() for one in own.unknown_ids}
    rows = tuple(_row(topic, found.topics[topic].papers, state=state, now=now) for topic in wanted)
    return Status(
        papers=found.stored.papers,
        curated=found.stored.curated,
        unconfirmed=found.stored.unconfirmed,
        withdrawn=found.stored.withdrawn,
        newest=found.stored.newest,
        stale=sum(row.age_days is None or row.age_days >= STALE_DAYS for row in rows),
        topics=rows,
        wished=wished,
        unknown=tuple(one for one in wished if one in missing),
        recorded=found.recorded,
        recorded_until=found.until,
        fault=found.fault,
        succeeded=state.succeeded,
        unwatched=tuple(one for one in wanted if kg.topics[one].watch is None),
        dated_ahead=tuple(topic for topic in ahead if topic in wanted),
        notes=asked.remarks,
    )


def _row(topic: str, papers: int, *, state: FetchState, now: datetime) -> Freshness:
    known = freshness(state, topic, now)
    failed = state.failure_of(topic)
    return Freshness(
        **known,
        papers=papers,
        failure=_dated(failed) if failed else None,
    )


def _dated(failed: Failure) -> Message:
    return Message("status.failed_at", {"at": failed.at, "why": failed.reason})
