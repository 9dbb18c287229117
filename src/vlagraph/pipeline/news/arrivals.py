"""What is new for the reader of a workspace, read from its files, and the marks of what was shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from vlagraph.clock import system_clock, time_stamp, today
from vlagraph.core.papers.news import News, NewsRequest
from vlagraph.core.papers.news_order import count_stored, pick_news, shown_before, told_since
from vlagraph.core.papers.ready import Readiness
from vlagraph.core.papers.shown import last_run, show, shown_papers, take_back
from vlagraph.core.papers.standing import Standings
from vlagraph.core.times import lies_ahead
from vlagraph.errors import DataError, StoreError
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.store.fetch_state import SNAPSHOT, load_state
from vlagraph.store.fetch_truth import known_now
from vlagraph.store.holdings import Holdings, Rest, Wanted, read_holdings, select_recent
from vlagraph.store.papers_stream import papers_among
from vlagraph.store.readers import load_shared
from vlagraph.store.recorded import was_fetched
from vlagraph.store.survey import stored_totals

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.model import Roadmap
    from vlagraph.core.papers.news import NewsItem
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.shown import TakenBack
    from vlagraph.store.workspace import Workspace

__all__ = ["ask_news", "last_confirmed", "mark_shown", "news_request", "undo_shown"]

_MOST_TITLES = 30
"""Titles under "Also" on a terminal: with the papers in full they still fit two screens."""


def news_request(form: str, **asked: Any) -> NewsRequest:  # noqa: ANN401 - fields of the request
    """What is ``asked`` today; an answer in the format ``text`` tells no more titles than a screen holds.

    Raises:
        UsageError: VLAGRAPH_NOW is no time.
    """
    return NewsRequest(today=today().isoformat(), titles=_MOST_TITLES if form == "text" else None, **asked)


def ask_news(workspace: Workspace, kg: KnowledgeGraph, *, request: NewsRequest) -> News:
    """What is new for the reader of ``workspace``, best first; nothing is marked.

    Raises:
        DataError, StoreError: papers/ or progress.json cannot be used.
        UsageError: VLAGRAPH_NOW is no time.
    """
    (progress, remarks), now = load_shared(workspace), time_stamp()
    standings = Standings(kg, progress, level=request.level)
    stock = _read_stock(workspace, kg, standings, progress=progress, request=request)
    papers = stock.holdings.papers
    known = _last_known(workspace, kg.roadmap, request)
    request = _of_collection(request) if stock.holdings.until and not request.again else request
    fresh = pick_news(kg, papers, progress=progress, request=request, alone=stock.alone)
    return News(
        items=_told_whole(workspace, standings, fresh.items, request.most) if stock.brief else fresh.items,
        roadmap=kg.roadmap,
        topics=kg.topics,
        most=request.most,
        titles=request.titles,
        window=None if request.again else fresh.since,
        older=fresh.older,
        sort=request.sort,
        level=request.level,
        ready=request.ready,
        abstracts=request.abstracts,
        stored=stock.others or bool(count_stored(kg, standings, papers.values(), request.wanted)),
        now=now,
        again=request.again,
        since=request.since,
        topic=request.topic,
        goal=request.goal,
        bundled=workspace.bundled,
        last_shown=max(shown_papers(progress).values(), default=None),
        age_days=_age(known["last_fetched"], now),
        **known,
        fault=stock.holdings.fault,
        remarks=remarks,
    )


@dataclass(frozen=True)
class _Stock:
    """The papers that decide what is new; of others only that there are ``alone`` older new ones, or any.

    ``brief`` ones are without abstracts and evidence: there may be more of them than fit the memory whole.
    """

    holdings: Holdings
    alone: int = 0
    others: bool = False
    brief: bool = False


def _read_stock(
    workspace: Workspace,
    kg: KnowledgeGraph,
    standings: Standings,
    *,
    progress: Progress,
    request: NewsRequest,
) -> _Stock:
    """All papers, or where only recent ones are told these and those that are like them.

    Until anything is known of arXiv recorded papers are told too, and all of these are old.
    """
    start = told_since(progress, request)
    if start is None or not was_fetched(workspace):
        return _Stock(read_holdings(workspace, brief=True), brief=True)
    least = standings.least_scores(request.wanted)
    rest = Rest(
        seen=None if request.again else shown_before(progress, request),
        chosen={*kg.chosen_by, *standings.judged},
        barred=_out_of_reach(kg, standings, request.known) if request.ready else {},
        unmatched=not request.wanted,
    )
    wanted = Wanted(ids=standings.judged, least=least, since=start, alike=True)
    found = select_recent(workspace, wanted, rest)
    return _Stock(Holdings(found.papers), found.alone, found.others)


def _told_whole(
    workspace: Workspace, standings: Standings, items: tuple[NewsItem, ...], most: int
) -> tuple[NewsItem, ...]:
    """``items`` with the whole records of the first ``most``, which are told in full."""
    top = items[:most]
    whole = papers_among(workspace.papers, {item.paper.id for item in top})
    told = (_with_record(item, whole.get(item.paper.id, item.paper), standings) for item in top)
    return (*told, *items[most:])


def _with_record(item: NewsItem, paper: Paper, standings: Standings) -> NewsItem:
    """``item`` as it is of ``paper``, the same one with its evidence."""
    places = {place.topic: place for place in standings.places(paper)}
    best, *others = (places.get(place.topic, place) for place in (item.place, *item.others))
    return replace(item, paper=paper, place=best, others=tuple(others))


def _out_of_reach(kg: KnowledgeGraph, standings: Standings, known: Collection[str]) -> Mapping[str, float]:
    """From which score on a match puts a paper under a topic that lacks a prerequisite, by its ids."""
    readiness = Readiness(kg, known)
    lacking = [topic for topic in kg.topics if readiness.missing([topic])]
    return standings.least_scores(lacking) if lacking else {}


def _of_collection(request: NewsRequest) -> NewsRequest:
    """``request`` for a recorded collection: all of it is old, and so much that every format tells a part."""
    return replace(request, older=True, titles=_MOST_TITLES)


def mark_shown(workspace: Workspace, news: News) -> int:
    """Mark everything that ``news`` told as shown today, and nothing else; returns how many papers.

    Called after the delivery: a run that is killed in between tells the papers again rather than never.

    Raises:
        StoreError: the marks cannot be kept; the message says that the papers come again.
    """
    if not news.ids or news.bundled:
        return 0
    day, at = today().isoformat(), time_stamp()
    try:
        change_progress(workspace, lambda progress: show(progress, news.ids, day=day, at=at))
    except (DataError, StoreError) as error:
        raise StoreError("news.not_marked", reason=error) from error
    return len(news.ids)


def undo_shown(workspace: Workspace) -> TakenBack:
    """Make the papers new again that the last run marked as shown; which these are, and when it marked them.

    Raises:
        WorkspaceError: the workspace is the bundled one.
        DataError, StoreError: progress.json cannot be used or written; then nothing is taken back.
    """
    at = time_stamp()
    before, _ = change_progress(workspace, lambda progress: take_back(progress, at=at))
    return last_run(before)


class _Known(TypedDict):
    last_fetched: str | None
    snapshot: bool
    asked: bool


def _last_known(workspace: Workspace, roadmap: Roadmap, request: NewsRequest) -> _Known:
    """As of when all papers (of one topic) are known, or were confirmed; the fields of `News` of that."""
    state, _ = known_now(load_state(workspace.fetch_state), roadmap, system_clock().now())
    at, source = state.latest(request.topic) or (last_confirmed(workspace), "")
    asked = any(state.latest(one) for one in request.wanted or (None,))
    return {"last_fetched": at, "snapshot": source == SNAPSHOT, "asked": asked}


def last_confirmed(workspace: Workspace) -> str | None:
    """The time (UTC) since which all stored papers that arXiv confirmed were confirmed; None without any.

    Raises:
        DataError, StoreError: papers.jsonl cannot be read.
    """
    earliest = stored_totals(workspace).earliest
    return earliest if earliest and not lies_ahead(earliest, system_clock().now()) else None


def _age(stamp: str | None, now: str) -> int | None:
    if stamp is None:
        return None
    return max(0, (datetime.fromisoformat(now) - datetime.fromisoformat(stamp)).days)
