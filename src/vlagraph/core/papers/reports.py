"""What a fetch did or would do, and how fresh the stored papers are: values, in no language yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vlagraph.words import Message

__all__ = [
    "KEY_PAPERS",
    "FailedTopics",
    "Freshness",
    "PaperChange",
    "PlannedPart",
    "PlannedRequest",
    "Preview",
    "Report",
    "Status",
    "TopicReport",
]

KEY_PAPERS = "key papers"
"""Stands among the topics for the key papers, which are asked together; no id of a topic holds a blank."""


@dataclass(frozen=True, kw_only=True)
class PaperChange:
    """One paper that is new, updated or withdrawn, and what changed."""

    id: str
    title: str
    kind: str
    what: tuple[Message, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How old a topic's papers are: ``checked`` is the last time that all of them were known to be in.

    Times are ISO 8601 in UTC, ``age_days`` are days to a tenth. ``failure`` is why the last try failed.
    """

    topic: str
    papers: int
    checked: str | None = None
    age_days: float | None = None
    covered_from: str | None = None
    source: str | None = None
    failure: Message | None = None


@dataclass(frozen=True, kw_only=True)
class TopicReport(Freshness):
    """A topic's freshness with what this run changed under it."""

    new: int = 0
    updated: int = 0
    withdrawn: int = 0
    unchanged: int = 0


class FailedTopics(NamedTuple):
    """Topics that could not be brought up to date for one reason; `KEY_PAPERS` may stand among them."""

    names: tuple[str, ...]
    why: Message


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole run; ``ok`` says whether everything that was due was fetched."""

    ok: bool
    source: str
    requests: int
    cached: int
    papers: int
    totals: dict[str, int] = field(default_factory=dict)
    topics: tuple[TopicReport, ...] = ()
    changes: tuple[PaperChange, ...] = ()
    failures: tuple[FailedTopics, ...] = ()
    notes: tuple[Message, ...] = ()


class PlannedRequest(NamedTuple):
    """One request that would be made, and what for."""

    purpose: Message
    url: str


@dataclass(frozen=True)
class PlannedPart:
    """What would be asked together: some papers by id, or what some topics had from ``first`` to ``last``.

    It takes ``least`` requests in any case, and at most ``most`` while no query has further pages. ``open``
    says that one may have some, which the source announces with its first answer.
    """

    what: Message
    least: int
    most: int
    papers: int | None = None
    topics: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    open: bool = False


@dataclass(frozen=True)
class Preview:
    """The requests known beforehand, and the parts that they belong to; ranges where answers decide.

    ``minutes`` are those of ``least`` and ``most`` requests, one every ``interval`` seconds and as long again
    for the answer. ``every`` is how many topics the roadmap has. ``unwatched`` are those of the ``meant``
    that have no watch rule.
    """

    requests: tuple[PlannedRequest, ...]
    least: int
    most: int
    minutes: tuple[float, float]
    parts: tuple[PlannedPart, ...] = ()
    every: int = 0
    interval: float = 0.0
    meant: int = 0
    unwatched: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Status:
    """The freshness of every topic, and the sums over all.

    ``wished`` are the papers that a reader asked for or marked and that are not stored; of them arXiv did not
    know those in ``unknown`` when it was last asked.
    ``recorded`` counts the papers of a recorded collection that are shown beside the stored ones, as arXiv
    gave them up to the day ``recorded_until``; ``fault`` says why its file could not be read.
    ``succeeded`` says whether any fetch or import has succeeded, of these topics or others.
    ``dated_ahead`` are topics of which a wrong clock wrote when they were asked, which is not believed.
    ``unwatched`` are topics without a watch rule, for which no fetch looks.
    ``notes`` name the other readers whose marks could not be read: what they name is not in ``wished``.
    """

    papers: int
    curated: int
    unconfirmed: int
    withdrawn: int
    newest: str | None
    stale: int
    topics: tuple[Freshness, ...]
    wished: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    recorded: int = 0
    recorded_until: str | None = None
    fault: Message | None = None
    succeeded: bool = False
    dated_ahead: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
