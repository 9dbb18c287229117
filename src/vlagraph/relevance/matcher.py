"""Which topics a paper belongs to, with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p
from operator import mul
from typing import TYPE_CHECKING

from vlagraph.model import Match
from vlagraph.relevance.evidence import evidence_of, refusal_of
from vlagraph.relevance.features import FEATURES, Candidate, PaperText, phrase_figures
from vlagraph.relevance.phrases import PhraseIndex, Rarity
from vlagraph.relevance.topics import phrase_uses, topic_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.model import Paper, Topic, Watch
    from vlagraph.relevance.parameters import Parameters
    from vlagraph.relevance.phrases import Kind

__all__ = ["Matcher", "Scored"]

KNOWN_CATEGORIES = 100_000
LIMITS = ("with", "not", "against")
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
        self._sides = tuple(topic_side(name, watch, parameters) for name, watch in ordered.items())
        self._place = {side.id: place for place, side in enumerate(self._sides)}
        everywhere, titles = phrase_uses(self._sides)
        self._index, self._title_index = PhraseIndex(everywhere, rarity), PhraseIndex(titles, rarity)
        self._open: dict[tuple[str, ...], dict[int, float]] = {}

    def match(self, paper: Paper) -> tuple[Match, ...]:
        """The topics whose score reaches the threshold, best first; without an abstract the title decides."""
        return self.match_text(paper.title, paper.abstract or "", paper.categories)

    def match_text(self, title: str, abstract: str, categories: Sequence[str]) -> tuple[Match, ...]:
        """The same for a bare title, abstract and categories."""
        text = PaperText(title, abstract, categories)
        matches = [self._match(text, found) for found in self._scored(text, floor=self.parameters.threshold)]
        return tuple(sorted(matches, key=lambda match: (-match.score, match.topic)))

    def explain(self, paper: Paper, topic: str) -> Match:
        """The score of one topic with its evidence, below the threshold too; 0 where the rule refuses.

        Raises ``KeyError`` for a topic without a watch rule.
        """
        text = PaperText(paper.title, paper.abstract or "", paper.categories)
        place = self._place[topic]
        for found in self._scored(text, floor=0.0):
            if found.candidate.topic == place:
                return self._match(text, found)
        return Match(topic=topic, score=0.0, evidence=refusal_of(self._sides[place], paper))

    def rows(self, title: str, abstract: str, categories: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The figures of every topic whose rule accepts the paper; what the fit learns from."""
        text = PaperText(title, abstract, categories)
        return {self._sides[found.candidate.topic].id: found.row for found in self._scored(text, floor=0.0)}

    def core_phrases(
        self, title: str, abstract: str, categories: Sequence[str]
    ) -> dict[str, tuple[int, bool]]:
        """By topic, how often its core phrases stand in the abstract, and whether one stands in the title."""
        text = PaperText(title, abstract, categories)
        found = {}
        for candidate in self._candidates(text):
            titled = any(use.kind == "core" for _, use, _ in candidate.title)
            count = sum(count for _, use, count in candidate.abstract if use.kind == "core")
            if titled or count:
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
        slack = max(0.0, 3 * against_weight)
        reach = slack + max(limit / 10 * context_weight for limit in CONTEXT_LIMITS)
        priors = self._open_topics(text.categories)
        for candidate in self._candidates(text):
            if candidate.passing():
                continue
            side = self._sides[candidate.topic]
            row = phrase_figures(candidate)
            row.append(log1p(len(side.hints & text.words)))
            row.append(priors[candidate.topic])
            total = side.offset + sum(map(mul, weights, row))
            if total + reach < least:
                continue
            row.append(side.context(text.words, CONTEXT_LIMITS) / 10)
            total += context_weight * row[-1]
            if total + slack < least:
                continue
            row.append(float(min(3, len(candidate.against))))
            total += against_weight * row[-1]
            if total >= least:
                yield Scored(candidate, tuple(row), 1 / (1 + exp(-max(-30.0, min(30.0, total)))))

    def _open_topics(self, categories: tuple[str, ...]) -> dict[int, float]:
        """The topics that look into one of the categories, and how well these go with each."""
        known = self._open.get(categories)
        if known is None:
            open_sides = [
                (place, side) for place, side in enumerate(self._sides) if side.looks_into(categories)
            ]
            known = {place: side.category_prior(categories) for place, side in open_sides}
            if len(self._open) < KNOWN_CATEGORIES:
                self._open[categories] = known
        return known

    def _candidates(self, text: PaperText) -> list[Candidate]:
        """The topics whose rule accepts the paper, with what was found for them."""
        among = self._open_topics(text.categories)
        found: dict[int, Candidate] = {}
        limits: dict[tuple[int, Kind], list[str]] = {}
        for titled, phrases in (
            (True, self._title_index.find(text.title)),
            (False, self._index.find(text.abstract)),
        ):
            for phrase, count in phrases.items():
                for use in phrase.uses:
                    place, kind, watched = use
                    if place not in among:
                        continue
                    if kind in LIMITS:
                        limits.setdefault((place, kind), []).append(phrase.text)
                        continue
                    candidate = found.get(place)
                    if candidate is None:
                        candidate = found[place] = Candidate(place)
                    (candidate.title if titled else candidate.abstract).append((phrase, use, count))
                    candidate.watched |= watched
        accepted = [item for item in found.values() if item.watched and self._accepts(item.topic, limits)]
        for candidate in accepted:
            candidate.against = tuple(sorted(set(limits.get((candidate.topic, "against"), ()))))
        return accepted

    def _accepts(self, place: int, limits: Mapping[tuple[int, Kind], object]) -> bool:
        """Whether the rule's ``with`` and ``not`` leave the paper in."""
        if (place, "not") in limits:
            return False
        return (place, "with") in limits or not self._sides[place].watch.with_one
