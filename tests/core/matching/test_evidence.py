"""The evidence of a score: its order, its places, and shares that add up to the sum."""

from __future__ import annotations

from math import exp, log

import msgspec
import pytest

from vlagraph.core.matching import ScoreModel, TopicNumbers
from vlagraph.core.matching.matcher import CorePhrases, Matcher, Record
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Evidence, Paper

RULE = Watch(
    any_of=("grasping", "force", "touch"),
    categories=("cs.RO", "cs.LG"),
    core=("grasping",),
    good=("force", "touch"),
    hints=("finger",),
    against=("gravity", "blind man"),
)
MODEL = ScoreModel(
    threshold=0.5,
    intercept=-1.0,
    weights={
        "title_core": 3.0,
        "title_good": 2.0,
        "abstract_core": 1.6,
        "abstract_good": 0.8,
        "hints": 0.5,
        "category": 0.25,
        "context": 4.0,
        "against": -1.0,
    },
    topics={
        "grasping": TopicNumbers(
            context={
                "gripper": 2.0,
                "cup": 1.0,
                "robot": 0.5,
                "hand": 0.4,
                "arm": 0.3,
                "pen": 0.2,
                "gas": -1.0,
            },
            category={"cs.RO": 1.0, "cs.LG": 0.4},
            offset=0.5,
        )
    },
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


def test_phrases_come_by_place_then_weight_then_the_alphabet_and_categories_after_them() -> None:
    found = evidence("Force in grasping", "Touch and force. Grasping, grasping.")

    assert found == [
        Evidence("core", "grasping", "title", 3.0),
        Evidence("phrase", "force", "title", 2.0),
        Evidence("core", "grasping", "abstract", round(1.6 * log(3), 3)),
        Evidence("phrase", "force", "abstract", round(0.8 * log(3) / 2, 3)),
        Evidence("phrase", "touch", "abstract", round(0.8 * log(3) / 2, 3)),
        Evidence("category", "cs.RO", "", 0.25),
    ]


def test_the_shares_with_intercept_and_offset_make_the_score() -> None:
    score, found = explain("Cups", "Grasping a gas: a finger feels the force of the gripper, not gravity.")
    total = sum(item.weight for item in found) - 1.0 + 0.5

    assert score == pytest.approx(1 / (1 + exp(-total)), abs=0.0005)
    assert {item.kind for item in found} == {"core", "phrase", "context", "category", "against"}


def test_the_five_context_words_with_the_highest_odds_are_named_and_hints_add_to_their_share() -> None:
    found = evidence("Grasping", "Pens, arms, hands, robots, cups and grippers; a finger, a gas.")
    context = next(item for item in found if item.kind == "context")
    odds = 2.0 + 1.0 + 0.5 + 0.4 + 0.3 + 0.2 - 1.0

    assert context.text == "grippers, cups, robots, hands, arms"
    assert context.weight == pytest.approx(4.0 * odds / 10 + 0.5 * log(2), abs=0.001)


def test_words_that_lower_the_score_are_not_named_as_context() -> None:
    assert "context" not in {item.kind for item in evidence("Grasping", "A gas.")}


def test_words_of_the_title_are_context_only_where_there_is_no_abstract() -> None:
    assert "context" in {item.kind for item in evidence("Grasping a cup")}
    assert "context" not in {item.kind for item in evidence("Grasping a cup", "Plain words.")}


def test_a_phrase_of_a_namesake_has_an_even_share_of_what_they_take_away() -> None:
    found = evidence("Grasping", "A blind man, blind men, and gravity.")

    assert [item for item in found if item.kind == "against"] == [
        Evidence("against", "blind man", "", -1.0),
        Evidence("against", "gravity", "", -1.0),
    ]


def test_the_first_three_categories_are_named_with_their_share() -> None:
    found = evidence("Grasping", "", ("cs.LG", "cs.RO", "cs.CV", "cs.AI"))

    assert found[-1] == Evidence("category", "cs.LG cs.RO cs.CV", "", round(0.25 * (0.4 + 0.5), 3))


def test_a_topic_without_categories_has_no_evidence_of_them_for_a_paper_without() -> None:
    matcher = Matcher({"grasping": Watch(any_of=("grasping",))}, MODEL)
    paper = Paper(id="2699.00001", title="Grasping", authors=("Ada",), published="2026-01-01")

    assert {item.kind for item in matcher.explain(paper, "grasping").evidence} == {"core"}


def test_core_phrases_are_counted_in_the_abstract_and_noticed_in_the_title() -> None:
    records = [
        Record("Grasping", "", ("cs.RO",)),
        Record("Cups", "Grasping. Grasping.", ("cs.RO",)),
        Record("Grasping, grasping", "Grasping.", ("cs.RO",)),
        Record("Force", "Force.", ("cs.RO",)),
        Record("Grasping", "", ("cs.CL",)),
    ]

    assert list(Matcher({"grasping": RULE}, MODEL).core_phrases(records)) == [
        {"grasping": CorePhrases(0, in_title=True)},
        {"grasping": CorePhrases(2, in_title=False)},
        {"grasping": CorePhrases(1, in_title=True)},
        {},
        {},
    ]


def test_a_paper_whose_score_needs_the_last_features_is_still_found() -> None:
    """Pairs are left out early only where context and namesakes cannot lift them over the threshold."""
    matcher = Matcher({"grasping": RULE}, msgspec.structs.replace(MODEL, intercept=-2.0))
    near, far = "Grippers, cups, robots, hands, arms, pens.", "Plain words."
    records = [Record("Touch", f"{text} Force.", ("cs.LG",)) for text in (near, far)]
    records += [Record("Cups", f"{text} Force.", ("cs.LG",)) for text in (near, far)]

    assert [[match.topic for match in found] for found in matcher.match_records(records)] == [
        ["grasping"],
        ["grasping"],
        ["grasping"],
        [],
    ]


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
    ],
)
def test_a_refusal_reads_the_abstract_and_names_the_first_phrase(
    title: str, abstract: str, reason: str, text: str
) -> None:
    rule = Watch(
        any_of=("grasping", "hand", "manual"),
        with_one=("robot",),
        none_of=("soap",),
        core=("grasping",),
        title=("hand", "manual"),
    )
    paper = Paper(id="2699.00001", title=title, abstract=abstract, authors=("Ada",), published="2026-01-01")
    match = Matcher({"grasping": rule}, MODEL).explain(paper, "grasping")

    assert [(item.kind, item.reason, item.text) for item in match.evidence] == [("refused", reason, text)]
