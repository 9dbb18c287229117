"""The books of one fetch: papers and coverage, written after every page, counted for the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.merging import merge
from vlagraph.core.papers.reports import KEY_PAPERS
from vlagraph.core.times import next_minute, second_after
from vlagraph.pipeline.fetch import receipts
from vlagraph.pipeline.fetch.covering import changes_known, window_listed
from vlagraph.pipeline.fetch.limit import beyond
from vlagraph.pipeline.fetch.wishes import first_ids
from vlagraph.store.fetch_state import SourceState, failure, save_state
from vlagraph.store.fetch_truth import with_failures, without_failures
from vlagraph.store.papers import save_papers
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.papers.holes import Hole
    from vlagraph.core.papers.merging import Change
    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.doubted import Doubted
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.pipeline.fetch.steps import ListingStep
    from vlagraph.pipeline.fetch.stored import Stored
    from vlagraph.sources.source import Batch
    from vlagraph.store.fetch_state import FetchState, TopicState
    from vlagraph.store.receipts import Asked
    from vlagraph.store.workspace import Workspace

__all__ = ["Ledger"]


@dataclass
class Ledger:
    """Papers, coverage and changes of a run; the only thing in it that grows, and only by its own methods.

    Papers are always written before the state that vouches for them, so a run killed in between repeats a
    page and ends with the same bytes.
    """

    workspace: Workspace
    rules: Rules
    source: str
    state: FetchState
    papers: dict[str, Paper]
    now: str
    changes: dict[str, Change] = field(default_factory=dict)
    failures: dict[str, Message] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    stored: Stored | None = None
    doubted: Doubted | None = None
    changed: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    @property
    def own(self) -> SourceState:
        """What is known of the source of this run."""
        return self.state.sources.get(self.source, SourceState())

    @property
    def new(self) -> int:
        """How many papers this run has brought that were not stored, of those that its report names."""
        return len(self.told.intersection(self.changes))

    def take(self, seen: Iterable[Paper], *, asked: bool = False, changed: bool = False) -> None:
        """Merge what the source showed; what belongs nowhere is left out unless ``asked`` for by id.

        With ``changed`` it was asked for all that changed.
        """
        together: dict[str, Paper] = {}
        for paper in seen:
            if paper.id in together:  # the second showing is merged with what came of the first
                self._take(together.values(), asked=asked)
                together = {}
            together[paper.id] = paper
            if changed:
                self.changed.add(paper.id)
        self._take(together.values(), asked=asked)

    def commit(self) -> None:
        """Write the papers, joined with what somebody else wrote there meanwhile, then the state.

        Raises:
            StoreError: one of them cannot be written; the old file is kept.
        """
        if self.stored is not None:
            self.papers = self.stored.joined(self.papers)
        papers, state = self.papers, self.state
        if self.doubted is not None:
            papers, state = self.doubted.written(papers, state)
        save_papers(self.workspace.papers, papers)
        if self.stored is not None:
            self.stored.note(papers)
        save_state(self.workspace.fetch_state, state)

    def go_on_with(self, source: str, note: Message) -> None:
        """Go on with another source; what the first one could not do is due again, its key papers are not."""
        self.source = source
        self.failures = {name: why for name, why in self.failures.items() if name == KEY_PAPERS}
        self.notes.insert(0, note)

    def forget_failures(self, topics: Iterable[str]) -> None:
        """Record that there is nothing of ``topics`` any more that any source could not give."""
        self.state = without_failures(self.state, set(topics))

    def begin_again(self, state: FetchState) -> None:
        """Take ``state`` as what is known: what was noted since was dated by a wrong clock."""
        self.state = state

    def note_topics(self, states: Mapping[str, TopicState]) -> None:
        """Record new states of topics, with their number of papers."""
        counts = self.counts()
        topics = dict(self.own.topics)
        topics.update({topic: replace(state, papers=counts[topic]) for topic, state in states.items()})
        self._note(topics=dict(sorted(topics.items())))

    def note_listing_begun(self, topics: Sequence[str], *, until: str, as_of: str) -> None:
        """Record that the window of ``topics`` up to ``until`` is being listed."""
        states = {topic: self.own.topics[topic] for topic in topics}
        self.note_topics(
            {
                topic: replace(state, listing_until=until, checked=state.checked or as_of)
                for topic, state in states.items()
            }
        )

    def note_listed(self, step: ListingStep, *, as_of: str, limit: int | None) -> None:
        """Record that the window of ``step`` is complete; less of it where a ``limit`` cut it."""
        ends = self.cut(limit) if limit else {}
        states = {}
        for topic in step.topics:
            first = next_minute(ends[topic]) if topic in ends else step.first
            states[topic] = window_listed(self.own.topics[topic], first, step.last, as_of=as_of)
        self.note_topics(states)
        self.forget_failures(step.topics)

    def note_checked(self, topics: Sequence[str], *, as_of: str, covers: bool) -> None:
        """Record that all changes of ``topics`` are known; with ``covers`` all that they are wanted from."""
        known = self.own.topics
        self.note_topics({topic: changes_known(known[topic], as_of=as_of, covers=covers) for topic in topics})
        self.forget_failures(topics)

    def note_key_papers(self, as_of: str) -> None:
        """Record that all key papers were asked, unless some failed."""
        if KEY_PAPERS not in self.failures:
            self._note(key_papers_checked=as_of)

    def note_missing(self, missing: Sequence[str], *, came: Iterable[str]) -> None:
        """Record which ids the source does not have; those that ``came`` are not missing any more."""
        here = set(came)
        unknown = set(self.own.unknown_ids).difference(here).union(missing)
        self._note(unknown_ids=tuple(sorted(unknown)))
        wished = set(self.state.wished).difference(here, missing)
        self.state = replace(self.state, wished=tuple(sorted(wished)))
        if missing:
            self.notes.append(Message("fetch.missing", {"ids": first_ids(missing)}))

    def note_asked(self, ids: Iterable[str]) -> None:
        """Record that a reader asked for ``ids``: stored ones are kept for good, others are wished for."""
        wished = set(self.state.wished)
        for one in ids:
            paper = self.papers.get(one)
            if paper is None:
                wished.add(one)
            elif not (paper.asked or paper.curated):
                self.papers[one] = replace(paper, asked=True)
        self.state = replace(self.state, wished=tuple(sorted(wished)))

    @property
    def marks(self) -> dict[str, str]:
        """How far the unfinished walks have come whose papers were judged by the rules of now."""
        head = self.rules.mark
        return {
            key.removeprefix(head): value for key, value in self.own.progress.items() if key.startswith(head)
        }

    def note_marks(self, marks: Mapping[str, str], *, ended: Iterable[str] = ()) -> None:
        """Record how far walks have come, and forget the marks of those that have ended."""
        gone = set(ended)
        left = {key: value for key, value in {**self.marks, **marks}.items() if key not in gone}
        progress = {f"{self.rules.mark}{key}": value for key, value in sorted(left.items())}
        if progress != self.own.progress:
            self._note(progress=progress)

    def forget_other_walks(self) -> None:
        """Begin those walks anew of which a part was judged by other rules, and not kept by them."""
        if len(self.marks) < len(self.own.progress):
            self.note_marks({})
            self.state = receipts.without_open(self.state, self.source)

    def forget_walk(self, begun: FetchState) -> None:
        """Leave the walks where they were in ``begun``: what came since has been cut, not kept."""
        self.state = receipts.as_begun(self.state, begun, self.source)

    def note_query(self, query: Asked) -> None:
        """Record that ``query`` is being asked."""
        self.state = receipts.asked(self.state, query)

    def note_answer(self, batch: Batch, *, whole: bool) -> None:
        """Record what came of the query; by day and category too where that is the ``whole`` of both."""
        self.state = receipts.counted(self.state, batch)
        if whole:
            self.note_ids(batch.papers)

    def note_ids(self, papers: Sequence[Paper]) -> None:
        """Record the ids of ``papers`` among those that came of the categories that the rules name."""
        scope = self.rules.categories(tuple(self.rules.watched))
        self.state = receipts.papers_came(self.state, papers, scope, until=self.now)

    def note_query_ended(self, *, span: tuple[str, str] | None = None) -> None:
        """Record that all answers came; with a ``span`` of days they hold all of its papers."""
        self.state = receipts.ended(self.state)
        if span is not None:
            scope = receipts.scope_of(self.rules.categories(tuple(self.rules.watched)))
            self.state = receipts.whole(self.state, scope, *span)

    def note_again(self, hole: Hole) -> None:
        """Record that ``hole`` was asked for once more."""
        self.state = receipts.again_of(self.state, hole, self.now)

    def fail(self, names: Iterable[str], why: Message) -> None:
        """Record that topics, or the key papers, could not be brought up to date, and why."""
        failed = {}
        for name in names:
            self.failures.setdefault(name, why)
            at = max(self.now, second_after(self.state.successes.get(name)))
            failed[name] = failure(at, why)
        self.state = with_failures(self.state, failed)

    def counts(self) -> Counter[str]:
        """The number of stored papers per topic."""
        return Counter(topic for paper in self.papers.values() for topic in self.rules.topics_of(paper))

    def cut(self, most: int) -> dict[str, str]:
        """Keep the ``most`` newest of each topic's new papers; where the list of each cut topic ends.

        What came as a change stays: of its topics all changes are said to be known.
        """
        new = [
            change.paper
            for change in self.changes.values()
            if change.kind == "new"
            and not (change.paper.curated or change.paper.asked or change.paper.id in self.changed)
        ]
        rest, ends = beyond(new, most, self.rules)
        for paper in rest:
            del self.papers[paper], self.changes[paper]
        return ends

    def _take(self, seen: Iterable[Paper], *, asked: bool) -> None:
        """Merge papers that are all different."""
        changes = [merge(self.papers.get(paper.id), paper) for paper in seen]
        attributed = self.rules.attribute([change.paper for change in changes])
        for change, matches in zip(changes, attributed, strict=True):
            kept = replace(change.paper, matches=matches)
            if kept.id not in self.papers:
                kept = replace(kept, curated=kept.curated or self._chosen(kept.id))
                if not (asked or matches or kept.curated):
                    continue
                kept = replace(kept, asked=asked and not kept.curated)
            self.papers[kept.id] = kept
            self._count(kept.id, change._replace(paper=kept))

    def _note(self, **fields: object) -> None:
        """Record something new about the source as a whole."""
        sources = dict(self.state.sources)
        sources[self.source] = replace(self.own, **fields)
        self.state = replace(self.state, sources=dict(sorted(sources.items())))

    def _chosen(self, paper_id: str) -> bool:
        return any(paper_id in ids for ids in self.rules.key_papers.values())

    def _count(self, paper_id: str, change: Change) -> None:
        """Keep the first telling change of a paper that came twice in one run."""
        before = self.changes.get(paper_id)
        if before is None or before.kind == "unchanged":
            self.changes[paper_id] = change
        else:
            self.changes[paper_id] = before._replace(paper=change.paper)
        if self.changes[paper_id].kind == "new" and self.rules.is_told(change.paper):
            self.told.add(paper_id)
