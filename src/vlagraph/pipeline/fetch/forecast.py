"""How far a run has come and about how long it still takes, from what the source announced."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from vlagraph.pipeline.fetch.steps import AgainStep, IdsStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.clock import Clock
    from vlagraph.pipeline.fetch.steps import Step
    from vlagraph.sources.source import Batch
    from vlagraph.words import Message

__all__ = ["ANSWER", "Forecast", "Listener", "Outlook"]

ANSWER = 3.0
"""Seconds that an answer takes beside the pause, a rough figure until some have come."""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """How far a run is after a page: ``pages`` that came of about ``expected``, and what they held.

    ``announced`` says that the source has told of everything to come; else there are at least ``expected``
    pages. ``papers`` were in the pages so far, ``new`` of them kept as new. ``cached`` is whether the last
    page was one of today's. ``reached`` is the day that the walk has come to, ``seconds`` the time to go.
    """

    pages: int
    expected: int
    announced: bool
    papers: int = 0
    new: int = 0
    cached: bool = False
    reached: Message | None = None
    seconds: float = 0.0


class Listener(Protocol):
    """Is told how a fetch goes on."""

    def planned(self, outlook: Outlook) -> None:
        """So much is to be asked, before the first request; nothing where no pages are expected."""
        ...

    def came(self, outlook: Outlook) -> None:
        """One more page came."""
        ...

    def paused(self, seconds: float, why: Message) -> None:
        """The run waits before it asks again."""
        ...

    def noted(self, note: Message) -> None:
        """Something worth a line."""
        ...


@dataclass
class Forecast:
    """Counts the pages of a run and tells ``listener``; ``interval`` is the pause between two requests.

    ``batch`` is how many ids the source takes in one request.
    """

    listener: Listener
    clock: Clock
    interval: float
    batch: int = 1
    pages: int = 0
    cached: int = 0
    _papers: int = 0
    _rested: float = 0.0
    _began: float | None = None
    _later: list[Step] = field(default_factory=list)
    _left: int | None = 0
    _last_cached: bool = False

    def planned(self, steps: Sequence[Step]) -> None:
        """Some steps are to be done."""
        self._later, self._left = list(steps), 0
        if self._began is None:
            self._began = self.clock.monotonic()
        self.listener.planned(self._outlook())

    def begun(self, position: int, steps: Sequence[Step]) -> None:
        """The step at ``position`` begins."""
        self._later, self._left = list(steps[position + 1 :]), self._least(steps[position])

    def paused(self, seconds: float, why: Message) -> None:
        """The run waits, which says nothing about how long an answer takes."""
        self._rested += seconds
        self.listener.paused(seconds, why)

    def asked(self, *, cached: bool) -> None:
        """A page came, from the source or from today's pages."""
        self.cached += cached
        self.pages += 1
        self._last_cached = cached

    def came(self, batch: Batch, *, new: int) -> None:
        """The papers of a page were kept; ``new`` of all so far."""
        if not batch.receipt.asked:
            return
        self._papers += len(batch.papers)
        self._left = batch.left
        self.listener.came(self._outlook(batch.reached, new))

    def _outlook(self, reached: Message | None = None, new: int = 0) -> Outlook:
        left = (self._left or 0) + sum(self._least(step) for step in self._later)
        return Outlook(
            pages=self.pages,
            expected=self.pages + left,
            announced=self._left is not None and all(isinstance(step, IdsStep) for step in self._later),
            papers=self._papers,
            new=new,
            cached=self._last_cached,
            reached=reached,
            seconds=left * self._pace(),
        )

    def _pace(self) -> float:
        """Seconds a page, as measured in this run, and never less than the pause that is due."""
        asked = self.pages - self.cached
        if not asked or self._began is None:
            return self.interval + ANSWER
        return max(self.interval, (self.clock.monotonic() - self._began - self._rested) / asked)

    def _least(self, step: Step) -> int:
        """The requests that ``step`` makes in any case."""
        ids = step.ids if isinstance(step, IdsStep | AgainStep) else ()
        return max(1, -(-len(ids) // self.batch))
