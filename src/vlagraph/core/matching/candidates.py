"""The (paper, topic) pairs that the watch rules accept, with the phrases found for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vlagraph.core.matching.lexicon import PhraseKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vlagraph.core.matching.lexicon import Lexicon
    from vlagraph.core.matching.ragged import RaggedArray
    from vlagraph.core.matching.trie import PhraseCounts

__all__ = ["Candidates", "Hits", "find_candidates", "longest_only"]


class Hits(NamedTuple):
    """Phrases found in the title or the abstract of a candidate pair, ordered by text; arrays of one length.

    ``pairs`` (int64) are places in `Candidates`, ``phrases`` (int64) places in the lexicon, ``kinds`` (int64)
    a `PhraseKind` each; ``in_title`` (bool) tells the title from the abstract, and ``counts`` (int64) is how
    often the phrase stands there.
    """

    pairs: NDArray[np.int64]
    phrases: NDArray[np.int64]
    kinds: NDArray[np.int64]
    in_title: NDArray[np.bool_]
    counts: NDArray[np.int64]

    def select(self, chosen: NDArray[np.bool_]) -> Hits:
        """The hits that a mask chooses."""
        return self.take(np.flatnonzero(chosen))

    def take(self, places: NDArray[np.int64]) -> Hits:
        """The hits at some places."""
        pairs, phrases, kinds, in_title, counts = self
        return Hits(
            pairs.take(places),
            phrases.take(places),
            kinds.take(places),
            in_title.take(places),
            counts.take(places),
        )

    def within_pairs(self) -> Hits:
        """The hits of pairs that are there: those of others have a place below 0."""
        return self.select(self.pairs >= 0)

    def any_by_pair(self, chosen: NDArray[np.bool_], total: int) -> NDArray[np.bool_]:
        """By pair, of ``total`` pairs, whether one of its hits is chosen; shape (total,)."""
        found = np.zeros(total, dtype=bool)
        found[self.pairs.take(np.flatnonzero(chosen))] = True
        return found


class Candidates(NamedTuple):
    """The accepted pairs, ordered by paper, then topic, and the hits that support or oppose them.

    ``papers`` and ``topics`` are int64 arrays of shape (pairs,): the places of both.
    """

    papers: NDArray[np.int64]
    topics: NDArray[np.int64]
    supporting: Hits
    opposing: Hits

    def select(self, chosen: NDArray[np.int64]) -> Candidates:
        """The chosen pairs, by their places in order, with their hits."""
        new_places = np.full(len(self.papers), -1)
        new_places[chosen] = np.arange(len(chosen))
        supporting, opposing = (
            hits._replace(pairs=new_places.take(hits.pairs)).within_pairs()
            for hits in (self.supporting, self.opposing)
        )
        return Candidates(self.papers.take(chosen), self.topics.take(chosen), supporting, opposing)


def find_candidates(
    found: PhraseCounts,
    lexicon: Lexicon,
    *,
    needs_context: NDArray[np.bool_],
    open_to: NDArray[np.bool_],
    likely: NDArray[np.bool_],
) -> Candidates:
    """The pairs that the rules accept; of the texts the even ones are titles, the odd ones their abstracts.

    ``needs_context`` has shape (topics,), ``open_to`` (papers, topics): the pairs that a phrase can make, by
    their categories and all else that is known. ``likely`` are those that are taken without any phrase.
    """
    uses, origins = lexicon.uses.gather(found.phrases)
    in_title, kinds = found.texts[origins] % 2 == 0, lexicon.kinds[uses]
    papers, topics = found.texts[origins] // 2, lexicon.topics[uses]
    kept = np.flatnonzero(open_to[papers, topics] & (in_title | ~lexicon.titles_only[uses]))
    uses, origins = uses[kept], origins[kept]
    size = max(1, len(needs_context))
    cells = papers.take(kept) * size + topics.take(kept)
    met = likely.reshape(-1).copy()
    met[cells] = True
    keys = np.flatnonzero(met)
    pairs = np.searchsorted(keys, cells)
    hits = Hits(pairs, found.phrases[origins], kinds[kept], in_title[kept], found.counts[origins])
    in_rule = np.where(hits.in_title, lexicon.titled[uses], lexicon.in_rule[uses])
    named = hits.any_by_pair(in_rule, len(keys))
    excluded = hits.any_by_pair(hits.kinds == PhraseKind.EXCLUDED, len(keys))
    in_context = hits.any_by_pair(hits.kinds == PhraseKind.CONTEXT, len(keys))
    taken = named & (in_context | ~needs_context[keys % size])
    accepted = np.flatnonzero(~excluded & (taken | likely.reshape(-1)[keys]))
    supporting, opposing = hits.kinds <= PhraseKind.TITLE, hits.kinds == PhraseKind.OPPOSING
    met_pairs = Candidates(keys // size, keys % size, hits.select(supporting), hits.select(opposing))
    return met_pairs.select(accepted)


def longest_only(hits: Hits, subphrases: RaggedArray) -> Hits:
    """The hits without the phrases that are a part of another one of the same pair in the same text."""
    places, total = hits.pairs * 2 + hits.in_title, len(subphrases)
    shorter, origins = subphrases.gather(hits.phrases)
    within = np.zeros(total, dtype=bool)
    within[shorter] = True
    unsure = np.flatnonzero(within.take(hits.phrases))
    own = places.take(unsure) * total + hits.phrases.take(unsure)
    kept = np.ones(len(places), dtype=bool)
    kept[unsure] = ~_among(own, places.take(origins) * total + shorter)
    return hits.select(kept)


def _among(values: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of ``values`` is one of ``chosen``, which are few: a third of the time of ``np.isin``."""
    ordered = np.append(np.sort(chosen), np.iinfo(np.int64).max)
    found: NDArray[np.bool_] = ordered.take(np.searchsorted(ordered, values)) == values
    return found
