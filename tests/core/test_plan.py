from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as replace_fields

from tests.support.roadmaps import graph_of, roadmap, tier, topic
from tests.support.study_samples import make_graph, make_topic, text
from vlagraph.core.depths import papers_for
from vlagraph.core.milestones import all_milestones
from vlagraph.core.model import (
    Exercise,
    KeyPaper,
    Milestone,
    Priority,
    PriorityEntry,
    Project,
    Requirement,
    Resource,
)
from vlagraph.core.order import PathRules, Step, find_path
from vlagraph.core.plan import Terms, make_plan, minutes_at, minutes_to_read, tier_topics
from vlagraph.core.plan.work import Share, pieces_of, share_out
from vlagraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn

    from vlagraph.core.graph import KnowledgeGraph
    from vlagraph.core.model import Topic
    from vlagraph.core.plan import Pace, Plan, Window

    Case = tuple[KnowledgeGraph, Plan, frozenset[str]]
    """A roadmap, a plan for it, and the topics that were known before."""

START = date(2026, 11, 23)
PACES: tuple[Pace, ...] = ("fast", "typical", "slow")


@st.composite
def graphs(draw: DrawFn) -> KnowledgeGraph:
    """Random roadmaps without loops: a topic may need those with a smaller number."""
    topics: list[Topic] = []
    for number in range(draw(st.integers(1, 9))):
        before = [f"t{n}" for n in range(number)]
        needs = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        cut = draw(st.integers(0, len(needs)))
        low, first = draw(st.integers(0, 30)), draw(st.integers(0, 9))
        concepts = [f"c{n}" for n in range(draw(st.integers(0, 4)))]
        some = st.lists(st.sampled_from(concepts), unique=True) if concepts else st.just([])
        named = draw(st.lists(some, max_size=3))
        topic = make_topic(
            f"t{number}",
            needs[:cut],
            wishes=needs[cut:],
            hours=(low, low + draw(st.integers(0, 30))),
            first_pass=(min(low, first), min(low, first) + draw(st.integers(0, 9))),
            concepts=concepts,
            papers=[(f"2401.{draw(st.integers(0, 30)):05d}", names) for names in named],
            priority=draw(st.sampled_from([None, "now", "later"])),
            exercises=tuple(
                Exercise(task=text(f"do {n}"), hours=(1, 3), first_pass=n == 0, concepts=tuple(names))
                for n, names in enumerate(draw(st.lists(some, max_size=2)))
            ),
            resources=tuple(
                Resource(title=f"book {n}", kind="book", concepts=tuple(names))
                for n, names in enumerate(draw(st.lists(some, max_size=2)))
            ),
        )
        topics.append(_with_lengths(draw, topic, known=topics))
    tiers = [("now", (1, 2)), ("later", (4, 9))]
    return make_graph(
        *topics,
        priorities=tuple(
            Priority(id=name, name=text(name), window=text(name), weeks=weeks, entries=())
            for name, weeks in tiers
        ),
    )


def _with_lengths(draw: DrawFn, topic: Topic, known: Sequence[Topic]) -> Topic:
    """``topic`` with papers that have lengths and may be must-reads, and needs that name concepts."""
    papers = {paper.arxiv: paper for paper in topic.key_papers}
    concepts = {other.id: [concept.id for concept in other.concepts] for other in known}
    return replace_fields(
        topic,
        key_papers=tuple(
            replace_fields(
                paper, must_read=draw(st.booleans()), pages=draw(st.none() | st.sampled_from([1, 9, 200]))
            )
            for paper in papers.values()
        ),
        requires=tuple(
            replace_fields(need, concepts=tuple(name for name in concepts[need.topic] if draw(st.booleans())))
            for need in topic.requires
        ),
    )


@st.composite
def plans(draw: DrawFn) -> Case:
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
        mastery=draw(st.booleans()),
        passed=draw(st.none() | st.integers(0, 10)),
    )
    return kg, make_plan(kg, targets, terms=terms, known=known), known


