"""The learning order, paths and the frontier: exact answers on tiny graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import networkx as nx
import pytest

from tests.support.roadmaps import graph_of, missing, roadmap, stage, text, tier, topic
from vlagraph.core.intents import TopicStates
from vlagraph.core.model import Area, Concept, Goal, KeyPaper, Requirement, Text
from vlagraph.core.order import (
    Next,
    PathRules,
    count_figures,
    find_next,
    find_path,
    learning_order,
    levels,
    list_order,
    mean_distance,
    next_topics,
    unlocks,
    urgency,
)
from vlagraph.core.order.arrange import arrange, total_distance
from vlagraph.core.order.learning import _pulls, stage_of
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from vlagraph.core.model import Topic


def test_what_was_just_studied_is_used_next() -> None:
    kg = graph_of(topic("a"), topic("b"), topic("x", "a"), topic("y", "b"))

    assert learning_order(kg, ties="none") == ("a", "x", "b", "y")


def test_a_graph_without_edges_is_ordered_by_id() -> None:
    assert learning_order(graph_of(topic("c"), topic("a"), topic("b"))) == ("a", "b", "c")


def test_a_graph_without_topics_has_an_empty_order_and_no_distance() -> None:
    kg = graph_of()

    assert learning_order(kg) == ()
    assert mean_distance(kg.digraph, ()) == 0.0
    assert count_figures(kg).longest_chain == ()


def test_the_most_urgent_tier_and_what_it_needs_come_before_everything_else() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a"),
            topic("b", "a"),
            topic("m"),
            topic("z", "m", priority="now"),
            priorities=[tier("now", "z")],
        )
    )

    assert learning_order(kg) == ("m", "z", "a", "b")


def test_a_prerequisite_inherits_the_rank_of_its_most_urgent_use() -> None:
    kg = graph_of(
        of=roadmap(
            topic("base"),
            topic("soon", "base", priority="second"),
            topic("now", "base?", priority="first"),
            topic("never"),
            priorities=[tier("first", "now"), tier("second", "soon")],
        )
    )

    assert urgency(kg) == {"base": 0, "now": 0, "soon": 1, "never": 2}


def test_a_topic_of_the_second_tier_comes_before_an_unranked_one() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a"),
            topic("b", "a"),
            topic("y"),
            topic("z", "y", priority="second"),
            priorities=[tier("first"), tier("second", "z")],
        )
    )

    assert learning_order(kg) == ("y", "z", "a", "b")


def test_an_earlier_stage_comes_first_where_nothing_else_decides() -> None:
    kg = graph_of(of=roadmap(topic("a"), topic("b"), stages=[stage("one", "b"), stage("two", "a")]))

    assert learning_order(kg) == ("b", "a")


def test_a_tier_pulls_a_quarter_as_hard_as_the_one_before_and_a_stage_by_how_many_follow_it() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a"),
            topic("b", priority="second"),
            topic("c", priority="third"),
            priorities=[tier("first"), tier("second", "b"), tier("third", "c")],
            stages=[stage("one", "a"), stage("two", "c")],
        )
    )

    assert _pulls(kg) == pytest.approx({0: 0.4, 1: 8.0, 2: 2.0 + 0.2})


def test_a_topic_belongs_to_the_earliest_stage_that_names_it_or_its_area() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a"),
            topic("b"),
            topic("c", area="other"),
            areas=[Area(id="field", name=text("Field")), Area(id="other", name=text("Other"))],
            stages=[stage("one", "b"), stage("two", "field", "b")],
        )
    )

    assert stage_of(kg) == {"a": 1, "b": 0, "c": 2}


def test_a_part_of_the_order_keeps_prerequisites_first_across_topics_left_out() -> None:
    kg = graph_of(topic("z"), topic("m", "z"), topic("a", "m"))

    assert learning_order(kg, among=["a", "z"]) == ("z", "a")


def test_the_total_distance_counts_only_edges_inside_the_order() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("a", "c"), ("c", "d")])

    assert total_distance(graph, ["a", "x", "b", "c"]) == 2 + 3


def test_blocks_follow_each_other_whatever_that_costs() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("c", "d")])

    assert arrange(graph, [["c", "a"], ["b", "d"]]) in {("a", "c", "d", "b"), ("a", "c", "b", "d")}


def test_a_path_lists_every_prerequisite_before_the_target_with_the_reason_of_its_first_use() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b", "a?"), topic("other", "a"))

    path = find_path(kg, ["c"])

    assert [step.topic for step in path.steps] == ["a", "b", "c"]
    assert [step.needed_by for step in path.steps] == [("b", "c"), ("c",), ()]
    assert [step.kind for step in path.steps] == ["required", "required", "target"]
    assert [step.reason and step.reason.en for step in path.steps] == ["a comes first", "b comes first", None]


def test_a_step_is_recommended_only_when_no_later_step_requires_it() -> None:
    kg = graph_of(topic("a"), topic("b"), topic("c", "a?", "b?"), topic("d", "b", "c"))

    kinds = {step.topic: step.kind for step in find_path(kg, ["d"]).steps}

    assert kinds == {"a": "recommended", "b": "required", "c": "required", "d": "target"}


def test_what_only_a_recommended_step_requires_is_recommended_too() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c"), topic("t", "b?", "c", "a?"))

    steps = {step.topic: step for step in find_path(kg, ["t"]).steps}

    assert {name: step.kind for name, step in steps.items()} == {
        "a": "recommended",
        "b": "recommended",
        "c": "required",
        "t": "target",
    }


def test_the_reason_of_a_required_step_is_that_of_a_use_that_requires_it_for_the_target() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("t", "b?", "a"))

    step = find_path(kg, ["t"]).steps[0]

    assert (step.topic, step.kind, step.needed_by) == ("a", "required", ("t", "b"))


def geometry(*needs: tuple[str, ...]) -> tuple[Topic, ...]:
    """A topic of four concepts, and one topic that needs so many of them for each of ``needs``."""
    concepts = tuple(Concept(id=name, name=text(name)) for name in ("lie", "flat", "curved", "dual"))
    base = msgspec.structs.replace(topic("base", hours=(8, 20)), concepts=concepts)
    users = (
        msgspec.structs.replace(
            topic(f"user{number}"), requires=(Requirement(topic="base", kind="required", concepts=named),)
        )
        for number, named in enumerate(needs)
    )
    return (base, *users)


def test_a_step_takes_the_hours_of_the_concepts_that_later_steps_name_and_says_which() -> None:
    kg = graph_of(*geometry(("lie",), ("lie", "dual")))

    one, both = find_path(kg, ["user0"]).steps[0], find_path(kg, ["user0", "user1"]).steps[0]

    assert (one.hours, one.concepts, one.partial) == ((2, 5), ("lie",), True)
    assert (both.hours, both.concepts, both.partial) == ((4, 10), ("lie", "dual"), True)


@pytest.mark.parametrize("needs", [[("lie",), ()], [("lie", "flat", "curved", "dual")]])
def test_a_requirement_that_names_no_concept_or_all_needs_the_whole_topic(
    needs: list[tuple[str, ...]],
) -> None:
    kg = graph_of(*geometry(*needs))

    step = find_path(kg, [name for name in kg.topics if name != "base"]).steps[0]

    assert (step.hours, len(step.concepts), step.partial) == ((8, 20), 4, False)


def test_a_target_is_learned_whole_whatever_other_targets_need_of_it() -> None:
    kg = graph_of(*geometry(("lie",)))

    assert find_path(kg, ["base", "user0"]).steps[0].hours == (8, 20)


def test_what_only_helps_costs_no_hours_and_makes_no_step() -> None:
    helped = Requirement(topic="a", kind="helps", concepts=("part",))
    kg = graph_of(topic("a"), msgspec.structs.replace(topic("b"), requires=(helped,)))

    assert [step.topic for step in find_path(kg, ["b"]).steps] == ["b"]


def test_a_path_speaks_of_a_first_pass_unless_mastery_is_asked_for() -> None:
    kg = graph_of(msgspec.structs.replace(topic("a", hours=(20, 40)), first_pass=(6, 11)))

    assert find_path(kg, ["a"]).hours == (6, 11)
    assert find_path(kg, ["a"], rules=PathRules(mastery=True)).hours == (20, 40)


def test_next_names_what_it_assumes_unless_one_starts_from_scratch() -> None:
    areas = [Area(id="field", name=text("Field")), Area(id="school", name=text("School"), assumed=True)]
    kg = graph_of(of=roadmap(topic("sums", area="school"), topic("a", "sums"), areas=areas))

    usual, known, full = (
        find_next(kg, ()),
        find_next(kg, ["sums"]),
        find_next(kg, (), from_scratch=True),
    )

    assert ([row.topic for row in usual.next], usual.assumed) == (["a"], ("sums",))
    assert ([row.topic for row in known.next], known.assumed) == (["a"], ())
    assert ([row.topic for row in full.next], full.assumed) == (["sums"], ())


def test_next_offers_nothing_that_leads_to_the_goal_only_through_what_is_passed_over() -> None:
    areas = [Area(id="field", name=text("Field")), Area(id="school", name=text("School"), assumed=True)]
    topics = [topic("far"), topic("deep", area="school"), topic("sums", "far", "deep", area="school")]
    kg = graph_of(of=roadmap(*topics, topic("b", "far?"), topic("goal", "sums", "b"), areas=areas))

    usual, full = find_next(kg, (), towards=["goal"]), find_next(kg, (), towards=["goal"], from_scratch=True)
    soft = find_next(kg, ["b"], towards=["goal"])

    assert [(row.topic, row.leads_to) for row in usual.next] == [("far", 2), ("b", 1)]
    assert usual.assumed == find_path(kg, ["goal"]).assumed == ("sums",)
    assert [(row.topic, row.leads_to) for row in full.next] == [("far", 3), ("deep", 2), ("b", 1)]
    assert [row.topic for row in soft.next] == ["goal"]


def test_next_counts_only_the_way_to_the_goal() -> None:
    kg = graph_of(
        topic("a"), topic("b", "a"), topic("goal", "b"), topic("other", "a"), topic("more", "other")
    )

    assert next_topics(kg, (), towards=["goal"]) == (Next("a", ("b",), 2, (), (1, 2)),)
    assert next_topics(kg, ()) == (Next("a", ("b", "other"), 4, (), (1, 2)),)


def test_nothing_is_next_towards_a_goal_without_topics() -> None:
    assert next_topics(graph_of(topic("a")), (), towards=()) == ()


def test_a_roadmap_of_added_topics_alone_has_no_part_without_them() -> None:
    kg = graph_of(msgspec.structs.replace(topic("new"), origin="extension"))

    with pytest.raises(UsageError, match="--roadmap-only leaves no topic"):
        kg.limited(roadmap_only=True)
    assert not graph_of().limited(roadmap_only=True).topics


def test_the_roadmap_alone_has_its_own_topics_and_the_edges_among_them() -> None:
    areas = [Area(id="field", name=text("Field")), Area(id="core", name=text("Core"))]
    added = msgspec.structs.replace(topic("new", "a", area="core"), origin="extension")
    whole = roadmap(
        topic("a"),
        added,
        topic("b", "a", "new"),
        areas=areas,
        priorities=[tier("now", "new", "b")],
        stages=[stage("one", "core", "field")],
    )
    goals = tuple(Goal(id=name, name=text(name), topics=(name,)) for name in ("new", "b"))

    part = graph_of(of=msgspec.structs.replace(whole, goals=goals)).roadmap_only()

    assert list(part.digraph.edges) == [("a", "b")]
    assert [area.id for area in part.roadmap.areas] == ["field"]
    assert [entry.ref for entry in part.roadmap.priorities[0].entries] == ["b"]
    assert part.roadmap.stages[0].steps[0].refs == ("field",)
    assert [goal.id for goal in part.roadmap.goals] == ["b"]


def test_the_hours_of_a_path_are_the_sum_of_its_steps() -> None:
    kg = graph_of(topic("a", hours=(3, 5)), topic("b", "a", hours=(10, 20)))

    assert find_path(kg, ["b"]).hours == (13, 25)


def test_a_known_topic_and_what_only_it_needed_are_left_out_and_named() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c"), topic("d", "b", "c"))

    path = find_path(kg, ["d"], known=["b"])

    assert [step.topic for step in path.steps] == ["c", "d"]
    assert path.known == ("b",)


def test_a_known_topic_that_is_not_on_the_way_is_not_named() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("x"))

    assert find_path(kg, ["b"], known=["x"]).known == ()


def test_a_known_target_stays_in_the_path() -> None:
    kg = graph_of(topic("a"), topic("b", "a"))

    assert [step.topic for step in find_path(kg, ["b"], known=["b"]).steps] == ["a", "b"]


def test_only_required_prerequisites_are_followed_when_asked() -> None:
    kg = graph_of(topic("a"), topic("b"), topic("c", "a?", "b"))

    assert [step.topic for step in find_path(kg, ["c"], rules=PathRules(required_only=True)).steps] == [
        "b",
        "c",
    ]


@pytest.mark.parametrize(("depth", "steps"), [(0, ["c"]), (1, ["b", "c"]), (2, ["a", "b", "c"])])
def test_depth_counts_requirements_back_from_the_target(depth: int, steps: list[str]) -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b"))

    assert [step.topic for step in find_path(kg, ["c"], rules=PathRules(depth=depth)).steps] == steps


def test_what_is_known_beyond_the_depth_is_not_named() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b"))

    assert find_path(kg, ["c"], known=["a"], rules=PathRules(depth=1)).known == ()
    assert find_path(kg, ["c"], known=["a"], rules=PathRules(depth=2)).known == ("a",)


def test_several_targets_come_last_and_share_their_prerequisites() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("t", "b"), topic("s", "a"))

    path = find_path(kg, ["s", "t", "s"])

    assert [step.topic for step in path.steps][:2] == ["a", "b"]
    assert set(path.targets) == {"s", "t"}


def test_a_target_that_a_step_of_another_needs_comes_before_that_step() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b"), topic("d"))

    path = find_path(kg, ["a", "c", "d"])

    assert [step.topic for step in path.steps][:2] == ["a", "b"]
    assert path.steps[0].kind == "target"
    assert path.steps[0].needed_by == ("b",)


def test_a_target_that_nothing_needs_comes_last_however_much_the_others_hang_together() -> None:
    base = [topic(name) for name in "defg"]
    kg = graph_of(*base, topic("a"), topic("x", "a"), topic("b", "x"), topic("c", *"defg"))

    path = find_path(kg, ["a", "b", "c"])

    assert {step.topic for step in path.steps[-2:]} == {"b", "c"}


def test_topics_of_an_assumed_area_are_left_out_unless_one_starts_from_scratch() -> None:
    areas = [Area(id="field", name=text("Field")), Area(id="school", name=text("School"), assumed=True)]
    kg = graph_of(of=roadmap(topic("sums", area="school"), topic("a", "sums"), areas=areas))

    usual, full = find_path(kg, ["a"]), find_path(kg, ["a"], rules=PathRules(from_scratch=True))

    assert ([step.topic for step in usual.steps], usual.assumed) == (["a"], ("sums",))
    assert ([step.topic for step in full.steps], full.assumed) == (["sums", "a"], ())


def test_missing_names_the_nearest_required_prerequisites_first() -> None:
    kg = graph_of(
        topic("far"), topic("mid", "far"), topic("near"), topic("soft"), topic("t", "mid", "near", "soft?")
    )

    assert missing(kg, "t", ()) == ("mid", "near", "far")
    assert missing(kg, "t", {"mid"}) == ("near",)


def test_missing_names_once_and_as_near_what_is_needed_at_two_distances() -> None:
    kg = graph_of(topic("far"), topic("mid", "far"), topic("t", "mid", "far"))

    assert missing(kg, "t", ()) == ("far", "mid")


def test_next_says_what_each_ready_topic_opens_leads_to_and_is_better_after() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "b", "a"), topic("d", "b?"))

    assert next_topics(kg, ()) == (Next("a", ("b",), 3, (), (1, 2)), Next("d", (), 0, ("b",), (1, 2)))
    assert next_topics(kg, {"a", "b", "c", "d"}) == ()


def test_next_puts_first_what_leads_furthest_and_last_what_is_better_done_later() -> None:
    kg = graph_of(
        topic("a"), topic("m", "a?"), topic("n", "m"), topic("o", "n"), topic("z"), topic("y", "z", "a")
    )
    longer = graph_of(topic("a"), topic("z"), topic("y", "z"), topic("x", "y"), topic("b", "a"))

    assert [row.topic for row in next_topics(kg, ())] == ["a", "z", "m"]
    assert [row.topic for row in next_topics(longer, ())] == ["z", "a"]


def test_unlocks_names_everything_downstream_in_learning_order() -> None:
    kg = graph_of(topic("z"), topic("m", "z"), topic("a", "m"), topic("other"))

    assert unlocks(kg, "z") == ("m", "a")
    assert unlocks(kg, "other") == ()


def test_levels_count_the_longest_chain_before_a_topic() -> None:
    kg = graph_of(topic("a"), topic("b", "a"), topic("c", "a", "b"), topic("d"))

    assert levels(kg) == (("a", "d"), ("b",), ("c",))


def test_the_figures_count_what_is_there() -> None:
    kg = graph_of(topic("a", hours=(2, 3)), topic("b", "a", hours=(4, 6)), topic("c", "a?", "b"))

    figures = count_figures(kg)

    assert (figures.topics, figures.concepts, figures.required, figures.recommended) == (3, 3, 2, 1)
    assert figures.longest_chain == ("a", "b", "c")
    assert figures.mean_distance == round(4 / 3, 2)
    assert figures.first_pass == figures.hours == (7, 11)


def test_the_figures_name_the_topic_that_has_the_fewest_key_papers() -> None:
    keys = tuple(KeyPaper(arxiv=f"2304.0000{n}", role="method", why=text("why")) for n in range(3))
    many, few = (
        msgspec.structs.replace(topic(name), key_papers=keys[:count]) for name, count in (("a", 3), ("b", 1))
    )

    figures = count_figures(graph_of(many, few))

    assert (figures.fewest_key_papers, figures.key_papers) == (1, 3)
    assert count_figures(graph_of()).fewest_key_papers == 0


def test_the_order_is_listed_with_places_stages_tiers_and_what_is_learned_or_ready() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a", priority="now"),
            topic("b", "a"),
            topic("c", "b"),
            priorities=[tier("now", "a")],
            stages=[stage("one", "a"), stage("two", "b")],
        )
    )

    rows = [
        (row.number, row.topic.id, row.stage, row.tier, row.state)
        for row in list_order(kg, TopicStates(frozenset("a")))
    ]

    assert rows == [
        (1, "a", "one", "now", "learned"),
        (2, "b", "two", None, "ready"),
        (3, "c", None, None, ""),
    ]


def test_a_topic_that_is_being_learned_is_ready_as_next_has_it_where_its_prerequisites_are_known() -> None:
    kg = graph_of(of=roadmap(topic("a"), topic("b", "a"), topic("c", "b"), topic("d")))
    marked = TopicStates(frozenset("a"), frozenset("bc"))
    rows = list_order(kg, marked)

    assert {row.topic.id for row in rows if row.ready} == {"b", "d"}
    assert {row.topic.id for row in rows if row.ready} == {
        one.topic for one in next_topics(kg, marked.settled)
    }
    assert {row.topic.id: row.state for row in rows} == {
        "a": "learned",
        "b": "learning",
        "c": "learning",
        "d": "ready",
    }


def test_a_requirement_without_a_reason_gives_a_step_without_one() -> None:
    bare = Requirement(topic="a", kind="required")
    kg = graph_of(topic("a"), msgspec.structs.replace(topic("b"), requires=(bare,)))

    assert find_path(kg, ["b"]).steps[0].reason is None


def test_text_speaks_the_language_that_is_asked_for() -> None:
    words = Text(en="order", ko="순서")

    assert (words["en"], words["ko"]) == ("order", "순서")
