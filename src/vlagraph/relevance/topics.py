"""One topic as the matcher needs it: its watch rule and its lexicon, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.relevance.parameters import Lexicon
from vlagraph.relevance.phrases import Use, folded
from vlagraph.relevance.words import spellings
from vlagraph.watch import split_field, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.model import Watch
    from vlagraph.relevance.parameters import Parameters
    from vlagraph.relevance.phrases import Kind

__all__ = ["TopicSide", "phrase_uses", "topic_side"]

Uses = dict[tuple[str, ...], tuple[str, list[Use]]]


@dataclass(frozen=True, slots=True, eq=False)
class TopicSide:
    """A topic's rule and lexicon; words are given in every spelling."""

    id: str
    watch: Watch
    lexicon: Lexicon
    categories: frozenset[str]
    hints: frozenset[bytes]
    words: Mapping[bytes, float]
    word_set: frozenset[bytes]
    telling: tuple[bytes, ...]
    offset: float

    def looks_into(self, categories: Iterable[str]) -> bool:
        """Whether the rule takes papers of one of the categories."""
        return not self.categories or not self.categories.isdisjoint(categories)

    def context(self, words: set[bytes], limits: tuple[float, float]) -> float:
        """How much the words resemble those of the topic's papers: a sum of log ratios within limits."""
        low, high = limits
        return max(low, min(high, sum(map(self.words.__getitem__, self.word_set & words))))

    def category_prior(self, categories: Sequence[str]) -> float:
        """How well the categories go with the topic; the primary one counts twice as much as the next two."""
        known = self.lexicon.category
        total = known.get(categories[0], 0.0) if categories else 0.0
        for name in categories[1:3]:
            total += known.get(name, 0.0) / 2
        return total


def topic_side(name: str, watch: Watch, parameters: Parameters) -> TopicSide:
    """The compiled topic; one without a lexicon is judged by its watch rule alone."""
    lexicon = parameters.topics.get(name, Lexicon())
    words = {form: lexicon.context[word] for word in lexicon.context for form in _forms(word)}
    return TopicSide(
        id=name,
        watch=watch,
        lexicon=lexicon,
        categories=frozenset(watch.categories),
        hints=frozenset(form for word in lexicon.hints for form in _forms(word)),
        words=words,
        word_set=frozenset(words),
        telling=tuple(
            sorted((word for word in words if words[word] > 0), key=lambda word: (-words[word], word))
        ),
        offset=parameters.intercept + lexicon.offset,
    )


def _forms(word: str) -> Iterator[bytes]:
    return (form.encode() for folded_word in tokens(word) for form in spellings(folded_word))


def phrase_uses(sides: Sequence[TopicSide]) -> tuple[Uses, Uses]:
    """All phrases with their uses by topic: those that count in abstracts, and those that count in titles."""
    everywhere: Uses = {}
    titles: Uses = {}
    for place, side in enumerate(sides):
        for words, text, use in _uses(place, side):
            titles.setdefault(words, (text, []))[1].append(use)
            if use.kind != "title":
                everywhere.setdefault(words, (text, []))[1].append(use)
    return everywhere, titles


def _uses(place: int, side: TopicSide) -> Iterator[tuple[tuple[str, ...], str, Use]]:
    parted = [(tuple(tokens(bare)), bare, title) for bare, title in map(split_field, side.watch.any_of)]
    anywhere = {words: text for words, text, title in parted if words and not title}
    titles = {words: text for words, text, title in parted if words and title}
    known: set[tuple[str, ...]] = set()
    for kind, phrases in _classes(side.lexicon):
        for words, text in folded(phrases).items():
            if words in known and kind != "title":
                continue
            known.add(words)
            watched = words in anywhere or (words in titles and kind == "title")
            yield words, text, Use(place, kind, watched)
    for kind, phrases in _limits(side):
        for words, text in folded(phrases).items():
            yield words, text, Use(place, kind, watched=False)
    for words, text in {**titles, **anywhere}.items():
        if words not in known:
            yield words, text, Use(place, "core" if words in anywhere else "title", watched=True)


def _classes(lexicon: Lexicon) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """The phrase classes in order; a phrase has one class, and ``title`` besides."""
    return (("core", lexicon.core), ("good", lexicon.good), ("title", lexicon.title))


def _limits(side: TopicSide) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """The phrases that decide besides those that speak for the topic."""
    return (("with", side.watch.with_one), ("not", side.watch.none_of), ("against", side.lexicon.against))
