"""Scores and their evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlagraph.core.matching import ScoreModel, TopicNumbers, WordWeights, default_model
from vlagraph.core.matching.matcher import BATCH_SIZE, Matcher
from vlagraph.core.model import Watch
from vlagraph.core.papers.paper import Paper
from vlagraph.core.papers.watch import compile_rule

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
WORDS = WordWeights(
    topics=1, words=("cup", "robot"), pairs=("robot hand",), titled=("cup",), table=bytes([10, 30, 30, 40])
)
NUMBERS = TopicNumbers(column=0, step=0.05, offset=-2.0, category={"cs.RO": 0.5}, weighed=("soap",))
MODEL = ScoreModel(
    threshold=0.5,
    weights={"title_core": 3.0, "title_main": 2.0, "abstract_core": 2.0, "distinct": 1.0, "against": -4.0},
    topics={"grasping": NUMBERS},
    words=WORDS,
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
    return Matcher(RULES, MODEL)


@pytest.fixture(scope="module")
def full(shipped: KnowledgeGraph) -> Matcher:
    return Matcher.of_topics(shipped.topics, default_model())


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
        ("context", "robot", ""),
        ("category", "cs.RO", ""),
    ]


def test_a_namesake_lowers_the_score_and_says_so(matcher: Matcher) -> None:
    match = matcher.explain(paper("Grasping", "A drowning man grasps at a robot."), "grasping")

    assert ("against", "drowning man", -4.0) in [
        (item.kind, item.text, item.weight) for item in match.evidence
    ]
    assert matcher.match(paper("Grasping", "A drowning man and a robot.")) == ()


def test_the_more_a_good_phrase_stands_the_higher_the_score() -> None:
    weights = {**MODEL.weights, "abstract_good": 1.0}
    matcher = Matcher(RULES, msgspec.structs.replace(MODEL, weights=weights))
    once, often = (
        matcher.explain(paper("Cups", text), "grasping").score
        for text in ("A robot uses force.", "A robot uses force, much force.")
    )

    assert 0 < once < often


@pytest.mark.parametrize(
    ("title", "categories", "reason"),
    [
        ("Diving", ("cs.RO",), ("no_context", "")),
        ("Diving robots", ("cs.CL",), ("categories", "cs.RO")),
        ("Robots", ("cs.RO",), ("no_phrase", "")),
        ("Diving robots", (), ("unknown_categories", "cs.RO")),
        ("Robots", (), ("no_phrase", "")),
        ("Diving", (), ("no_context", "")),
    ],
)
def test_a_refusal_gives_its_reason(title: str, categories: tuple[str, ...], reason: tuple[str, str]) -> None:
    rules = {"diving": Watch(any_of=("diving",), with_one=("robot",), categories=("cs.RO",))}
    match = Matcher(rules, MODEL).explain(paper(title, "", categories), "diving")

    assert match.score == 0
    assert [(item.kind, item.reason, item.text) for item in match.evidence] == [("refused", *reason)]


def test_a_refusal_by_not_names_the_phrase(matcher: Matcher) -> None:
    match = matcher.explain(paper("Swimming as a sport"), "swimming")

    assert (match.evidence[0].reason, match.evidence[0].text) == ("excluded", "sport")


def test_a_topic_with_numbers_needs_no_phrase_of_its_rule_but_one_of_its_categories(matcher: Matcher) -> None:
    found = matcher.match(paper("Cups", "Robot hands and robots."))
    other = matcher.explain(paper("Cups", "Robot hands and robots.", ("cs.CL",)), "grasping")

    assert [match.topic for match in found] == ["grasping"]
    assert [item.reason for item in other.evidence] == ["categories"]
    assert {item.kind for item in found[0].evidence} == {"context", "category"}


def test_a_phrase_of_not_that_the_fit_knew_weighs_and_one_added_since_refuses() -> None:
    rules = {"grasping": msgspec.structs.replace(RULES["grasping"], none_of=("soap", "rope"))}
    known, added = (
        Matcher(rules, MODEL).explain(paper("Grasping", f"A robot and {word}."), "grasping")
        for word in ("soap", "rope")
    )

    assert ("against", "soap") in [(item.kind, item.text) for item in known.evidence]
    respelled = {"grasping": msgspec.structs.replace(RULES["grasping"], none_of=("Soaps", "rope"))}
    same = Matcher(respelled, MODEL).explain(paper("Grasping", "A robot and soap."), "grasping")
    assert same.score == known.score
    assert [(item.reason, item.text) for item in added.evidence] == [("excluded", "rope")]


@pytest.mark.parametrize(
    ("title", "abstract", "attached"),
    [
        ("Swimming", "", True),
        ("Cups", "Swimming is learned; swimming is fun.", True),
        ("Cups", "Diving is learned; swimming is fun.", True),
        ("Cups", "Swimming is fun.", False),
        ("Swimming as a sport", "Swimming.", False),
    ],
)
def test_a_topic_without_numbers_takes_a_phrase_in_the_title_or_two_unless_not_speaks(
    title: str, abstract: str, attached: bool
) -> None:
    rules = {"swimming": Watch(any_of=("swimming", "diving"), none_of=("sport",))}

    assert bool(Matcher(rules, default_model()).match(paper(title, abstract))) is attached


def test_a_topic_may_set_its_own_threshold() -> None:
    text = paper("Cups", "Swimming is fun.")
    low, high = (Watch(any_of=("swimming",), threshold=value) for value in (0.2, 0.9))

    assert [match.topic for match in Matcher({"low": low, "high": high}, MODEL).match(text)] == ["low"]
    assert Matcher({"high": high}, MODEL).match(paper("Swimming")) == ()


def test_a_topic_without_fitted_numbers_is_judged_by_its_rule(matcher: Matcher) -> None:
    assert [match.topic for match in matcher.match(paper("Swimming"))] == ["swimming"]


def test_a_phrase_added_to_a_known_rule_counts_as_core() -> None:
    rules = {"grasping": Watch(any_of=("pinching",), categories=("cs.RO",))}

    assert Matcher(rules, MODEL).match(paper("Pinching"))[0].evidence[0].kind == "core"


def test_a_paper_without_an_abstract_is_judged_by_its_title(matcher: Matcher) -> None:
    assert matcher.match(paper("Robot grasping", None)) == matcher.match(paper("Robot grasping", ""))


def test_matches_come_best_first_and_from_the_threshold_on(full: Matcher) -> None:
    found = full.match(
        paper("Dexterous manipulation learned by imitation", "A robot hand learns from demonstrations.")
    )
    scores = [match.score for match in found]

    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= default_model().threshold


def test_the_order_of_the_topics_changes_nothing(shipped: KnowledgeGraph, full: Matcher) -> None:
    turned = Matcher.of_topics(dict(sorted(shipped.topics.items(), reverse=True)), default_model())
    text = paper("Safe navigation of quadruped robots", "We plan safe paths with control barrier functions.")

    assert turned.match(text) == full.match(text)


TOLD = st.sampled_from(
    ("grasping", "hand", "force", "robot hand", "cup", "drowning man", "swimming", "sport")
)
TEXTS = st.lists(TOLD | st.text(max_size=20), max_size=12).map(" ".join)


def test_any_text_gets_scores_between_nought_and_one() -> None:
    scores: list[float] = []

    @given(TEXTS, TEXTS)
    def score(title: str, abstract: str) -> None:
        found = Matcher(RULES, MODEL).match(paper(title, abstract))
        scores.extend(match.score for match in found)
        assert all(0 <= match.score <= 1 for match in found)

    score()
    assert len(scores) > 3


def test_many_papers_at_once_match_as_each_does_alone(full: Matcher) -> None:
    titles = ["Robot grasping", "", "Safe navigation of quadruped robots", "Π-calculus — a naïve study"]
    papers = [
        paper(f"{title} {n % 20}", abstract)
        for n in range(BATCH_SIZE // 4)
        for title in titles
        for abstract in (None, "A robot hand learns from demonstrations; policies transfer.")
    ]

    alone = {one: full.match(one) for one in set(papers)}

    assert list(full.match_all(papers)) == [alone[one] for one in papers]
    assert any(full.match_all(papers))


PIECES = st.sampled_from(
    [
        "grasping",
        "Hands",
        "hand",
        "a",
        "robot",
        "robots",
        "Robot-Hand",
        "force",
        "cups",
        "drowning",
        "man",
        "soap",
        "물",
    ]
)


@given(st.lists(PIECES, max_size=6).map(" ".join), st.none() | st.lists(PIECES, max_size=9).map(" ".join))
def test_a_matcher_of_one_paper_says_what_that_of_all_says(title: str, abstract: str | None) -> None:
    one = paper(title, abstract)
    own = Matcher(RULES, MODEL, papers=[one])

    assert own.explain_all(one) == Matcher(RULES, MODEL).explain_all(one)
    assert own.match(one) == Matcher(RULES, MODEL).match(one)


def test_a_matcher_of_some_papers_says_the_same_of_the_whole_roadmap(
    shipped: KnowledgeGraph, full: Matcher
) -> None:
    papers = [
        paper(
            "OpenVLA: an open-source vision-language-action model", "We fine-tune VLAs with LoRA on robots."
        ),
        paper("Diffusion policies: visuomotor policy learning via action diffusion", None),
        paper("", ""),
    ]
    own = Matcher.of_topics(shipped.topics, default_model(), papers=papers)

    assert [own.explain_all(one) for one in papers] == [full.explain_all(one) for one in papers]


def test_nothing_to_match_and_nothing_to_match_it_with(full: Matcher) -> None:
    assert list(full.match_all([])) == []
    assert Matcher({}, MODEL).match(paper("Robot grasping")) == ()
    assert Matcher({"none": Watch(any_of=("…",))}, MODEL).match(paper("Robot grasping")) == ()


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

    own = {name for name in watches if shipped.topics[name].origin == "roadmap"}
    assert own - set(default_model().topics) == set()
    assert not [phrase for phrase in phrases if re.search(r"\d{4}[. ]?\d{4}|/\d{7}", phrase)]


@pytest.mark.parametrize("name", ["with_one", "none_of", "core", "good", "title", "against"])
def test_a_phrase_with_ti_before_it_counts_in_titles_alone_in_every_list(name: str) -> None:
    rules = {
        written: msgspec.structs.replace(Watch(any_of=("cup",)), **{name: (written,)})
        for written in ("ti:robot", "robot")
    }
    titled, told = paper("A robot and a cup", "A table."), paper("A cup", "A robot.")
    found = Matcher(rules, MODEL).explain_all(titled)
    bare = Matcher({"ti:robot": Watch(any_of=("cup",), with_one=("table",) * (name == "with_one"))}, MODEL)

    assert found["ti:robot"].score == found["robot"].score
    assert Matcher(rules, MODEL).explain(told, "ti:robot") == bare.explain(told, "ti:robot")


@pytest.mark.parametrize("listed", ["core", "good"])
def test_a_listed_phrase_that_any_asks_for_in_titles_takes_a_paper_with_it_there(listed: str) -> None:
    watch = msgspec.structs.replace(Watch(any_of=("ti:benchmark",)), **{listed: ("benchmark",)})
    own = Matcher({"own": watch}, MODEL)

    assert own.explain(paper("A benchmark"), "own").score > 0
    assert own.explain(paper("A cup", "A benchmark."), "own").evidence[0].reason == "in_passing"


PHRASES = st.lists(st.sampled_from(["cup", "Cups", "red cup", "ti:cup", "ti:robots", "robot", "3D-cup"]))
TEXTS = st.lists(st.sampled_from(["a", "red", "cup", "cups", "robot", "3D", "hand", "-"])).map(" ".join)


@example(("cup",), (), (), ("ti:cup",), "", "cup")
@given(*[PHRASES.map(tuple)] * 4, TEXTS, TEXTS)
def test_a_topic_without_numbers_takes_what_its_rule_takes(
    any_of: tuple[str, ...],
    with_one: tuple[str, ...],
    none_of: tuple[str, ...],
    core: tuple[str, ...],
    title: str,
    abstract: str,
) -> None:
    watch = Watch(any_of=any_of, with_one=with_one, none_of=none_of, core=core)
    taken = compile_rule(watch).matches(title, abstract, ()) is not None

    assert (Matcher({"own": watch}, MODEL).explain(paper(title, abstract), "own").score > 0) == taken
