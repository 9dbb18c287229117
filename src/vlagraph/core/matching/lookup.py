"""Places of many 64-bit keys in a fixed set, found an array at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Lookup", "mixed"]

FACTOR, HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
SLOTS_PER_KEY = 8


def mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys spread over all 64 bits; different keys stay different.

    Source: D. E. Knuth, The Art of Computer Programming 3, 6.4 (multiplicative hashing by the golden ratio).
    """
    spread = keys * FACTOR
    spread ^= spread >> HALF
    return spread * FACTOR


class Lookup:
    """The upper bits of a mixed key lead to the first of the sorted keys that share them."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        spread = mixed(keys)
        order = np.argsort(spread, kind="stable")
        bits = max(8, (SLOTS_PER_KEY * len(keys)).bit_length())
        self._shift = np.uint64(64 - bits)
        starts = np.arange(1 << bits, dtype=np.uint64) << self._shift
        self._slots = np.searchsorted(spread[order], starts).astype(np.int32)
        self._keys = np.append(spread[order], ~np.uint64(0))
        self._places = np.append(order + 1, 0)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The place of each key in the set, from 1 on; 0 for keys that are not in it."""
        spread = mixed(keys)
        slots = self._slots[spread >> self._shift]
        places = np.where(self._keys[slots] == spread, self._places[slots], 0)
        beyond = np.flatnonzero(self._keys[slots] < spread)
        while len(beyond):
            slots[beyond] += 1
            at, sought = slots[beyond], spread[beyond]
            places[beyond] = np.where(self._keys[at] == sought, self._places[at], 0)
            beyond = beyond[self._keys[at] < sought]
        return places
