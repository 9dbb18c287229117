"""Texts as numbers of known words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching.vocabulary import Vocabulary
from vlagraph.core.papers.tokenizer import split_words


@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=20), max_size=6))
def test_texts_read_together_give_the_known_words_of_each(texts: list[str], known: list[str]) -> None:
    words = {word for text in (*known, *texts[::2]) for word in split_words(text)}
    vocabulary = Vocabulary(words)
    encoded = vocabulary.encode(texts)
    expected = [
        (place, word if word in words else b"")
        for place, text in enumerate(texts)
        for word in ([] if place == 0 else [b""]) + split_words(text)
    ]

    numbers = zip(encoded.texts.tolist(), encoded.words.tolist(), strict=True)
    assert [(place, vocabulary.words[number]) for place, number in numbers] == expected


def test_words_that_share_their_first_letters_stay_apart() -> None:
    known = [b"a" * size for size in (7, 8, 9, 16, 17, 24)]
    vocabulary = Vocabulary(known)
    texts = [b"a" * size for size in range(1, 60)]
    encoded = vocabulary.encode([b" ".join(texts).decode()])

    assert [word for word in map(vocabulary.words.__getitem__, encoded.words.tolist()) if word] == known
