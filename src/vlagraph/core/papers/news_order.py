"""Which stored papers are new for a reader, and in which order to tell them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vlagraph.core.marks import read_papers
from vlagraph.core.order import urgency
from vlagraph.core.papers.levels import shown_score
from vlagraph.core.papers.news import NewsItem, window_start
from vlagraph.core.papers.ready import Readiness
from vlagraph.core.papers.shown import shown_papers
from vlagraph.core.papers.standing import Standings
from vlagraph.core.papers.titles import group_copies, near_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.papers.news import NewsRequest, Sort
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place

__all__ = [
    "MISSING_COST",
    "TIER_COST",
    "Fresh",
    "count_stored",
    "latest_news",
    "pick_news",
    "shown_before",
    "told_since",
]

TIER_COST = 0.08
"""What one tier less of urgency costs a paper, in score: a clear match (0.9) two tiers back still precedes a
doubtful one (0.7) of the first tier."""

MISSING_COST = 0.02
"""What one required topic that the reader has not learned costs, in score: four weigh as much as a tier."""

_MOST_MISSING = 8
"""From here on more missing topics cost no more: the paper is out of reach either way."""


@dataclass(frozen=True)
class Fresh:
    """The new papers submitted ``since`` a day (None: ever), in order; how many are ``older``."""

    items: tuple[NewsItem, ...]
    since: str | None = None
    older: int = 0


def pick_news(
    kg: KnowledgeGraph,
    papers: Mapping[str, Paper],
    *,
    progress: Progress,
    request: NewsRequest,
    alone: int = 0,
) -> Fresh:
    """The new papers, each once under its best topic, in the order that is asked for.

    A paper's worth is its score less `TIER_COST` for each tier of urgency that its topic is behind and
    `MISSING_COST` for each required topic that the reader has not learned; of equals the latest comes first.
    Near-copies are told with the first of them; a copy of a paper that was told before is not told again.
    ``alone`` is how many older ones are not among ``papers`` and have a title like no other's.
    """
    standings = Standings(kg, progress, level=request.level)
    ranking = _Ranking(urgency(kg), Readiness(kg, request.known))
    before, start = shown_before(progress, request), told_since(progress, request)
    fresh = (paper for paper in papers.values() if paper.id not in before and standings.is_news(paper))
    found = (
        ranking.item(paper, places, first=request.wanted)
        for paper in fresh
        if _wanted(places := standings.places(paper), request)
    )
    items = ranking.sorted([item for item in found if not (request.ready and item.missing)], by=request.sort)
    recent = [item for item in items if _reaches(item.paper, start)]
    old = [item for item in items if not _reaches(item.paper, start)] if not request.again else []
    earlier = sorted(before.union(kg.chosen_by))
    told = _folded([*recent, *old], [papers[one] for one in earlier if one in papers])
    within = tuple(item for item in told if _reaches(item.paper, start))
    return Fresh(within, start, alone + len(told) - len(within))


def latest_news(standings: Standings, papers: Iterable[Paper], *, most: int) -> tuple[NewsItem, ...]:
    """The ``most`` latest papers that may be told as new, the latest first, for readers who are not known."""
    fresh = sorted(filter(standings.is_news, papers), key=lambda p: (p.published, p.id), reverse=True)
    found = ((paper, standings.places(paper)) for paper in fresh[:most])
    return tuple(NewsItem(paper, first, others=tuple(rest)) for paper, (first, *rest) in found)


def count_stored(
    kg: KnowledgeGraph, standings: Standings, papers: Iterable[Paper], topics: Collection[str]
) -> int:
    """How many of ``papers`` are no key papers, and stand under ``topics`` or did until dismissed."""

    def belongs(paper: Paper) -> bool:
        return not topics or any(
            t in standings.matches(paper) or t in standings.topics(paper) for t in topics
        )

    return sum(
        paper.id not in kg.chosen_by and not (paper.curated or standings.set_aside(paper)) and belongs(paper)
        for paper in papers
    )


@dataclass(frozen=True)
class _Ranking:
    """What counts for the order: per topic the rank of its tier (0 most urgent), and what is missing."""

    tier: Mapping[str, int]
    readiness: Readiness

    def item(self, paper: Paper, places: Iterable[Place], *, first: Collection[str]) -> NewsItem:
        """``paper`` under its best place, under one of the topics ``first`` where there is any."""
        best, *others = sorted(
            places,
            key=lambda p: (p.topic not in first, p.rank, -p.score, self.tier[p.topic], p.topic),
        )
        missing = self.readiness.missing([best.topic, *(place.topic for place in others)])
        return NewsItem(paper, best, missing, tuple(others))

    def sorted(self, items: Iterable[NewsItem], *, by: Sort) -> list[NewsItem]:
        """The items in the order ``by``; of equals the latest first, then the one of most worth."""
        found = sorted(items, key=lambda item: item.paper.id)
        found.sort(key=self._worth, reverse=True)
        found.sort(key=lambda item: item.paper.published, reverse=True)
        if by != "date":
            found.sort(key=self._worth if by == "best" else _score, reverse=True)
        return found

    def _worth(self, item: NewsItem) -> float:
        """What a paper is worth to the reader: at most 1."""
        far = min(len(item.missing or ()), _MOST_MISSING)
        return round(_score(item) - TIER_COST * self.tier[item.place.topic] - MISSING_COST * far, 6)


def _score(item: NewsItem) -> float:
    """The score as it is shown; 1 where a reader put the paper there."""
    return shown_score(item.place.score) if item.place.how == "matched" else 1.0


def shown_before(progress: Progress, request: NewsRequest) -> frozenset[str]:
    """The papers that the reader has seen already, as far as that counts."""
    if request.again:
        return frozenset()
    return frozenset(shown_papers(progress)).union(() if request.ignore_progress else read_papers(progress))


def told_since(progress: Progress, request: NewsRequest) -> str | None:
    """The day from which on papers are told; None where none is too old."""
    if request.again or request.older:
        return request.since
    return window_start(request.today, max(shown_papers(progress).values(), default=None))


def _reaches(paper: Paper, day: str | None) -> bool:
    """Whether ``paper`` may have been submitted on ``day`` or later, as far as its date is known."""
    return day is None or paper.published[:10] >= day[: len(paper.published)]


def _wanted(places: Sequence[Place], request: NewsRequest) -> bool:
    return not request.wanted or any(place.topic in request.wanted for place in places)


def _folded(items: Sequence[NewsItem], before: Sequence[Paper]) -> tuple[NewsItem, ...]:
    if not items:
        return ()
    copies = near_copies([*before, *(item.paper for item in items)])
    groups = group_copies(copies)
    return tuple(
        replace(item, copies=groups.get(item.paper.id, ())) for item in items if item.paper.id not in copies
    )
