"""Topics by what they consist of: concepts, and key papers by id, title and short name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.support.roadmaps import roadmap, text, topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import Concept, KeyPaper
from vlagraph.core.parts import short_name
from vlagraph.errors import UnknownNameError
from vlagraph.pipeline.naming import find_topic, pick, pick_targets
from vlagraph.words import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vlagraph.core.model import Topic

TITLES = {
    "2406.09246": "OpenVLA: An Open-Source Vision-Language-Action Model",
    "2410.24164": "$π_0$: A Vision-Language-Action Flow Model for General Robot Control",
    "2304.13705": "Learning Fine-Grained Bimanual Manipulation with Low-Cost Hardware",
}


def _topic(
    name: str, concepts: Sequence[Concept] = (), papers: Sequence[KeyPaper] = (), **fields: Any
) -> Topic:
    return msgspec.structs.replace(
        topic(name), concepts=tuple(concepts), key_papers=tuple(papers), resources=(), **fields
    )


def _paper(arxiv: str, *, must_read: bool = False) -> KeyPaper:
    return KeyPaper(arxiv=arxiv, role="method", must_read=must_read)


def _concept(name: str, *aliases: str) -> Concept:
    return Concept(id=name, name=text(name.replace("-", " ").title()), aliases=aliases)


def _graph(*topics: Topic) -> KnowledgeGraph:
    return KnowledgeGraph(roadmap(*topics), lambda: TITLES)


def _said(kg: KnowledgeGraph, name: str) -> tuple[str, list[str]]:
    found, notes = find_topic(kg, name)
    return found.id, [str(render(note, "en")) for note in notes]


@pytest.mark.parametrize("name", ["openvla", "OpenVLA", "open vla", "2406.09246", TITLES["2406.09246"]])
def test_a_key_paper_finds_its_topic_by_short_name_title_and_id(name: str) -> None:
    kg = _graph(_topic("models", papers=[_paper("2406.09246")]), _topic("other"))

    assert _said(kg, name) == (
        "models",
        [f"{TITLES['2406.09246']} (arXiv:2406.09246) is a key paper of The models"],
    )


@pytest.mark.parametrize("name", ["pi0", "π0", "π₀", "pi_0"])
def test_a_greek_letter_is_found_as_it_is_typed(name: str) -> None:
    assert _said(_graph(_topic("models", papers=[_paper("2410.24164")])), name)[0] == "models"


def test_a_concept_finds_its_topic_by_name_and_by_alias() -> None:
    kg = _graph(_topic("tuning", [_concept("low-rank-adaptation", "LoRA", "로라")]))

    assert _said(kg, "low rank adaptation") == ("tuning", ["Low Rank Adaptation is a part of The tuning"])
    assert _said(kg, "lora") == ("tuning", ["'lora' belongs to Low Rank Adaptation, a part of The tuning"])
    assert _said(kg, "로라")[0] == "tuning"


def test_a_remark_on_a_part_is_korean_where_it_is_asked_for() -> None:
    [note] = find_topic(_graph(_topic("tuning", [_concept("adapters", "LoRA")])), "lora")[1]

    assert render(note, "ko") == "'lora': '한글 The tuning' 주제의 '한글 Adapters'에 속합니다"


def test_a_topic_goes_before_a_concept_and_that_before_a_paper() -> None:
    by_name = _topic("openvla-itself", aliases=("OpenVLA",))
    by_concept = _topic("by-concept", [_concept("open-models", "OpenVLA")])
    by_paper = _topic("by-paper", papers=[_paper("2406.09246")])

    assert _said(_graph(by_paper, by_concept, by_name), "openvla")[0] == "openvla-itself"
    assert _said(_graph(by_paper, by_concept), "openvla")[0] == "by-concept"
    assert _said(_graph(by_paper), "openvla")[0] == "by-paper"


def test_of_the_topics_with_a_paper_the_one_where_it_is_at_home_is_meant_and_others_named() -> None:
    early = _topic("early", papers=[_paper("2406.09246")])
    home = _topic("home", papers=[_paper("2304.13705"), _paper("2406.09246")], origin="extension")
    first = _topic("first", papers=[_paper("2304.13705"), _paper("2406.09246", must_read=True)])

    topic_of_two, [remark] = _said(_graph(early, home), "openvla")

    assert topic_of_two == "home"
    assert remark.endswith("is a key paper of The home; also under The early")
    assert _said(_graph(early, home, first), "openvla")[0] == "first"


def test_an_alias_that_is_a_paper_is_told_as_that_and_a_name_of_the_topic_is_not() -> None:
    kg = _graph(_topic("models", papers=[_paper("2406.09246")], aliases=("OpenVLA",)))

    assert "is a key paper of The models" in _said(kg, "openvla")[1][0]
    assert _said(kg, "The models") == ("models", [])


def test_a_slip_in_the_name_of_a_part_is_read_as_it_and_said() -> None:
    kg = _graph(_topic("learning", [_concept("behavior-cloning")]), _topic("other"))

    assert _said(kg, "behavor cloning")[1][0] == "read 'behavor cloning' as behavior-cloning"


def test_a_part_stands_for_no_topic_where_the_whole_is_meant() -> None:
    kg = _graph(_topic("tuning", [_concept("adapters", "LoRA")]))

    with pytest.raises(UnknownNameError, match=r"'lora' is only a part of The tuning.*: tuning"):
        pick(kg, ["lora"])


def test_names_of_papers_are_read_only_where_no_topic_is_called_so() -> None:
    def refuse() -> dict[str, str]:
        raise AssertionError("not needed")

    kg = KnowledgeGraph(roadmap(topic("a")), refuse)

    assert pick_targets(kg, ["a", "The a"]).ids == ("a",)


def test_half_a_sentence_before_a_colon_is_no_short_name() -> None:
    assert short_name("What Are We Really Doing When We Benchmark Robots: A Study") == ""
    assert short_name("No colon") == short_name("") == ""
