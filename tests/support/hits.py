"""Hits of phrases in papers, as the matcher finds them, from plain rows."""

from __future__ import annotations

import numpy as np

from vlagraph.core.matching.candidates import Hits
from vlagraph.core.matching.lexicon import PhraseKind

__all__ = ["Row", "make_hits"]

Row = tuple[int, int, PhraseKind, bool, int]
"""A hit: pair, phrase, kind, whether in the title, and how often."""


def make_hits(*rows: Row) -> Hits:
    """The rows, which must be ordered by pair."""
    pairs, phrases, kinds, in_title, counts = zip(*rows, strict=True) if rows else ((),) * 5
    return Hits(
        np.array(pairs, dtype=np.int64),
        np.array(phrases, dtype=np.int64),
        np.array(kinds, dtype=np.int64),
        np.array(in_title, dtype=bool),
        np.array(counts, dtype=np.int64),
    )
