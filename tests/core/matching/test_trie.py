"""Phrases found in texts by the trie."""

from __future__ import annotations

import pytest

from vlagraph.core.matching.trie import PhraseTrie
from vlagraph.core.matching.vocabulary import Vocabulary
from vlagraph.core.papers.tokenizer import spellings, tokens


@pytest.mark.parametrize(
    ("phrase", "text", "count"),
    [
        ("sim-to-real", "Sim to  Real. From sim to real, by sim to.", 2),
        ("policy", "policies, a policy", 2),
        ("loss", "losses", 1),
        ("imu", "maximum", 0),
        ("mpc", "MPCI", 0),
        ("robots", "robotics", 0),
        ("learning from demonstration", "demonstration; learning from a demonstration", 0),
        ("learning from demonstration", "learning from demonstrations", 1),
    ],
)
def test_the_trie_counts_a_phrase_as_often_as_it_stands(phrase: str, text: str, count: int) -> None:
    words = tuple(tokens(phrase))
    vocabulary = Vocabulary(form.encode() for word in words for form in spellings(word))
    found = PhraseTrie([words], vocabulary).count(vocabulary.encode([text]))

    assert found.counts.sum() == count


def test_no_phrase_reaches_over_the_end_of_a_text() -> None:
    vocabulary = Vocabulary([b"sim", b"real"])
    trie = PhraseTrie([("real",), ("sim", "real")], vocabulary)
    found = trie.count(vocabulary.encode(["Sim", "real, sim", "", "Real sim real"]))

    assert list(zip(*(column.tolist() for column in found), strict=True)) == [
        (1, 0, 1),
        (3, 0, 2),
        (3, 1, 1),
    ]