def _no_topic_begins_before_its_prerequisites_end(case: Case) -> None:
    kg, plan, _ = case
    sessions = [session for week in plan.weeks for session in week.sessions]
    first = {s.topic: place for place, s in reversed(list(enumerate(sessions)))}
    last = {s.topic: place for place, s in enumerate(sessions)}

    for name, begin in first.items():
        for need in kg.digraph.pred[name]:
            assert last.get(need, -1) < begin


def _no_week_holds_more_than_the_weekly_hours(case: Case) -> None:
    _, plan, _ = case

    assert all(week.minutes <= plan.terms.weekly for week in plan.weeks)
    assert all(week.minutes == plan.terms.weekly for week in plan.weeks[:-1])


def _the_total_is_the_sum_of_the_remaining_hours(case: Case) -> None:
    kg, plan, known = case
    rules = PathRules(required_only=plan.terms.required_only, mastery=plan.terms.mastery)
    path = find_path(kg, plan.targets, known=known, rules=rules)
    remaining = sum(minutes_at(step.hours, plan.terms.pace) for step in path.steps)

    assert plan.minutes == (remaining if plan.targets else 0)
    assert not known & {session.topic for week in plan.weeks for session in week.sessions}


def _weeks_follow_each_other_and_keep_to_their_number(case: Case) -> None:
    _, plan, _ = case
    passed = plan.terms.passed or 0
    numbers = [passed + n for n in range(len(plan.weeks))]

    assert [(w.number, w.start) for w in plan.weeks] == [(n + 1, START + timedelta(weeks=n)) for n in numbers]
    assert plan.terms.weeks is None or len(plan.weeks) <= plan.terms.weeks


def _every_concept_that_is_needed_has_its_session_and_sessions_are_counted(case: Case) -> None:
    kg, plan, known = case
    rules = PathRules(required_only=plan.terms.required_only, mastery=plan.terms.mastery)
    for step in find_path(kg, plan.targets, known=known, rules=rules).steps:
        own = [s for week in plan.weeks for s in week.sessions if s.topic == step.topic]
        if not own or step.topic in plan.left:
            continue

        assert [s.part for s in own] == list(range(1, own[0].parts + 1))
        assert tuple(dict.fromkeys(c for s in own for c in s.concepts)) == step.concepts
        assert {s.partial for s in own} == {step.partial}


def _every_minute_has_its_work_and_every_paper_and_exercise_begins_once(case: Case) -> None:
    _, plan, _ = case
    sessions = [session for week in plan.weeks for session in week.sessions]
    papers = [paper for session in sessions for paper in session.papers]
    exercises = [
        (session.topic, work.what)
        for session in sessions
        for work in session.work
        if isinstance(work.what, Exercise) and not work.continued
    ]

    assert all(s.minutes == sum(work.minutes for work in s.work) and s.work for s in sessions)
    assert len(papers) == len(set(papers))
    assert len(exercises) == len(set(exercises))


def _the_papers_of_the_depth_are_read_or_named_and_exercises_of_whole_topics_are_done(case: Case) -> None:
    kg, plan, known = case
    rules = PathRules(required_only=plan.terms.required_only, mastery=plan.terms.mastery)
    sessions = [session for week in plan.weeks for session in week.sessions]
    planned = {paper for session in sessions for paper in session.papers}
    if plan.left:
        return
    for step in find_path(kg, plan.targets, known=known, rules=rules).steps:
        topic = kg.topics[step.topic]
        own = {work.what for s in sessions if s.topic == step.topic for work in s.work}
        papers = papers_for(topic, step.concepts, mastery=plan.terms.mastery)
        exercises = {e for e in topic.exercises if plan.terms.mastery or e.first_pass}

        assert {key.arxiv for key in papers} <= planned | set(plan.further.get(step.topic, ()))
        assert not planned & set(plan.further.get(step.topic, ()))
        assert step.partial or exercises <= own


