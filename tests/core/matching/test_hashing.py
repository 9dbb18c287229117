"""Look-ups of many keys at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching.hashing import HashIndex, first_of_each


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=300), st.lists(st.integers(0, 2**64 - 1)))
def test_a_hash_index_finds_each_key_at_its_place_and_no_other(keys: list[int], others: list[int]) -> None:
    asked = np.array([*keys, *others], dtype=np.uint64)
    places = HashIndex(np.array(keys, dtype=np.uint64)).find(asked).tolist()

    assert places == [keys.index(key) + 1 if key in keys else 0 for key in [*keys, *others]]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=60))
def test_each_value_of_a_group_is_chosen_once_though_slots_are_few(pairs: list[tuple[int, int]]) -> None:
    groups, values = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    chosen = first_of_each(groups, values, bits=1).tolist()

    assert chosen == sorted(chosen)
    assert sorted(pairs[place] for place in chosen) == sorted(set(pairs))
