"""A hash index over 64-bit integers that looks up a whole array of keys at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["HashIndex", "first_of_each", "mix_bits"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio: the multiplier that spreads consecutive keys most evenly."""

_HALF = np.uint64(32)
"""Half the bits of a key; the high half is folded into the low one before the second multiplication."""

_SLOTS_PER_KEY = 4
"""With so many slots, of 8 bytes each, few keys share one, so that nearly every look-up is one step."""

_FEWEST_BITS = 8
"""The bits of a slot number in the smallest index; a shift by all 64 bits is undefined."""


def mix_bits(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys spread over all 64 bits; different keys stay different. Same shape as ``keys``.

    Source: D. E. Knuth, The Art of Computer Programming 3, 6.4 (multiplicative hashing by the golden ratio).
    """
    mixed = keys * _GOLDEN
    mixed ^= mixed >> _HALF
    return mixed * _GOLDEN


def first_of_each(groups: NDArray[np.int64], values: NDArray[np.int64], *, bits: int) -> NDArray[np.int64]:
    """Places, in order, that have each pair of a group and a value once; both are arrays of one length.

    Each group has slots of its own, 2**``bits`` of them, best more than it has values. All write their place
    into the slot of their value, and whoever finds it there stays; those that find another value there try
    again, for the others are served. Sorting takes four times as long.

    >>> groups, values = np.array([0, 0, 0, 1, 1]), np.array([7, 5, 7, 7, 2])
    >>> values[first_of_each(groups, values, bits=3)].tolist()
    [5, 7, 7, 2]
    """
    mixed = ((values.view(np.uint64) * _GOLDEN) >> np.uint64(64 - bits)).view(np.int64)
    slots = (groups << bits) + mixed
    owners = np.empty((int(groups.max(initial=0)) + 1) << bits, dtype=np.int32)
    places = np.arange(len(values), dtype=np.int32)
    owners[slots] = places
    winners = owners.take(slots)
    chosen = winners == places
    others = np.flatnonzero(~chosen)
    rest = others[values.take(winners.take(others)) != values.take(others)]
    while len(rest):
        own = slots.take(rest)
        owners[own] = rest
        winners = owners.take(own)
        chosen[rest] = winners == rest
        rest = rest[values.take(winners) != values.take(rest)]
    return np.flatnonzero(chosen)


class HashIndex:
    """The position of each key of a fixed set, counted from 1; 0 stands for a key that is not in the set.

    The upper bits of a key times a constant are the number of its slot, which has the position of one key:
    the least of them, for of words the shorter ones have the lesser keys, and are asked for more often.
    The few keys whose slot another one has are in a smaller index of their own, by their mixed bits.
    """

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self._keys = np.append(np.uint64(0), keys)
        bits = max(_FEWEST_BITS, (_SLOTS_PER_KEY * len(keys)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._slots = np.zeros(1 << bits, dtype=np.int64)
        positions = np.argsort(keys)[::-1] + 1
        slots = self._slot_of(keys[positions - 1])
        self._slots[slots] = positions  # the last of those that share a slot has it
        rest = positions[self._slots[slots] != positions]
        self._rest = HashIndex(mix_bits(self._keys[rest])) if len(rest) else None
        self._positions = np.append(0, rest)

    def _slot_of(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        slots = keys * _GOLDEN
        slots >>= self._shift
        return slots.view(np.int64)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The position of each key, in an array of the same length; 0 for keys that are not in the set."""
        found = self._slots.take(self._slot_of(keys))
        others = np.flatnonzero((found > 0) & (self._keys.take(found) != keys))
        rest = 0 if self._rest is None else self._rest.find(mix_bits(keys.take(others)))
        found[others] = self._positions.take(rest)
        return found
