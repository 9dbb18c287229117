"""What is new for a reader, as values: what is asked for, what is told, and how far back it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vlagraph.core.model import Roadmap, Topic
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Paper
    from vlagraph.core.papers.standing import Place
    from vlagraph.words import Message

__all__ = ["GAP_DAYS", "RECENT_DAYS", "News", "NewsItem", "NewsRequest", "window_start"]

Sort = Literal["best", "date", "score"]
"""Orders of the news: by worth, the latest first, or by score alone."""

RECENT_DAYS = 7
"""Days before the last look, or before today, that are still told: arXiv announces a paper up to four days
after its submission, and a reader looks once a week."""

GAP_DAYS = 14
"""Days without a look after which only the last `RECENT_DAYS` are told: two weeks of papers can be looked
through, and one look that was missed costs nothing."""


@dataclass(frozen=True)
class NewsItem:
    """A paper under its best topic; ``missing`` is all that must be learned for any of its topics.

    These are their unlearned required prerequisites, assumed ones too, nearest first (`Readiness`).
    ``missing`` is None where no reader is meant, as in the feed of a site. ``others`` are the further topics
    it stands under, ``copies`` the ids of papers with nearly its title.
    """

    paper: Paper
    place: Place
    missing: tuple[str, ...] | None = None
    others: tuple[Place, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class News:
    """The new papers for a reader, best first: ``most`` are told in full, then ``titles`` by title.

    ``titles`` is None where all of them are told. What is told counts as shown afterwards; the ``rest`` and
    the ``older`` papers, submitted before ``window``, stay new.
    ``stored`` says whether there are any but key papers, ``last_shown`` is the day of the latest mark,
    ``last_fetched`` a UTC time, the last day of an imported ``snapshot`` where no fetch was later, and
    ``age_days`` whole days since then; ``asked`` says whether a fetch or an import ever brought all papers of
    what is wanted up to date; ``again``: marks were left aside.
    ``fault`` says why recorded papers could not be read, ``remarks`` what of other readers is lacking.
    """

    items: tuple[NewsItem, ...]
    roadmap: Roadmap
    topics: Mapping[str, Topic]
    most: int
    stored: bool
    now: str
    titles: int | None = None
    window: str | None = None
    older: int = 0
    sort: Sort = "best"
    level: Level = "usual"
    ready: bool = False
    abstracts: bool = False
    again: bool = False
    since: str | None = None
    topic: str | None = None
    goal: frozenset[str] = frozenset()
    bundled: bool = False
    last_shown: str | None = None
    last_fetched: str | None = None
    snapshot: bool = False
    asked: bool = False
    age_days: int | None = None
    fault: Message | None = None
    remarks: tuple[Message, ...] = ()

    @property
    def recorded(self) -> str | None:
        """The day up to which the recorded collection reaches that some of the papers are from."""
        return max((i.paper.recorded for i in self.items if i.paper.recorded), default=None)

    @property
    def top(self) -> tuple[NewsItem, ...]:
        """What is told in full."""
        return self.items[: self.most]

    @property
    def also(self) -> tuple[NewsItem, ...]:
        """What is told by title."""
        return self.items[self.most :][: self.titles]

    @property
    def rest(self) -> int:
        """How many papers are not told, as the answer would be too long."""
        return len(self.items) - len(self.top) - len(self.also)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every paper that is told, its copies too."""
        return tuple(one for item in (*self.top, *self.also) for one in (item.paper.id, *item.copies))


@dataclass(frozen=True, kw_only=True)
class NewsRequest:
    """What is asked for: ``most`` in full, ``titles`` by title, under one ``topic``, what is ``ready``.

    ``goal`` are topics of which a paper must stand under one; none where every topic will do.
    Without more, what is new and recent enough on the day ``today`` (`window_start`), with ``older`` however
    old it is. With ``since`` (submitted on that day or later) or ``everything`` no shown or read mark counts,
    with ``ignore_progress`` no read mark; ``known`` are all topics that count as learned.
    """

    today: str
    most: int = 12
    titles: int | None = None
    since: str | None = None
    topic: str | None = None
    goal: frozenset[str] = frozenset()
    everything: bool = False
    older: bool = False
    ready: bool = False
    sort: Sort = "best"
    level: Level = "usual"
    abstracts: bool = False
    known: frozenset[str] = frozenset()
    ignore_progress: bool = False

    @property
    def again(self) -> bool:
        """Whether marks are left aside."""
        return self.everything or self.since is not None

    @property
    def wanted(self) -> frozenset[str]:
        """The topics of which a paper must stand under one; none where every topic will do."""
        return frozenset([self.topic]) if self.topic else self.goal


def window_start(today: str, last: str | None) -> str | None:
    """The day from which on a reader is told of papers who was last told of some on the day ``last``.

    A week before that day; a week before ``today`` for who looks for the first time, or after a long gap.

    >>> window_start("2026-11-22", "2026-11-15"), window_start("2026-11-22", "2026-08-01")
    ('2026-11-08', '2026-11-15')
    """
    now = date.fromisoformat(today)
    looked = min(now, date.fromisoformat(last)) if last else now
    if (now - looked).days > GAP_DAYS:
        looked = now
    try:
        return (looked - timedelta(days=RECENT_DAYS)).isoformat()
    except OverflowError:  # the first week of the calendar
        return None
