"""The topics as the matcher needs them: watch rules and fitted numbers, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from vlagraph.core.matching.parameters import TopicNumbers
from vlagraph.core.matching.phrases import Lists, PhraseIndex, Use, folded, forms_of
from vlagraph.core.matching.vocabulary import Vocabulary, spellings
from vlagraph.core.papers.watch import split_field, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.parameters import Parameters
    from vlagraph.core.matching.phrases import Kind, Words
    from vlagraph.core.model import Watch

__all__ = ["KINDS", "Doors", "TopicSide", "TopicTable", "UseTable", "topic_side"]

KINDS: tuple[Kind, ...] = ("core", "good", "title", "with", "not", "against")
"""The classes of phrases; the first three speak for a topic."""

KNOWN_CATEGORIES = 1024
"""Lists of categories whose topics are remembered."""

Uses = dict[tuple[str, ...], tuple[str, list[Use]]]


@dataclass(frozen=True, slots=True, eq=False)
class TopicSide:
    """A topic's rule and numbers; ``words`` has every spelling of context words, the most telling first."""

    id: str
    watch: Watch
    numbers: TopicNumbers
    categories: frozenset[str]
    hints: tuple[bytes, ...]
    words: Mapping[bytes, float]
    offset: float

    def looks_into(self, categories: Iterable[str]) -> bool:
        """Whether the rule takes papers of one of the categories."""
        return not self.categories or not self.categories.isdisjoint(categories)


def topic_side(name: str, watch: Watch, parameters: Parameters) -> TopicSide:
    """The compiled topic; one without fitted numbers is judged by its phrases alone."""
    numbers = parameters.topics.get(name, TopicNumbers())
    words = {form: numbers.context[word] for word in numbers.context for form in forms_of(word)}
    return TopicSide(
        id=name,
        watch=watch,
        numbers=numbers,
        categories=frozenset(watch.categories),
        hints=tuple(sorted({form for word in watch.hints for form in forms_of(word)})),
        words=dict(sorted(words.items(), key=lambda item: (-item[1], item[0]))),
        offset=parameters.intercept + numbers.offset,
    )


class UseTable:
    """All phrases, what each is to which topics in arrays by use, and their ranks by the alphabet."""

    def __init__(self, sides: Sequence[TopicSide]) -> None:
        uses: Uses = {}
        for place, side in enumerate(sides):
            for words, text, use in _uses(place, side):
                uses.setdefault(words, (text, []))[1].append(use)
        self.phrases: tuple[Words, ...] = tuple(sorted(uses))
        self.texts = tuple(uses[words][0] for words in self.phrases)
        ranked = sorted(range(len(self.texts)), key=self.texts.__getitem__)
        self.ranks = np.argsort(np.array(ranked, dtype=np.int64))
        flat = [use for words in self.phrases for use in uses[words][1]]
        ends = accumulate((len(uses[words][1]) for words in self.phrases), initial=0)
        self.by_phrase = Lists([range(*some) for some in pairwise(ends)])
        self.topics = np.array([use.topic for use in flat], dtype=np.int64)
        self.kinds = np.array([KINDS.index(use.kind) for use in flat], dtype=np.int64)
        self.watched = np.array([use.watched for use in flat], dtype=bool)


def _uses(place: int, side: TopicSide) -> Iterator[tuple[Words, str, Use]]:
    parted = [(tuple(tokens(bare)), bare, title) for bare, title in map(split_field, side.watch.any_of)]
    anywhere = {words: text for words, text, title in parted if words and not title}
    titles = {words: text for words, text, title in parted if words and title}
    known: set[Words] = set()
    for kind, phrases in _classes(side.watch):
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


def _classes(watch: Watch) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """The phrase classes in order; a phrase has one class, and ``title`` besides."""
    return (("core", watch.core), ("good", watch.good), ("title", watch.title))


def _limits(side: TopicSide) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """The phrases that decide besides those that speak for the topic."""
    return (("with", side.watch.with_one), ("not", side.watch.none_of), ("against", side.watch.against))


class Doors(NamedTuple):
    """By paper and topic, whether the topic takes the paper's categories, and how well they go with it."""

    open: NDArray[np.bool_]
    priors: NDArray[np.float64]


class TopicTable:
    """The topics' words and categories as arrays, a row a topic; word 0 fills up the shorter rows."""

    def __init__(self, sides: Sequence[TopicSide], uses: UseTable) -> None:
        spelled = {form.encode() for words in uses.phrases for word in words for form in spellings(word)}
        for side in sides:
            spelled.update(side.hints, side.words)
        self.vocabulary = Vocabulary(spelled)
        self.index = PhraseIndex(uses.phrases, self.vocabulary)
        number = self.vocabulary.number
        self.hints = _rows([[number[form] for form in side.hints] for side in sides], np.int64)
        self.words = _rows([[number[form] for form in side.words] for side in sides], np.int64)
        self.odds = _rows([list(side.words.values()) for side in sides], np.float64)
        self.telling = (self.odds > 0).sum(axis=1)
        self.offsets = np.array([side.offset for side in sides])
        self.needs_context = np.array([bool(side.watch.with_one) for side in sides], dtype=bool)
        self._unlimited = np.array([not side.categories for side in sides], dtype=bool)
        named = {name for side in sides for name in (*side.categories, *side.numbers.category)}
        self._taken = {name: np.array([name in side.categories for side in sides]) for name in named}
        self._going = {
            name: np.array([side.numbers.category.get(name, 0.0) for side in sides]) for name in named
        }
        self._door = lru_cache(KNOWN_CATEGORIES)(lambda names: (self._is_open(names), self._prior(names)))

    def doors(self, categories: Sequence[tuple[str, ...]]) -> Doors:
        """What the topics make of the categories of each paper."""
        distinct = dict.fromkeys(categories)
        place = {names: row for row, names in enumerate(distinct)}
        rows = [place[names] for names in categories]
        is_open, priors = zip(*map(self._door, distinct), strict=True)
        return Doors(np.array(is_open)[rows], np.array(priors)[rows])

    def _is_open(self, categories: Iterable[str]) -> NDArray[np.bool_]:
        found = self._unlimited.copy()
        for name in categories:
            if name in self._taken:
                found |= self._taken[name]
        return found

    def _prior(self, categories: Sequence[str]) -> NDArray[np.float64]:
        """The primary category counts twice as much as the next two."""
        total = np.zeros(len(self.offsets))
        for place, name in enumerate(categories[:3]):
            if name in self._going:
                total += self._going[name] / min(2, place + 1)
        return total


def _rows(lists: Sequence[Sequence[float]], dtype: type[np.generic]) -> NDArray[Any]:
    """The lists as rows of one array, filled up with 0."""
    rows = np.zeros((len(lists), max(map(len, lists), default=0)), dtype=dtype)
    for row, values in zip(rows, lists, strict=True):
        row[: len(values)] = values
    return rows
