"""What words say: which features a paper has, and their weights added up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching import WordWeights
from vlagraph.core.matching.vocabulary import Vocabulary
from vlagraph.core.matching.words import WordTable, word_spellings

TEXTS = ("arm", "cup", "robot", "robot arm", "the cup", "cup", "robot arm")
WEIGHTS = np.arange(-3, 11).reshape(7, 2).astype(np.int8)
MODEL = WordWeights(topics=2, words=TEXTS[:3], pairs=TEXTS[3:5], titled=TEXTS[5:], table=WEIGHTS.tobytes())


def table(model: WordWeights = MODEL) -> tuple[WordTable, Vocabulary]:
    vocabulary = Vocabulary(word_spellings(model) | {b"finger"})
    return WordTable(model, vocabulary, hints=("finger", "cup")), vocabulary


def features(title: str, abstract: str) -> list[int]:
    words, vocabulary = table()
    return sorted(words.find(vocabulary.encode([title, abstract]), 1)[0].features.tolist())


@pytest.mark.parametrize(
    ("title", "abstract", "found"),
    [
        ("Robots", "An arm, arms.", [0, 2]),
        ("Robot arms", "", [0, 2, 3, 6]),
        ("", "Robot arms", [0, 2, 3]),
        ("Robot", "arm", [0, 2]),
        ("Cups", "the cup", [1, 4, 5]),
        ("Robot and arm", "", [0, 2]),
        ("", "", []),
    ],
)
def test_words_and_adjacent_pairs_are_found_once_and_those_of_titles_apart(
    title: str, abstract: str, found: list[int]
) -> None:
    assert features(title, abstract) == found


def test_hint_words_are_found_by_paper_and_are_no_features() -> None:
    words, vocabulary = table()
    texts = ["Cups", "", "Plates", "a finger", "Robots", "arms"]
    found, hints = words.find(vocabulary.encode(texts), 3)

    assert words.hints == {"cup": 0, "finger": 1}
    assert hints.tolist() == [[True, False, False], [False, True, False], [False, False, False]]
    assert found.sizes.sum(axis=0).tolist() == [2, 0, 2]


@given(st.lists(st.lists(st.sampled_from(["robot", "arm", "cup", "the", "x"])), min_size=2, max_size=8))
def test_the_sums_are_those_of_plain_arithmetic(texts: list[list[str]]) -> None:
    texts = texts[: len(texts) // 2 * 2]
    words, vocabulary = table()
    total = len(texts) // 2
    found, _ = words.find(vocabulary.encode([" ".join(text) for text in texts]), total)
    present = np.zeros((total, len(WEIGHTS)), dtype=bool)
    present[found.papers, found.features] = True
    expected = [
        sum(
            WEIGHTS[block][row[block]].astype(int).sum(axis=0) / np.sqrt(row[block].sum() + 1)
            for block in (slice(0, 3), slice(3, 5), slice(5, 7))
        )
        for row in present
    ]

    assert words.sums(found) == pytest.approx(np.array(expected))


def test_no_words_at_all_say_nothing() -> None:
    words, vocabulary = table(WordWeights())

    assert words.sums(words.find(vocabulary.encode(["Robot", "arm"]), 1)[0]).tolist() == [[0.0]]
