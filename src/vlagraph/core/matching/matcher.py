"""Which topics papers belong to, with the evidence for each."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from vlagraph.core.matching.evidence import evidence_of, refusal_of
from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.model import WordWeights, read_model
from vlagraph.core.matching.scorer import Record, Scorer
from vlagraph.core.matching.topics import compile_topic
from vlagraph.core.papers.levels import SCORE_DIGITS
from vlagraph.core.papers.paper import Match
from vlagraph.core.papers.tokenizer import root, split_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.model import ScoreModel
    from vlagraph.core.matching.scorer import ScoredPairs
    from vlagraph.core.model import Topic, Watch
    from vlagraph.core.papers.levels import Level
    from vlagraph.core.papers.paper import Paper

__all__ = ["BATCH_SIZE", "Matcher", "Record"]

BATCH_SIZE = 1024
"""Papers that are read together: many enough that the calls cost little each, few enough for the cache."""

_MOST_CELLS = 1 << 20
"""Pairs of a paper and a topic that are looked at together: with a thousand topics papers are fewer, so that
each table of numbers has 8 MB at most."""

_COMPILED = 4
"""Matchers of all papers that are kept in memory: whoever tries a rule asks for four, again and again."""


class Matcher:
    """The watch rules of topics by their ids, compiled once for any number of papers.

    ``level`` says from which score on a paper comes under a topic.
    """

    def __init__(
        self,
        rules: Mapping[str, Watch],
        model: ScoreModel,
        level: Level = "usual",
        *,
        papers: Iterable[Paper] | None = None,
    ) -> None:
        """Compile the rules; with ``papers`` for these alone, which is quicker where they are few."""
        self.model = model
        self._topics = tuple(compile_topic(name, watch, model) for name, watch in sorted(rules.items()))
        self._scorer = Scorer(
            self._topics, model, level, within=None if papers is None else _words_of(papers)
        )

    @classmethod
    def of_topics(
        cls,
        topics: Mapping[str, Topic],
        model: ScoreModel,
        *,
        level: Level = "usual",
        papers: Iterable[Paper] | None = None,
    ) -> Matcher:
        """The matcher for those of the topics that have a watch rule.

        A topic of a new id keeps the numbers that were fitted for its former one. With ``papers`` it reads
        these alone, as any other would, and is ready in a fraction of the time.
        """
        rules = {name: topic.watch for name, topic in topics.items() if topic.watch is not None}
        known = model.following({name: topics[name].formerly for name in rules})
        if papers is not None:
            return cls(rules, known, level, papers=papers)
        numbers = msgspec.json.encode(msgspec.structs.replace(known, words=WordWeights()))
        return _compiled(tuple(sorted(rules.items())), known.words, numbers, level)

    def match(self, paper: Paper) -> tuple[Match, ...]:
        """The topics whose score reaches the level, best first; without an abstract the title decides."""
        return next(self.match_all([paper]))

    def match_all(self, papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
        """The same for many papers, in their order; many at once cost far less each than one."""
        return self.match_records(map(_record, papers))

    def match_records(self, records: Iterable[Record]) -> Iterator[tuple[Match, ...]]:
        """The same for bare titles, abstracts and categories."""
        for batch in self._batches(records):
            yield from self._matches(self._scorer.score(batch, attached=True))

    def explain(self, paper: Paper, topic: str) -> Match:
        """The score of one topic with its evidence, below the threshold too; 0 where the rule refuses.

        Raises ``KeyError`` for a topic without a watch rule.
        """
        return self.explain_all(paper)[topic]

    def explain_all(self, paper: Paper) -> dict[str, Match]:
        """The same for every topic that has a watch rule."""
        found = {match.topic: match for match in next(self._matches(self._scorer.score([_record(paper)])))}
        return {
            topic.id: found.get(topic.id) or Match(topic.id, 0.0, refusal_of(topic, paper))
            for topic in self._topics
        }

    def features(self, records: Iterable[Record]) -> Iterator[NDArray[np.float64]]:
        """By record, the features of every topic, in the order of the topics' ids; shape (topics, 12).

        They are what the weights are fitted to; zeros where a topic without numbers refuses the paper.
        """
        for batch in self._batches(records):
            pairs = self._scorer.score(batch)
            found = np.zeros((len(batch), len(self._topics), len(FEATURES)))
            found[pairs.candidates.papers, pairs.candidates.topics] = pairs.features
            yield from found

    def _batches(self, records: Iterable[Record]) -> Iterator[Sequence[Record]]:
        size = max(1, min(BATCH_SIZE, _MOST_CELLS // max(1, len(self._topics))))
        rest = iter(records)
        while batch := tuple(islice(rest, size)):
            yield batch

    def _matches(self, pairs: ScoredPairs) -> Iterator[tuple[Match, ...]]:
        """By record, its matches, best first."""
        papers, topics = pairs.candidates.papers, pairs.candidates.topics
        scores = [round(score, SCORE_DIGITS) for score in pairs.scores().tolist()]
        names = [self._topics[topic].id for topic in topics.tolist()]
        found = list(map(Match, names, scores, evidence_of(pairs, self._scorer)))
        best_first = np.lexsort((topics, -np.array(scores), papers))
        ordered = tuple(map(found.__getitem__, best_first.tolist()))
        bounds = np.searchsorted(papers, np.arange(len(pairs.records) + 1)).tolist()
        return (ordered[first:end] for first, end in pairwise(bounds))


@lru_cache(maxsize=_COMPILED)
def _compiled(
    rules: tuple[tuple[str, Watch], ...], words: WordWeights, numbers: bytes, level: Level
) -> Matcher:
    """The matcher of the rules; ``numbers`` is the model, as the bytes of a file, without its ``words``."""
    return Matcher(dict(rules), msgspec.structs.replace(read_model(numbers), words=words), level)


def _words_of(papers: Iterable[Paper]) -> frozenset[str]:
    """The stems and the roots of all words of the papers."""
    texts = (text for paper in papers for text in (paper.title, paper.abstract or ""))
    words = {word.decode() for text in texts for word in split_words(text)}
    return frozenset(form for word in words for form in (stem(word), root(word)))


def _record(paper: Paper) -> Record:
    return Record(paper.title, paper.abstract or "", paper.filed_under)
