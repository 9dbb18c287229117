"""Doing what was planned: for each step ask, check, keep, note; an answer is written before the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.reports import KEY_PAPERS
from vlagraph.errors import BadAnswerError, ClockError, SourceError
from vlagraph.pipeline.fetch.steps import AgainStep, ChangesStep, IdsStep, ListingStep
from vlagraph.sources.source import Window
from vlagraph.store.receipts import Asked
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.forecast import Forecast
    from vlagraph.pipeline.fetch.ledger import Ledger
    from vlagraph.pipeline.fetch.steps import Plan, Step, WindowStep
    from vlagraph.sources.source import Batch, Defect, Source
    from vlagraph.store.fetch_state import FetchState

__all__ = ["Runner"]

_MOST_BAD = 3
"""Steps that may fail one after the other before the run gives up."""
_MINUTE = len("2026-01-01T00:00")
"""Characters of a time up to its minute, the precision of windows."""


@dataclass(frozen=True)
class Runner:
    """Carries out a plan: asks ``source`` and keeps the books in ``ledger``.

    With a ``limit`` a listing keeps only so many new papers of a topic, and nothing is written before it is
    known which. ``forecast`` is told of every step and page.
    """

    source: Source
    ledger: Ledger
    forecast: Forecast
    limit: int | None = None

    def run(self, plan: Plan) -> None:
        """Do the steps in order; a failing one is recorded and the others go on, unless all would fail.

        Raises:
            SourceError: the source cannot be reached or refuses; all topics that were due count as failed.
            StoreError: what came cannot be stored.
        """
        known = self.ledger.state
        self._begin(plan)
        bad = 0
        for position, step in enumerate(plan.steps):
            self.forecast.begun(position, plan.steps)
            begun = self.ledger.state
            try:
                self._do(step, plan.as_of)
                bad = 0
            except BadAnswerError as error:
                bad += 1
                self._cut(step, begun)
                failed = plan.steps[position:] if bad >= _MOST_BAD else (step,)
                self._fail(failed, error)
                if bad >= _MOST_BAD:
                    return
            except SourceError as error:
                if isinstance(error, ClockError):
                    self.ledger.begin_again(begun := known)
                self._cut(step, begun)
                self._fail(plan.steps[position:], error)
                if not isinstance(step, AgainStep):  # all that was due is there
                    raise
                return

    def _begin(self, plan: Plan) -> None:
        """Note what is about to be listed, so that a run that is killed goes on with the same windows.

        It is written with the first answer: before that the clock may be wrong, and nothing has begun.
        """
        if not plan.states:
            return
        self.ledger.forget_other_walks()
        self.ledger.note_topics(plan.states)
        for step in plan.steps:
            if isinstance(step, ListingStep):
                self.ledger.note_listing_begun(step.topics, until=step.last, as_of=plan.as_of)
        if not plan.steps:
            self.ledger.commit()

    def _do(self, step: Step, as_of: str) -> None:
        if not isinstance(step, IdsStep):
            self.ledger.note_query(self._query(step, as_of))
        broad = self._has_all_categories(step)
        for batch in self._ask(step):
            fault = self._check(step, batch)
            self._keep(step, batch)
            broad = broad and (batch.broad or not batch.receipt.asked)
            if not isinstance(step, IdsStep):
                self.ledger.note_answer(batch, whole=broad and batch.broad)
            self.forecast.came(batch, new=self.ledger.new)
            if fault is not None:
                self._save()
                raise fault
            if not isinstance(step, AgainStep):
                self.ledger.note_marks(batch.marks, ended=batch.ended)
            self._save()
        self._finish(step, as_of, broad=broad)

    def _query(self, step: WindowStep, as_of: str) -> Asked:
        """The receipt of ``step`` before anything came."""
        asked = Asked(at=self.ledger.now, source=self.ledger.source, what="listing", open=True)
        if isinstance(step, ListingStep):
            return replace(asked, first=step.first, last=step.last)
        if isinstance(step, ChangesStep):
            return replace(asked, what="changes", first=step.since, last=step.last or as_of)
        if step.ids:
            first, last = step.hole.first, step.hole.last
            return replace(asked, what="again", first=first, last=last, announced=len(step.ids))
        return replace(asked, what="again", first=step.first, last=step.last)

    def _has_all_categories(self, step: Step) -> bool:
        """Whether ``step`` asks for all categories that the rules name, so that days can be compared."""
        rules = self.ledger.rules
        if isinstance(step, IdsStep) or (isinstance(step, AgainStep) and step.ids):
            return False
        return step.search.categories == rules.categories(tuple(rules.watched))

    def _ask(self, step: Step) -> Iterator[Batch]:
        """The batches of ``step``; each is asked for when it is taken."""
        if isinstance(step, IdsStep):
            return self.source.by_ids(step.ids, known=self._confirmed(step))
        if isinstance(step, AgainStep):
            window = Window(search=step.search, first=step.first, last=step.last)
            return self.source.by_ids(step.ids) if step.ids else self.source.listing(window)
        marks = self.ledger.marks
        if isinstance(step, ListingStep):
            return self.source.listing(
                Window(search=step.search, first=step.first, last=step.last, marks=marks)
            )
        known = self._known(step)
        window = Window(search=step.search, first=step.first, last=step.last, known=known, marks=marks)
        return self.source.changes(window, since=step.since)

    def _known(self, step: ChangesStep) -> int:
        """The stored papers that an answer to ``step`` by its categories must hold."""
        asked = frozenset(step.search.categories)
        return sum(
            bool(paper.fetched) and _is_in(step, paper) and not asked.isdisjoint(paper.filed_under)
            for paper in self.ledger.papers.values()
        )

    def _check(self, step: Step, batch: Batch) -> BadAnswerError | None:
        """What is wrong with ``batch``, by its receipt; what is complete in it is kept all the same."""
        receipt = batch.receipt
        if receipt.defects:
            return BadAnswerError("fetch.incomplete", defect=_first_of(receipt.defects))
        if receipt.announced is not None and len(batch.papers) < receipt.announced:
            return BadAnswerError("fetch.short", count=len(batch.papers), announced=receipt.announced)
        lost = self._confirmed(step).intersection(receipt.missing) if isinstance(step, IdsStep) else ()
        return BadAnswerError("fetch.lost", ids=", ".join(sorted(lost))) if lost else None

    def _keep(self, step: Step, batch: Batch) -> None:
        """Take the papers into the books; of a wider batch those that were asked for or are stored."""
        if isinstance(step, IdsStep):
            self.ledger.take(batch.papers, asked=True)
            self.ledger.note_missing(batch.receipt.missing, came=[paper.id for paper in batch.papers])
        elif isinstance(step, AgainStep):
            self.ledger.take(batch.papers)
            self.ledger.note_ids(batch.papers)
        else:
            wanted = (paper for paper in batch.papers if not batch.wider or self._wanted(paper, step))
            self.ledger.take(wanted, changed=isinstance(step, ChangesStep))

    def _wanted(self, paper: Paper, step: ChangesStep | ListingStep) -> bool:
        return paper.id in self.ledger.papers or _is_in(step, paper)

    def _finish(self, step: Step, as_of: str, *, broad: bool) -> None:
        """Note what a step proves that went through to its end."""
        if isinstance(step, ListingStep):
            self.ledger.note_listed(step, as_of=as_of, limit=self.limit)
            self.ledger.note_query_ended(span=(step.first, step.last) if broad else None)
        elif isinstance(step, ChangesStep):
            self.ledger.note_checked(step.topics, as_of=as_of, covers=step.covers)
            first = max(step.first, step.since)  # of what is older the changed papers alone were asked for
            self.ledger.note_query_ended(span=(first, as_of) if broad else None)
        elif isinstance(step, AgainStep):
            self.ledger.note_query_ended()
            self.ledger.note_again(step.hole)
        elif step.proves_key_papers:
            self.ledger.note_key_papers(as_of)
        self.ledger.commit()

    def _cut(self, step: Step, begun: FetchState) -> None:
        """Cut a failed ``step`` to the limit; a listing that loses papers by it begins anew next time."""
        if self.limit:
            self.ledger.cut(self.limit)
            if isinstance(step, ListingStep):
                self.ledger.forget_walk(begun)

    def _fail(self, steps: Sequence[Step], error: SourceError) -> None:
        for step in steps:
            if isinstance(step, AgainStep):
                self.ledger.notes.append(Message("fetch.again_failed", {"reason": error.message}))
                continue
            names = (KEY_PAPERS,) if isinstance(step, IdsStep) else step.topics
            self.ledger.fail(names, error.message)
        self.ledger.commit()

    def _save(self) -> None:
        if not self.limit:
            self.ledger.commit()

    def _confirmed(self, step: IdsStep) -> frozenset[str]:
        """The ids of ``step`` that the source has shown before, and that no run since has found missing."""
        papers, missing = self.ledger.papers, self.ledger.own.unknown_ids
        return frozenset(
            one for one in step.ids if one in papers and papers[one].fetched and one not in missing
        )


def _is_in(step: ChangesStep | ListingStep, paper: Paper) -> bool:
    """Whether ``paper`` was submitted in the window of ``step``."""
    early_enough = not step.last or paper.published[:_MINUTE] <= step.last[:_MINUTE]
    return step.first <= paper.published and early_enough


def _first_of(defects: tuple[Defect, ...]) -> Message:
    """The first defect, and how many more there are."""
    first = defects[0].message
    rest = len(defects) - 1
    return Message("defect.more", {"first": first, "count": rest}) if rest else first
