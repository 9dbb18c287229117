"""Topics by a word, as on the page: the same cases hold for its search box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.support.roadmaps import roadmap, text, topic
from vlagraph.core.grades import grade_of
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.model import Area, Concept, Goal, KeyPaper, Text
from vlagraph.core.search import find_papers, search

if TYPE_CHECKING:
    from vlagraph.core.grades import Grade


def _graph() -> KnowledgeGraph:
    def made(name: str, ko: str, concepts: tuple[Concept, ...] = (), **fields: Any) -> Any:
        named = {"name": Text(en=name.replace("-", " ").title(), ko=ko), "concepts": concepts, **fields}
        return msgspec.structs.replace(topic(name), resources=(), **named)

    lora = Concept(id="low-rank", name=text("Low-rank adaptation"), aliases=("LoRA",))
    papers = (KeyPaper(arxiv="2106.09685", role="method"),)
    whole = roadmap(
        made("exploration", "탐험"),
        made("linear-algebra", "선형대수", key_papers=papers),
        made("vla-fine-tuning", "VLA 미세조정", (lora,), aliases=("파인튜닝",)),
        areas=(Area(id="field", name=text("Field")),),
    )
    goal = Goal(id="build-a-vla", name=text("Fine-tune a VLA"), topics=("vla-fine-tuning",))
    return KnowledgeGraph(
        msgspec.structs.replace(whole, goals=(goal,)), lambda: {"2106.09685": "LoRA: Low-Rank Adaptation"}
    )


def _found(query: str) -> list[tuple[str, str]]:
    return [(hit.topic.id, hit.where) for hit in search(_graph(), query).hits]


def test_a_concept_that_is_called_so_comes_before_a_paper_and_a_word_inside_another_is_not_it() -> None:
    assert _found("lora") == [("vla-fine-tuning", "concept"), ("linear-algebra", "paper")]


@pytest.mark.parametrize("query", ["파인튜닝", "파인 튜닝", "Fine-Tuning", "미세 조정", "vla fine tuning"])
def test_a_name_is_found_whatever_its_case_blanks_and_language(query: str) -> None:
    assert _found(query)[0] == ("vla-fine-tuning", "name")


@pytest.mark.parametrize(
    "query", ["미세조정은", "미세조정에서", "파인튜닝을", "미세 조정의", "vla fine-tunings"]
)
def test_particles_and_plurals_at_the_end_of_words_hide_nothing(query: str) -> None:
    assert _found(query) == [("vla-fine-tuning", "name")]


def test_a_word_that_ends_as_a_particle_is_found_as_it_stands_and_a_goal_without_its_plural() -> None:
    assert _found("탐험") == [("exploration", "name")]
    assert _found("가을") == []
    assert [group.id for group in search(_graph(), "build vlas").groups] == ["build-a-vla"]


def test_a_word_in_s_that_is_no_plural_stays_beside_one_that_is() -> None:
    graph = KnowledgeGraph(roadmap(topic("lens-design"), topic("bus-routing")))

    assert [hit.topic.id for hit in search(graph, "lens designs").hits] == ["lens-design"]
    assert [hit.topic.id for hit in search(graph, "buses").hits] == ["bus-routing"]


def test_a_plural_is_found_as_its_singular_too_behind_what_has_it_as_it_is_typed() -> None:
    concepts = (Concept(id="one", name=text("Diffusion policy")), Concept(id="two", name=text("Policies")))
    named = [msgspec.structs.replace(topic(c.id + "-topic"), concepts=(c,)) for c in concepts]
    graph = KnowledgeGraph(roadmap(*named))

    def found(query: str) -> list[str]:
        return [hit.topic.id for hit in search(graph, query).hits]

    assert found("policies") == ["two-topic", "one-topic"]
    assert found("diffusion policies") == ["one-topic"]


@pytest.mark.parametrize(("query", "other"), [("bias", "Bi-arm robots"), ("lens", "Length of paths")])
def test_a_word_that_only_ends_as_a_plural_is_not_found_in_what_begins_as_it(query: str, other: str) -> None:
    concept = Concept(id="one", name=text(f"Inductive {query}"))
    named = [
        msgspec.structs.replace(topic("other"), name=text(other)),
        msgspec.structs.replace(topic("meant"), concepts=(concept,)),
    ]
    titles = {"2401.00001": f"{other} for all"}
    graph = KnowledgeGraph(
        roadmap(
            msgspec.structs.replace(named[0], key_papers=(KeyPaper(arxiv="2401.00001", role="method"),)),
            named[1],
        ),
        lambda: titles,
    )

    found = search(graph, query)

    assert [hit.topic.id for hit in found.hits] == ["meant"]
    assert found.papers == ()


def test_a_slip_in_one_word_of_several_is_forgiven() -> None:
    assert _found("tunning adaptatoin") == [("vla-fine-tuning", "near")]
    assert _found("lora adaptatoin") == [("vla-fine-tuning", "near"), ("linear-algebra", "near")]
    assert [paper.id for paper in search(_graph(), "lora adaptatoin").papers] == ["2106.09685"]
    assert [group.id for group in search(_graph(), "biuld vlas").groups] == ["build-a-vla"]
    assert _found("quantum adaptation") == []
    assert _found("미세조졍 vla") == [("vla-fine-tuning", "near")]


@pytest.mark.parametrize("query", ["2106.09686", "lora 2106.09684", "adaptation2", "fine-tuning7 vla"])
def test_no_paper_or_version_is_taken_for_another_that_has_other_digits(query: str) -> None:
    found = search(_graph(), query)

    assert (found.papers, found.groups) == ((), ())


def test_words_that_stand_apart_are_found_each() -> None:
    assert _found("tuning adaptation") == [("vla-fine-tuning", "concept")]


def test_a_slip_is_forgiven_where_nothing_else_is_found() -> None:
    assert _found("liner algebra") == [("linear-algebra", "near")]
    assert _found("zzzzzz") == []


def test_a_goal_is_found_beside_the_topics() -> None:
    assert [group.id for group in search(_graph(), "build vla").groups] == ["build-a-vla"]


@pytest.mark.parametrize("query", ["\u200b", "--", "\u00ad a\u0300"])
def test_signs_and_what_is_not_seen_are_in_no_name(query: str) -> None:
    found = search(_graph(), query)

    assert (found.hits, found.groups, found.papers) == ((), (), ())


@pytest.mark.parametrize("words", [["quantum"] * 2000, [f"quantum{n}" for n in range(2000)], ["lora"] * 2000])
def test_of_a_thousand_words_no_more_are_looked_for_than_are_found(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def graded(name: str, query: str) -> Grade:
        looked.append(query)
        return grade_of(name, query)

    monkeypatch.setattr("vlagraph.core.search.grade_of", graded)
    search(_graph(), " ".join(words))

    assert 0 < len(looked) < 1000


def test_without_a_word_there_are_all_topics() -> None:
    assert _found(" ") == [("exploration", ""), ("linear-algebra", ""), ("vla-fine-tuning", "")]


def test_a_short_word_is_looked_for_where_words_begin() -> None:
    assert grade_of("Active learning", "act") == "begins"
    assert grade_of("An active one", "act") == "contains"
    assert grade_of("Reacting", "act") == "none"
    assert grade_of("강화학습", "학습") == "contains"


def test_a_key_paper_is_found_with_all_its_topics_also_where_a_concept_of_them_hides_it() -> None:
    graph = _graph()
    both = tuple(
        msgspec.structs.replace(one, key_papers=(KeyPaper(arxiv="2106.09685", role="method"),))
        if one.id == "vla-fine-tuning"
        else one
        for one in graph.roadmap.topics
    )
    shared = KnowledgeGraph(msgspec.structs.replace(graph.roadmap, topics=both), graph.titles)
    whole = [(paper.id, paper.topics) for paper in search(shared, "lora").papers]

    assert whole == [("2106.09685", ("linear-algebra", "vla-fine-tuning"))]
    assert [paper.id for paper in search(shared, "adaptation LoRA").papers] == ["2106.09685"]
    assert search(shared, "exploration").papers == ()
    assert search(shared, " ").papers == ()


def test_a_paper_that_is_called_so_comes_before_those_that_hold_the_word() -> None:
    papers = tuple(KeyPaper(arxiv=one, role="method") for one in ("2401.00002", "2401.00001"))
    graph = KnowledgeGraph(
        roadmap(msgspec.structs.replace(topic("a"), key_papers=papers)),
        lambda: {"2401.00001": "ACT: Chunks", "2401.00002": "How to act: A study of many things"},
    )

    assert [paper.id for paper in find_papers(graph, "ACT")] == ["2401.00001", "2401.00002"]
    assert [paper.id for paper in find_papers(graph, "2401.00002")] == ["2401.00002"]
    assert find_papers(graph, "") == ()


def test_a_key_paper_is_found_by_every_name_of_its_id() -> None:
    key = KeyPaper(arxiv="2401.00002", role="method")
    graph = KnowledgeGraph(roadmap(msgspec.structs.replace(topic("a"), key_papers=(key,)), topic("b")))
    found = [search(graph, one) for one in ("arXiv:2401.00002v3", "https://arxiv.org/pdf/2401.00002.pdf")]

    assert [[hit.topic.id for hit in one.hits] for one in found] == [["a"], ["a"]]
    assert [[paper.id for paper in one.papers] for one in found] == [["2401.00002"], ["2401.00002"]]
