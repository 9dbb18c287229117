"""The scores of many papers at once, and the grounds of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.candidates import accepted, widest
from vlagraph.core.matching.features import (
    CONTEXT_LIMITS,
    FEATURES,
    MOST_AGAINST,
    against_figure,
    context_figure,
    phrase_figures,
)
from vlagraph.core.matching.topics import TopicTable, UseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vlagraph.core.matching.candidates import Candidates
    from vlagraph.core.matching.parameters import Parameters
    from vlagraph.core.matching.topics import Doors, TopicSide
    from vlagraph.core.matching.vocabulary import Reading

__all__ = ["Record", "Scorer", "Scores"]


class Record(NamedTuple):
    """A paper's text as the matcher reads it."""

    title: str
    abstract: str
    categories: tuple[str, ...]


class Scores(NamedTuple):
    """Some papers' candidates with their figures, a row a pair, and the sum behind the score.

    ``there`` says which of the topic's words stand in the paper.
    """

    records: Sequence[Record]
    candidates: Candidates
    there: NDArray[np.bool_]
    figures: NDArray[np.float64]
    sums: NDArray[np.float64]

    def values(self) -> NDArray[np.float64]:
        """The scores in 0..1."""
        return 1 / (1 + np.exp(-np.clip(self.sums, -30.0, 30.0)))

    def where(self, kept: NDArray[np.bool_]) -> Scores:
        """Some of the pairs."""
        chosen = self.candidates.where(kept)
        return Scores(self.records, chosen, self.there[kept], self.figures[kept], self.sums[kept])


class Scorer:
    """The compiled topics and weights."""

    def __init__(self, sides: Sequence[TopicSide], parameters: Parameters) -> None:
        self.uses = UseTable(sides)
        self.table = TopicTable(sides, self.uses)
        self.weights = np.array([parameters.weights.get(name, 0.0) for name in FEATURES])
        context, against = self.weights[-2:]
        most = max(limit / 10 * context for limit in CONTEXT_LIMITS)
        self._reach = most + max(0.0, MOST_AGAINST * against)

    def candidates(self, records: Sequence[Record]) -> Candidates:
        """The pairs whose rule accepts the paper."""
        return self._accepted(self._read(records), self._doors(records))

    def score(self, records: Sequence[Record], *, least: float = -np.inf) -> Scores:
        """The scores of all pairs whose rule accepts the paper and whose sum reaches the least.

        The costly figures are left to the pairs that still may reach it with them.
        """
        reading, doors = self._read(records), self._doors(records)
        found = self._accepted(reading, doors)
        found = found._replace(speaking=widest(found.speaking, self.table.index.parts))
        papers, topics, total = found.papers, found.topics, len(found.papers)
        present = self._present(reading, len(records))
        hints = present[papers[:, None], self.table.hints[topics]].sum(axis=1)
        columns = [*phrase_figures(found.speaking, total), np.log1p(hints), doors.priors[papers, topics]]
        figures = np.stack(columns, axis=1)
        sums = self.table.offsets[topics] + figures @ self.weights[: len(columns)]
        open_still = sums + self._reach >= least
        found, figures = found.where(open_still), figures[open_still]
        there = present[found.papers[:, None], self.table.words[found.topics]]
        context = context_figure(there, self.table.odds[found.topics])
        against = against_figure(found.against, len(found.papers))
        figures = np.column_stack([figures, context, against])
        sums = self.table.offsets[found.topics] + figures @ self.weights
        scores = Scores(records, found, there, figures, sums)
        return scores.where(sums >= least)

    def _read(self, records: Sequence[Record]) -> Reading:
        return self.table.vocabulary.read([text for record in records for text in record[:2]])

    def _doors(self, records: Sequence[Record]) -> Doors:
        return self.table.doors([record.categories for record in records])

    def _accepted(self, reading: Reading, doors: Doors) -> Candidates:
        return accepted(self.table.index.find(reading), self.uses, table=self.table, doors=doors.open)

    def _present(self, reading: Reading, total: int) -> NDArray[np.bool_]:
        """By paper and word, whether the abstract has the word, or the title where there is no abstract."""
        size = len(self.table.vocabulary.words)
        lengths = np.bincount(reading.texts, minlength=2 * total)
        read = np.zeros(2 * total, dtype=bool)
        read[1::2] = lengths[1::2] > 1  # the word between two texts belongs to the second
        read[::2] = ~read[1::2]
        rows = np.where(read, np.arange(2 * total) // 2, total) * size
        present = np.zeros((total + 1, size), dtype=bool)
        present.reshape(-1)[rows[reading.texts] + reading.words] = True
        present[:, 0] = False
        return present
