"""The bound of tokens, beside what three public tokenizers took of the same texts when it was made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.agents.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("prerequisites of a topic", 7 + 1 + 1 + 3),
        ('{"steps":["a"]}', 1 + 3 + 2 + 1 + 2),
        ("2026-11-29", 10),
        ("뷁", 3),
        ("学", 3),
        ("\u200b", 3),
        ("a     b", 1 + 4 + 1),
        ("[[[[[[[[[[", 10),
        ("", 0),
    ],
)
def test_every_kind_of_character_counts_for_its_worst(text: str, counted: int) -> None:
    assert abs(tokens_of(text) - counted) <= 1


@given(st.text(), st.text())
def test_two_texts_take_no_more_together_than_apart(one: str, other: str) -> None:
    assert tokens_of(one + other) <= tokens_of(one) + tokens_of(other) + 6


@given(st.text())
def test_no_text_counts_for_more_than_its_bytes(text: str) -> None:
    assert tokens_of(text) <= len(text.encode(errors="surrogatepass"))
