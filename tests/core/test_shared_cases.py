"""The cases of tests/cases, which hold for the scripts of the pages too (tests/scripts/cases.test.js)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.support.roadmaps import missing
from tests.support.study_samples import make_graph, make_topic
from vlagraph.core.graph import KnowledgeGraph
from vlagraph.core.intents import topic_states
from vlagraph.core.marks import known_topics, merge, unlearn
from vlagraph.core.model import Area, Concept, KeyPaper, Requirement, Text
from vlagraph.core.order import find_next, find_path
from vlagraph.core.papers.ids import id_in
from vlagraph.core.search import search
from vlagraph.core.spelling import bare_words, fold
from vlagraph.errors import DataError
from vlagraph.store.marks import decode_progress, encode_progress

CASES = Path(__file__).resolve().parents[1] / "cases"
NOW = "2026-11-22T12:00:00.000Z"


def _read(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def _named(cases: list[Any]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


def _bytes(value: object) -> bytes:
    return json.dumps(value).encode()


def _graph(topics: dict[str, dict[str, Any]]) -> KnowledgeGraph:
    """The graph of a case: topics with their ``required`` and ``recommended`` ones; ``assumed`` or not."""
    areas = [
        Area(id=name, name=Text(en=name, ko=name), assumed=assumed)
        for name, assumed in (("open", False), ("assumed", True))
    ]
    made = [
        make_topic(
            topic,
            case.get("required", ()),
            wishes=case.get("recommended", ()),
            area="assumed" if case.get("assumed") else "open",
            formerly=tuple(case.get("formerly", ())),
        )
        for topic, case in topics.items()
    ]
    return make_graph(*made, areas=tuple(areas))


@pytest.mark.parametrize("case", _named(_read("progress_merge")["merges"]))
def test_two_progress_files_merge_as_on_the_page(case: dict[str, Any]) -> None:
    first, second = (decode_progress(_bytes(case[name]), name) for name in ("first", "second"))

    assert json.loads(encode_progress(merge(first, second))) == case["merged"]
    assert json.loads(encode_progress(merge(second, first))) == case["merged"]


@pytest.mark.parametrize("case", _named(_read("progress_merge")["refused"]))
def test_what_is_no_progress_file_is_refused_as_on_the_page(case: dict[str, Any]) -> None:
    with pytest.raises(DataError):
        decode_progress(_bytes(case["file"]), case["name"])


@pytest.mark.parametrize("case", _named(_read("topic_states")))
def test_a_topic_has_the_state_that_it_has_on_the_page(case: dict[str, Any]) -> None:
    progress = decode_progress(_bytes({"schema": 1, "topics": case["marks"]}), "case")
    states = topic_states(
        progress, _graph({topic: {"formerly": old} for topic, old in case["former"].items()})
    )
    found = dict.fromkeys(states.learned, "learned") | dict.fromkeys(states.learning, "learning")

    assert found | dict.fromkeys(states.skipped, "skipped") == case["states"]
    assert json.loads(encode_progress(progress))["topics"] == case["marks"]


@pytest.mark.parametrize("case", _named(_read("former_ids")))
def test_marks_under_former_ids_count_as_on_the_page(case: dict[str, Any]) -> None:
    progress = decode_progress(_bytes({"schema": 1, "topics": case["marks"]}), "case")
    kg = _graph({topic: {"formerly": former} for topic, former in case["former"].items()})

    assert sorted(known_topics(progress, kg)) == case["learned"]
    if "unlearn" in case:
        after = unlearn(progress, [kg.topics[case["unlearn"]]], kg=kg, at=NOW)

        assert sorted(known_topics(after, kg)) == case["then"]


@pytest.mark.parametrize("case", _named(_read("missing")))
def test_what_is_missing_for_a_topic_is_the_same_as_on_the_page(case: dict[str, Any]) -> None:
    found = missing(_graph(case["topics"]), case["topic"], case["learned"])

    assert sorted(found) == case["missing"]


@pytest.mark.parametrize("case", _named(_read("ready")))
def test_what_can_be_started_is_the_same_as_on_the_page(case: dict[str, Any]) -> None:
    found = find_next(_graph(case["topics"]), case["learned"], towards=case["targets"] or None).next

    assert sorted(one.topic for one in found) == case["ready"]


@pytest.mark.parametrize(("text", "folded"), _read("fold"))
def test_a_name_is_folded_as_on_the_page(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "bare"), _read("bare_words"))
def test_words_lose_the_endings_that_they_lose_on_the_page(text: str, bare: str) -> None:
    assert bare_words(text) == bare


@pytest.mark.parametrize(("text", "paper"), _read("paper_ids"))
def test_a_paper_is_named_as_on_the_page(text: str, paper: str | None) -> None:
    assert id_in(text) == paper


def _searched() -> KnowledgeGraph:
    """The topics of the cases of a search."""
    cases, titles = _read("search")["topics"], dict[str, str]()
    topics = []
    for case in cases:
        en, ko, *aliases = case["names"]
        concepts = [
            Concept(id=one, name=Text(en=name, ko=name), aliases=tuple(more))
            for one, name, *more in case["concepts"]
        ]
        titles.update(case["papers"])
        made = make_topic(
            case["id"], papers=[(paper, ()) for paper, _ in case["papers"]], aliases=tuple(aliases)
        )
        parts = {"name": Text(en=en, ko=ko), "concepts": tuple(concepts)}
        topics.append(msgspec.structs.replace(made, **parts))
    return KnowledgeGraph(make_graph(*topics).roadmap, lambda: titles)


@pytest.mark.parametrize(("query", "found"), _read("search")["queries"])
def test_a_word_is_found_as_on_the_page(query: str, found: list[list[str]]) -> None:
    assert [[hit.topic.id, hit.where] for hit in search(_searched(), query).hits] == found


@pytest.mark.parametrize("case", _named(_read("path_hours")))
def test_a_path_takes_the_hours_that_the_page_says(case: dict[str, Any]) -> None:
    topics = []
    for name, facts in case["topics"].items():
        names = [f"c{place}" for place in range(facts["concepts"])]
        must = KeyPaper(
            arxiv="2401.00001", role="method", must_read=True, concepts=tuple(names[: facts["core"]])
        )
        needs = tuple(
            Requirement(topic=need, kind=kind, concepts=tuple(f"c{place}" for place in places))
            for need, (kind, places) in facts["requires"].items()
        )
        hours, first = tuple(facts["hours"]), tuple(facts["first_pass"])
        topic = make_topic(name, hours=hours, first_pass=first, concepts=names)
        topics.append(replace(topic, key_papers=(must,), requires=needs))

    assert list(find_path(make_graph(*topics), case["targets"]).hours) == case["hours"]
