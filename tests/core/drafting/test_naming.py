"""Ids from names."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.drafting.naming import Ids, slug
from vlagraph.core.model.base import Slug


@given(st.text(min_size=1, max_size=200))
def test_every_name_has_a_sound_id_and_always_the_same(name: str) -> None:
    found = slug(name)

    assert msgspec.convert(found, Slug) == slug(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CI/CD Pipeline", "ci-cd-pipeline"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("RRT*", "rrt-star"),
        ("Bayes' rule", "bayes-rule"),
        ("Straßenbahn Łódź Øre", "strassenbahn-lodz-ore"),
        ("실전 구현 기술", "siljeon-guhyeon-gisul"),
        ("カメラ", "kamera"),
        ("CON", "the-con"),
        ("Com1", "the-com1"),
        ("Console", "console"),
    ],
)
def test_a_name_is_readable_in_its_id(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_that_have_no_latin_letters_or_are_cut_are_told_apart_by_a_mark() -> None:
    found = {
        slug(name)
        for name in ("注意力", "模型", "Transformer 模型", "Transformer 注意力", "a" * 80, "a" * 81)
    }

    assert len(found) == 6


def test_an_id_is_that_of_no_other_name() -> None:
    ids = Ids()
    ids.reserve("second", "C plus plus")

    assert ids.take("first", "C++") == "c-plus-plus-2"
    assert ids.take("second", "C plus plus") == "c-plus-plus"
    assert ids.take("area", "C plus plus", ending="area") == "c-plus-plus-area"
