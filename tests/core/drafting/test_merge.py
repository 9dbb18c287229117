"""One roadmap added to another."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.roadmaps import roadmap, stage, text, tier, topic
from vlagraph.core.drafting import merge_roadmaps, new_parts
from vlagraph.core.model import Area, Concept
from vlagraph.core.soundness import find_errors

BASE = roadmap(topic("a", hours=(3, 4)), topic("b", "a", formerly=["bee"]), priorities=[tier("now", "a")])


def test_a_roadmap_added_to_itself_changes_nothing() -> None:
    joined, ids, _ = merge_roadmaps(BASE, BASE)

    assert joined == BASE
    assert ids == {"a": "a", "b": "b"}


def test_topics_are_the_same_by_name_by_id_and_by_former_id() -> None:
    new = roadmap(replace(topic("x"), name=text("The a")), topic("bee", "x"), topic("c", "bee"))
    joined, ids, _ = merge_roadmaps(BASE, new)

    assert ids == {"x": "a", "bee": "b", "c": "c"}
    assert [one.id for one in joined.topics] == ["a", "b", "c"]
    assert [need.topic for need in joined.topics[2].requires] == ["b"]
    assert find_errors(joined) == ()


def test_what_is_there_stays_and_what_is_empty_is_filled() -> None:
    more = Concept(id="more", name=text("More"))
    new = replace(topic("a", hours=(8, 9)), concepts=(more,), level=4)
    bare = replace(BASE.topics[0], level=0)
    joined, _, kept = merge_roadmaps(replace(BASE, topics=(bare, BASE.topics[1])), roadmap(new))
    grown = joined.topics[0]

    assert grown.hours == (3, 4)
    assert "a.hours" in kept
    assert grown.level == 4
    assert [concept.id for concept in grown.concepts] == ["part", "more"]
    assert joined.topics[1] == BASE.topics[1]


def test_areas_and_stages_of_another_name_come_in_and_tiers_only_where_there_are_none() -> None:
    area = Area(id="new-area", name=text("New area"))
    new = roadmap(
        topic("z", area="new-area"),
        areas=[area],
        priorities=[tier("later", "z")],
        stages=[stage("first", "z")],
    )
    joined, _, kept = merge_roadmaps(BASE, new)
    free, _, _ = merge_roadmaps(roadmap(topic("a")), new)

    assert [one.id for one in joined.areas] == ["field", "new-area"]
    assert [one.id for one in joined.stages] == ["first"]
    assert joined.priorities == BASE.priorities
    assert "priorities" in kept
    assert [one.id for one in free.priorities] == ["later"]
    assert [one.priority for one in free.topics] == [None, "later"]


def test_what_came_in_is_counted() -> None:
    joined, _, _ = merge_roadmaps(BASE, roadmap(topic("a"), topic("c", "a")))
    added = new_parts(BASE, joined)

    assert added.topics == ("c",)
    assert added.requirements == (("a", "c"),)
    assert added.concepts == 1
