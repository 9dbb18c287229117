"""Words and stems: the one reading of text that phrases and papers share."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.papers.tokenizer import plain_words, spellings, split_words, stem, tokens


@given(st.text(max_size=60))
def test_words_are_the_runs_of_letters_and_digits_in_lower_case(text: str) -> None:
    expected = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())

    assert [word.decode() for word in split_words(text)] == expected
    assert tokens(text) == [stem(word) for word in expected]


@given(st.text(max_size=60))
def test_plain_words_keep_their_case_and_lose_what_is_between_them(text: str) -> None:
    assert plain_words(text) == " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff"])
def test_half_of_a_surrogate_pair_parts_words(text: str) -> None:
    assert tokens(text) == text.encode(errors="ignore").decode().replace("ab", "a b").split()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_has_the_same_stem_wherever_it_stands(word: str) -> None:
    once = tokens(f"{word} {word}")

    assert once[0] == once[1] == stem(word)


@pytest.mark.parametrize("word", ["robot", "policy", "loss", "batch", "bus", "axis", "box"])
def test_every_spelling_folds_to_its_word(word: str) -> None:
    assert {stem(form) for form in spellings(stem(word))} == {stem(word)}


def test_the_plural_of_a_word_in_ie_is_that_word() -> None:
    assert tokens("Movies, cookies and policies of a movie") == tokens("movie cookie and policy of a movie")
    assert spellings("movie") == ("movie", "movies")
