"""Edits of a roadmap keep every reference and every former id, and tell what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.roadmaps import graph_of, random_roadmaps, roadmap, stage, text, tier, topic
from vlagraph.core.editing import (
    Edited,
    NewTopic,
    add_key_paper,
    add_requirement,
    add_topic,
    exclude_phrase,
    merge_topics,
    remove_requirement,
    remove_topic,
    rename_topic,
    split_topic,
)
from vlagraph.core.marks import Mark, Progress, known_topics
from vlagraph.core.model import (
    Area,
    Benchmark,
    Concept,
    Fact,
    KeyPaper,
    Milestone,
    Project,
    Requirement,
    Resource,
    Text,
    Topic,
    Watch,
)
from vlagraph.core.soundness import find_errors, find_loops
from vlagraph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from vlagraph.core.model import Roadmap

LEARNED = Mark(on=True, at="2026-11-22T09:00:00.000Z")


def chain() -> Roadmap:
    """``c`` requires ``b`` requires ``a``; a tier, a stage and a project name ``b``."""
    b = replace(topic("b", "a", formerly=["old-b"], priority="now"), related=("d",))
    whole = roadmap(
        topic("a"),
        b,
        topic("c", "b"),
        topic("d"),
        priorities=[tier("now", "b")],
        stages=[stage("first", "b", "c")],
    )
    step = Milestone(id="m", name=text("M"), goal=text("G"), topics=("b", "c"), hours=(1, 2))
    project = Project(id="p", name=text("P"), benchmark="x", summary=text("S"), milestones=(step,))
    return replace(whole, projects=(project,))


def by_id(edited: Edited) -> dict[str, Topic]:
    return {one.id: one for one in edited.roadmap.topics}


def needs(one: Topic) -> list[str]:
    return [need.topic for need in one.requires]


def references(whole: Roadmap) -> set[str]:
    """Every topic that some part of the roadmap names."""
    found = {need.topic for one in whole.topics for need in one.requires}
    found |= {other for one in whole.topics for other in one.related}
    found |= {entry.ref for one in whole.priorities for entry in one.entries}
    found |= {ref for one in whole.stages for step in one.steps for ref in step.refs}
    return found | {name for one in whole.projects for step in one.milestones for name in step.topics}


def keys(edited: Edited) -> list[tuple[str, str]]:
    return [(message.key, str(message.values.get("topic", ""))) for message in edited.todo]


def test_a_new_topic_stands_last_in_the_tier_of_its_area_and_says_what_is_missing() -> None:
    whole = roadmap(topic("a", priority="now"), priorities=[tier("now", "field")])
    edited = add_topic(whole, NewTopic(id="new", area="field", name=Text(en="New"), requires=("a",)))
    added = edited.roadmap.topics[-1]

    assert (added.id, added.area, added.priority, needs(added)) == ("new", "field", "now", ["a"])
    assert keys(edited) == [("edit.fill_page", "new"), ("edit.fill_requirement", "new")]


@pytest.mark.parametrize(
    ("new", "key"),
    [
        (NewTopic(id="b", area="field", name=Text(en="X")), "edit.id_used"),
        (NewTopic(id="old-b", area="field", name=Text(en="X")), "edit.id_used"),
        (NewTopic(id="field", area="field", name=Text(en="X")), "edit.id_of_area"),
        (NewTopic(id="x", area="nowhere", name=Text(en="X")), "edit.no_area"),
        (NewTopic(id="x", area="field", name=Text(en="X"), requires=("y",)), "edit.no_topic"),
    ],
)
def test_an_id_that_was_ever_used_and_what_does_not_exist_are_refused(new: NewTopic, key: str) -> None:
    with pytest.raises((UnknownNameError, UsageError)) as caught:
        add_topic(chain(), new)

    assert caught.value.message.key == key


def test_a_renamed_topic_keeps_its_old_ids_and_is_named_anew_everywhere() -> None:
    edited = rename_topic(chain(), "b", "bee")
    topics = by_id(edited)

    assert topics["bee"].formerly == ("old-b", "b")
    assert needs(topics["c"]) == ["bee"]
    assert "b" not in references(edited.roadmap)
    assert [entry.ref for entry in edited.roadmap.priorities[0].entries] == ["bee"]
    assert edited.roadmap.projects[0].milestones[0].topics == ("bee", "c")
    assert known_topics(Progress({"b": LEARNED}), graph_of(of=edited.roadmap)) == {"bee"}


def test_a_topic_may_take_its_own_former_id_back() -> None:
    back = rename_topic(rename_topic(chain(), "b", "bee").roadmap, "bee", "b")

    assert by_id(back)["b"].formerly == ("old-b", "bee")


def rich() -> Roadmap:
    """A topic with two concepts, each with a paper of its own, and two topics that need one concept each."""
    parts = tuple(Concept(id=name, name=text(name), note=text(name)) for name in ("part", "other"))
    papers = tuple(
        KeyPaper(arxiv=f"2699.0000{n}", role="method", why=text("w"), concepts=(name,))
        for n, name in enumerate(("part", "other"), 1)
    )
    books = (Resource(title="Both", kind="book", why=text("w"), concepts=("part", "other")),)
    whole = replace(
        topic("whole", "base", formerly=["ancient"]), concepts=parts, key_papers=papers, resources=books
    )
    user = replace(topic("user", "whole"), requires=(_need("whole", "other"),))
    both = replace(topic("both", "whole"), requires=(_need("whole", "part", "other"),))
    return roadmap(topic("base", formerly=["elder"]), whole, topic("first", "whole"), user, both)


def _need(other: str, *concepts: str) -> Requirement:
    return Requirement(topic=other, kind="required", concepts=concepts, reason=text("r"), source="s")


def test_a_split_parts_concepts_papers_and_the_requirements_of_others() -> None:
    edited = split_topic(rich(), "whole", into=["left", "right"], concepts={"right": ["other"]})
    topics = by_id(edited)

    assert [c.id for c in topics["left"].concepts] == ["part"]
    assert [c.id for c in topics["right"].concepts] == ["other"]
    assert [k.arxiv for k in topics["right"].key_papers] == ["2699.00002"]
    assert [r.concepts for r in topics["left"].resources + topics["right"].resources] == [
        ("part",),
        ("other",),
    ]
    assert [needs(topics[name]) for name in ("left", "right", "first", "user", "both")] == [
        ["base"],
        ["base"],
        ["left"],
        ["right"],
        ["left", "right"],
    ]
    assert topics["left"].formerly == topics["right"].formerly == ("ancient", "whole")
    marked = known_topics(Progress({"whole": LEARNED}), graph_of(of=edited.roadmap))
    assert marked == {"left", "right"}


def test_a_part_that_keeps_the_id_keeps_the_marks_alone() -> None:
    edited = split_topic(rich(), "whole", into=["whole", "right"], concepts={"right": ["other"]})

    assert by_id(edited)["whole"].formerly == ("ancient",)
    assert by_id(edited)["right"].formerly == ()
    assert known_topics(Progress({"whole": LEARNED}), graph_of(of=edited.roadmap)) == {"whole"}


def test_a_part_that_keeps_the_id_keeps_the_names_wherever_it_is_named() -> None:
    edited = split_topic(rich(), "whole", into=["left", "whole"], concepts={"whole": ["other"]})

    assert {name: by_id(edited)[name].name.en for name in ("left", "whole")} == {
        "left": "Left",
        "whole": by_id(Edited(rich()))["whole"].name.en,
    }
    assert by_id(edited)["left"].formerly == ()
    assert find_errors(edited.roadmap) == ()


def test_topics_without_a_name_are_called_in_the_one_language_of_the_roadmap() -> None:
    korean = Text(ko="법")
    law = Topic(id="law", area="field", name=korean, concepts=(Concept(id="torts", name=korean),))
    whole = replace(
        roadmap(law), title=korean, areas=(Area(id="field", name=korean),), priorities=(), stages=()
    )
    added = add_topic(whole, NewTopic(id="new-law", area="field")).roadmap
    parts = [
        split_topic(whole, "law", into=into, concepts={"wrongs": ["torts"]}).roadmap
        for into in (("law", "wrongs"), ("rules", "wrongs"), ("wrongs", "law"))
    ]

    assert added.topics[1].name == Text(ko="New law")
    assert [one.languages for one in (added, *parts)] == [("ko",)] * 4
    assert [one.topics[0].name.ko for one in parts] == ["법", "법", "Wrongs"]
    english = add_topic(roadmap(topic("a")), NewTopic(id="new-law", area="field")).roadmap
    assert english.topics[1].name == Text(en="New law")


def test_a_split_says_that_the_hours_are_not_parted() -> None:
    edited = split_topic(rich(), "whole", into=["left", "right"], concepts={})
    nothing = replace(rich(), topics=tuple(replace(one, hours=(0, 0)) for one in rich().topics))

    assert keys(edited)[-1] == ("edit.part_hours", "whole")
    assert keys(split_topic(nothing, "whole", into=["left", "right"], concepts={}))[-1][0] == "edit.look_over"


@pytest.mark.parametrize(
    ("into", "concepts", "key"),
    [
        (["one"], {}, "edit.split_needs_two"),
        (["one", "one"], {}, "edit.split_needs_two"),
        (["one", "base"], {}, "edit.id_used"),
        (["one", "elder"], {}, "edit.id_used"),
        (["one", "two"], {"three": ["part"]}, "edit.no_part"),
        (["one", "two"], {"two": ["nothing"]}, "edit.no_concept"),
    ],
)
def test_a_split_that_cannot_be_meant_is_refused(
    into: list[str], concepts: dict[str, list[str]], key: str
) -> None:
    with pytest.raises((UnknownNameError, UsageError)) as caught:
        split_topic(rich(), "whole", into=into, concepts=concepts)

    assert caught.value.message.key == key


def test_a_merge_joins_what_both_had_and_never_requires_itself() -> None:
    edited = merge_topics(chain(), ["a", "b"], into="ab")
    topics = by_id(edited)

    assert list(topics) == ["ab", "c", "d"]
    assert topics["ab"].formerly == ("a", "old-b", "b")
    assert (needs(topics["ab"]), needs(topics["c"])) == ([], ["ab"])
    assert topics["ab"].hours == (2, 4)
    assert references(edited.roadmap) <= set(topics)
    assert known_topics(Progress({"old-b": LEARNED}), graph_of(of=edited.roadmap)) == {"ab"}


def test_a_split_topic_is_merged_back_under_its_id_as_it_was() -> None:
    before = rich()
    parts = split_topic(before, "whole", into=["left", "right"], concepts={"right": ["other"]}).roadmap
    edited = merge_topics(parts, ["left", "right"], into="whole")
    back, was = by_id(edited)["whole"], by_id(Edited(before))["whole"]

    assert back.formerly == ("ancient", "left", "right")
    assert (back.concepts, back.key_papers, back.resources) == (was.concepts, was.key_papers, was.resources)
    assert [by_id(edited)[name].requires for name in ("first", "user")] == [
        by_id(Edited(before))[name].requires for name in ("first", "user")
    ]
    assert by_id(edited)["both"].requires == (_need("whole", "part", "other"),)
    assert find_errors(edited.roadmap) == ()


def test_merged_topics_are_split_again_under_their_ids() -> None:
    whole = merge_topics(chain(), ["a", "b"], into="ab").roadmap
    edited = split_topic(whole, "ab", into=["a", "b"], concepts={})

    assert {name: one.formerly for name, one in by_id(edited).items() if name in {"a", "b"}} == {
        "a": ("old-b", "ab"),
        "b": ("old-b", "ab"),
    }
    assert not [one for one in find_errors(edited.roadmap) if one.kind == "former_alive"]


def test_a_merge_takes_the_summary_and_the_notes_that_the_first_lacks_from_the_others() -> None:
    bare = replace(topic("a"), summary=None, concepts=(Concept(id="part", name=text("Part")),))
    full = replace(
        topic("b"),
        concepts=(replace(topic("b").concepts[0], aliases=("piece",), bullets=("a line",)),),
    )
    merged = merge_topics(roadmap(bare, full), ["a", "b"], into="a").roadmap.topics[0]

    assert merged.summary == full.summary
    assert merged.concepts == full.concepts


def test_an_id_that_another_topic_had_too_is_no_name_of_a_merge() -> None:
    thirds = split_topic(rich(), "whole", into=["left", "middle", "right"], concepts={}).roadmap

    with pytest.raises(UsageError, match="belongs to right"):
        merge_topics(thirds, ["left", "middle"], into="whole")


def test_merged_requirements_keep_the_strongest_kind_and_all_that_they_need() -> None:
    weak = Requirement(topic="base", kind="helps", concepts=("x",), proposed=True)
    strong = _need("base", "y", "x")
    one, two = (replace(topic(name), requires=(need,)) for name, need in (("a", weak), ("b", strong)))
    user = replace(topic("user"), requires=(replace(weak, topic="a"), replace(strong, topic="b")))
    edited = merge_topics(roadmap(topic("base"), one, two, user), ["a", "b"], into="a")

    assert by_id(edited)["a"].requires == (_need("base", "x", "y"),)
    assert by_id(edited)["user"].requires == (_need("a", "x", "y"),)


def test_merged_requirements_of_a_part_and_of_the_whole_need_the_whole() -> None:
    base = replace(topic("base"), concepts=(Concept(id="x", name=text("X")), Concept(id="y", name=text("Y"))))
    one = replace(topic("a"), requires=(_need("base", "x"),))
    two = replace(topic("b"), requires=(Requirement(topic="base", kind="required"),))
    edited = merge_topics(roadmap(base, one, two), ["a", "b"], into="a")

    assert [(need.topic, need.concepts) for need in by_id(edited)["a"].requires] == [("base", ())]


def test_a_proposed_requirement_is_not_confirmed_by_a_weaker_one() -> None:
    helps = Requirement(topic="base", kind="helps")
    strong = Requirement(topic="base", kind="required", proposed=True)
    one, two = (replace(topic(name), requires=(need,)) for name, need in (("a", helps), ("b", strong)))
    edited = merge_topics(roadmap(topic("base"), one, two), ["a", "b"], into="a")

    (need,) = by_id(edited)["a"].requires
    assert (need.kind, need.proposed) == ("required", True)


def test_a_merged_topic_stands_once_in_the_most_urgent_tier_of_any() -> None:
    whole = roadmap(
        topic("a", priority="soon"),
        topic("b", priority="now"),
        topic("c", priority="now"),
        priorities=[tier("now", "b", "c"), tier("soon", "a")],
    )
    edited = merge_topics(whole, ["a", "b", "c"], into="a")

    assert [[entry.ref for entry in one.entries] for one in edited.roadmap.priorities] == [["a"], []]
    assert by_id(edited)["a"].priority == "now"


def test_a_topic_does_not_take_its_own_place() -> None:
    with pytest.raises(UsageError, match="its own place"):
        remove_topic(chain(), "b", replacement="b")


def test_a_merge_adds_up_first_passes_and_takes_all_of_a_topic_that_parts_none() -> None:
    one = replace(topic("a"), hours=(10, 20), first_pass=(3, 5))
    two, three = replace(topic("b"), hours=(4, 8)), replace(topic("c"), hours=(1, 2))
    parted = by_id(merge_topics(roadmap(one, two, three), ["b", "a"], into="b"))["b"]
    plain = by_id(merge_topics(roadmap(one, two, three), ["b", "c"], into="b"))["b"]

    assert (parted.hours, parted.first_pass) == ((14, 28), (7, 13))
    assert (plain.hours, plain.first_pass) == ((5, 10), (0, 0))


def test_a_merge_into_one_of_them_keeps_that_one_and_its_place() -> None:
    edited = merge_topics(chain(), ["a", "c"], into="c")

    assert [one.id for one in edited.roadmap.topics] == ["b", "c", "d"]
    assert by_id(edited)["c"].formerly == ("a",)


def test_merged_rules_follow_what_any_of_them_did() -> None:
    one = replace(topic("a"), watch=Watch(any_of=("x",), with_one=("robot",), categories=("cs.RO",)))
    two = replace(topic("b"), watch=Watch(any_of=("y",), none_of=("z",), categories=("cs.CV",)))
    watch = by_id(merge_topics(roadmap(one, two), ["a", "b"], into="a"))["a"].watch

    assert watch == Watch(any_of=("x", "y"), none_of=("z",), categories=("cs.RO", "cs.CV"))


@pytest.mark.parametrize(
    ("first", "second", "usual", "kept"),
    [
        (0.74, None, 0.45, None),
        (None, 0.74, None, None),
        (0.3, None, 0.45, 0.3),
        (0.74, 0.6, 0.45, 0.6),
        (None, None, 0.45, None),
    ],
)
def test_a_merged_topic_takes_every_paper_that_one_of_them_took(
    first: float | None, second: float | None, usual: float | None, kept: float | None
) -> None:
    one = replace(topic("a"), watch=Watch(any_of=("x",), threshold=first))
    two = replace(topic("b"), watch=Watch(any_of=("y",), threshold=second))
    watch = by_id(merge_topics(roadmap(one, two), ["a", "b"], into="a", usual=usual))["a"].watch

    assert watch is not None
    assert watch.threshold == kept


@pytest.mark.parametrize(("shipped", "kept"), [(None, None), (0.7, 0.7)])
def test_a_threshold_of_phrases_alone_does_not_count_beside_fitted_numbers(
    shipped: float | None, kept: float | None
) -> None:
    one = replace(topic("a"), watch=Watch(any_of=("x",), threshold=shipped))
    two = replace(topic("b"), watch=Watch(any_of=("y",), threshold=0.3))
    edited = merge_topics(roadmap(one, two), ["b", "a"], into="b", usual=0.45, fitted={"a"})
    watch = by_id(edited)["b"].watch

    assert watch is not None
    assert watch.threshold == kept


def test_a_removed_topic_leaves_no_reference_and_tells_who_needed_it() -> None:
    edited = remove_topic(chain(), "b")

    assert "b" not in references(edited.roadmap)
    assert keys(edited) == [("edit.requirement_gone", "c"), ("edit.marks_unshown", "b")]


def test_a_benchmark_of_a_concept_that_goes_with_its_topic_stands_for_none() -> None:
    fact = Fact(field="tasks", value=text("10"), source="x")
    bench = Benchmark(id="bench", name="Bench", concept="other", facts=(fact,), analysis=text("x"))
    edited = remove_topic(replace(rich(), benchmarks=(bench,)), "whole")

    assert edited.roadmap.benchmarks[0].concept is None
    assert not [one for one in find_errors(edited.roadmap) if one.kind == "no_concept_anywhere"]
    assert edited.todo[-1].key == "edit.concept_gone"
    assert remove_topic(replace(rich(), benchmarks=(bench,)), "user").roadmap.benchmarks == (bench,)


def test_an_heir_takes_over_the_marks_of_a_removed_topic() -> None:
    edited = remove_topic(chain(), "b", replacement="c")

    assert by_id(edited)["c"].formerly == ("old-b", "b")
    assert known_topics(Progress({"b": LEARNED}), graph_of(of=edited.roadmap)) == {"c"}


def test_a_requirement_is_added_completed_and_taken_back() -> None:
    bare = add_requirement(chain(), "d", Requirement(topic="a", kind="recommended"))
    whole = add_requirement(
        bare.roadmap,
        "d",
        Requirement(topic="a", kind="required", reason=Text(en="r"), source="s", concepts=("part",)),
    )
    kept = add_requirement(whole.roadmap, "d", Requirement(topic="a", kind="recommended"))

    unsourced = add_requirement(chain(), "d", Requirement(topic="a", kind="required", reason=Text(en="r")))
    assert keys(bare) == [("edit.fill_requirement", "d")]
    assert keys(unsourced) == [("edit.fill_source", "d"), ("edit.fill_needed_concepts", "d")]
    assert keys(whole) == []
    assert by_id(kept)["d"].requires == (replace(by_id(whole)["d"].requires[0], kind="recommended"),)
    assert needs(by_id(remove_requirement(kept.roadmap, "d", "a"))["d"]) == []
    with pytest.raises(UsageError, match="does not require"):
        remove_requirement(chain(), "a", "b")
    with pytest.raises(UsageError, match="itself"):
        add_requirement(chain(), "a", Requirement(topic="a", kind="required"))


def test_a_key_paper_comes_last_and_is_completed_by_a_second_edit() -> None:
    key = KeyPaper(arxiv="2699.00009", role="method", why=Text(en="w"), concepts=())
    first = add_key_paper(chain(), "a", key)
    second = add_key_paper(first.roadmap, "a", replace(key, why=Text(en="better"), concepts=("part",)))

    assert keys(first) == [("edit.fill_explained_concepts", "a")]
    assert keys(second) == []
    assert [(k.arxiv, k.why.en) for k in by_id(second)["a"].key_papers if k.why] == [("2699.00009", "better")]
    with pytest.raises(UnknownNameError, match="no concept"):
        add_key_paper(chain(), "a", replace(key, concepts=("nothing",)))


def test_a_phrase_is_excluded_once() -> None:
    watched = roadmap(replace(topic("a"), watch=Watch(any_of=("x",), none_of=("y",))), topic("b", "a"))
    edited = exclude_phrase(exclude_phrase(watched, "a", "z").roadmap, "a", "z")

    assert by_id(edited)["a"].watch == Watch(any_of=("x",), none_of=("y", "z"))
    with pytest.raises(UsageError, match="watch rule"):
        exclude_phrase(watched, "b", "z")


@given(random_roadmaps(most=8), st.data())
def test_no_edit_leaves_a_reference_without_its_topic_or_a_loop(whole: Roadmap, data: st.DataObject) -> None:
    names = sorted(one.id for one in whole.topics)
    name = data.draw(st.sampled_from(names))
    other = data.draw(st.sampled_from(names))
    edits = [rename_topic(whole, name, "fresh"), remove_topic(whole, name)]
    edits.append(split_topic(whole, name, into=["one", "two"], concepts={"two": ["part"]}))
    for edited in edits:
        assert references(edited.roadmap) <= {one.id for one in edited.roadmap.topics}
        assert find_loops(edited.roadmap) == ()
    if other != name:
        merged = merge_topics(whole, [name, other], into="joined")
        assert references(merged.roadmap) <= {one.id for one in merged.roadmap.topics}


def test_a_new_topic_requires_another_once_however_often_it_is_named() -> None:
    new = NewTopic(id="new", area="field", name=Text(en="New"), requires=("a", "a"))
    edited = add_topic(roadmap(topic("a")), new)

    assert needs(edited.roadmap.topics[-1]) == ["a"]
    assert keys(edited) == [("edit.fill_page", "new"), ("edit.fill_requirement", "new")]
