"""What is new for a reader: stored, attached to a topic, and neither shown, read nor dismissed before."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers, show
from vlagraph.core.order import missing, urgency
from vlagraph.core.papers.news import News, NewsItem
from vlagraph.core.papers.standing import Desk
from vlagraph.core.papers.titles import near_copies
from vlagraph.errors import DataError, StoreError, UsageError
from vlagraph.pipeline.clock import time_stamp, today
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.store.fetch_state import load_state
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place
    from vlagraph.store.workspace import Workspace

__all__ = [
    "LACK_COST",
    "TIER_COST",
    "NewsRequest",
    "ask_news",
    "last_fetch",
    "mark_shown",
    "pick_news",
    "since_day",
]

TIER_COST = 0.08
"""What one tier less of urgency costs a paper, in score."""

LACK_COST = 0.02
"""What one required topic that the reader lacks costs, in score, up to `_MOST_LACKS` of them."""

_MOST_LACKS = 8
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class NewsRequest:
    """What is asked for: ``most`` in full, submitted ``since`` a day, under one ``topic``, or ``everything``.

    With ``since`` or ``everything`` no shown or read mark counts, with ``ignore_progress`` no read mark;
    ``known`` are all topics that count as learned.
    """

    most: int = 12
    since: str | None = None
    topic: str | None = None
    everything: bool = False
    known: frozenset[str] = frozenset()
    ignore_progress: bool = False

    @property
    def again(self) -> bool:
        """Whether marks are left aside."""
        return self.everything or self.since is not None


def since_day(text: str) -> str:
    """The day that ``--since`` names.

    Raises:
        UsageError: it is none.
    """
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    shown = "".join(char if char.isprintable() else "?" for char in text[:40])
    raise UsageError(f"--since {shown!r} is no day. Write it as 2026-11-22.")


def ask_news(workspace: Workspace, kg: KnowledgeGraph, *, request: NewsRequest) -> News:
    """What is new for the reader of ``workspace``, best first; nothing is marked.

    Raises:
        DataError, StoreError: papers/ or progress.json cannot be used.
        UsageError: VLAGRAPH_NOW is no time.
    """
    papers, progress = load_papers(workspace.papers), load_progress(workspace.progress)
    now = time_stamp()
    fetched = last_fetch(workspace, papers, topic=request.topic)
    return News(
        items=pick_news(kg, papers, progress=progress, request=request),
        topics=kg.topics,
        most=request.most,
        stocked=_stocked(kg, papers, request.topic),
        now=now,
        again=request.again,
        since=request.since,
        topic=request.topic,
        bundled=workspace.bundled,
        last_shown=max(progress.shown.values(), default=None),
        last_fetched=fetched,
        age_days=_age(fetched, now),
    )


def pick_news(
    kg: KnowledgeGraph, papers: Mapping[str, Paper], *, progress: Progress, request: NewsRequest
) -> tuple[NewsItem, ...]:
    """The new papers, each once under its best topic, best first.

    A paper's worth is its score less `TIER_COST` for each tier of urgency that its topic is behind and
    `LACK_COST` for each required topic that the reader lacks; of equals the latest comes first.
    Near-copies are told with the first of them; a copy of a paper that was told before is not told again.
    """
    desk, tier = Desk(kg, progress), urgency(kg)
    lacks = {topic: missing(kg, topic, request.known) for topic in kg.topics}
    told = _told(progress, request)
    pool = _pool(kg, papers, desk, told=told)
    items = [
        NewsItem(paper, *_best(places, tier, lacks, only=request.topic))
        for paper, places in pool
        if _wanted(paper, places, request)
    ]
    items.sort(key=lambda item: item.paper.id)
    items.sort(key=lambda item: item.paper.published, reverse=True)
    items.sort(key=lambda item: -_worth(item.place, tier, lacks))
    before = sorted(told | _key_papers(kg))
    return _folded(items, [papers[one] for one in before if one in papers])


def mark_shown(workspace: Workspace, news: News) -> int:
    """Mark everything that ``news`` told as shown today; returns how many papers.

    Called after the printing: a run that is killed in between tells the papers again rather than never.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        StoreError: the marks cannot be kept; the message says that the papers come again.
    """
    if not news.ids:
        return 0
    day = today().isoformat()
    try:
        change_progress(workspace, lambda progress: show(progress, news.ids, day=day))
    except (DataError, StoreError) as error:
        raise StoreError(
            f"{error}\nThe papers above were not marked as shown; the next 'vlagraph new' prints them again."
        ) from error
    return len(news.ids)


def last_fetch(workspace: Workspace, papers: Mapping[str, Paper], *, topic: str | None = None) -> str | None:
    """When a fetch last succeeded (for ``topic``), in UTC; None where there was none.

    Raises:
        DataError, StoreError: papers/fetch.json cannot be used.
    """
    states = [source.topics for source in load_state(workspace.fetch_state).sources.values()]
    times = [
        known.last_success
        for topics in states
        for name, known in topics.items()
        if known.last_success and topic in (None, name)
    ]
    return max(times, default=None) or max((p.fetched for p in papers.values() if p.fetched), default=None)


def _told(progress: Progress, request: NewsRequest) -> frozenset[str]:
    """The papers that the reader has seen already, as far as that counts."""
    if request.again:
        return frozenset()
    return frozenset(progress.shown).union(() if request.ignore_progress else read_papers(progress))


def _age(stamp: str | None, now: str) -> int | None:
    if stamp is None:
        return None
    return max(0, (datetime.fromisoformat(now) - datetime.fromisoformat(stamp)).days)


def _stocked(kg: KnowledgeGraph, papers: Mapping[str, Paper], topic: str | None) -> int:
    keys = _key_papers(kg)
    return sum(
        paper.id not in keys
        and not paper.curated
        and (topic is None or any(m.topic == topic for m in paper.matches))
        for paper in papers.values()
    )


def _key_papers(kg: KnowledgeGraph) -> frozenset[str]:
    return frozenset(key.arxiv for topic in kg.topics.values() for key in topic.key_papers)


def _pool(
    kg: KnowledgeGraph, papers: Mapping[str, Paper], desk: Desk, *, told: Collection[str]
) -> list[tuple[Paper, tuple[Place, ...]]]:
    """The papers that could be told, with their places: no key papers, none withdrawn, none told before."""
    keys = _key_papers(kg)
    candidates = (
        paper
        for paper in papers.values()
        if paper.id not in keys and not paper.curated and not paper.withdrawn and paper.id not in told
    )
    return [(paper, places) for paper in candidates if (places := desk.places(paper))]


def _wanted(paper: Paper, places: tuple[Place, ...], request: NewsRequest) -> bool:
    if request.since is not None and paper.published[:10] < request.since[: len(paper.published)]:
        return False
    return request.topic is None or any(place.topic == request.topic for place in places)


def _best(
    places: tuple[Place, ...],
    tier: Mapping[str, int],
    lacks: Mapping[str, tuple[str, ...]],
    *,
    only: str | None,
) -> tuple[Place, tuple[str, ...], tuple[Place, ...]]:
    """The place to tell a paper under (``only`` where given), what is lacking there, and the other places."""
    ranked = sorted(
        places, key=lambda p: (p.topic != only, p.how == "matched", -p.score, tier[p.topic], p.topic)
    )
    return ranked[0], lacks[ranked[0].topic], tuple(ranked[1:])


def _worth(place: Place, tier: Mapping[str, int], lacks: Mapping[str, tuple[str, ...]]) -> float:
    score = place.score if place.how == "matched" else 1.0
    return round(
        score - TIER_COST * tier[place.topic] - LACK_COST * min(len(lacks[place.topic]), _MOST_LACKS), 6
    )


def _folded(items: list[NewsItem], before: list[Paper]) -> tuple[NewsItem, ...]:
    if not items:
        return ()
    copies = near_copies([*before, *(item.paper for item in items)])
    groups: dict[str, list[str]] = {}
    for copy, first in copies.items():
        groups.setdefault(first, []).append(copy)
    return tuple(
        NewsItem(item.paper, item.place, item.lacks, item.others, tuple(groups.get(item.paper.id, ())))
        for item in items
        if item.paper.id not in copies
    )
