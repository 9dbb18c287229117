"""The books of one fetch: papers and coverage written after every page, counted for the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vlagraph.core.papers.merging import merge
from vlagraph.store.fetch_state import Failure, SourceState, save_state
from vlagraph.store.papers import save_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vlagraph.core.papers.merging import Change
    from vlagraph.core.papers.paper import Paper
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.store.fetch_state import FetchState, TopicState
    from vlagraph.store.workspace import Workspace

__all__ = ["Ledger"]


@dataclass
class Ledger:
    """Papers, coverage and changes of a run; the only thing in it that grows.

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
    failures: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def own(self) -> SourceState:
        """What is known of the source of this run."""
        return self.state.sources.get(self.source, SourceState())

    def take(self, seen: Iterable[Paper], *, asked: bool = False) -> None:
        """Merge what arXiv showed; papers that belong nowhere are left out unless ``asked`` for by id."""
        together: dict[str, Paper] = {}
        for paper in seen:
            if paper.id in together:  # the second showing is merged with what came of the first
                self._take(together.values(), asked=asked)
                together = {}
            together[paper.id] = paper
        self._take(together.values(), asked=asked)

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
            self.papers[kept.id] = kept
            self._count(kept.id, change._replace(paper=kept))

    def commit(self) -> None:
        """Write the papers, then the state.

        Raises:
            StoreError: one of them cannot be written; the old file is kept.
        """
        save_papers(self.workspace.papers, self.papers)
        save_state(self.workspace.fetch_state, self.state)

    def note_topics(self, states: Mapping[str, TopicState]) -> None:
        """Record new states of topics, with their number of papers."""
        counts = self.counts()
        topics = dict(self.own.topics)
        topics.update({topic: replace(state, papers=counts[topic]) for topic, state in states.items()})
        self.note_source(topics=dict(sorted(topics.items())))

    def note_source(self, **fields: object) -> None:
        """Record something new about the source as a whole."""
        sources = dict(self.state.sources)
        sources[self.source] = replace(self.own, **fields)
        self.state = replace(self.state, sources=dict(sorted(sources.items())))

    def fail(self, topics: Iterable[str], why: str) -> None:
        """Record that ``topics`` could not be brought up to date, and why."""
        states = {}
        for topic in topics:
            self.failures.setdefault(topic, why)
            if topic in self.own.topics:
                states[topic] = replace(self.own.topics[topic], failed=Failure(at=self.now, why=why))
        self.note_topics(states)

    def counts(self) -> Counter[str]:
        """The number of stored papers per topic."""
        return Counter(topic for paper in self.papers.values() for topic in self.rules.topics_of(paper))

    def limit(self, most: int) -> dict[str, str]:
        """Keep the ``most`` newest of each topic's new papers; where the list of each cut topic ends."""
        per_topic: Counter[str] = Counter()
        ends: dict[str, str] = {}
        cut: set[str] = set()
        new = [
            change.paper
            for change in self.changes.values()
            if change.kind == "new" and not change.paper.curated
        ]
        for paper in sorted(new, key=lambda paper: (paper.published, paper.id), reverse=True):
            topics = self.rules.topics_of(paper)
            if all(per_topic[topic] >= most for topic in topics):
                cut.update(topics)
                del self.papers[paper.id], self.changes[paper.id]
                continue
            per_topic.update(topics)
            ends.update({topic: paper.published for topic in topics if topic not in cut})
        return {topic: ends[topic] for topic in cut if topic in ends}

    def _chosen(self, paper_id: str) -> bool:
        return any(paper_id in ids for ids in self.rules.key_papers.values())

    def _count(self, paper_id: str, change: Change) -> None:
        """Keep the first telling change of a paper that came twice in one run."""
        before = self.changes.get(paper_id)
        if before is None or before.kind == "unchanged":
            self.changes[paper_id] = change
        else:
            self.changes[paper_id] = before._replace(paper=change.paper)
