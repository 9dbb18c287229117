"""Words and stems: the one reading of text that phrases and papers share."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching.matcher import Matcher
from vlagraph.core.matching.model import ScoreModel
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.tokenizer import plain_words, root, spellings, split_words, stem, tokens
from vlagraph.core.papers.watch import compile_rule


@given(st.text(max_size=60))
def test_words_are_the_runs_of_letters_and_digits_in_lower_case(text: str) -> None:
    expected = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())

    assert [word.decode() for word in split_words(text)] == expected
    assert tokens(text) == [root(word) for word in expected]


@given(st.text(max_size=60))
def test_plain_words_keep_their_case_and_lose_what_is_between_them(text: str) -> None:
    assert plain_words(text) == " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff"])
def test_half_of_a_surrogate_pair_parts_words(text: str) -> None:
    assert tokens(text) == text.encode(errors="ignore").decode().replace("ab", "a b").split()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_has_the_same_stem_wherever_it_stands(word: str) -> None:
    once = tokens(f"{word} {word}")

    assert once[0] == once[1] == root(word)


@pytest.mark.parametrize("word", ["robot", "policy", "loss", "batch", "bus", "axis", "box"])
def test_every_spelling_folds_to_its_word(word: str) -> None:
    assert {stem(form) for form in spellings(stem(word))} == {stem(word)}


def test_the_plural_of_a_word_in_ie_is_that_word() -> None:
    assert tokens("Movies, cookies and policies of a movie") == tokens("movie cookie and policy of a movie")
    assert spellings("movie") == ("movie", "movies")


@pytest.mark.parametrize(
    ("phrase", "text"), [("IMU", "two IMUs"), ("multi GPU", "multi-GPUs"), ("APIs", "an API")]
)
def test_a_phrase_finds_an_abbreviation_in_its_plural(phrase: str, text: str) -> None:
    rule = Watch(any_of=(phrase,))

    assert compile_rule(rule).matches(text, "", ()) is not None
    for papers in (None, [_paper(text)]):
        assert Matcher({"own": rule}, ScoreModel(threshold=0.5), papers=papers).match(_paper(text))


def _paper(title: str) -> Paper:
    return Paper(id="2606.00001", title=title, authors=(), published="2026-06")
