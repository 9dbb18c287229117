"""The pairs that rules accept, and which of the phrases found for them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.hits import make_hits
from vlagraph.core.matching import ScoreModel
from vlagraph.core.matching.candidates import find_candidates, longest_only
from vlagraph.core.matching.lexicon import Lexicon, PhraseKind
from vlagraph.core.matching.ragged import RaggedArray
from vlagraph.core.matching.topics import compile_topic
from vlagraph.core.matching.trie import PhraseTrie
from vlagraph.core.matching.vocabulary import Vocabulary
from vlagraph.core.model import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping

CORE, GOOD = PhraseKind.CORE, PhraseKind.GOOD
MODEL = ScoreModel(threshold=0.5)


def accepted(
    *papers: tuple[str, str], rules: Mapping[str, Watch], categories: bool = True, likely: str = ""
) -> list[tuple[int, str]]:
    """The candidates by paper and topic; of a paper the title and the abstract are given."""
    lexicon = Lexicon([compile_topic(name, watch, MODEL) for name, watch in rules.items()])
    vocabulary = Vocabulary(lexicon.spellings())
    found = PhraseTrie(lexicon.phrases, vocabulary).count(vocabulary.encode([t for p in papers for t in p]))
    candidates = find_candidates(
        found,
        lexicon,
        needs_context=np.array([bool(watch.with_one) for watch in rules.values()]),
        open_to=np.full((len(papers), len(rules)), categories),
        likely=np.array([[topic in likely for topic in rules] for _ in papers], dtype=bool),
    )
    names = list(rules)
    pairs = zip(candidates.papers.tolist(), candidates.topics.tolist(), strict=True)
    return [(paper, names[topic]) for paper, topic in pairs]


def test_each_paper_meets_each_topic_in_order() -> None:
    rules = {"cups": Watch(any_of=("cup",)), "pens": Watch(any_of=("pen", "cup pen"))}

    assert accepted(("Pens", "Cups"), ("Tables", "Plates"), ("Pens", ""), ("", "A cup"), rules=rules) == [
        (0, "cups"),
        (0, "pens"),
        (2, "pens"),
        (3, "cups"),
    ]


def test_a_paper_outside_the_categories_is_no_candidate() -> None:
    assert accepted(("Cups", "Cups"), categories=False, rules={"cups": Watch(any_of=("cup",))}) == []


@pytest.mark.parametrize(
    ("title", "abstract", "taken"),
    [
        ("Cups", "", False),
        ("Cups", "of a robot", True),
        ("Robot", "cups", True),
        ("Robots", "only", False),
        ("Cups", "of a robot snake", False),
        ("Snake cups", "of a robot", False),
    ],
)
def test_context_is_needed_and_an_excluded_phrase_refuses_wherever_they_stand(
    title: str, abstract: str, taken: bool
) -> None:
    watch = Watch(any_of=("cup",), with_one=("robot", "arm"), none_of=("snake",))

    assert accepted((title, abstract), rules={"cups": watch}) == ([(0, "cups")] if taken else [])


def test_a_title_phrase_makes_a_candidate_by_the_title_only() -> None:
    assert accepted(("A cup", "A pen"), ("A pen", "A cup"), rules={"cups": Watch(any_of=("ti:cup",))}) == [
        (0, "cups")
    ]


def test_a_listed_phrase_that_the_rule_does_not_name_makes_no_candidate() -> None:
    watch = Watch(any_of=("cup",), core=("mug",), good=("glass",), title=("jug",), against=("world cup",))

    assert accepted(("Mugs", "glasses, jugs"), ("World cups", ""), rules={"cups": watch}) == [(1, "cups")]


def test_a_likely_pair_needs_no_phrase_and_stands_in_its_order() -> None:
    rules = {"cups": Watch(any_of=("cup",)), "pens": Watch(any_of=("pen",))}

    assert accepted(("Tables", ""), ("A pen", ""), likely="cups", rules=rules) == [
        (0, "cups"),
        (1, "cups"),
        (1, "pens"),
    ]


def test_a_part_of_a_longer_phrase_goes_where_both_are_in_the_same_text_of_the_same_pair() -> None:
    parts = RaggedArray([[], [0], []])
    found = make_hits(
        (0, 0, CORE, True, 1),
        (0, 0, CORE, False, 1),
        (0, 1, GOOD, False, 1),
        (0, 2, GOOD, False, 1),
        (1, 0, CORE, False, 1),
        (2, 1, GOOD, False, 1),
    )
    kept = longest_only(found, parts)

    assert list(zip(kept.pairs.tolist(), kept.phrases.tolist(), kept.in_title.tolist(), strict=True)) == [
        (0, 0, True),
        (0, 1, False),
        (0, 2, False),
        (1, 0, False),
        (2, 1, False),
    ]
