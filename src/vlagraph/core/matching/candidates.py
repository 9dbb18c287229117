"""The (paper, topic) pairs that the rules accept, with the phrases found for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.topics import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from vlagraph.core.matching.phrases import Found, Lists
    from vlagraph.core.matching.topics import TopicTable, UseTable

__all__ = ["CORE", "Candidates", "Rows", "accepted", "widest"]

CORE, _, TITLE, WITH, NOT, AGAINST = range(len(KINDS))


class Rows(NamedTuple):
    """Found phrases with what each is to a pair, ordered by pair; arrays of one length.

    ``pairs`` are places in `Candidates`, ``counts`` say how often the phrase stands in the title or abstract.
    """

    pairs: NDArray[np.int64]
    phrases: NDArray[np.int64]
    kinds: NDArray[np.int64]
    titled: NDArray[np.bool_]
    counts: NDArray[np.int64]

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Rows:
        """Some of the rows."""
        pairs, phrases, kinds, titled, counts = self
        return Rows(pairs[chosen], phrases[chosen], kinds[chosen], titled[chosen], counts[chosen])


class Candidates(NamedTuple):
    """Accepted pairs by paper and topic, ordered by both, and their rows: phrases for them, and against."""

    papers: NDArray[np.int64]
    topics: NDArray[np.int64]
    speaking: Rows
    against: Rows

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The paper and the topic of each pair."""
        return zip(self.papers.tolist(), self.topics.tolist(), strict=True)

    def where(self, kept: NDArray[np.bool_]) -> Candidates:
        """Some of the pairs with their rows."""
        place = np.cumsum(kept) - 1
        parts = [rows.where(np.flatnonzero(kept[rows.pairs])) for rows in (self.speaking, self.against)]
        speaking, against = (rows._replace(pairs=place[rows.pairs]) for rows in parts)
        return Candidates(self.papers[kept], self.topics[kept], speaking, against)


def accepted(found: Found, uses: UseTable, *, table: TopicTable, doors: NDArray[np.bool_]) -> Candidates:
    """The pairs that the rules accept; of the texts the even ones are titles, the odd ones their abstracts.

    ``doors`` says by paper and topic whether the topic looks into the paper's categories.
    """
    chosen, origin = uses.by_phrase.spread(found.phrases)
    titled, kinds = found.texts[origin] % 2 == 0, uses.kinds[chosen]
    papers, topics = found.texts[origin] // 2, uses.topics[chosen]
    kept = np.flatnonzero(doors[papers, topics] & (titled | (kinds != TITLE)))
    chosen, origin = chosen[kept], origin[kept]
    size = max(1, len(table.offsets))
    keys, pairs = np.unique(papers[kept] * size + topics[kept], return_inverse=True)
    rows = Rows(pairs, found.phrases[origin], kinds[kept], titled[kept], found.counts[origin])
    named = _any(pairs, uses.watched[chosen], len(keys))
    refused = _any(pairs, rows.kinds == NOT, len(keys))
    context = _any(pairs, rows.kinds == WITH, len(keys)) | ~table.needs_context[keys % size]
    rows = rows.where(np.argsort(pairs, kind="stable"))
    speaking, against = rows.where(rows.kinds <= TITLE), rows.where(rows.kinds == AGAINST)
    return Candidates(keys // size, keys % size, speaking, against).where(named & ~refused & context)


def _any(pairs: NDArray[np.int64], true: NDArray[np.bool_], total: int) -> NDArray[np.bool_]:
    """By pair, whether one of its rows is true."""
    found = np.zeros(total, dtype=bool)
    found[pairs[true]] = True
    return found


def widest(rows: Rows, parts: Lists) -> Rows:
    """The rows without the phrases that are a part of another one of the same pair in the same text."""
    spots, total = rows.pairs * 2 + rows.titled, len(parts)
    smaller, origin = parts.spread(rows.phrases)
    covered = np.isin(spots * total + rows.phrases, spots[origin] * total + smaller)
    return rows.where(~covered)
