"""Which topic a person means: exact, near, several, none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.roadmaps import graph_of, roadmap, text, topic
from vlagraph.core.model import Area
from vlagraph.core.names import Found, make_catalogue, resolve
from vlagraph.core.slips import closest
from vlagraph.core.spelling import fold, literal
from vlagraph.errors import UnknownNameError, VlagraphError
from vlagraph.pipeline.naming import pick

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph

CATALOGUE = make_catalogue(
    [
        ("causal-inference", ("Causal Inference", "인과 추론", "do-calculus")),
        ("data-curation", ("Data Curation", "데이터 큐레이션")),
        ("data-scaling", ("Data Scaling", "데이터 스케일링")),
        ("navigation", ("Navigation", "내비게이션")),
    ]
)


DATA = ["data-curation", "data-scaling"]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("강화학습을", "reinforcement-learning"),
        ("강화 학습에서는", "reinforcement-learning"),
        ("rewarded policies", "reinforcement-learning"),
        ("VLA 강화", "rl-post-training"),
        ("losses of policies", "reinforcement-learning"),
    ],
)
def test_a_name_with_the_ending_of_a_sentence_is_that_name_before_one_that_begins_so(
    query: str, meant: str
) -> None:
    known = make_catalogue(
        [
            (
                "reinforcement-learning",
                ("Reinforcement Learning", "강화학습", "Rewarded policy", "Policy loss"),
            ),
            ("rl-post-training", ("RL Post-Training", "VLA 강화학습", "강화학습을 쓰는 후학습", "RLs")),
        ]
    )

    assert resolve(query, known) == Found(meant, exact=False)


@pytest.mark.parametrize("query", ["지각과 제어를", "지각과 제어는", "지각과제어를"])
def test_a_name_in_which_a_word_ends_as_with_a_particle_is_meant_with_one_behind_it(query: str) -> None:
    known = make_catalogue([("both", ("Both", "지각과 제어")), ("more", ("More", "지각과 제어를 함께"))])

    assert resolve(query, known) == Found("both", exact=False)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("VLM을", "vlm"),
        ("PPO가", "ppo"),
        ("정규화 층을", "normalization"),
        ("time series를", "series"),
        ("Markov matrices는", "matrix"),
        ("mini-batches", "batch"),
        ("제어는", "control"),
        ("PPO로는", "ppo"),
        ("VLM이라는", "vlm"),
        ("PPO라는", "ppo"),
        ("제어로는", "control"),
        ("지각과 제어로는", "both"),
    ],
)
def test_a_particle_behind_a_short_name_or_a_latin_one_hides_nothing(query: str, meant: str) -> None:
    known = make_catalogue(
        [
            ("vlm", ("VLM",)),
            ("ppo", ("PPO", "PPOs of others")),
            ("normalization", ("정규화 층",)),
            ("series", ("Time Series",)),
            ("matrix", ("Markov Matrix",)),
            ("batch", ("Mini-batch",)),
            ("control", ("제어",)),
            ("both", ("지각과 제어",)),
        ]
    )

    assert resolve(query, known) == Found(meant, exact=False)


def test_an_abbreviation_with_an_ending_is_not_meant_unless_it_is_called_so() -> None:
    known = make_catalogue([("ppo", ("PPO",)), ("gan", ("GAN", "GANs"))])

    assert resolve("GANs", known) == Found("gan", exact=True)
    with pytest.raises(UnknownNameError):
        resolve("PPOs", known)


@pytest.mark.parametrize("query", ["designs of lens", "design of lenses", "lenses design"])
def test_a_word_in_s_that_is_no_plural_is_meant_by_its_plural(query: str) -> None:
    known = make_catalogue([("lens-design", ("Lens Design",)), ("b", ("Optics",))])

    assert resolve(query, known).id == "lens-design"


def test_a_part_with_the_ending_of_a_sentence_is_that_part() -> None:
    parts = make_catalogue([("action", ("Diffusion policy",))])

    found = resolve("diffusion policies", CATALOGUE, parts=lambda: parts)

    assert found == Found("action", exact=False, part="diffusionpolicy")


@pytest.mark.parametrize(
    "query",
    [
        "causal-inference",
        "Causal Inference",
        "CAUSAL_INFERENCE",
        "인과 추론",
        "인과추론",
        "Do Calculus",
        "  causal   inference ",
        "ｃａｕｓａｌ inference",
    ],
)
def test_a_name_is_exact_whatever_its_case_blanks_hyphens_and_width(query: str) -> None:
    assert resolve(query, CATALOGUE) == Found("causal-inference", exact=True)


@pytest.mark.parametrize("query", ["casual-inferense", "causal inferance", "causal", "인과", "인과추록"])
def test_a_unique_beginning_or_near_miss_is_found_and_known_not_to_be_exact(query: str) -> None:
    assert resolve(query, CATALOGUE) == Found("causal-inference", exact=False)


@pytest.mark.parametrize("query", ["naviga", "navi", "내비게", "do-ca", "causal in"])
def test_a_beginning_of_two_fifths_of_a_name_is_enough(query: str) -> None:
    assert resolve(query, CATALOGUE).exact is False


@pytest.mark.parametrize("query", ["na", "nav", "cau", "do", "인"])
def test_a_beginning_that_is_too_short_is_only_offered_and_comes_first(query: str) -> None:
    with pytest.raises(UnknownNameError, match="no topic is called") as caught:
        resolve(query, CATALOGUE)

    assert caught.value.candidates == ("navigation" if query.startswith("n") else "causal-inference",)


def test_a_word_that_begins_a_long_alias_does_not_stand_for_its_topic(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="Closest: evaluation-metrics, "):
        resolve("policy", shipped.catalogue)


def test_a_beginning_that_fits_several_is_refused_with_all_of_them() -> None:
    with pytest.raises(UnknownNameError, match="fits several topics: data-curation, data-scaling") as caught:
        resolve("data", CATALOGUE)

    assert caught.value.candidates == ("data-curation", "data-scaling")


def test_a_near_miss_of_several_is_refused_with_all_of_them() -> None:
    twins = make_catalogue([("model-a1", ()), ("model-a2", ()), ("other", ())])

    with pytest.raises(UnknownNameError, match="fits several topics: model-a1, model-a2"):
        resolve("model-a3", twins)


@pytest.mark.parametrize("query", ["quantum", "9", "xyzzyqq", "qwertyuiop", "nope", "큐밥"])
def test_a_name_like_nothing_offers_nothing_and_says_where_all_are_listed(
    query: str, shipped: KnowledgeGraph
) -> None:
    for catalogue in (CATALOGUE, shipped.catalogue):
        with pytest.raises(UnknownNameError) as caught:
            resolve(query, catalogue)

        assert caught.value.candidates == ()
        told = f"no topic is called {query!r}. Nothing is near it. 'vlagraph topics' lists all."
        assert caught.value.text("en") == told


@pytest.mark.parametrize(("count", "end"), [(2, "m1, m2."), (13, "m11, m12, ….")])
def test_where_there_are_few_names_and_none_is_near_the_message_lists_them(count: int, end: str) -> None:
    steps = make_catalogue((f"m{number}", ()) for number in range(1, count + 1))

    with pytest.raises(UnknownNameError, match=re.escape("is called '99999'. There are: m1, ")) as caught:
        resolve("99999", steps, kind="milestone")

    assert caught.value.text("en").endswith(f"{end} 'vlagraph project NAME' lists all of a project.")


@pytest.mark.parametrize(
    ("query", "offered"),
    [("causal graphs", ["causal-inference"]), ("indoor navigtion", ["navigation"]), ("데이터 정제", DATA)],
)
def test_a_name_that_shares_a_word_is_offered(query: str, offered: list[str]) -> None:
    with pytest.raises(UnknownNameError, match="Closest: ") as caught:
        resolve(query, CATALOGUE)

    assert sorted(caught.value.candidates) == offered


@pytest.mark.parametrize("query", ["", " ", "---", "?!", "\x1b\u202e", "\ud800"])
def test_a_query_without_a_letter_or_figure_is_no_name(query: str) -> None:
    with pytest.raises(UnknownNameError, match="is no topic name"):
        resolve(query, CATALOGUE)


def test_a_name_of_ten_thousand_characters_is_refused_in_a_short_message() -> None:
    with pytest.raises(UnknownNameError, match="too long") as caught:
        resolve("a" * 10_000, CATALOGUE)

    assert len(str(caught.value)) < 200


def test_an_exact_name_of_two_topics_is_refused() -> None:
    shared = make_catalogue([("a", ("RL",)), ("b", ("rl",))])

    with pytest.raises(UnknownNameError, match="fits several topics: a, b"):
        resolve("RL", shared)


def test_an_empty_catalogue_offers_nothing() -> None:
    with pytest.raises(UnknownNameError, match="Nothing is near it"):
        resolve("anything", make_catalogue([]))
    with pytest.raises(UnknownNameError, match="There are: none"):
        resolve("anything", make_catalogue([]), kind="project")


def test_a_former_id_still_finds_its_topic() -> None:
    kg = graph_of(topic("new-name", formerly=["old-name"]))

    assert pick(kg, ["old-name"]).ids == ("new-name",)


def test_a_former_id_of_a_topic_that_was_split_names_its_heirs() -> None:
    kg = graph_of(topic("one", formerly=["both"]), topic("two", formerly=["both"]))

    with pytest.raises(UnknownNameError, match="fits several topics: one, two"):
        pick(kg, ["both"])


def test_an_area_stands_for_all_of_its_topics_in_english_and_korean() -> None:
    areas = [Area(id="maths", name=text("Mathematics", "수학")), Area(id="field", name=text("Field"))]
    topics = [topic("a", area="maths"), topic("b", "a", area="maths"), topic("c")]
    kg = graph_of(of=roadmap(*topics, areas=areas))

    assert pick(kg, ["maths"]).ids == pick(kg, ["수학"]).ids == ("a", "b")


def test_a_topic_goes_before_an_area_of_the_same_name() -> None:
    areas = [Area(id="maths", name=text("The a"))]
    kg = graph_of(of=roadmap(topic("a", area="maths"), topic("b", area="maths"), areas=areas))

    assert pick(kg, ["The a"]).ids == ("a",)


def test_a_near_name_is_said_and_an_exact_one_is_not() -> None:
    kg = graph_of(topic("navigation"), topic("grasping"))

    picked = pick(kg, ["navigaton", "grasping", "navigation"])

    assert picked.ids == ("navigation", "grasping")
    assert picked.notes == (("navigaton", "navigation"),)


def test_a_hint_names_the_closest_and_keeps_silent_when_nothing_is_near() -> None:
    assert closest("navigatoin", ["navigation", "data"]) == "navigation"
    assert closest("zzz", ["navigation", "data"]) == ""
    assert closest("", ["navigation"]) == ""
    assert closest("navigation", []) == ""


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=100))
def test_any_query_is_answered_or_refused_with_a_message_that_cannot_drive_a_terminal(query: str) -> None:
    try:
        said = resolve(query, CATALOGUE).id
    except VlagraphError as error:
        said = str(error)

    assert said.isprintable()


@given(st.sampled_from(CATALOGUE.ids), st.data())
def test_one_wrong_letter_in_a_long_name_still_finds_it(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + "x" + name[at + 1 :]

    assert resolve(wrong, CATALOGUE).id == name


APART = [
    ("C", "C++", "C#"),
    ("RRT", "RRT*", "RRT#"),
    ("k-means", "k-means++"),
    ("D*", "D* Lite"),
    ("π0", "π0.5", "π0-FAST"),
    ("A", "A*", "A*+"),
    ("TD", "TD(0)", "TD(λ)", "TD0"),
    ("A/B Testing", "AB Testing"),
    (".NET", "NET"),
    ("F", "F'", "F#"),
    ("Q(λ)", "Qλ"),
    ("L1/L2", "L1L2"),
    ("J/ψ", "Jψ"),
]
"""Names that are different things, though some have the same letters."""
ASKED = "one (C), two (C++), three (C#)"
SAME = [
    ("Sim-to-Real", "sim to real", "SIM–TO–REAL", "simtoreal", "Sim\u2011to\u2212real"),
    ("C++", "c++", "Ｃ＋＋", " C ++ "),
    ("RRT*", "rrt *", "RRT＊"),
    ("π₀", "π0", "Π 0"),
    ("인과 추론", "인과추론", "\u110b\u1175\u11ab\u1100\u116a\u110e\u116e\u1105\u1169\u11ab"),
    ("Straße", "STRASSE", "stra\u00adße"),
]
"""Spellings of one name."""


@pytest.mark.parametrize("names", APART, ids=" ".join)
def test_names_that_differ_by_a_sign_are_told_apart_by_what_is_typed(names: tuple[str, ...]) -> None:
    ids = [f"topic-{number}" for number in range(len(names))]
    known = make_catalogue([(one, (name,)) for one, name in zip(ids, names, strict=True)])

    for spelled in (str, str.upper, lambda name: f" {name} "):
        assert [resolve(spelled(name), known).id for name in names] == ids


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_are_one(names: tuple[str, ...]) -> None:
    known = make_catalogue([("it", (names[0],)), ("another", ("Something else",))])

    assert [resolve(name, known) for name in names] == [Found("it", exact=True)] * len(names)
    assert len({literal(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("c*", ASKED), ("c--", ""), ("C+", ASKED), ("[c]", ASKED)],
)
def test_where_no_spelling_fits_the_reader_is_asked(typed: str, offered: str) -> None:
    known = make_catalogue([("one", ("C",)), ("two", ("C++",)), ("three", ("C#",)), ("four", ("RRT*",))])

    assert resolve("rrt", known).id == "four"
    if not offered:
        assert resolve(typed, known).id == "one"
        return
    with pytest.raises(UnknownNameError, match=re.escape(f"fits several topics: {offered}. Name one")):
        resolve(typed, known)


@pytest.mark.parametrize("query", ["lorra", "lor", "sla", "slam2", "로라라"])
def test_an_abbreviation_is_meant_only_where_it_is_typed_as_it_is(query: str) -> None:
    known = make_catalogue([("tuning", ("LoRA", "로라")), ("navigation", ("SLAM",))])

    with pytest.raises(UnknownNameError, match="no topic is called"):
        resolve(query, known)


@pytest.mark.parametrize("query", ["fine-tuning a VLA", "finetuning vlas", "tuning VLA fine"])
def test_the_words_of_a_name_may_stand_in_another_order(query: str) -> None:
    known = make_catalogue([("vla-fine-tuning", ("VLA Fine-Tuning",)), ("vla-models", ("VLA Models",))])

    assert resolve(query, known) == Found("vla-fine-tuning", exact=False)