def _a_paper_gets_its_time_or_nearly_unless_it_is_a_must_or_the_only_one_of_its_topic(case: Case) -> None:
    _, plan, _ = case
    spent: Counter[tuple[str, KeyPaper]] = Counter()
    for session in (session for week in plan.weeks for session in week.sessions):
        for work in session.work:
            if isinstance(work.what, KeyPaper):
                spent[session.topic, work.what] += work.minutes
    papers = Counter(name for name, _ in spent)
    for (name, key), minutes in spent.items():
        if name not in plan.left and papers[name] > 1 and plan.terms.mastery:
            assert minutes >= minutes_to_read(key) * 2 / 3 - 15  # in quarters of an hour


def _a_topic_with_something_to_do_has_no_time_for_review_alone(case: Case) -> None:
    _, plan, _ = case
    for session in (session for week in plan.weeks for session in week.sessions):
        if None in {work.what for work in session.work}:
            own = {
                w.what
                for week in plan.weeks
                for s in week.sessions
                for w in s.work
                if s.topic == session.topic
            }

            assert own == {None}


def _an_exercise_comes_after_the_papers_of_its_concepts(case: Case) -> None:
    _, plan, _ = case
    done: dict[str, set[str]] = {}
    for session in (session for week in plan.weeks for session in week.sessions):
        practised = done.setdefault(session.topic, set())
        for work in session.work:
            if isinstance(work.what, KeyPaper) and not work.continued and work.what.concepts:
                assert not practised or work.what.concepts[0] not in practised
            if isinstance(work.what, Exercise) and not work.continued:
                practised.update(work.what.concepts)


@given(st.integers(0, 5000), st.lists(st.integers(1, 600), min_size=1, max_size=9))
def test_time_is_shared_out_to_the_minute_and_never_none_while_there_is_some(
    total: int, weights: list[int]
) -> None:
    shares = share_out(total, weights)

    assert sum(shares) == total
    assert min(shares) > 0 or total < len(weights)
    assert all(share % 15 == 0 for share in shares[1:]) or total < 15 * len(weights)


def _what_is_to_be_dropped_is_never_required_by_what_is_kept(case: Case) -> None:
    kg, plan, known = case
    for window in plan.windows:
        closure = {
            s.topic
            for s in find_path(kg, window.topics, known=known, rules=PathRules(required_only=True)).steps
        }

        assert not set(window.drop) & closure
        assert window.holds or window.done_without <= window.done


def _the_advised_hours_make_the_window_hold(case: Case) -> None:
    kg, plan, known = case
    late = next((w for w in plan.windows if not w.holds and not w.over), None)
    if late is None:
        return
    after = known | set(late.drop)
    same, more = (
        make_plan(kg, plan.targets, terms=replace(plan.terms, weekly=weekly), known=after)
        for weekly in (plan.terms.weekly, late.weekly_needed)
    )

    assert next(w for w in same.windows if w.tier == late.tier).done == late.done_without
    assert next(w for w in more.windows if w.tier == late.tier).holds


def _a_window_is_over_with_its_last_week_and_nothing_is_advised_then(case: Case) -> None:
    _, plan, _ = case
    for window in plan.windows:
        assert window.over == ((plan.terms.passed or 0) >= window.weeks[1])
        assert not (window.over and (window.holds or window.drop or window.weekly_needed))


PROMISES = (
    _no_topic_begins_before_its_prerequisites_end,
    _no_week_holds_more_than_the_weekly_hours,
    _the_total_is_the_sum_of_the_remaining_hours,
    _weeks_follow_each_other_and_keep_to_their_number,
    _every_concept_that_is_needed_has_its_session_and_sessions_are_counted,
    _every_minute_has_its_work_and_every_paper_and_exercise_begins_once,
    _the_papers_of_the_depth_are_read_or_named_and_exercises_of_whole_topics_are_done,
    _a_paper_gets_its_time_or_nearly_unless_it_is_a_must_or_the_only_one_of_its_topic,
    _a_topic_with_something_to_do_has_no_time_for_review_alone,
    _an_exercise_comes_after_the_papers_of_its_concepts,
    _what_is_to_be_dropped_is_never_required_by_what_is_kept,
    _the_advised_hours_make_the_window_hold,
    _a_window_is_over_with_its_last_week_and_nothing_is_advised_then,
)


