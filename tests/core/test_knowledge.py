"""What a roadmap says is checked: records of papers, citations, and the choice of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.roadmaps import need, roadmap, text, topic
from vlagraph.core.knowledge import count_partial_knowledge, find_knowledge_faults
from vlagraph.core.model import Benchmark, Fact, KeyPaper, Milestone, Project, Resource, Text, Wording
from vlagraph.core.papers.paper import Match, Paper

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap
    from vlagraph.errors import Problem

SOUND = roadmap(topic("a"), topic("b", "a"))
READ = msgspec.structs.replace(
    SOUND,
    topics=(
        msgspec.structs.replace(
            SOUND.topics[0], key_papers=(KeyPaper(arxiv="2304.13705", role="method", why=text("Clear.")),)
        ),
        SOUND.topics[1],
    ),
)


def _paper(paper: str = "2304.13705", **facts: object) -> Paper:
    given = {"title": "A title", "authors": ("Ada Example",), "published": "2023-04-23", **facts}
    return msgspec.convert({"id": paper, **given}, Paper)


def _faults(whole: Roadmap, *papers: Paper) -> tuple[Problem, ...]:
    return find_knowledge_faults(whole, {paper.id: paper for paper in papers}, {})


def _kinds(whole: Roadmap, *papers: Paper) -> list[str]:
    return [problem.kind for problem in _faults(whole, *papers)]


def _source(whole: Roadmap, source: str) -> Roadmap:
    needing = msgspec.structs.replace(
        whole.topics[1], requires=(msgspec.structs.replace(need("a"), source=source),)
    )
    return msgspec.structs.replace(whole, topics=(whole.topics[0], needing))


def test_a_sound_record_that_a_topic_chose_has_no_fault() -> None:
    assert _faults(READ, _paper()) == ()


@pytest.mark.parametrize(
    ("authors", "kinds"),
    [
        ((), ["no_authors"]),
        (("NVIDIA", ":", "Ada Example"), ["author_no_name"]),
        (("Ada Example", "et al."), ["author_others"]),
        (("Anthony Zador et al.",), ["author_others"]),
        (("S. Abnar", "W. Zuidema"), ["author_initials"]),
        (("Allen Z. Ren", "A. Dixit", "J.-P. van der Serre"), ["author_initials"]),
        (("Allen Z. Ren", "A. Dixit"), []),
        (("M. G. Sarwar Murshed",), []),
        (("김 철수", "OpenAI"), []),
    ],
)
def test_authors_that_are_no_names_are_found(authors: tuple[str, ...], kinds: list[str]) -> None:
    assert _kinds(READ, _paper(authors=authors)) == kinds


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("$π_{0.5}$: a model", ["title_tex"]),
        (r"The \pi of it", ["title_tex"]),
        ("Braces {as} they are", ["title_tex"]),
        ("A robot for $500", []),
        ("π0.5: a model", []),
    ],
)
def test_tex_in_a_title_is_found(title: str, kinds: list[str]) -> None:
    assert _kinds(READ, _paper(title=title)) == kinds


def test_initials_and_tex_that_arxiv_itself_confirmed_are_left_as_they_are() -> None:
    paper = _paper(authors=("S. Abnar",), title="$x$", fetched="2026-01-01T00:00:00Z")

    assert _kinds(READ, paper) == []


def test_a_stored_paper_that_nothing_names_is_found_unless_a_rule_attached_it() -> None:
    stray = _paper("2001.00001")
    attached = _paper("2001.00002", matches=[Match("a", 0.9)])

    found = _faults(READ, _paper(), stray, attached)

    assert [(problem.where, problem.kind) for problem in found] == [
        ("papers/papers.jsonl: 2001.00001", "unused")
    ]


def test_benchmarks_projects_and_sources_name_papers_as_topics_do() -> None:
    benchmark = Benchmark(
        id="cups",
        name="Cups",
        concept="part",
        facts=(Fact(field="tasks", value=text("Ten."), source="arXiv:1909.12271, sec. 3"),),
        analysis=text("Good for cups."),
        arxiv="physics/0004057",
    )
    step = Milestone(
        id="go", name=text("Go"), goal=text("Gone"), topics=("a",), hours=(1, 2), papers=("2306.03310",)
    )
    project = Project(id="p", name=text("P"), benchmark="cups", summary=text("S"), milestones=(step,))
    whole = msgspec.structs.replace(
        _source(READ, "arXiv:1112.5745, sec. 2"), benchmarks=(benchmark,), projects=(project,)
    )
    named = ("1909.12271", "physics/0004057", "2306.03310", "1112.5745")

    assert _kinds(whole, _paper(), *map(_paper, named)) == []
    assert {str(problem.what.values["id"]) for problem in _faults(whole, _paper())} == set(named)


def test_an_id_in_a_text_without_a_record_is_told_once_with_its_place() -> None:
    resource = Resource(
        title="A page", kind="docs", why=text("See arXiv:2504.12501."), url="https://arxiv.org/abs/2504.12501"
    )
    first = msgspec.structs.replace(READ.topics[0], resources=(*READ.topics[0].resources, resource))
    whole = msgspec.structs.replace(READ, topics=(first, READ.topics[1]))

    (found,) = map(str, _faults(whole, _paper()))

    assert found == (
        "warning: topics[0] a.resources[1].why.en: it names arXiv:2504.12501, of which nothing is stored. "
        "Add its record to papers/papers.jsonl, or correct the id."
    )


def test_numbers_that_look_like_ids_are_none() -> None:
    assert _kinds(_source(READ, "ch. 2048.1024, 1.2304.13705, pages 0312.4567"), _paper()) == []


def test_words_that_the_roadmap_avoids_are_found_in_texts_and_not_in_aliases() -> None:
    rule = Wording(use=Text(en="fine-tuning", ko="미세조정"), avoid=("파인튜닝", "finetuning"))
    first = msgspec.structs.replace(
        SOUND.topics[0],
        summary=Text(en="Finetuning a model.", ko="모델을 파인튜닝한다."),
        aliases=("파인튜닝",),
    )
    whole = msgspec.structs.replace(SOUND, topics=(first, SOUND.topics[1]), terms=(rule,))

    assert [(problem.where, problem.kind) for problem in _faults(whole)] == [
        ("topics[0] a.summary.en", "avoided"),
        ("topics[0] a.summary.ko", "avoided"),
    ]
    assert _faults(msgspec.structs.replace(whole, terms=())) == ()


def test_an_avoided_word_counts_from_its_beginning_and_not_inside_an_exception() -> None:
    rules = (
        Wording(use=Text(ko="가능도"), avoid=("우도",)),
        Wording(use=Text(ko="작업"), avoid=("과제",), unless=("연구 과제",)),
        Wording(use=Text(en="run"), avoid=("roll",)),
    )
    texts = (Text(ko="이런 경우도 있다"), Text(ko="열린 연구 과제다"), Text(en="rollouts"))
    for right in texts:
        first = msgspec.structs.replace(SOUND.topics[0], summary=right)
        whole = msgspec.structs.replace(SOUND, topics=(first, SOUND.topics[1]), terms=rules)

        assert _faults(whole) == (), right


def test_without_a_file_of_papers_only_words_are_checked() -> None:
    rule = Wording(use=Text(en="topic"), avoid=("About",))

    found = find_knowledge_faults(msgspec.structs.replace(READ, terms=(rule,)), None, {})

    assert {problem.kind for problem in found} == {"avoided"}


def test_what_is_known_in_part_is_counted_and_no_fault() -> None:
    whole = _source(READ, "arXiv:2304.13705")
    paper = _paper(published="2023-04", authors_complete=False)

    counted = count_partial_knowledge(whole, {paper.id: paper})

    assert [(message.key, message.values["count"]) for message in counted] == [
        ("check.month_only", 1),
        ("check.authors_partial", 1),
        ("check.no_locator", 1),
    ]
    assert _faults(whole, paper) == ()
    assert count_partial_knowledge(READ, {"2304.13705": _paper()}) == ()


def test_an_old_id_with_its_subject_class_is_told_as_arxiv_writes_it() -> None:
    ids = ("math.GT/0309136", "cs/0112017")
    papers = tuple(KeyPaper(arxiv=one, role="method", why=text("Clear.")) for one in ids)
    odd = roadmap(msgspec.structs.replace(topic("a"), key_papers=papers))
    (told,) = _faults(odd, *(_paper(one) for one in ids))

    assert told.kind == "subject_class"
    assert str(told).endswith("so no fetch can confirm it. Write it as math/0309136.")
