"""The evidence of a score: its order, its places, and shares that add up to the sum."""

from __future__ import annotations

from math import log

import msgspec
import numpy as np
import pytest

from vlagraph.core.matching import ScoreModel, TopicNumbers, WordWeights
from vlagraph.core.matching.matcher import Matcher, Record
from vlagraph.core.matching.topics import compile_topic
from vlagraph.core.model import Watch
from vlagraph.core.papers.levels import sum_of
from vlagraph.core.papers.paper import Evidence, Paper

RULE = Watch(
    any_of=("grasping", "force", "touch"),
    categories=("cs.RO", "cs.LG"),
    core=("grasping",),
    good=("force", "touch"),
    hints=("finger",),
    against=("gravity", "blind man"),
)
WORDS = WordWeights(
    topics=1,
    words=("arm", "cup", "gas", "gripper", "hand", "robot"),
    pairs=("robot hand",),
    titled=("cup",),
    table=np.array([30, 60, -50, 120, 40, 5, 70, 20], dtype=np.int8).tobytes(),
)
MODEL = ScoreModel(
    threshold=0.5,
    weights={
        "title_core": 3.0,
        "title_good": 2.0,
        "abstract_core": 1.6,
        "abstract_good": 0.8,
        "distinct": 0.3,
        "hints": 0.5,
        "against": -1.0,
        "named": 0.4,
        "titled": 0.2,
        "named_words": 0.1,
        "titled_words": 0.05,
    },
    topics={
        "grasping": TopicNumbers(
            column=0, step=0.01, offset=-1.0, bias=-0.5, slope=0.8, category={"cs.RO": 1.0, "cs.LG": 0.4}
        )
    },
    words=WORDS,
)


def evidence(title: str, abstract: str = "", categories: tuple[str, ...] = ("cs.RO",)) -> list[Evidence]:
    return list(explain(title, abstract, categories)[1])


def explain(
    title: str, abstract: str = "", categories: tuple[str, ...] = ("cs.RO",)
) -> tuple[float, tuple[Evidence, ...]]:
    paper = Paper(
        id="2699.00001",
        title=title,
        abstract=abstract,
        categories=categories,
        authors=("Ada",),
        published="2026-01-01",
    )
    match = Matcher({"grasping": RULE}, MODEL).explain(paper, "grasping")
    return match.score, match.evidence


def test_phrases_come_by_place_then_weight_then_the_alphabet_and_the_rest_after_them() -> None:
    found = evidence("Force in grasping", "Touch and force. Grasping, grasping a cup.")

    assert [(item.kind, item.text, item.where) for item in found] == [
        ("core", "grasping", "title"),
        ("phrase", "force", "title"),
        ("core", "grasping", "abstract"),
        ("phrase", "force", "abstract"),
        ("phrase", "touch", "abstract"),
        ("context", "cup", ""),
        ("category", "cs.RO", ""),
    ]
    assert found[3].weight == found[4].weight


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Cups", "Grasping a gas: a finger feels the force of the gripper, not gravity."),
        ("Grasping", "Robot hands and cups."),
        ("Touch and force", ""),
        ("Plain words", "A gas."),
        ("", ""),
    ],
)
def test_the_weights_and_where_the_topic_starts_add_up_to_the_sum_behind_the_score(
    title: str, abstract: str
) -> None:
    score, found = explain(title, abstract, ("cs.RO", "cs.LG"))

    start = -1.0 + 0.8 * -0.5
    odds = log(score / (1 - score))
    scale = odds / sum_of(score)

    assert scale * start + sum(item.weight for item in found) == pytest.approx(odds, abs=0.01)


def test_the_five_words_with_the_highest_weights_are_named_and_weak_ones_are_not() -> None:
    found = evidence("Touch", "Arms, robot hands, cups and grippers; a gas.")

    assert (
        next(item.text for item in found if item.kind == "context") == "gripper, robot hand, cup, hand, arm"
    )


def test_words_that_lower_the_score_are_not_named() -> None:
    assert next(item for item in evidence("Grasping", "A gas.") if item.kind == "context").text == ""


def test_a_phrase_of_a_namesake_has_an_even_share_of_what_they_take_away() -> None:
    found = evidence("Grasping", "A blind man, blind men, and gravity.")

    assert [item for item in found if item.kind == "against"] == [
        Evidence("against", "blind man", "", -1.0),
        Evidence("against", "gravity", "", -1.0),
    ]


def test_the_first_three_categories_are_named_with_their_share() -> None:
    found = evidence("Cups", "", ("cs.LG", "cs.RO", "cs.CV", "cs.AI"))

    assert found[-1] == Evidence("category", "cs.LG cs.RO cs.CV", "", round(0.8 * (0.4 + 0.5), 3))


def test_a_topic_without_numbers_has_evidence_of_phrases_alone() -> None:
    matcher = Matcher({"own": Watch(any_of=("grasping",))}, MODEL)
    paper = Paper(id="2699.00001", title="Grasping cups", authors=("Ada",), published="2026-01-01")

    assert {item.kind for item in matcher.explain(paper, "own").evidence} == {"core"}


def test_each_paper_and_topic_of_a_batch_has_its_own_evidence() -> None:
    """Places of pairs, phrases and words are joined into one key each; none may run into the next pair's."""
    rules = {"grasping": RULE, "touching": Watch(any_of=("touch", "force"), core=("touch",), good=("force",))}
    model = msgspec.structs.replace(MODEL, threshold=0.1)
    words = (
        "Grippers, cups, robots, hands, arms, pens.",
        "Cups.",
        "A gas.",
        "Robots and gravity and a blind man.",
    )
    records = [
        Record(title, f"{text} {more}", ("cs.RO", "cs.CV"))
        for text in words
        for title, more in (
            ("Touch", "Force."),
            ("Force and touch", "Touch, force, grasping."),
            ("Grasping", ""),
        )
    ]
    together = list(Matcher(rules, model).match_records(records))

    assert together == [next(Matcher(rules, model).match_records([record])) for record in records]
    assert {len(found) for found in together} == {1, 2}
    assert {match.topic for found in together for match in found} == {"grasping", "touching"}


@pytest.mark.parametrize(
    ("title", "abstract", "reason", "text"),
    [
        ("Cups", "Plates.", "no_phrase", ""),
        ("Cups", "Grasping.", "no_context", ""),
        ("Grasping with a robot", "Soap.", "excluded", "soap"),
        ("Cups", "A manual, a hand and a robot.", "in_passing", "hand"),
        ("Cups", "A glove and a robot.", "in_passing", "glove"),
        ("Cups", "A glove.", "no_context", ""),
    ],
)
def test_a_refusal_reads_the_abstract_and_names_the_first_phrase(
    title: str, abstract: str, reason: str, text: str
) -> None:
    rule = Watch(
        any_of=("grasping", "hand", "manual", "ti:glove"),
        with_one=("robot",),
        none_of=("soap",),
        core=("grasping",),
        title=("hand", "manual"),
    )
    paper = Paper(id="2699.00001", title=title, abstract=abstract, authors=("Ada",), published="2026-01-01")
    match = Matcher({"own": rule}, MODEL).explain(paper, "own")

    assert [(item.kind, item.reason, item.text) for item in match.evidence] == [("refused", reason, text)]


def test_a_hint_is_found_as_it_is_written_though_it_is_the_plural_of_an_abbreviation() -> None:
    watch = Watch(any_of=("multi-node training",), hints=("GPUs",), categories=("cs.LG",))

    assert compile_topic("x", watch, MODEL).hints == ("gpus",)
