from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.roadmaps import graph_of, roadmap, tier, topic
from tests.support.study_samples import make_graph, make_topic, text
from vlagraph.core.model import Priority, PriorityEntry
from vlagraph.core.order import PathRules, find_path
from vlagraph.core.plan import Terms, make_plan, tier_topics, topic_minutes
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic
    from vlagraph.core.plan import Pace, Plan, Window

START = date(2026, 11, 23)
PACES: tuple[Pace, ...] = ("fast", "typical", "slow")


@st.composite
def graphs(draw: DrawFn) -> KnowledgeGraph:
    """Random roadmaps without loops: a topic may need those with a smaller number."""
    topics = []
    for number in range(draw(st.integers(1, 9))):
        before = [f"t{n}" for n in range(number)]
        needs = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        cut = draw(st.integers(0, len(needs)))
        low = draw(st.integers(0, 30))
        topics.append(
            make_topic(
                f"t{number}",
                needs[:cut],
                wishes=needs[cut:],
                hours=(low, low + draw(st.integers(0, 30))),
                concepts=[f"c{n}" for n in range(draw(st.integers(0, 4)))],
                papers=[(f"2401.{number:02d}{n:03d}", ["c1"]) for n in range(draw(st.integers(0, 3)))],
                priority=draw(st.sampled_from([None, "now", "later"])),
            )
        )
    tiers = [("now", (1, 2)), ("later", (4, 9))]
    return make_graph(
        *topics,
        priorities=tuple(
            Priority(id=name, name=text(name), window=text(name), weeks=weeks, entries=())
            for name, weeks in tiers
        ),
    )


@st.composite
def plans(draw: DrawFn) -> tuple[KnowledgeGraph, Plan, frozenset[str]]:
    kg = draw(graphs())
    names = sorted(kg.topics)
    targets = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    known = draw(st.frozensets(st.sampled_from(names), max_size=3))
    terms = Terms(
        weekly=draw(st.integers(20, 3000)),
        start=START,
        pace=draw(st.sampled_from(PACES)),
        weeks=draw(st.none() | st.integers(1, 6)),
        required_only=draw(st.booleans()),
    )
    return kg, make_plan(kg, targets, terms=terms, known=known), known


@given(plans())
def test_no_topic_begins_before_its_prerequisites_end(
    case: tuple[KnowledgeGraph, Plan, frozenset[str]],
) -> None:
    kg, plan, _ = case
    sessions = [session for week in plan.weeks for session in week.sessions]
    first = {s.topic: place for place, s in reversed(list(enumerate(sessions)))}
    last = {s.topic: place for place, s in enumerate(sessions)}

    for name, begin in first.items():
        for need in kg.digraph.pred[name]:
            assert last.get(need, -1) < begin


@given(plans())
def test_no_week_holds_more_than_the_weekly_hours(case: tuple[KnowledgeGraph, Plan, frozenset[str]]) -> None:
    _, plan, _ = case

    assert all(week.minutes <= plan.terms.weekly for week in plan.weeks)
    assert all(week.minutes == plan.terms.weekly for week in plan.weeks[:-1])


@given(plans())
def test_the_total_is_the_sum_of_the_remaining_hours(
    case: tuple[KnowledgeGraph, Plan, frozenset[str]],
) -> None:
    kg, plan, known = case
    path = find_path(kg, plan.targets, known=known, rules=PathRules(required_only=plan.terms.required_only))
    remaining = sum(topic_minutes(kg.topics[step.topic], plan.terms.pace) for step in path.steps)

    assert plan.minutes == (remaining if plan.targets else 0)
    assert not known & {session.topic for week in plan.weeks for session in week.sessions}


@given(plans())
def test_weeks_follow_each_other_and_keep_to_their_number(
    case: tuple[KnowledgeGraph, Plan, frozenset[str]],
) -> None:
    _, plan, _ = case

    assert [w.start for w in plan.weeks] == [START + timedelta(weeks=n) for n in range(len(plan.weeks))]
    assert plan.terms.weeks is None or len(plan.weeks) <= plan.terms.weeks


@given(plans())
def test_every_concept_and_paper_of_a_planned_topic_has_its_week(
    case: tuple[KnowledgeGraph, Plan, frozenset[str]],
) -> None:
    kg, plan, _ = case
    sessions = [session for week in plan.weeks for session in week.sessions]
    for name in {session.topic for session in sessions} - plan.left.keys():
        own = [session for session in sessions if session.topic == name]

        assert [s.part for s in own] == list(range(1, own[0].parts + 1))
        assert list(dict.fromkeys(c for s in own for c in s.concepts)) == [
            c.id for c in kg.topics[name].concepts
        ]
        assert sorted(p for s in own for p in s.papers) == sorted(k.arxiv for k in kg.topics[name].key_papers)


@given(plans())
def test_what_is_to_be_dropped_is_never_required_by_what_is_kept(
    case: tuple[KnowledgeGraph, Plan, frozenset[str]],
) -> None:
    kg, plan, known = case
    for window in plan.windows:
        closure = {
            s.topic
            for s in find_path(kg, window.topics, known=known, rules=PathRules(required_only=True)).steps
        }

        assert not set(window.drop) & closure
        assert window.holds or window.done_without <= window.done


@given(plans())
def test_the_advised_hours_make_the_window_hold(case: tuple[KnowledgeGraph, Plan, frozenset[str]]) -> None:
    kg, plan, known = case
    late = next((w for w in plan.windows if not w.holds), None)
    if late is None:
        return
    terms = replace(plan.terms, weekly=late.weekly_needed)
    again = make_plan(kg, plan.targets, terms=terms, known=known | set(late.drop))

    assert next(w for w in again.windows if w.tier == late.tier).holds


