"""Scores and their evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlagraph.core.matching import (
    Parameters,
    default_parameters,
    read_parameters,
)
from vlagraph.core.matching.features import FEATURES
from vlagraph.core.matching.lookup import Lookup
from vlagraph.core.matching.matcher import AT_ONCE, Matcher
from vlagraph.core.matching.parameters import dump_parameters
from vlagraph.core.matching.phrases import PhraseIndex
from vlagraph.core.matching.vocabulary import Vocabulary, spellings, split_words
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.watch import fold, tokens

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph

RULES = {
    "grasping": Watch(
        any_of=("grasping", "ti:hand", "force"),
        with_one=("robot",),
        categories=("cs.RO",),
        core=("grasping",),
        good=("force",),
        title=("hand",),
        against=("drowning man",),
    ),
    "swimming": Watch(any_of=("swimming",), none_of=("sport",)),
}
PARAMETERS = Parameters(
    threshold=0.5,
    intercept=-2.0,
    weights={"title_core": 3.0, "title_main": 2.0, "abstract_core": 2.0, "distinct": 1.0, "against": -4.0},
)


def paper(title: str, abstract: str | None = "", categories: tuple[str, ...] = ("cs.RO",)) -> Paper:
    return Paper(
        id="2699.00001",
        title=title,
        abstract=abstract,
        categories=categories,
        authors=("Ada",),
        published="2026-01-01",
    )


@pytest.fixture
def matcher() -> Matcher:
    return Matcher.of_rules(RULES, PARAMETERS)


@pytest.fixture(scope="module")
def full(shipped: KnowledgeGraph) -> Matcher:
    return Matcher(shipped.topics, default_parameters())


def test_a_phrase_in_the_title_weighs_more_than_in_the_abstract(matcher: Matcher) -> None:
    titled = matcher.explain(paper("Grasping", "A robot."), "grasping")
    mentioned = matcher.explain(paper("On cups", "Grasping by a robot."), "grasping")

    assert titled.score > mentioned.score > 0


def test_the_evidence_names_each_phrase_and_where_it_stands(matcher: Matcher) -> None:
    match = matcher.match(paper("Grasping with one hand", "The robot feels force and force."))[0]

    assert [(item.kind, item.text, item.where) for item in match.evidence] == [
        ("core", "grasping", "title"),
        ("phrase", "hand", "title"),
        ("phrase", "force", "abstract"),
        ("category", "cs.RO", ""),
    ]


def test_a_namesake_lowers_the_score_and_says_so(matcher: Matcher) -> None:
    match = matcher.explain(paper("Grasping", "A drowning man grasps at a robot."), "grasping")

    assert ("against", "drowning man", -4.0) in [
        (item.kind, item.text, item.weight) for item in match.evidence
    ]
    assert matcher.match(paper("Grasping", "A drowning man and a robot.")) == ()


def test_the_more_a_good_phrase_stands_the_higher_the_score() -> None:
    weights = {**PARAMETERS.weights, "abstract_good": 1.0}
    matcher = Matcher.of_rules(RULES, msgspec.structs.replace(PARAMETERS, weights=weights))
    once, often = (
        matcher.explain(paper("Cups", text), "grasping").score
        for text in ("A robot uses force.", "A robot uses force, much force.")
    )

    assert 0 < once < often


@pytest.mark.parametrize(
    ("title", "categories", "reason"),
    [
        ("Grasping", ("cs.RO",), ("no_context", "")),
        ("Grasping robots", ("cs.CL",), ("categories", "cs.RO")),
        ("Robots", ("cs.RO",), ("no_phrase", "")),
    ],
)
def test_a_refusal_gives_its_reason(
    matcher: Matcher, title: str, categories: tuple[str, ...], reason: tuple[str, str]
) -> None:
    match = matcher.explain(paper(title, "", categories), "grasping")

    assert match.score == 0
    assert [(item.kind, item.reason, item.text) for item in match.evidence] == [("refused", *reason)]


def test_a_refusal_by_not_names_the_phrase(matcher: Matcher) -> None:
    match = matcher.explain(paper("Swimming as a sport"), "swimming")

    assert (match.evidence[0].reason, match.evidence[0].text) == ("excluded", "sport")


def test_a_topic_without_fitted_numbers_is_judged_by_its_rule(matcher: Matcher) -> None:
    assert [match.topic for match in matcher.match(paper("Swimming"))] == ["swimming"]


def test_a_phrase_added_to_a_known_rule_counts_as_core() -> None:
    rules = {"grasping": Watch(any_of=("pinching",), categories=("cs.RO",))}

    assert Matcher.of_rules(rules, PARAMETERS).match(paper("Pinching"))[0].evidence[0].kind == "core"


def test_a_paper_without_an_abstract_is_judged_by_its_title(matcher: Matcher) -> None:
    assert matcher.match(paper("Robot grasping", None)) == matcher.match(paper("Robot grasping", ""))


def test_matches_come_best_first_and_from_the_threshold_on(full: Matcher) -> None:
    found = full.match(
        paper("Dexterous manipulation learned by imitation", "A robot hand learns from demonstrations.")
    )
    scores = [match.score for match in found]

    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= default_parameters().threshold


def test_the_order_of_the_topics_changes_nothing(shipped: KnowledgeGraph, full: Matcher) -> None:
    turned = Matcher(dict(sorted(shipped.topics.items(), reverse=True)), default_parameters())
    text = paper("Safe navigation of quadruped robots", "We plan safe paths with control barrier functions.")

    assert turned.match(text) == full.match(text)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_gets_scores_between_nought_and_one(title: str, abstract: str) -> None:
    for match in Matcher.of_rules(RULES, PARAMETERS).match(paper(title, abstract)):
        assert 0 <= match.score <= 1


@given(st.text(max_size=60))
def test_the_fast_words_are_those_of_the_watch_rule(text: str) -> None:
    assert [fold(word.decode()) for word in split_words(text)] == tokens(text)


@pytest.mark.parametrize("word", ["robot", "policy", "loss", "batch", "bus", "axis", "box"])
def test_every_spelling_folds_to_its_word(word: str) -> None:
    assert {fold(form) for form in spellings(fold(word))} == {fold(word)}


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
def test_the_index_counts_a_phrase_as_often_as_it_stands(phrase: str, text: str, count: int) -> None:
    words = tuple(tokens(phrase))
    vocabulary = Vocabulary(form.encode() for word in words for form in spellings(word))
    found = PhraseIndex([words], vocabulary).find(vocabulary.read([text]))

    assert found.counts.sum() == count


def test_no_phrase_reaches_over_the_end_of_a_text() -> None:
    vocabulary = Vocabulary([b"sim", b"real"])
    index = PhraseIndex([("real",), ("sim", "real")], vocabulary)
    found = index.find(vocabulary.read(["Sim", "real, sim", "", "Real sim real"]))

    assert list(zip(*(column.tolist() for column in found), strict=True)) == [
        (1, 0, 1),
        (3, 0, 2),
        (3, 1, 1),
    ]


@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=20), max_size=6))
def test_texts_read_together_give_the_known_words_of_each(texts: list[str], known: list[str]) -> None:
    words = {word for text in (*known, *texts[::2]) for word in split_words(text)}
    vocabulary = Vocabulary(words)
    reading = vocabulary.read(texts)
    expected = [
        (place, word if word in words else b"")
        for place, text in enumerate(texts)
        for word in ([] if place == 0 else [b""]) + split_words(text)
    ]

    numbers = zip(reading.texts.tolist(), reading.words.tolist(), strict=True)
    assert [(place, vocabulary.words[number]) for place, number in numbers] == expected


def test_words_that_share_their_first_letters_stay_apart() -> None:
    known = [b"a" * size for size in (7, 8, 9, 16, 17, 24)]
    vocabulary = Vocabulary(known)
    texts = [b"a" * size for size in range(1, 60)]
    reading = vocabulary.read([b" ".join(texts).decode()])

    assert [word for word in map(vocabulary.words.__getitem__, reading.words.tolist()) if word] == known


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=300), st.lists(st.integers(0, 2**64 - 1)))
def test_a_lookup_finds_each_key_at_its_place_and_no_other(keys: list[int], others: list[int]) -> None:
    asked = np.array([*keys, *others], dtype=np.uint64)
    places = Lookup(np.array(keys, dtype=np.uint64)).find(asked).tolist()

    assert places == [keys.index(key) + 1 if key in keys else 0 for key in [*keys, *others]]


def test_many_papers_at_once_match_as_each_does_alone(full: Matcher) -> None:
    titles = ["Robot grasping", "", "Safe navigation of quadruped robots", "Π-calculus — a naïve study"]
    papers = [
        paper(f"{title} {n}", abstract)
        for n in range(AT_ONCE // 4)
        for title in titles
        for abstract in (None, "A robot hand learns from demonstrations; policies transfer.")
    ]

    assert list(full.match_all(papers)) == [full.match(one) for one in papers]
    assert any(full.match_all(papers))


def test_nothing_to_match_and_nothing_to_match_it_with(full: Matcher) -> None:
    assert list(full.match_all([])) == []
    assert Matcher.of_rules({}, PARAMETERS).match(paper("Robot grasping")) == ()
    assert Matcher.of_rules({"none": Watch(any_of=("…",))}, PARAMETERS).match(paper("Robot grasping")) == ()


def test_the_parameter_file_is_in_the_form_that_the_fit_writes() -> None:
    parameters = default_parameters()

    assert read_parameters(dump_parameters(parameters)) == parameters
    assert set(parameters.weights) == set(FEATURES)
    assert 0 < parameters.threshold < 1


def test_every_topic_of_the_roadmap_has_fitted_numbers_and_no_phrase_names_a_paper(
    shipped: KnowledgeGraph,
) -> None:
    watches = {name: topic.watch for name, topic in shipped.topics.items() if topic.watch}
    phrases = [
        phrase
        for watch in watches.values()
        for group in (watch.any_of, watch.with_one, watch.none_of, watch.core, watch.good, watch.title)
        for phrase in (*group, *watch.hints, *watch.against)
    ]

    assert set(default_parameters().topics) == set(watches)
    assert not [phrase for phrase in phrases if re.search(r"\d{4}[. ]?\d{4}|/\d{7}", phrase)]
