"""What changed between two versions of a roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.support.roadmaps import need, roadmap, text, tier, topic
from vlagraph.core.comparing import _PARTS, NeedChange, Renamed, compare_roadmaps
from vlagraph.core.editing import merge_topics, rename_topic, split_topic
from vlagraph.core.model import KeyPaper, Requirement, Roadmap, Topic
from vlagraph.words import LANGS, table

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

BASE = roadmap(topic("a"), topic("b", "a"), topic("c", "b"))


def test_nothing_changed_in_the_same_roadmap() -> None:
    assert not any(compare_roadmaps(BASE, BASE))


def test_topics_and_requirements_come_and_go() -> None:
    after = roadmap(topic("a"), topic("c", "a"), topic("d", "c?"))
    found = compare_roadmaps(BASE, after)

    assert (found.added, found.removed, found.renamed) == (("d",), ("b",), ())
    assert found.needs_added == (NeedChange("c", "a"), NeedChange("d", "c"))
    assert found.needs_removed == (NeedChange("b", "a"), NeedChange("c", "b"))


def test_a_renamed_topic_keeps_its_requirements() -> None:
    found = compare_roadmaps(BASE, rename_topic(BASE, "b", "bee").roadmap)

    assert (found.added, found.removed) == ((), ())
    assert found.renamed == (Renamed("b", "bee"),)
    assert (found.needs_added, found.needs_removed) == ((), ())
    assert [(one.topic, one.fields) for one in found.topics] == [("bee", ("formerly",))]


def test_merged_and_split_topics_are_told_as_what_they_became() -> None:
    merged = compare_roadmaps(BASE, merge_topics(BASE, ("a", "b"), into="ab").roadmap)
    parted = compare_roadmaps(BASE, split_topic(BASE, "b", into=("x", "y"), concepts={}).roadmap)

    assert set(merged.renamed) == {Renamed("a", "ab"), Renamed("b", "ab")}
    assert set(parted.renamed) == {Renamed("b", "x"), Renamed("b", "y")}
    assert merged.added == merged.removed == parted.added == parted.removed == ()


def test_a_requirement_between_topics_that_became_one_is_none_of_that_one() -> None:
    found = compare_roadmaps(BASE, merge_topics(BASE, ("a", "b"), into="ab").roadmap)

    assert (found.needs_added, found.needs_removed) == ((), ())


def test_what_changed_inside_is_told_by_field_and_entry() -> None:
    key = KeyPaper(arxiv="2304.13705", role="method")
    first = replace(BASE.topics[0], hours=(2, 3), concepts=(), key_papers=(key,))
    second = replace(BASE.topics[1], requires=(replace(need("a"), kind="recommended"),))
    after = replace(
        BASE, topics=(first, second, BASE.topics[2]), priorities=(tier("now", "a"),), title=text("New")
    )
    found = compare_roadmaps(BASE, after)

    assert [(one.topic, one.fields) for one in found.topics] == [("a", ("hours",))]
    assert found.topics[0].concepts.removed == ("part",)
    assert found.topics[0].papers.added == ("2304.13705",)
    assert found.needs_changed == (NeedChange("b", "a", ("kind",)),)
    assert {name: one.added for name, one in found.parts.items()} == {"priorities": ("now",)}
    assert found.texts == ("title",)


def test_another_order_of_what_both_versions_have_is_told() -> None:
    one, two, new = (KeyPaper(arxiv=f"2304.1370{n}", role="method") for n in range(3))
    first = replace(BASE.topics[0], key_papers=(one, two))
    turned = replace(first, key_papers=(two, new, one))
    tiers = (tier("now", "a"), tier("soon", "b"))
    before = replace(BASE, topics=(first, *BASE.topics[1:]), priorities=tiers)
    after = replace(BASE, topics=(turned, *BASE.topics[1:]), priorities=tiers[::-1])
    found = compare_roadmaps(before, after)

    assert [(change.topic, change.fields) for change in found.topics] == [("a", ("key_papers_order",))]
    assert (found.parts, found.texts) == ({}, ("priorities_order",))
    grown = compare_roadmaps(before, replace(before, topics=(replace(first, key_papers=(new, one, two)),)))
    assert [change.fields for change in grown.topics] == [()]
    moved = compare_roadmaps(BASE, replace(BASE, topics=BASE.topics[::-1]))
    assert (moved.topics, moved.texts) == ((), ("topics_order",))


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_that_can_change_has_a_name(lang: Lang) -> None:
    told = {*Topic.__struct_fields__, *Requirement.__struct_fields__, *Roadmap.__struct_fields__}
    told -= {"requires", "key_papers", "topics", "topic", "schema", "schema_ref"}
    told |= {f"{name}_order" for name in ("key_papers", "concepts", "topics", *_PARTS)}

    assert not told.difference(table(lang, "field"))
