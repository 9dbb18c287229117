"""Which topics a paper belongs to, with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p
from operator import mul
from typing import TYPE_CHECKING

from vlagraph.model import Match
from vlagraph.relevance.evidence import evidence_of, refusal_of
from vlagraph.relevance.features import FEATURES, Candidate, phrase_figures, read_text
from vlagraph.relevance.phrases import PhraseIndex, Rarity
from vlagraph.relevance.topics import phrase_uses, topic_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.model import Paper, Topic, Watch
    from vlagraph.relevance.features import PaperText
    from vlagraph.relevance.parameters import Parameters

__all__ = ["Matcher", "Scored"]

CONTEXT_LIMITS = (-10.0, 20.0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its figures and its score."""

    candidate: Candidate
    row: tuple[float, ...]
    score: float


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
        ordered = dict(sorted(rules.items()))
        self._weights = tuple(parameters.weights.get(name, 0.0) for name in FEATURES)
        rarity = Rarity(parameters.common)
        self._sides = tuple(
            topic_side(name, watch, parameters=parameters, rarity=rarity) for name, watch in ordered.items()
        )
        self._place = {side.id: place for place, side in enumerate(self._sides)}
        everywhere, titles = phrase_uses(self._sides)
        self._index, self._title_index = PhraseIndex(everywhere, rarity), PhraseIndex(titles, rarity)
        self._open: dict[tuple[str, ...], frozenset[int]] = {}

    def match(self, paper: Paper) -> tuple[Match, ...]:
        """The topics whose score reaches the threshold, best first; without an abstract the title decides."""
        return self.match_text(paper.title, paper.abstract or "", paper.categories)

    def match_text(self, title: str, abstract: str, categories: Sequence[str]) -> tuple[Match, ...]:
        """The same for a bare title, abstract and categories."""
        text = read_text(title, abstract, categories)
        matches = [self._match(text, found) for found in self._scored(text, floor=self.parameters.threshold)]
        return tuple(sorted(matches, key=lambda match: (-match.score, match.topic)))

    def explain(self, paper: Paper, topic: str) -> Match:
        """The score of one topic with its evidence, below the threshold too; 0 where its rule refuses the paper.

        Raises ``KeyError`` for a topic without a watch rule.
        """
        text = read_text(paper.title, paper.abstract or "", paper.categories)
        place = self._place[topic]
        for found in self._scored(text, floor=0.0):
            if found.candidate.topic == place:
                return self._match(text, found)
        return Match(topic=topic, score=0.0, evidence=refusal_of(self._sides[place], text))

    def rows(self, title: str, abstract: str, categories: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The figures of every topic whose rule accepts the paper; what the fit learns from."""
        text = read_text(title, abstract, categories)
        return {self._sides[found.candidate.topic].id: found.row for found in self._scored(text, floor=0.0)}

    def core_phrases(
        self, title: str, abstract: str, categories: Sequence[str]
    ) -> dict[str, tuple[int, bool]]:
        """By topic, how often its core phrases stand in the abstract, and whether one stands in the title."""
        text = read_text(title, abstract, categories)
        found = {}
        for candidate in self._candidates(text):
            titled = any(use.kind == "core" for _, use in candidate.title)
            cores = [phrase for phrase, use in candidate.abstract if use.kind == "core"]
            if titled or cores:
                count = sum(len(phrase.pattern.findall(text.abstract)) for phrase in cores)
                found[self._sides[candidate.topic].id] = (count, titled)
        return found

    def _match(self, text: PaperText, found: Scored) -> Match:
        side = self._sides[found.candidate.topic]
        evidence = evidence_of(
            side, text, found.candidate, dict(zip(FEATURES, self._shares(found.row), strict=True))
        )
        return Match(topic=side.id, score=round(found.score, 4), evidence=evidence)

    def _shares(self, row: Iterable[float]) -> tuple[float, ...]:
        return tuple(map(mul, self._weights, row))

    def _scored(self, text: PaperText, *, floor: float) -> Iterator[Scored]:
        """The candidates that reach the floor; the costly figures are left to those that still may."""
        least = log(floor / (1 - floor)) if floor > 0 else float("-inf")
        weights, (context_weight, against_weight) = self._weights, self._weights[-2:]
        reach = CONTEXT_LIMITS[1] / 10 * context_weight
        for candidate in self._candidates(text):
            if candidate.passing(text):
                continue
            side = self._sides[candidate.topic]
            row = phrase_figures(text, candidate)
            row.append(log1p(len(side.hints & text.words)))
            row.append(side.category_prior(text.categories))
            total = side.offset + sum(map(mul, weights, row))
            if total + reach < least:
                continue
            row.append(side.context(text.words, CONTEXT_LIMITS) / 10)
            total += context_weight * row[-1]
            if total < least or not side.accepts(text):
                continue
            row.append(float(min(3, len(side.namesakes(text)))))
            total += against_weight * row[-1]
            if total >= least:
                yield Scored(candidate, tuple(row), 1 / (1 + exp(-max(-30.0, min(30.0, total)))))

    def _open_topics(self, categories: tuple[str, ...]) -> frozenset[int]:
        """The topics that look into one of the categories."""
        known = self._open.get(categories)
        if known is None:
            places = (place for place, side in enumerate(self._sides) if side.looks_into(categories))
            known = self._open[categories] = frozenset(places)
        return known

    def _candidates(self, text: PaperText) -> list[Candidate]:
        """The topics that look into the paper's categories and whose rule names a phrase found in it."""
        among = self._open_topics(text.categories)
        found: dict[int, Candidate] = {}
        for phrase in self._title_index.find(text.title_words, text.title):
            for use in phrase.uses:
                place = use[0]
                if place in among:
                    candidate = found.get(place)
                    if candidate is None:
                        candidate = found[place] = Candidate(place)
                    candidate.title.append((phrase, use))
                    candidate.watched |= use.watched
        for phrase in self._index.find(text.words, text.abstract):
            for use in phrase.uses:
                place = use[0]
                if place in among:
                    candidate = found.get(place)
                    if candidate is None:
                        candidate = found[place] = Candidate(place)
                    candidate.abstract.append((phrase, use))
                    candidate.watched |= use.watched
        return [candidate for candidate in found.values() if candidate.watched]
