"""What is new for a reader, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Topic
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place

__all__ = ["News", "NewsItem"]


@dataclass(frozen=True)
class NewsItem:
    """A paper under its best topic; ``lacks`` are unlearned required topics, nearest first.

    ``others`` are the further topics it stands under, ``copies`` the ids of papers with nearly its title.
    """

    paper: Paper
    place: Place
    lacks: tuple[str, ...] = ()
    others: tuple[Place, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class News:
    """All that is new for a reader, best first; the first ``most`` are told in full, the others by title.

    ``stocked`` counts stored papers that are no key papers, ``last_shown`` is the day of the latest mark,
    ``last_fetched`` a UTC time and ``age_days`` whole days since then; ``again``: marks were left aside.
    """

    items: tuple[NewsItem, ...]
    topics: Mapping[str, Topic]
    most: int
    stocked: int
    now: str
    again: bool = False
    since: str | None = None
    topic: str | None = None
    bundled: bool = False
    last_shown: str | None = None
    last_fetched: str | None = None
    age_days: int | None = None

    @property
    def top(self) -> tuple[NewsItem, ...]:
        """What is told in full."""
        return self.items[: self.most]

    @property
    def also(self) -> tuple[NewsItem, ...]:
        """What is told by title."""
        return self.items[self.most :]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every paper that is told, its copies too."""
        return tuple(one for item in self.items for one in (item.paper.id, *item.copies))
