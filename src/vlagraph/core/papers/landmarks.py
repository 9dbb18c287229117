"""The papers that changed the course of a field, in the order in which they came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.core.papers.card import KeyPlace
from vlagraph.core.papers.ids import month_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Text
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Standings

__all__ = ["Landmark", "list_landmarks"]


@dataclass(frozen=True)
class Landmark:
    """A key paper that some topic calls a landmark, with every topic that chose it.

    ``places`` begin with the topics that call it one; ``paper`` is None where nothing is stored of it.
    """

    id: str
    paper: Paper | None
    places: tuple[KeyPlace, ...]

    @property
    def published(self) -> str:
        """The day of its first version, or the month where no day is known."""
        return self.paper.published[:10] if self.paper else month_of(self.id)

    @property
    def year(self) -> int:
        """The year of its first version."""
        return int(self.published[:4])

    @property
    def reasons(self) -> tuple[Text | None, ...]:
        """Why to read it, for each of ``places``; None where one before it says the same, or nothing does."""
        whys = [place.key.why for place in self.places]
        return tuple(None if why in whys[:index] else why for index, why in enumerate(whys))


def list_landmarks(
    kg: KnowledgeGraph,
    standings: Standings,
    papers: Mapping[str, Paper],
    *,
    topics: Collection[str] = (),
    since: str | None = None,
) -> tuple[Landmark, ...]:
    """Every landmark once, oldest first: of ``topics`` (ids; none: all), from the day or year ``since``."""
    places: dict[str, list[KeyPlace]] = {}
    for topic in kg.roadmap.topics:
        for key in standings.key_papers(topic):
            places.setdefault(key.arxiv, []).append(KeyPlace(topic.id, key))
    found = (
        Landmark(paper, papers.get(paper), tuple(sorted(at, key=lambda place: not place.key.landmark)))
        for paper, at in places.items()
        if any(place.key.landmark for place in at)
        if not topics or any(place.topic in topics for place in at)
    )
    kept = (one for one in found if since is None or one.published >= since[: len(one.published)])
    return tuple(sorted(kept, key=lambda landmark: (landmark.published, landmark.id)))
