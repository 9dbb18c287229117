"""Look-ups of many keys at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching.hashing import HashIndex


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=300), st.lists(st.integers(0, 2**64 - 1)))
def test_a_hash_index_finds_each_key_at_its_place_and_no_other(keys: list[int], others: list[int]) -> None:
    asked = np.array([*keys, *others], dtype=np.uint64)
    places = HashIndex(np.array(keys, dtype=np.uint64)).find(asked).tolist()

    assert places == [keys.index(key) + 1 if key in keys else 0 for key in [*keys, *others]]
