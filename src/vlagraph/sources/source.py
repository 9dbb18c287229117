"""What a source of papers can do, and the registry of the sources that there are.

A module of this package takes part by a constant ``SOURCE``, a `SourceKind`: a new source is one new file,
and ``fetch --source`` offers its name at once. A source yields batches, each with its receipt: what was
asked, how much was announced, what came and what was wrong with it.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from vlagraph import sources
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from vlagraph.core.papers.paper import Paper
    from vlagraph.sources.session import Polite
    from vlagraph.sources.settings import Settings

__all__ = [
    "BROAD_WORTH",
    "Access",
    "Address",
    "Batch",
    "Defect",
    "PageCache",
    "Receipt",
    "Search",
    "Source",
    "SourceKind",
    "Window",
    "source_kind",
    "source_names",
]


class Defect(NamedTuple):
    """An entry that is incomplete: its id, empty where that is what it lacks, and what is wrong with it."""

    id: str
    what: Message

    @property
    def message(self) -> Message:
        """The defect as one text."""
        if not self.id:
            return Message("defect.of_unknown", {"what": self.what})
        return Message("defect.of", {"id": self.id, "what": self.what})


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was asked, and what the source says that it gave.

    ``announced`` entries were due in this answer (None: the source does not say); ``defects`` are those that
    came incomplete and are not among the papers; ``missing`` are ids that the source does not have.
    ``total`` is all that there is of a query, as its first answer says; ``fresh`` counts the papers that no
    other answer of the walk brings too (None: all of them).
    """

    asked: str = ""
    announced: int | None = None
    defects: tuple[Defect, ...] = ()
    missing: tuple[str, ...] = ()
    total: int | None = None
    fresh: int | None = None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The papers of one answer, with its receipt.

    ``marks`` say how far the walk has come, so that a later run can go on; their keys and values mean
    something to the source alone. ``ended`` names the marks that are no longer needed. ``wider`` batches may
    hold papers from outside the window that was asked for. ``broad`` ones hold whatever is in the categories,
    chosen by no word. ``left`` is about how many answers the walk still
    takes, as far as those that came tell (None: they tell nothing), and ``reached`` how far it has come.
    """

    papers: tuple[Paper, ...] = ()
    receipt: Receipt = field(default_factory=Receipt)
    marks: Mapping[str, str] = field(default_factory=dict)
    ended: tuple[str, ...] = ()
    wider: bool = False
    broad: bool = False
    left: int | None = None
    reached: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for, said in two ways; a source uses the one that it understands.

    ``broad`` is one query of arXiv's language, by category alone (empty where a rule names no category);
    ``narrow`` are the queries by words that together find what is wanted; ``categories`` hold all of it.
    """

    broad: str = ""
    narrow: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Window:
    """Papers to look for: first submitted from ``first`` to ``last`` (ISO 8601, UTC; ``last`` empty: no end).

    ``known`` papers of it are stored, so an answer that there are none is wrong. ``marks`` are those that
    earlier walks left.
    """

    search: Search
    first: str
    last: str = ""
    known: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """A place that papers come from. Every method asks lazily, one answer for each batch that is taken.

    Each raises a SourceError where an answer did not come right; what was yielded before is good.
    """

    def listing(self, window: Window) -> Iterator[Batch]:
        """The papers of ``window``, all of them."""
        ...

    def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
        """The papers of ``window`` that are new or have changed since the time ``since``, maybe some more."""
        ...

    def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
        """The papers with ``ids``; those in ``known`` are certain to exist."""
        ...


class PageCache(Protocol):
    """Pages kept for the day by canonical address; see :class:`vlagraph.store.pages.DayPages`."""

    def get(self, key: str) -> bytes | None:
        """The page kept under ``key``, or None."""
        ...

    def put(self, key: str, page: bytes) -> None:
        """Keep a page."""
        ...


def _ignore(*, cached: bool) -> None:
    """Take no notice of a page."""


class _OnPage(Protocol):
    def __call__(self, *, cached: bool) -> None: ...


@dataclass(frozen=True)
class Access:
    """What a source asks with: the polite session, the pages of the day, and who is told of each page.

    ``fetched`` is the UTC time that the records carry.
    """

    polite: Polite
    pages: PageCache
    fetched: str
    on_page: _OnPage = _ignore


BROAD_WORTH = 2
"""A query by category may take this many times the pages that the narrower queries take at least."""


class Address(NamedTuple):
    """A request that would be made; ``by_words`` where a broader one decides whether it is needed."""

    url: str
    by_category: bool = False
    by_words: bool = False


def _unknown_addresses(settings: Settings, window: Window, since: str) -> tuple[Address, ...]:  # noqa: ARG001
    """No addresses: what such a source asks cannot be said beforehand."""
    return ()


def _always(settings: Settings) -> Message | None:  # noqa: ARG001
    """Nothing that speaks against asking."""
    return None


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """A source by its name, before it is asked.

    ``open`` makes the source; ``obstacle`` says why it cannot be asked with some settings. Where it refuses
    for long, the run goes on with the source named ``fallback``. ``by_changes`` marks one that knows dates of
    change alone: a fetch asks it for changes only, and those since a day count as a listing from there.
    ``addresses`` are the first requests of a listing, or of changes where ``since`` is given, and
    ``id_address`` that of a batch of ids, for ``--dry-run``; ``batch`` ids are asked in one request.
    """

    name: str
    label: str
    open: Callable[[Access], Source]
    obstacle: Callable[[Settings], Message | None] = _always
    fallback: str = ""
    by_changes: bool = False
    addresses: Callable[[Settings, Window, str], tuple[Address, ...]] = _unknown_addresses
    id_address: Callable[[Settings, tuple[str, ...]], str] = lambda settings, ids: ""  # noqa: ARG005
    batch: int = 100


def source_names() -> tuple[str, ...]:
    """The names of all sources, sorted."""
    return tuple(sorted(_kinds()))


def source_kind(name: str) -> SourceKind:
    """The source called ``name``.

    Raises:
        KeyError: there is none; `source_names` tells which there are.
    """
    return _kinds()[name]


@cache
def _kinds() -> Mapping[str, SourceKind]:
    found: dict[str, SourceKind] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(sources.__path__)):
        kind = getattr(importlib.import_module(f"{sources.__name__}.{module}"), "SOURCE", None)
        if isinstance(kind, SourceKind):
            found[kind.name] = kind
    return found
