"""Doing what was planned: one walk after the other, each page written before the next is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.times import iso
from vlagraph.errors import BadAnswerError, SourceError
from vlagraph.pipeline.fetch.plan import minute_before
from vlagraph.sources.walk import OrderError, minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vlagraph.pipeline.fetch.ledger import Ledger
    from vlagraph.pipeline.fetch.plan import FetchRequest, Plan, Step
    from vlagraph.sources.walk import Batch, Walker
    from vlagraph.store.fetch_state import TopicState

__all__ = ["Runner"]

_BROAD_WORTH = 2
"""A query by category may take this many times the pages that the narrower queries take at least."""
_BY_WORDS = "by words"
"""Stands among the progress marks for the decision against the query by category."""
_MOST_BAD = 3
"""Walks that may fail one after the other before the run gives up."""


_MOST_IDS = 8
"""Ids that a remark lists before it only counts."""


class _DefectError(BadAnswerError):
    """Entries stayed incomplete; what was complete is stored."""


@dataclass
class Runner:
    """Carries out a plan through a ``walker`` into a ``ledger``."""

    walker: Walker
    ledger: Ledger
    request: FetchRequest

    def run(self, plan: Plan) -> None:
        """Do the steps in order; a failing one is recorded and the others go on, unless all would fail.

        Raises:
            SourceError: arXiv cannot be reached or refuses; every topic that was due is recorded as failed.
            StoreError: what came cannot be stored.
        """
        self._begin(plan)
        bad = 0
        for position, step in enumerate(plan.steps):
            try:
                self._do(step, plan)
                bad = 0
            except BadAnswerError as error:
                self._failed(step, str(error))
                bad += 1
                if bad >= _MOST_BAD:
                    self._rest_failed(plan.steps[position + 1 :], str(error))
                    return
            except SourceError as error:
                self._rest_failed(plan.steps[position:], str(error))
                raise

    def _begin(self, plan: Plan) -> None:
        """Write down what is about to be listed, so that a killed run goes on with the same windows."""
        listed = {topic: step.last for step in plan.steps if step.kind == "listing" for topic in step.topics}
        states = {
            topic: replace(state, listing_until=listed[topic], checked=state.checked or plan.as_of)
            if topic in listed
            else state
            for topic, state in plan.states.items()
        }
        if states:
            self.ledger.note_topics(states)
            self.ledger.commit()

    def _do(self, step: Step, plan: Plan) -> None:
        if step.kind == "ids":
            self._ids(step, plan)
        elif step.kind == "changes":
            self._changes(step)
            self._checked(step.topics, plan)
        else:
            self._listing(step, plan)

    def _ids(self, step: Step, plan: Plan) -> None:
        """One batch by id; the last batch of all key papers proves them all."""
        known = frozenset(
            one for one in step.ids if one in self.ledger.papers and self.ledger.papers[one].fetched
        )
        batch = self.walker.by_ids(step.ids, known=known)
        self.ledger.take(batch.papers, asked=True)
        unknown = (set(self.ledger.own.unknown_ids) - {paper.id for paper in batch.papers}) | set(
            batch.missing
        )
        self.ledger.note_source(unknown_ids=tuple(sorted(unknown)))
        lost = sorted(known.intersection(batch.missing))
        if batch.missing:
            self.ledger.notes.append(f"arXiv has no {_some(batch.missing)}")
        self.ledger.commit()
        if batch.defects or lost:
            raise _DefectError(
                _told(batch.defects) if batch.defects else f"arXiv no longer shows {', '.join(lost)}."
            )
        if plan.all_keys and step is [one for one in plan.steps if one.kind == "ids" and not one.topics][-1]:
            self._keys_checked(plan)

    def _keys_checked(self, plan: Plan) -> None:
        if "key papers" not in self.ledger.failures:
            self.ledger.note_source(key_papers_checked=plan.as_of)
            self.ledger.commit()

    def _changes(self, step: Step) -> None:
        """All changes since the watermark: by category where that is few pages, else by words."""
        known = sum(
            1 for paper in self.ledger.papers.values() if paper.fetched and step.first <= paper.published
        )
        if step.broad and step.narrow:
            walk = self.walker.changes(step.broad, step.first, step.last, since=step.since, least=known)
            if self._all_or_first(walk, step):
                return
        for query in step.narrow or (step.broad,):
            try:
                for batch in self.walker.changes(query, step.first, step.last, since=step.since):
                    self._store(batch)
            except OrderError:
                for batch in self.walker.window(query, step.first, step.last):
                    self._store(batch)

    def _all_or_first(self, walk: Iterator[Batch], step: Step) -> bool:
        """Take the whole walk where it is short; its first page, and False, where it is long or unordered."""
        try:
            for number, batch in enumerate(walk):
                self._store(batch)
                if number == 0 and batch.pages > _BROAD_WORTH * len(step.narrow):
                    return False
        except OrderError:
            return False
        return True

    def _checked(self, topics: tuple[str, ...], plan: Plan) -> None:
        states = self.ledger.own.topics
        self.ledger.note_topics(
            {
                topic: replace(states[topic], checked=plan.as_of, last_success=plan.as_of, failed=None)
                for topic in topics
            }
        )
        self.ledger.commit()

    def _listing(self, step: Step, plan: Plan) -> None:
        """The whole window, going on where an earlier run stopped."""
        both = bool(step.broad and step.narrow)
        if both and not self._progress(_BY_WORDS, step):
            if self._list(step.broad, step, most=_BROAD_WORTH * len(step.narrow)):
                self._listed(step, plan)
                return
            self._reach(_BY_WORDS, step, step.last)
        for query in step.narrow or (step.broad,):
            self._list(query, step)
        self._listed(step, plan)

    def _list(self, query: str, step: Step, *, most: int | None = None) -> bool:
        """List ``query`` to the end; False after the first page where more than ``most`` are to come."""
        reached = self._progress(query, step)
        if reached and reached <= step.first:
            return True
        for batch in self.walker.window(query, step.first, minute_before(reached) if reached else step.last):
            self._store(batch, save=False)
            if most is not None and not reached and batch.pages > max(1, most):
                self._save()
                return False
            if batch.reached:
                self._reach(query, step, batch.reached)
            else:
                self._save()
        return True

    def _listed(self, step: Step, plan: Plan) -> None:
        """Record that the window is complete, and forget the progress marks of its queries."""
        keys = {_key(query, step) for query in (_BY_WORDS, step.broad, *step.narrow)}
        progress = {key: value for key, value in self.ledger.own.progress.items() if key not in keys}
        self.ledger.note_source(progress=progress)
        reached = self._limited()
        states = self.ledger.own.topics
        self.ledger.note_topics(
            {topic: self._covered(states[topic], step, plan, reached.get(topic)) for topic in step.topics}
        )
        self.ledger.commit()

    def _limited(self) -> Mapping[str, str]:
        """Where the lists of topics end that were cut to the reader's limit."""
        return self.ledger.limit(self.request.max_per_topic) if self.request.max_per_topic else {}

    def _covered(self, state: TopicState, step: Step, plan: Plan, reached: str | None) -> TopicState:
        return replace(
            state,
            covered_from=_next_minute(reached) if reached else step.first,
            listing_until=None,
            checked=state.checked or plan.as_of,
            last_success=plan.as_of,
            failed=None,
        )

    def _progress(self, query: str, step: Step) -> str:
        return self.ledger.own.progress.get(_key(query, step), "")

    def _reach(self, query: str, step: Step, reached: str) -> None:
        self.ledger.note_source(
            progress=dict(sorted({**self.ledger.own.progress, _key(query, step): reached}.items()))
        )
        self._save()

    def _store(self, batch: Batch, *, save: bool = True) -> None:
        self.ledger.take(batch.papers)
        if save or batch.defects:
            self._save()
        if batch.defects:
            raise _DefectError(_told(batch.defects))

    def _save(self) -> None:
        if not self.request.max_per_topic:
            self.ledger.commit()

    def _failed(self, step: Step, why: str) -> None:
        self._limited()
        self.ledger.fail(step.topics or ("key papers",), why)
        self.ledger.commit()

    def _rest_failed(self, steps: tuple[Step, ...], why: str) -> None:
        self._limited()
        for step in steps:
            self.ledger.fail(step.topics or ("key papers",), why)
        self.ledger.commit()


def _key(query: str, step: Step) -> str:
    return hashlib.sha256(f"{query}\n{step.first}\n{step.last}".encode()).hexdigest()[:16]


def _told(defects: tuple[str, ...]) -> str:
    more = f" and {len(defects) - 1} more" if len(defects) > 1 else ""
    return f"arXiv keeps sending an incomplete entry ({defects[0]}{more}); the complete ones were kept."


def _next_minute(stamp: str) -> str:
    return iso(minute(stamp) + timedelta(minutes=1))


def _some(ids: Sequence[str]) -> str:
    """The first ids, and how many more there are."""
    more = len(ids) - _MOST_IDS
    return ", ".join(ids[:_MOST_IDS]) + (f" and {more} more" if more > 0 else "")
