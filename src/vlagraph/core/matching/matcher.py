"""Which topics papers belong to, with the evidence for each."""

from __future__ import annotations

from itertools import islice
from math import log
from typing import TYPE_CHECKING

from vlagraph.core.matching.candidates import CORE
from vlagraph.core.matching.evidence import evidence_of, refusal_of
from vlagraph.core.matching.scores import Record, Scorer
from vlagraph.core.matching.topics import topic_side
from vlagraph.core.papers.paper import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.matching.parameters import Parameters
    from vlagraph.core.matching.scores import Scores
    from vlagraph.core.model import Topic, Watch
    from vlagraph.core.papers.paper import Paper

__all__ = ["Matcher", "Record"]

AT_ONCE = 512
"""Papers that are read together: many enough to cost little each, few enough to fit the processor's cache."""


class Matcher:
    """All topics that have a watch rule, compiled once for any number of papers."""

    def __init__(self, topics: Mapping[str, Topic], parameters: Parameters) -> None:
        rules = {name: topic.watch for name, topic in topics.items() if topic.watch is not None}
        self._compile(rules, parameters)

    @classmethod
    def of_rules(cls, rules: Mapping[str, Watch], parameters: Parameters) -> Matcher:
        """A matcher for bare watch rules by topic id."""
        matcher = cls.__new__(cls)
        matcher._compile(rules, parameters)  # noqa: SLF001 - a second constructor of the same class
        return matcher

    def _compile(self, rules: Mapping[str, Watch], parameters: Parameters) -> None:
        self.parameters = parameters
        self._sides = tuple(topic_side(name, watch, parameters) for name, watch in sorted(rules.items()))
        self._scorer = Scorer(self._sides, parameters)

    def match(self, paper: Paper) -> tuple[Match, ...]:
        """The topics whose score reaches the threshold, best first; without an abstract the title decides."""
        return next(self.match_all([paper]))

    def match_all(self, papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
        """The same for many papers, in their order; many at once cost far less each than one."""
        return self.match_records(map(_record, papers))

    def match_records(self, records: Iterable[Record]) -> Iterator[tuple[Match, ...]]:
        """The same for bare titles, abstracts and categories."""
        least = log(self.parameters.threshold / (1 - self.parameters.threshold))
        for some in _batches(records):
            yield from self._matches(self._scorer.score(some, least=least))

    def explain(self, paper: Paper, topic: str) -> Match:
        """The score of one topic with its evidence, below the threshold too; 0 where the rule refuses.

        Raises ``KeyError`` for a topic without a watch rule.
        """
        return self.explain_all(paper)[topic]

    def explain_all(self, paper: Paper) -> dict[str, Match]:
        """The same for every topic that has a watch rule."""
        found = {match.topic: match for match in next(self._matches(self._scorer.score([_record(paper)])))}
        return {
            side.id: found.get(side.id) or Match(side.id, 0.0, refusal_of(side, paper))
            for side in self._sides
        }

    def rows(self, records: Iterable[Record]) -> Iterator[dict[str, tuple[float, ...]]]:
        """By paper the figures of every topic whose rule accepts it; what the fit learns from."""
        for some in _batches(records):
            scores = self._scorer.score(some)
            found: list[dict[str, tuple[float, ...]]] = [{} for _ in some]
            for (paper, topic), row in zip(scores.candidates.pairs(), scores.figures.tolist(), strict=True):
                found[paper][self._sides[topic].id] = tuple(row)
            yield from found

    def core_phrases(self, records: Iterable[Record]) -> Iterator[dict[str, tuple[int, bool]]]:
        """By paper and topic, how often core phrases are in the abstract, and whether one is in the title."""
        for some in _batches(records):
            candidates = self._scorer.candidates(some)
            found: list[dict[str, tuple[int, bool]]] = [{} for _ in some]
            rows = candidates.speaking.where(candidates.speaking.kinds == CORE)
            papers, topics = candidates.papers[rows.pairs], candidates.topics[rows.pairs]
            for paper, topic, count, titled in zip(
                *(column.tolist() for column in (papers, topics, rows.counts, rows.titled)), strict=True
            ):
                name = self._sides[topic].id
                total, before = found[paper].get(name, (0, False))
                found[paper][name] = (total + (0 if titled else count), before or titled)
            yield from found

    def _matches(self, scores: Scores) -> Iterator[tuple[Match, ...]]:
        """By paper the matches of the pairs, best first."""
        found: list[list[Match]] = [[] for _ in scores.records]
        judged = zip(scores.values().tolist(), evidence_of(scores, self._scorer), strict=True)
        for (paper, topic), (score, evidence) in zip(scores.candidates.pairs(), judged, strict=True):
            found[paper].append(Match(self._sides[topic].id, round(score, 4), evidence))
        for matches in found:
            if len(matches) > 1:
                matches.sort(key=lambda match: (-match.score, match.topic))
            yield tuple(matches)


def _record(paper: Paper) -> Record:
    return Record(paper.title, paper.abstract or "", paper.categories)


def _batches(records: Iterable[Record]) -> Iterator[Sequence[Record]]:
    rest = iter(records)
    while some := tuple(islice(rest, AT_ONCE)):
        yield some
