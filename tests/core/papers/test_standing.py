"""Under which topics a paper stands, as values: rules, key papers, and what the reader said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.support.news_samples import paper
from tests.support.roadmaps import graph_of, topic
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.model import KeyPaper, Text
from vlagraph.core.papers.quiet import quiet_topics
from vlagraph.core.papers.standing import Standings

if TYPE_CHECKING:
    from vlagraph.core.graph import KnowledgeGraph

KEY = paper("2601.00001", "A key paper", {"b": 0.6})
ONE = paper("2601.00002", "One", {"a": 0.9, "b": 0.7})
OLD = paper("2601.00003", "Of a former topic", {"was": 0.8, "b": 0.5})


@pytest.fixture
def kg() -> KnowledgeGraph:
    """Topics a, b and c; a and c stem from the topic "was", and a has a key paper."""
    key = KeyPaper(arxiv=KEY.id, role="method", why=Text(en="why", ko="왜"), concepts=("part",))
    a = msgspec.structs.replace(topic("a"), key_papers=(key,), formerly=("was",))
    return graph_of(a, topic("b"), msgspec.structs.replace(topic("c"), formerly=("was",)))


def said(*opinions: Opinion, on: bool = True) -> Progress:
    """The marks of a reader who said ``opinions`` one after the other."""
    return Progress(
        feedback={one: Mark(on, f"2026-11-22T12:00:00.{n:03d}Z") for n, one in enumerate(opinions)}
    )


def test_a_paper_stands_under_the_topics_that_chose_it_then_under_its_matches(kg: KnowledgeGraph) -> None:
    standings = Standings(kg)

    assert kg.chosen_by == {KEY.id: ("a",)}
    assert standings.topics(KEY) == ("a", "b")
    assert standings.topics(ONE) == ("a", "b")


def test_a_match_under_a_former_id_counts_for_every_topic_that_stems_from_it(kg: KnowledgeGraph) -> None:
    assert Standings(kg).topics(OLD) == ("a", "c", "b")
    assert Standings(kg, said(Opinion("dismissed", OLD.id, "was"))).topics(OLD) == ("b",)


def test_the_reader_pins_moves_and_dismisses(kg: KnowledgeGraph) -> None:
    pinned = Standings(kg, said(Opinion("pinned", ONE.id, "c")))
    moved = Standings(kg, said(Opinion("moved", ONE.id, "c", "a")))
    gone = Standings(kg, said(Opinion("dismissed", ONE.id)))

    assert [(place.topic, place.how) for place in pinned.places(ONE)] == [
        ("c", "pinned"),
        ("a", "matched"),
        ("b", "matched"),
    ]
    assert [(place.topic, place.how) for place in moved.places(ONE)] == [("c", "moved"), ("b", "matched")]
    assert gone.topics(ONE) == ()
    assert gone.dismissed(kg.topics["a"], {ONE.id: ONE}) == {ONE.id}
    assert gone.dismissed(kg.topics["c"], {ONE.id: ONE}) == frozenset()
    assert moved.left(ONE.id) == {"a"}
    assert moved.verdicts(ONE.id)["a"] == "dismissed"
    assert gone.left(ONE.id) == frozenset()


def test_of_what_other_readers_said_their_pins_count_after_the_reader_s_own_word(kg: KnowledgeGraph) -> None:
    ada = said(Opinion("pinned", ONE.id, "b"), Opinion("pinned", ONE.id, "c"), Opinion("dismissed", OLD.id))
    bo = said(
        Opinion("pinned", ONE.id, "c"), Opinion("moved", KEY.id, "c", "a"), Opinion("pinned", OLD.id, "b")
    )
    gone = said(Opinion("pinned", ONE.id, "a"), Opinion("dismissed", ONE.id, "a"))
    others = {"bo": bo.feedback, "ada": ada.feedback, "cy": gone.feedback}
    standings = Standings(kg, replace(said(Opinion("pinned", ONE.id, "b")), others=others))
    against = Standings(kg, replace(said(Opinion("dismissed", ONE.id, "c")), others=others))

    assert [(place.topic, place.how, place.pinned_by) for place in standings.places(ONE)] == [
        ("b", "pinned", ("ada",)),
        ("c", "shared", ("ada", "bo")),
        ("a", "matched", ()),
    ]
    assert standings.topics(KEY) == Standings(kg).topics(KEY)
    assert set(standings.topics(OLD)) == set(Standings(kg).topics(OLD))
    assert standings.verdicts(OLD.id) == {}
    assert "c" not in against.topics(ONE)
    assert against.dismissed(kg.topics["c"], {ONE.id: ONE}) == {ONE.id}
    assert standings.is_news(msgspec.structs.replace(ONE, matches=()))


def test_what_was_taken_back_counts_no_more(kg: KnowledgeGraph) -> None:
    assert Standings(kg, said(Opinion("dismissed", ONE.id), on=False)).topics(ONE) == ("a", "b")


def test_of_opinions_at_the_same_moment_the_one_for_a_topic_counts(kg: KnowledgeGraph) -> None:
    at = Mark(on=True, at="2026-11-22T12:00:00.000Z")
    both = Progress(feedback={Opinion("dismissed", ONE.id): at, Opinion("pinned", ONE.id, "b"): at})

    assert [(place.topic, place.how) for place in Standings(kg, both).places(ONE)] == [("b", "pinned")]


def test_a_dismissed_key_paper_is_none_of_that_topic(kg: KnowledgeGraph) -> None:
    standings = Standings(kg, said(Opinion("dismissed", KEY.id, "a")))

    assert standings.chosen_by(KEY.id) == ()
    assert standings.key_papers(kg.topics["a"]) == ()
    assert standings.topics(KEY) == ("b",)
    assert standings.dismissed(kg.topics["a"], {}) == {KEY.id}


def test_key_papers_withdrawn_papers_and_papers_of_no_topic_are_no_news(kg: KnowledgeGraph) -> None:
    standings = Standings(kg, said(Opinion("dismissed", OLD.id)))
    withdrawn = msgspec.structs.replace(ONE, withdrawn=True)
    curated = msgspec.structs.replace(ONE, curated=True)

    assert standings.is_news(ONE)
    assert not any(map(standings.is_news, (KEY, OLD, withdrawn, curated)))


def test_a_topic_is_quiet_where_its_newest_paper_is_not_recent() -> None:
    newest = {"b": "2026-11-20", "a": "2026-11-20", "c": ""}

    assert quiet_topics(newest, since=date(2026, 11, 1)) == (("c", None),)
    assert quiet_topics({**newest, "c": "2026-11-20"}, since=date(2026, 11, 1)) == ()
    assert quiet_topics(newest, since=date(2100, 1, 1)) == (
        ("c", None),
        ("a", "2026-11-20"),
        ("b", "2026-11-20"),
    )