@settings(max_examples=2 * settings().max_examples)
@given(plans())
def test_a_plan_keeps_every_promise(case: Case) -> None:
    """To draw a plan takes many times as long as to look at it, so each that is drawn is asked for all."""
    for promise in PROMISES:
        promise(case)


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


def study(hours: int, *papers: KeyPaper, read: Sequence[str] = (), **fields: Any) -> list[tuple[object, ...]]:
    """The work of a topic of so many hours with ``papers``, in one week: what, and how long."""
    concepts = fields.pop("concepts", ("one", "two"))
    goal = make_topic("goal", hours=(hours, hours), concepts=concepts, **fields)
    kg = make_graph(replace_fields(goal, key_papers=papers))
    terms = Terms(weekly=6000, start=START, mastery=True)
    plan = make_plan(kg, ["goal"], terms=terms, read=read)
    return [
        (getattr(work.what, "arxiv", None) or getattr(work.what, "title", None) or work.what, work.minutes)
        for week in plan.weeks
        for session in week.sessions
        for work in session.work
    ]


def paper(number: str, *concepts: str, pages: int | None = None, **fields: Any) -> KeyPaper:
    settings: dict[str, Any] = {"role": "method", **fields}
    return KeyPaper(arxiv=number, concepts=concepts, pages=pages, **settings)


def test_a_paper_takes_the_time_of_its_length_and_a_survey_of_unknown_length_twice_that_of_another() -> None:
    assert [minutes_to_read(paper("1", pages=pages)) for pages in (1, 10, 35)] == [15, 60, 210]
    assert minutes_to_read(paper("1")) == 90
    assert minutes_to_read(paper("1", role="survey")) == 180


def test_papers_share_a_topic_by_length_where_nothing_else_is_to_be_done() -> None:
    assert study(6, paper("1", pages=10), paper("2", pages=30)) == [("1", 105), ("2", 255)]


def test_exercises_come_after_the_papers_of_their_concepts() -> None:
    one, two = (Exercise(task=text(name), hours=(1, 1), concepts=(name,)) for name in ("one", "two"))
    papers = (paper("1", "one", pages=10), paper("2", "two", pages=10))

    assert study(4, *papers, exercises=(two, one)) == [("1", 60), (one, 60), ("2", 60), (two, 60)]


def test_an_exercise_that_names_no_concept_comes_last() -> None:
    exercise = Exercise(task=text("all"), hours=(1, 1))

    assert study(2, paper("1", "two", pages=10), exercises=(exercise,)) == [("1", 60), (exercise, 60)]


def test_what_the_papers_leave_of_a_topic_goes_to_its_books() -> None:
    books = tuple(Resource(title=f"On {name}", kind="book", concepts=(name,)) for name in ("one", "two"))

    assert study(5, paper("1", "one", pages=10), resources=books) == [
        ("On one", 120),
        ("1", 60),
        ("On two", 120),
    ]


def test_too_much_work_for_the_hours_of_a_topic_shrinks_alike() -> None:
    assert study(3, paper("1", pages=20), paper("2", pages=20)) == [("1", 90), ("2", 90)]


def test_papers_without_time_are_left_out_the_least_needed_first_and_named() -> None:
    papers = (paper("1", "one"), paper("2", "one"), paper("3", "two"), paper("4", must_read=True))
    kg = make_graph(replace_fields(make_topic("goal", hours=(3, 3)), key_papers=papers))
    plan = make_plan(kg, ["goal"], terms=Terms(weekly=6000, start=START, mastery=True))

    assert [s.papers for week in plan.weeks for s in week.sessions] == [("1", "4", "3")]
    assert plan.further == {"goal": ("2",)}


def test_a_first_pass_of_a_whole_topic_reads_its_must_reads_however_little_time_there_is() -> None:
    goal = make_topic("goal", hours=(9, 9), first_pass=(1, 1))
    kg = make_graph(replace_fields(goal, key_papers=tuple(paper(n, must_read=True) for n in "123")))
    plan = make_plan(kg, ["goal"], terms=Terms(weekly=6000, start=START))

    assert [s.papers for week in plan.weeks for s in week.sessions] == [("1", "2", "3")]
    assert plan.further == {}