def chain() -> KnowledgeGraph:
    tier = Priority(
        id="now",
        name=text("Now"),
        window=text("1-2 weeks"),
        weeks=(1, 2),
        entries=(PriorityEntry(ref="goal", note=text("note")),),
    )
    return make_graph(
        make_topic("base", hours=(4, 8), papers=[("2401.00001", ["two"]), ("2401.00002", ["one"])]),
        make_topic("extra", hours=(10, 10)),
        make_topic("goal", ["base"], wishes=["extra"], hours=(6, 6)),
        priorities=(tier,),
    )


def plan_for(kg: KnowledgeGraph, hours: int, pace: Pace = "typical") -> Plan:
    return make_plan(kg, ["goal"], terms=Terms(weekly=60 * hours, start=START, pace=pace))


def test_a_topic_longer_than_a_week_is_split_by_concept_with_its_papers() -> None:
    kg = make_graph(
        make_topic("goal", hours=(6, 6), papers=[("2401.00001", ["two"]), ("2401.00002", ["one"])])
    )
    plan = plan_for(kg, 3)
    rows = [(w.number, s.concepts, s.papers, s.part, s.parts) for w in plan.weeks for s in w.sessions]

    assert rows == [(1, ("one",), ("2401.00002",), 1, 2), (2, ("two",), ("2401.00001",), 2, 2)]


def test_the_pace_picks_a_point_of_the_hours() -> None:
    kg = chain()

    assert [plan_for(kg, 5, pace).minutes for pace in ("fast", "typical", "slow")] == [1200, 1320, 1440]


def test_a_window_that_does_not_hold_names_the_recommended_topic_to_leave_out() -> None:
    (window,) = plan_for(chain(), 6).windows

    assert not window.holds
    assert (window.done, window.drop, window.done_without) == (4, ("extra",), 2)


def test_a_window_that_holds_asks_to_drop_nothing() -> None:
    (window,) = plan_for(chain(), 11).windows

    assert (window.holds, window.done, window.drop) == (True, 2, ())
    assert (window.done_without, window.weekly_needed) == (0, 0)


def windows(*topics: Topic, tiers: Mapping[str, Sequence[str]], hours: int = 1) -> tuple[Window, ...]:
    """The windows of two weeks at so many hours each, one a tier, of a plan for all topics of the tiers."""
    priorities = [tier(name, *own) for name, own in tiers.items()]
    kg = graph_of(of=roadmap(*topics, priorities=priorities))
    targets = [name for own in tiers.values() for name in own]
    return make_plan(kg, targets, terms=Terms(weekly=60 * hours, start=START)).windows


def test_the_longest_recommended_topic_waits_first_and_no_more_than_must() -> None:
    (window,) = windows(
        topic("long", hours=(3, 3)),
        topic("short", hours=(1, 1)),
        topic("goal", "long?", "short?", hours=(1, 1)),
        tiers={"now": ["goal"]},
    )

    assert (window.done, window.drop, window.done_without, window.weekly_needed) == (5, ("long",), 2, 60)


def test_a_tier_is_done_with_the_last_of_its_topics() -> None:
    (window,) = windows(
        topic("a", hours=(1, 1)),
        topic("b", hours=(5, 5)),
        topic("c", "b", hours=(1, 1)),
        tiers={"now": ["a", "c"]},
        hours=4,
    )

    assert (window.topics, window.done) == (("a", "c"), 2)


def test_what_a_more_urgent_tier_wants_is_never_left_for_later() -> None:
    _, later = windows(
        topic("x", hours=(3, 3)),
        topic("y", "x?", hours=(1, 1)),
        tiers={"now": ["x"], "later": ["y"]},
    )

    assert (later.holds, later.drop, later.done_without, later.weekly_needed) == (False, (), 4, 120)


def test_when_dropping_is_not_enough_the_needed_hours_are_said() -> None:
    (window,) = plan_for(chain(), 2).windows

    assert (window.drop, window.done_without, window.weekly_needed) == (("extra",), 6, 360)


def test_papers_that_are_read_are_not_listed_again() -> None:
    terms = Terms(weekly=6000, start=START)
    plan = make_plan(chain(), ["base"], terms=terms, read={"2401.00001"})

    assert plan.weeks[0].sessions[0].papers == ("2401.00002",)


def test_weeks_beyond_the_limit_are_left_and_still_counted() -> None:
    plan = make_plan(chain(), ["goal"], terms=Terms(weekly=600, start=START, weeks=1))

    assert len(plan.weeks) == 1
    assert sum(plan.left.values()) == plan.minutes - 600


def test_a_goal_that_is_learned_leaves_nothing_to_plan() -> None:
    plan = make_plan(chain(), ["base"], terms=Terms(weekly=60, start=START), known={"base"})

    assert (plan.weeks, plan.minutes, plan.windows) == ((), 0, ())


def test_a_tier_entry_may_name_a_whole_area() -> None:
    tier = Priority(
        id="now",
        name=text("Now"),
        window=text("soon"),
        weeks=(1, 2),
        entries=(PriorityEntry(ref="area", note=text("note")),),
    )
    kg = make_graph(make_topic("a"), make_topic("b", area="other"), make_topic("c"), priorities=(tier,))

    assert tier_topics(kg, "now") == ("a", "c")


def test_a_plan_past_the_end_of_the_calendar_is_a_usage_error() -> None:
    kg = make_graph(make_topic("goal", hours=(9, 9)))  # 540 weeks, and 521 are left

    with pytest.raises(UsageError, match="9999"):
        make_plan(kg, ["goal"], terms=Terms(weekly=1, start=date(9990, 1, 1)))
