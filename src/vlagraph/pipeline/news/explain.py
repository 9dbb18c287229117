"""Why a stored paper stands where it does: its scores by the rules of today, and what the reader said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vlagraph.core.intents import topic_states
from vlagraph.core.marks import read_papers, wanted_papers
from vlagraph.core.order import learning_order
from vlagraph.core.papers.explanation import (
    Explanation,
    ScoredPlace,
    judge_place,
    nearest_places,
    offset_of,
    tell_parts,
)
from vlagraph.core.papers.likeness import alike_key_papers
from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.ready import Readiness
from vlagraph.core.papers.shown import shown_papers
from vlagraph.core.papers.standing import Standings
from vlagraph.core.papers.watch import compile_rule, split_field
from vlagraph.errors import UnknownNameError
from vlagraph.store.holdings import Wanted, known_papers
from vlagraph.store.readers import load_shared
from vlagraph.words import Message, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.marks import Progress
    from vlagraph.core.matching.matcher import Matcher
    from vlagraph.core.papers.levels import Level, Levels
    from vlagraph.core.papers.paper import Evidence, Paper
    from vlagraph.core.papers.watch import Rule
    from vlagraph.store.readers import Shared
    from vlagraph.store.workspace import Workspace

__all__ = ["explain_paper", "explain_papers"]


def explain_paper(
    workspace: Workspace, kg: KnowledgeGraph, *, paper: str, topic: str | None = None
) -> Explanation:
    """Where ``paper`` (a base arXiv id) stands; with ``topic`` there only, whatever its score.

    Raises:
        UnknownNameError: the paper is not stored.
        DataError, StoreError: papers/ or progress.json cannot be read.
    """
    return explain_papers(workspace, kg, papers=[paper], topic=topic)[0]


def explain_papers(
    workspace: Workspace, kg: KnowledgeGraph, *, papers: Sequence[str], topic: str | None = None
) -> tuple[Explanation, ...]:
    """The same of several papers, in their order.

    Raises:
        UnknownNameError, DataError, StoreError: as `explain_paper`.
    """
    wanted = Wanted(ids={*papers, *kg.chosen_by})
    stored, shared = known_papers(workspace, wanted=wanted), load_shared(workspace)
    for paper in papers:
        if paper not in stored:
            raise _not_stored(kg, shared.progress, paper)
    if not papers:
        return ()
    from vlagraph.core.matching import default_model
    from vlagraph.core.matching.matcher import Matcher

    model = default_model()
    matcher = Matcher.of_topics(kg.topics, model, papers=[stored[paper] for paper in papers])
    explainer = _Explainer(kg, stored, shared, matcher, model.levels)
    return tuple(explainer.explain(stored[paper], topic) for paper in papers)


def _not_stored(kg: KnowledgeGraph, progress: Progress, paper: str) -> UnknownNameError:
    """That there is nothing to score ``paper`` by, and where it stands without a score."""
    standings = Standings(kg, progress)
    chosen = dict.fromkeys(standings.chosen_by(paper), Term("how", "key"))
    said = {place.topic: place.words for place in standings.said_places(paper)}
    if not (chosen or said or paper in wanted_papers(progress)):
        later = "feedback.counts_later" if standings.verdicts(paper) else "explain.not_stored"
        return UnknownNameError(later, paper=paper)
    where: Message | str = ""
    for topic, how in {**chosen, **said}.items():
        here = Message("explain.stands", {"topic": topic, "how": how})
        where = Message("explain.and_there", {"one": where, "other": here}) if where else here
    return UnknownNameError("explain.awaited", paper=paper, where=where)


@dataclass(frozen=True)
class _Explainer:
    """Explains papers by one compiled set of rules."""

    kg: KnowledgeGraph
    papers: Mapping[str, Paper]
    shared: Shared
    matcher: Matcher
    levels: Levels

    @property
    def progress(self) -> Progress:
        """The reader's marks, with what others said of papers."""
        return self.shared.progress

    @cached_property
    def rules(self) -> Standings:
        """Where papers stand by the roadmap and its rules, whoever reads."""
        return Standings(self.kg)

    @cached_property
    def watch_rules(self) -> Mapping[str, Rule]:
        """The watch rules, of each topic that has one."""
        return {name: compile_rule(topic.watch) for name, topic in self.kg.topics.items() if topic.watch}

    @cached_property
    def standings(self) -> Standings:
        """Where they stand for the reader."""
        return Standings(self.kg, self.progress)

    @cached_property
    def readiness(self) -> Readiness:
        """What the reader still has to learn for them."""
        return Readiness(self.kg, topic_states(self.progress, self.kg).learned)

    def explain(self, paper: Paper, topic: str | None) -> Explanation:
        of_then = self.rules.matches(paper)
        matched = {match.topic for match in self.matcher.match(paper)} if not paper.recorded else set(of_then)
        places = tell_parts(tuple(self._places(paper, matched, topic)))
        needed = {one for place in places if place.part == "about" for one in place.missing}
        return Explanation(
            paper=paper,
            places=nearest_places(places, topic),
            threshold=self._least("usual", topic),
            alike=alike_key_papers(self.kg, self.papers, paper),
            stale=paper.fetched is not None and of_then.keys() != matched,
            read=paper.id in read_papers(self.progress),
            shown=shown_papers(self.progress).get(paper.id),
            topic=topic,
            topics=self.kg.topics,
            learn=learning_order(self.kg, among=needed) if needed else (),
            remarks=self.shared.remarks,
        )

    def _places(self, paper: Paper, matched: Collection[str], asked: str | None) -> Iterator[ScoredPlace]:
        """``paper`` under every topic, by the rules of today and the reader's word."""
        scored, verdicts = self.matcher.explain_all(paper), self.standings.verdicts(paper.id)
        if paper.recorded:  # matched with its abstract, which is not kept
            scored = {**scored, **self.rules.stored_matches(paper)}
        chosen, pins = self.kg.chosen_by.get(paper.id, ()), self.standings.pinned_by(paper.id)
        left = self.standings.left(paper.id)
        for name in self.kg.topics:
            match = scored.get(name, Match(name, 0.0))
            how = judge_place(
                verdicts.get(name),
                chosen=name in chosen,
                matched=name in matched,
                asked=name == asked,
                shared=name in pins,
            )
            yield ScoredPlace(
                name,
                match.score,
                how,
                match.evidence,
                self.readiness.missing([name]),
                offset=offset_of(match.score, match.evidence),
                pinned_by=pins.get(name, ()),
                threshold=self._least("usual", name),
                near=self._least("loose", name),
                by_rule=name in self.watch_rules and _takes(self.watch_rules[name], paper, match.evidence),
                left=name in left,
            )

    def _least(self, level: Level, topic: str | None) -> float:
        """From which score on papers come under ``topic``; None: under one without a threshold of its own."""
        watch = self.kg.topics[topic].watch if topic else None
        return self.levels.least(level, watch.threshold if watch else None)


def _takes(rule: Rule, paper: Paper, evidence: Sequence[Evidence]) -> bool:
    """Whether ``rule`` takes ``paper``; of a recorded one, whose abstract is not kept, its evidence tells."""
    if rule.matches(paper.title, paper.abstract or "", paper.filed_under):
        return True
    named = {split_field(phrase)[0] for phrase in rule.watch.any_of}
    return paper.recorded is not None and any(item.text in named for item in evidence)
