"""The topics as the matcher needs them: compiled from watch rules and fitted numbers, then as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vlagraph.core.matching.ragged import padded_rows
from vlagraph.core.papers.tokenizer import spellings, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vlagraph.core.matching.model import ScoreModel, TopicNumbers
    from vlagraph.core.matching.vocabulary import Vocabulary
    from vlagraph.core.model import Watch

__all__ = ["CompiledTopic", "TopicTable", "compile_topic"]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledTopic:
    """A topic's rule and numbers, its words in every spelling.

    ``context`` has by spelled word how much more often it goes with the topic (logarithm), highest first.
    """

    id: str
    watch: Watch
    numbers: TopicNumbers
    categories: frozenset[str]
    hints: tuple[bytes, ...]
    context: Mapping[bytes, float]
    offset: float

    def takes(self, categories: Iterable[str]) -> bool:
        """Whether the rule takes papers of one of the categories."""
        return not self.categories or not self.categories.isdisjoint(categories)


def compile_topic(name: str, watch: Watch, model: ScoreModel) -> CompiledTopic:
    """The topic, ready for the tables; one without fitted numbers is judged by its phrases alone."""
    numbers = model.numbers(name)
    context = {form: odds for word, odds in numbers.context.items() for form in _all_spellings(word)}
    return CompiledTopic(
        id=name,
        watch=watch,
        numbers=numbers,
        categories=frozenset(watch.categories),
        hints=tuple(sorted({form for text in watch.hints for form in _all_spellings(text)})),
        context=dict(sorted(context.items(), key=lambda item: (-item[1], item[0]))),
        offset=model.intercept + numbers.offset,
    )


def _all_spellings(text: str) -> Iterator[bytes]:
    """Every spelling of each word of the text."""
    return (form.encode() for word in tokens(text) for form in spellings(word))


class TopicTable:
    """The topics as arrays with a row for each topic; shorter rows of words are filled up with word 0.

    ``hints`` (topics, most hints), int64: the hint words by number.
    ``context_words`` (topics, most context words), int64: the context words by number, highest odds first.
    ``context_odds``, the same shape, float64: their log odds, 0 where the row is filled up.
    ``favourable`` (topics,), int64: how many context words have positive odds; they are the first of the row.
    ``offsets`` (topics,), float64: what is added to the weighted sum of features.
    ``needs_context`` (topics,), bool: whether the rule asks for one of its ``with`` phrases.
    """

    def __init__(self, topics: Sequence[CompiledTopic], vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        self.hints = padded_rows([[numbers[form] for form in topic.hints] for topic in topics], np.int64)
        self.context_words = padded_rows(
            [[numbers[form] for form in topic.context] for topic in topics], np.int64
        )
        self.context_odds = padded_rows([list(topic.context.values()) for topic in topics], np.float64)
        self.favourable = (self.context_odds > 0).sum(axis=1)
        self.offsets = np.array([topic.offset for topic in topics])
        self.needs_context = np.array([bool(topic.watch.with_one) for topic in topics], dtype=bool)