def test_the_time_of_a_paper_that_is_read_goes_to_the_others() -> None:
    assert study(4, paper("1", pages=10), paper("2", pages=30), read=["1"]) == [("2", 240)]


def test_a_topic_without_anything_left_to_do_is_reviewed_concept_after_concept() -> None:
    assert study(4, paper("1"), read=["1"]) == [(None, 240)]
    assert study(4, concepts=()) == [(None, 240)]


def test_a_paper_that_two_topics_chose_is_read_with_the_first() -> None:
    both = [("2401.00001", ["one"])]
    kg = make_graph(make_topic("a", papers=both), make_topic("b", ["a"], papers=both))
    plan = make_plan(kg, ["b"], terms=Terms(weekly=6000, start=START))

    assert [(s.topic, s.papers) for s in plan.weeks[0].sessions] == [("a", ("2401.00001",)), ("b", ())]


def test_a_long_paper_goes_on_in_the_next_week() -> None:
    kg = make_graph(make_topic("goal", hours=(5, 5), papers=[("2401.00001", ["one"])]))
    plan = make_plan(kg, ["goal"], terms=Terms(weekly=180, start=START))
    work = [(w.minutes, w.continued) for week in plan.weeks for s in week.sessions for w in s.work]

    assert work == [(180, False), (120, True)]
    assert [s.papers for week in plan.weeks for s in week.sessions] == [("2401.00001",), ()]


def test_a_first_pass_reads_the_must_reads_and_does_its_own_exercises() -> None:
    tasks = tuple(
        Exercise(task=text(name), hours=(1, 1), first_pass=name == "small") for name in ("small", "large")
    )
    goal = make_topic("goal", hours=(30, 30), first_pass=(3, 3), exercises=tasks)
    kg = make_graph(
        replace_fields(goal, key_papers=(paper("1", "one", must_read=True, pages=20), paper("2", "two")))
    )
    (session,) = make_plan(kg, ["goal"], terms=Terms(weekly=600, start=START)).weeks[0].sessions

    assert (session.minutes, session.concepts, session.papers) == (180, ("one",), ("1",))
    assert [work.what for work in session.work] == [kg.topics["goal"].key_papers[0], tasks[0]]


def test_only_the_concepts_that_are_needed_are_planned_with_their_papers() -> None:
    base = make_topic("base", hours=(8, 8), papers=[("2401.00001", ["one"]), ("2401.00002", ["two"])])
    need = Requirement(topic="base", kind="required", concepts=("two",))
    kg = make_graph(base, replace_fields(make_topic("goal"), requires=(need,)))
    session = make_plan(kg, ["goal"], terms=Terms(weekly=6000, start=START)).weeks[0].sessions[0]

    assert (session.topic, session.minutes, session.concepts) == ("base", 240, ("two",))
    assert (session.papers, session.partial) == (("2401.00002",), True)


def test_the_window_of_a_tier_is_judged_at_the_depth_of_the_plan() -> None:
    goal = make_topic("goal", hours=(40, 40), first_pass=(6, 6), priority="now")
    kg = make_graph(
        goal,
        priorities=(Priority(id="now", name=text("Now"), window=text("soon"), weeks=(1, 2), entries=()),),
    )
    terms = Terms(weekly=180, start=START)

    assert make_plan(kg, ["goal"], terms=terms).windows[0].holds
    assert not make_plan(kg, ["goal"], terms=replace(terms, mastery=True)).windows[0].holds


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


def test_what_only_a_topic_left_for_later_needs_goes_with_it_and_no_other_waits_for_it() -> None:
    (window,) = windows(
        topic("base", hours=(2, 2)),
        topic("long", "base", hours=(4, 4)),
        topic("other", hours=(1, 1)),
        topic("goal", "long?", "other?", hours=(1, 1)),
        tiers={"now": ["goal"]},
    )

    assert (window.done, window.drop, window.done_without) == (8, ("long",), 2)


