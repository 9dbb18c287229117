"""Ids packed into a short text come out as they went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.papers.numbers import numbered, pack, unpack

_IDS = st.builds("{:04}.{:05}".format, st.integers(1501, 1503), st.integers(0, 99999))


@given(st.lists(_IDS))
def test_packed_ids_are_unpacked_sorted_and_once(ids: list[str]) -> None:
    assert unpack(pack(ids)) == sorted(set(ids))
    assert pack([*ids, *unpack(pack(ids))]) == pack(ids)


@given(st.text())
def test_a_text_that_is_no_id_is_left_out_and_one_that_was_not_packed_is_read_all_the_same(text: str) -> None:
    assert unpack(pack([text])) == ([text] if numbered(text) else [])
    assert all("." in one for one in unpack(text))


def test_neighbours_take_a_character_each() -> None:
    assert len(pack(f"2602.{number:05}" for number in range(1, 1001))) == len("2602") + 1000


@pytest.mark.parametrize("end", ["~", "Q", "#"])
def test_a_number_that_no_id_has_ends_a_month_at_once(end: str) -> None:
    assert set(unpack(f"2602$ 2603{end * 300_000}$")) <= {"2602.00001", "2603.00000", "2603.00001"}
