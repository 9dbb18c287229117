"""What a fetch is asked to do, and the steps that it plans: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from vlagraph.core.papers.holes import Hole
    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.holes import Suspect
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.sources.source import Search
    from vlagraph.store.fetch_state import SourceState, TopicState
    from vlagraph.store.receipts import AskedAgain

__all__ = [
    "AgainStep",
    "ChangesStep",
    "FetchRequest",
    "IdsStep",
    "Known",
    "ListingStep",
    "Plan",
    "Step",
    "WindowStep",
]


@dataclass(frozen=True, kw_only=True)
class FetchRequest:
    """What the reader wants: topics (none: all), the window, limits; times are ISO 8601 in UTC.

    With ``ids`` nothing but these papers is asked for, where they are not stored as arXiv gives them.
    """

    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    max_per_topic: int | None = None
    source: str = "api"
    only_key_papers: bool = False
    refresh: bool = False
    fold: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IdsStep:
    """Papers asked by id; after the last step of all key papers (``proves_key_papers``) these are checked.

    ``why`` they are asked: people chose them, the reader asked for them, or nothing confirmed them for long.
    """

    ids: tuple[str, ...]
    why: Literal["chosen", "asked", "stale"] = "chosen"
    proves_key_papers: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangesStep:
    """What is new or has changed since ``since``, among the papers submitted from ``first`` to ``last``.

    With ``covers`` that reaches back to all that the topics are wanted from, so they count as listed.
    """

    topics: tuple[str, ...]
    search: Search
    first: str
    last: str
    since: str
    covers: bool = False


@dataclass(frozen=True, kw_only=True)
class ListingStep:
    """All papers submitted from ``first`` to ``last``."""

    topics: tuple[str, ...]
    search: Search
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class AgainStep:
    """What looked incomplete, asked once more: the ``ids`` that did not come, without them some whole days.

    It proves nothing of a topic, and what comes is kept where a rule takes it.
    """

    hole: Hole
    search: Search
    first: str
    last: str
    ids: tuple[str, ...] = ()


WindowStep: TypeAlias = ChangesStep | ListingStep | AgainStep
Step: TypeAlias = IdsStep | WindowStep


@dataclass(frozen=True)
class Plan:
    """Steps in order; ``states`` is how each followed topic starts, ``as_of`` what a success will prove."""

    steps: tuple[Step, ...]
    states: Mapping[str, TopicState]
    as_of: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known before anything is asked: of the source itself, and of the one that it stands in for.

    ``wished`` are papers that the reader's marks name and that are not stored. ``holes`` looks for what seems
    incomplete, ``again`` is what was asked for again.
    """

    rules: Rules
    papers: Mapping[str, Paper]
    own: SourceState
    replaced: SourceState
    now: datetime
    wished: tuple[str, ...] = ()
    holes: Callable[[], tuple[Suspect, ...]] = tuple
    again: tuple[AskedAgain, ...] = ()