def test_a_window_whose_weeks_are_over_is_called_so_and_nothing_is_advised() -> None:
    kg = graph_of(
        of=roadmap(
            topic("extra", hours=(1, 1)),
            topic("goal", "extra?", hours=(3, 3)),
            priorities=[tier("now", "goal")],
        )
    )
    late, over = (
        make_plan(kg, ["goal"], terms=Terms(weekly=60, start=START, passed=passed)).windows[0]
        for passed in (1, 2)
    )

    assert (late.over, late.drop, late.done_without, late.weekly_needed) == (False, ("extra",), 4, 180)
    assert (over.over, over.holds, over.done) == (True, False, 6)
    assert (over.drop, over.done_without, over.weekly_needed) == ((), 0, 0)


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


def test_a_week_that_the_end_of_the_calendar_cuts_is_past_it() -> None:
    last = date.max - timedelta(days=6)

    assert make_plan(chain(), ["base"], terms=Terms(weekly=6000, start=last - timedelta(days=1))).weeks
    with pytest.raises(UsageError, match="9999"):
        make_plan(chain(), ["base"], terms=Terms(weekly=6000, start=last + timedelta(days=1)))


def _workshop(*needs: tuple[str, ...], known: frozenset[str] = frozenset()) -> Plan:
    """A plan of topics a, then b and c, and of a project whose milestones m1, m2 … need these topics."""
    steps = tuple(
        Milestone(id=f"m{n}", name=text(f"Step {n}"), goal=text(f"Show {n}"), topics=topics, hours=(1, 3))
        for n, topics in enumerate(needs, start=1)
    )
    shop = Project(id="shop", name=text("Shop"), summary=text("Build"), milestones=steps)
    kg = make_graph(
        make_topic("a", hours=(1, 1)),
        make_topic("b", ["a"], hours=(1, 1)),
        make_topic("c", wishes=["a"], hours=(1, 1)),
        projects=(shop,),
    )
    terms = Terms(weekly=600, start=START, milestones=tuple(all_milestones(kg.roadmap)))
    return make_plan(kg, ["a", "b", "c"], terms=terms, known=known)


@pytest.mark.parametrize(
    ("needs", "order"),
    [
        ([("c",), ("b",)], "a c m1 b m2"),
        ([("a",), ("a",), ("b", "c")], "a m1 m2 b c m3"),
        ([("b",)], "a b m1 c"),
        ([(), ("c",)], "m1 a c m2 b"),
    ],
)
def test_a_milestone_comes_as_soon_as_the_topics_that_it_needs_are_learned(
    needs: list[tuple[str, ...]], order: str
) -> None:
    plan = _workshop(*needs)

    assert [s.topic.removeprefix("shop/") for s in plan.weeks[0].sessions] == order.split()
    assert plan.minutes == 180 + 120 * len(needs)
    assert plan.windows == ()


def test_a_milestone_whose_topics_are_known_is_still_to_do() -> None:
    plan = _workshop(("a",), ("b",), known=frozenset("abc"))

    assert [(s.topic, s.minutes) for s in plan.weeks[0].sessions] == [("shop/m1", 120), ("shop/m2", 120)]


@pytest.mark.parametrize("high", [3, 4, 5, 12])
def test_the_rest_of_a_topic_goes_on_its_sources_in_whole_quarters_of_an_hour(high: int) -> None:
    concepts = tuple(f"c{n}" for n in range(7))
    books = tuple(Resource(title=f"book {n}", kind="book", concepts=(n,)) for n in concepts)
    task = Exercise(task=text("do"), hours=(2, 2), first_pass=True)
    topic = make_topic("goal", concepts=concepts, resources=books, exercises=(task,))
    step = Step("goal", "target", (), None, (2, high), concepts)
    pieces = pieces_of(topic, step, Share(mastery=False, pace="typical", read=()))

    assert sum(piece.work.minutes for piece in pieces) == 30 * (2 + high)
    assert all(piece.work.minutes % 15 == 0 for piece in pieces)
