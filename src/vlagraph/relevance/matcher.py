"""Which topics a paper belongs to, with the evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from vlagraph.model import Evidence, Match, Paper, Topic, Watch
from vlagraph.relevance.features import FEATURES, Candidate, PaperText, figures
from vlagraph.relevance.parameters import Lexicon, Parameters
from vlagraph.relevance.phrases import Kind, Phrase, PhraseIndex, Use, folded
from vlagraph.relevance.words import flat, phrase_pattern, spellings
from vlagraph.watch import split_field, tokens

__all__ = ["Matcher"]

Patterns = tuple[tuple[str, re.Pattern[bytes]], ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One topic as the matcher needs it."""

    id: str
    lexicon: Lexicon
    categories: frozenset[str]
    with_one: Patterns
    none_of: Patterns
    hints: frozenset[bytes]
    against: Patterns
    context: Mapping[bytes, float]
    context_words: frozenset[bytes]


class Matcher:
    """All topics that have a watch rule, compiled once for any number of papers."""

    def __init__(self, topics: Mapping[str, Topic], parameters: Parameters) -> None:
        rules = {name: topic.watch for name, topic in sorted(topics.items()) if topic.watch is not None}
        self._init(rules, parameters)

    @classmethod
    def of_rules(cls, rules: Mapping[str, Watch], parameters: Parameters) -> Matcher:
        """A matcher for bare watch rules by topic id."""
        matcher = cls.__new__(cls)
        matcher._init(dict(sorted(rules.items())), parameters)
        return matcher

    def _init(self, rules: Mapping[str, Watch], parameters: Parameters) -> None:
        self.parameters = parameters
        self._weights = tuple(parameters.weights.get(name, 0.0) for name in FEATURES)
        self._sides = tuple(_side(name, watch, parameters) for name, watch in rules.items())
        self._place = {side.id: place for place, side in enumerate(self._sides)}
        uses: dict[tuple[str, ...], tuple[str, list[Use]]] = {}
        for place, (side, watch) in enumerate(zip(self._sides, rules.values(), strict=True)):
            for words, text, use in _uses(place, side.lexicon, watch):
                uses.setdefault(words, (text, []))[1].append(use)
        self._index = PhraseIndex({words: (text, tuple(found)) for words, (text, found) in uses.items()})

    def match(self, paper: Paper) -> tuple[Match, ...]:
        """The topics whose score reaches the threshold, best first; without an abstract the title decides."""
        return self.match_text(paper.title, paper.abstract or "", paper.categories)

    def match_text(self, title: str, abstract: str, categories: Sequence[str]) -> tuple[Match, ...]:
        """The same for a bare title, abstract and categories."""
        text = _paper_text(title, abstract, categories)
        found = [
            (score, self._sides[candidate.topic].id, candidate, row)
            for score, candidate, row in self._scored(text, floor=self.parameters.threshold)
        ]
        found.sort(key=lambda item: (-item[0], item[1]))
        return tuple(
            Match(topic=name, score=round(score, 4), evidence=self._evidence(text, candidate, row))
            for score, name, candidate, row in found
        )

    def explain(self, paper: Paper, topic: str) -> Match:
        """The score of one topic with its evidence, also below the threshold; 0 where the rule does not accept."""
        text = _paper_text(paper.title, paper.abstract or "", paper.categories)
        for score, candidate, row in self._scored(text, floor=0.0):
            if self._sides[candidate.topic].id == topic:
                return Match(topic=topic, score=round(score, 4), evidence=self._evidence(text, candidate, row))
        return Match(topic=topic, score=0.0, evidence=self._refusal(text, topic))

    def rows(self, title: str, abstract: str, categories: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The figures of every topic whose rule accepts the paper; what the fit learns from."""
        text = _paper_text(title, abstract, categories)
        return {self._sides[candidate.topic].id: row for _, candidate, row in self._scored(text, floor=0.0)}

    def phrases(self, title: str, abstract: str) -> dict[str, tuple[list[tuple[str, bool, int]], bool]]:
        """By topic the folded phrases found, whether each is core and how often, and whether one titles the paper."""
        text = _paper_text(title, abstract, ())
        found: dict[str, tuple[list[tuple[str, bool, int]], bool]] = {}
        for candidate in self._candidates(text):
            both = {phrase.key: (phrase, use) for phrase, use in (*candidate.title, *candidate.abstract)}
            counted = [
                (key, use.kind == "core", phrase.count(text.title) + phrase.count(text.abstract))
                for key, (phrase, use) in sorted(both.items())
            ]
            found[self._sides[candidate.topic].id] = (counted, any(use.kind == "core" for _, use in candidate.title))
        return found

    def _scored(self, text: PaperText, *, floor: float) -> list[tuple[float, Candidate, tuple[float, ...]]]:
        candidates = [item for item in self._candidates(text) if self._accepted(item, text)]
        result = []
        for candidate in candidates:
            side = self._sides[candidate.topic]
            row = self._figures(text, candidate, candidates)
            total = self.parameters.intercept + side.lexicon.offset
            total += sum(map(float.__mul__, self._weights, row))
            score = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
            if score >= floor:
                result.append((score, candidate, row))
        return result

    def _candidates(self, text: PaperText) -> Iterable[Candidate]:
        found: dict[int, Candidate] = {}
        for phrase in self._index.find(text.title_words, text.title):
            for use in phrase.uses:
                candidate = found.setdefault(use.topic, Candidate(use.topic))
                candidate.title.append((phrase, use))
                candidate.watched |= use.watched
                candidate.raw += _TITLE_RAW[use.kind]
        for phrase in self._index.find(text.words, text.abstract):
            for use in phrase.uses:
                if use.kind in ("title", "lead"):
                    continue
                candidate = found.setdefault(use.topic, Candidate(use.topic))
                candidate.abstract.append((phrase, use))
                candidate.watched |= use.watched
                candidate.raw += 1.5 if use.kind == "core" else 0.7
        return found.values()

    def _accepted(self, candidate: Candidate, text: PaperText) -> bool:
        side = self._sides[candidate.topic]
        if not candidate.watched or (side.categories and side.categories.isdisjoint(text.categories)):
            return False
        if side.with_one and not any(_stands(pattern, text) for _, pattern in side.with_one):
            return False
        return not any(_stands(pattern, text) for _, pattern in side.none_of)

    def _figures(
        self, text: PaperText, candidate: Candidate, candidates: Sequence[Candidate]
    ) -> tuple[float, ...]:
        side = self._sides[candidate.topic]
        words = text.words | text.title_words
        prior = [side.lexicon.category.get(name, 0.0) for name in text.categories[:3]]
        return figures(
            text,
            candidate,
            hints=len(side.hints & words),
            context=sum(map(side.context.__getitem__, side.context_words & words)),
            category=(prior[0] + sum(prior[1:]) / 2) if prior else 0.0,
            against=sum(_stands(pattern, text) for _, pattern in side.against),
            rivals=sum(other.raw > candidate.raw for other in candidates),
        )

    def _evidence(
        self, text: PaperText, candidate: Candidate, row: tuple[float, ...]
    ) -> tuple[Evidence, ...]:
        side = self._sides[candidate.topic]
        found = [_phrase_evidence(item, "title") for item in candidate.title]
        found += [_phrase_evidence(item, "abstract") for item in candidate.abstract]
        shares = dict(zip(FEATURES, map(float.__mul__, self._weights, row), strict=True))
        words = text.words | text.title_words
        near = sorted(side.context_words & words, key=lambda word: (-side.context[word], word))
        near_text = ", ".join(word.decode() for word in near[:5] if side.context[word] > 0)
        found.append(Evidence(kind="context", text=near_text, weight=round(shares["context"], 3)))
        if text.categories:
            weight = round(shares["category"], 3)
            found.append(Evidence(kind="category", text=" ".join(text.categories[:3]), weight=weight))
        for phrase, pattern in side.against:
            if _stands(pattern, text):
                weight = round(shares["against"] / row[FEATURES.index("against")], 3)
                found.append(Evidence(kind="against", text=phrase, weight=weight))
        return tuple(sorted(found, key=lambda item: (_ORDER[item.kind], item.where != "title", -item.weight, item.text)))

    def _refusal(self, text: PaperText, topic: str) -> tuple[Evidence, ...]:
        side = self._sides[self._place[topic]]
        if side.categories and side.categories.isdisjoint(text.categories):
            return (Evidence(kind="refused", text=f"none of its categories: {' '.join(sorted(side.categories))}"),)
        refused = [phrase for phrase, pattern in side.none_of if _stands(pattern, text)]
        if refused:
            return (Evidence(kind="refused", text=f"not with: {refused[0]}"),)
        return (Evidence(kind="refused", text="none of its phrases, or none of its context words"),)


_TITLE_RAW = {"core": 3.0, "good": 2.0, "title": 2.0, "lead": 1.0}
_ORDER = {"core": 0, "phrase": 1, "context": 2, "category": 3, "against": 4}


def _phrase_evidence(item: tuple[Phrase, Use], where: str) -> Evidence:
    phrase, use = item
    return Evidence(kind="core" if use.kind == "core" else "phrase", text=phrase.text, where=where, weight=round(use.weight, 3))


def _paper_text(title: str, abstract: str, categories: Sequence[str]) -> PaperText:
    head, body = flat(title), flat(abstract)
    return PaperText(head, body, set(head.split()), set(body.split()), categories)


def _stands(pattern: re.Pattern[bytes], text: PaperText) -> bool:
    return pattern.search(text.title) is not None or pattern.search(text.abstract) is not None


def _patterns(phrases: Iterable[str]) -> Patterns:
    return tuple((phrase, phrase_pattern(words)) for words, phrase in folded(phrases).items())


def _forms(words: Iterable[str]) -> Iterable[tuple[bytes, str]]:
    return ((form.encode(), word) for word in words for form in spellings(word))


def _side(name: str, watch: Watch, parameters: Parameters) -> _Side:
    lexicon = parameters.topics.get(name, Lexicon())
    context = {form: lexicon.context[word] for form, word in _forms(lexicon.context)}
    return _Side(
        id=name,
        lexicon=lexicon,
        categories=frozenset(watch.categories),
        with_one=_patterns(watch.with_one),
        none_of=_patterns(watch.none_of),
        hints=frozenset(form for form, _ in _forms(lexicon.hints)),
        against=_patterns(lexicon.against),
        context=context,
        context_words=frozenset(context),
    )


def _uses(place: int, lexicon: Lexicon, watch: Watch) -> Iterable[tuple[tuple[str, ...], str, Use]]:
    parted = [(tuple(tokens(bare)), bare, title) for bare, title in map(split_field, watch.any_of)]
    anywhere = {words: text for words, text, title in parted if words and not title}
    titles = {words: text for words, text, title in parted if words and title}
    usual = sum(lexicon.core.values()) / len(lexicon.core) if lexicon.core else 2.0
    known: set[tuple[str, ...]] = set()
    for kind, phrases in _classes(lexicon):
        for words, text in folded(phrases).items():
            if kind != "title" and words in known:
                continue
            known.add(words)
            yield words, text, Use(place, kind, phrases[text], words in anywhere or (words in titles and kind in _TITLES))
    for words, text in {**titles, **anywhere}.items():
        if words not in known:
            yield words, text, Use(place, "core" if words in anywhere else "title", usual, watched=True)


def _classes(lexicon: Lexicon) -> tuple[tuple[Kind, Mapping[str, float]], ...]:
    """The phrase classes; a phrase keeps its first one, and the ``title`` one besides."""
    return (("core", lexicon.core), ("good", lexicon.good), ("title", lexicon.title), ("lead", lexicon.lead))


_TITLES = ("title", "lead")
