"""The topics as the matcher needs them: compiled from watch rules and fitted numbers, then as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from vlagraph.core.matching.features import OWN_OFFSET
from vlagraph.core.matching.ragged import padded_rows
from vlagraph.core.papers.levels import SCORE_DIGITS, sum_of
from vlagraph.core.papers.tokenizer import split_words, stem, tokens
from vlagraph.core.papers.watch import split_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vlagraph.core.matching.model import ScoreModel, TopicNumbers
    from vlagraph.core.model import Watch

__all__ = ["CompiledTopic", "TopicTable", "compile_topic"]


_HALF_DIGIT = 0.5 * 10**-SCORE_DIGITS
"""Half of the last decimal that a stored score has: what is stored and what attaches must agree."""


@dataclass(frozen=True, slots=True, eq=False)
class CompiledTopic:
    """A topic's rule and numbers, its hint words by their stems.

    A topic with fitted ``numbers`` scores all papers of its categories, for the score knows more than
    the phrases of the rule: ``watch`` is then its phrases alone, those of ``not`` that the fit knew being
    namesakes.
    """

    id: str
    watch: Watch
    numbers: TopicNumbers | None
    categories: frozenset[str]
    hints: tuple[str, ...]

    def takes(self, categories: Iterable[str]) -> bool:
        """Whether the rule takes papers of one of the categories."""
        return not self.categories or not self.categories.isdisjoint(categories)


def compile_topic(name: str, watch: Watch, model: ScoreModel) -> CompiledTopic:
    """The topic, ready for the tables; one without fitted numbers is judged by its phrases alone."""
    numbers = model.topics.get(name)
    if numbers is not None:
        watch = _opened(watch, numbers.weighed)
    hints = {stem(word.decode()) for text in watch.hints for word in split_words(text)}
    return CompiledTopic(
        id=name,
        watch=watch,
        numbers=numbers,
        categories=frozenset(watch.categories),
        hints=tuple(sorted(hints)),
    )


def _opened(watch: Watch, weighed: Iterable[str]) -> Watch:
    """The rule without what it asks for beside its phrases; of ``not`` the ``weighed`` ones weigh.

    They are the same where they find the same, as everywhere: `Soaps` is `soap`.
    """
    known = {_found(phrase) for phrase in weighed}
    supporting = (*watch.any_of, *watch.core, *watch.good, *watch.title)
    return msgspec.structs.replace(
        watch,
        any_of=tuple(dict.fromkeys(supporting)),
        with_one=(),
        none_of=tuple(phrase for phrase in watch.none_of if _found(phrase) not in known),
        core=watch.core or watch.any_of,
        against=(*watch.against, *(phrase for phrase in watch.none_of if _found(phrase) in known)),
    )


def _found(phrase: str) -> tuple[tuple[str, ...], bool]:
    """What the phrase finds: its stemmed words, and whether titles alone count."""
    bare, title = split_field(phrase)
    return tuple(tokens(bare)), title


class TopicTable:
    """The topics as arrays with a row for each topic.

    ``hints`` (topics, most hints), int64: the hint words by number, filled up with the number of all.
    ``columns`` (topics,), int64: the topic's column in the table of words, -1 for topics without numbers.
    ``steps``, ``biases``, ``slopes`` and ``offsets`` (topics,), float64: what a unit there is worth, what is
    added to the words and categories, how much they count, and what is added to every sum.
    ``needs_context`` (topics,), bool: whether the rule asks for one of its ``with`` phrases.
    ``fitted`` (topics,), bool: whether the topic has fitted numbers.
    ``least`` (topics,), float64: the least sum that attaches a paper, from the least scores that are given.
    """

    def __init__(
        self, topics: Sequence[CompiledTopic], places: Mapping[str, int], *, least: Sequence[float]
    ) -> None:
        rows = [[places[word] - len(places) for word in topic.hints] for topic in topics]
        self.hints = padded_rows(rows, np.int64) + len(places)
        numbers = [topic.numbers for topic in topics]
        self.columns = np.array([one.column if one else -1 for one in numbers], dtype=np.int64)
        self.steps = np.array([one.step if one else 0.0 for one in numbers])
        self.biases = np.array([one.bias if one else 0.0 for one in numbers])
        self.slopes = np.array([one.slope if one else 0.0 for one in numbers])
        self.offsets = np.array([one.offset if one else OWN_OFFSET for one in numbers])
        self.needs_context = np.array([bool(topic.watch.with_one) for topic in topics], dtype=bool)
        self.fitted = self.columns >= 0
        scores = (max(one - _HALF_DIGIT, _HALF_DIGIT) for one in least)  # what is rounded up to it reaches it
        self.least = np.array([sum_of(score) for score in scores])
