"""What the pages of new papers and of landmarks list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from vlagraph.core.papers.landmarks import list_landmarks
from vlagraph.core.papers.news_order import latest_news
from vlagraph.site.catalogue import newest_first

if TYPE_CHECKING:
    from vlagraph.core.papers.landmarks import Landmark
    from vlagraph.core.papers.paper import Paper
    from vlagraph.site.content import Content

__all__ = ["landmark_years", "listed_papers", "new_papers"]

_PAPERS_WITHOUT_SCRIPT = 100
"""Papers in the list itself: scripts show the others from data, which is a tenth of the bytes."""
_NEW_PAPERS = 200
"""Papers on the page of new ones: those of some weeks for forty topics."""
_NEW_AT_FIRST = 30
"""Papers of them that are seen at first, as scripts/new-page.js has it: nothing moves when it starts."""


def new_papers(content: Content) -> dict[str, Any]:
    """For its template: the latest papers by month, numbered; their topics; how many are earlier.

    ``key_papers`` says whether the list of papers, to which an empty page leads, has any.
    """
    recent = latest_news(content.standings, content.papers.values(), most=_NEW_PAPERS)
    months = groupby(enumerate(recent), key=lambda placed: placed[1].paper.published[:7])
    under = {place.topic for item in recent for place in (item.place, *item.others)}
    return {
        "months": [(month, list(group)) for month, group in months],
        "topics": [topic for topic in content.topics.values() if topic.id in under],
        "earlier": sum(map(content.standings.is_news, content.papers.values())) - len(recent),
        "first_shown": _NEW_AT_FIRST,
        "key_papers": any(paper in content.papers for paper in content.graph.chosen_by),
    }


def listed_papers(content: Content) -> list[Paper]:
    """What the list of papers shows by itself: the newest, and those with a note."""
    every = newest_first(content)
    shown, others = every[:_PAPERS_WITHOUT_SCRIPT], every[_PAPERS_WITHOUT_SCRIPT:]
    return shown + [paper for paper in others if paper.id in content.notes]


def landmark_years(content: Content) -> list[tuple[int, list[Landmark]]]:
    """The landmarks of each year, oldest first."""
    found = list_landmarks(content.graph, content.standings, content.papers)
    return [(year, list(group)) for year, group in groupby(found, key=lambda landmark: landmark.year)]
