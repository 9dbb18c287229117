from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.three_way import join_maps, join_sets

MAPS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))
SETS = st.frozensets(st.sampled_from("abcd"))


def _joined(base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]) -> dict[str, int]:
    return join_maps(base, ours, theirs, settle=lambda _, one, other: max(one, other))


@given(MAPS, MAPS, MAPS)
def test_a_join_does_not_depend_on_which_side_is_ours(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]
) -> None:
    assert _joined(base, ours, theirs) == _joined(base, theirs, ours)


@given(MAPS, MAPS)
def test_what_one_side_left_alone_is_as_the_other_has_it(
    base: dict[str, int], theirs: dict[str, int]
) -> None:
    assert _joined(base, base, theirs) == theirs


@given(MAPS, MAPS, MAPS)
def test_a_change_is_never_lost_to_a_removal(
    base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]
) -> None:
    joined = _joined(base, ours, theirs)

    for side in (ours, theirs):
        assert {key for key, value in side.items() if base.get(key) != value} <= set(joined)


@given(SETS, SETS, SETS)
def test_a_set_keeps_what_was_added_and_loses_what_one_side_took_away(
    base: frozenset[str], ours: frozenset[str], theirs: frozenset[str]
) -> None:
    joined = set(join_sets(base, ours, theirs))

    assert (ours | theirs) - base <= joined
    assert joined & base == ours & theirs & base
