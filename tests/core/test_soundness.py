"""Every problem that a roadmap can have is found, named and told what to do about it."""

from __future__ import annotations

import msgspec
import pytest

from tests.support.roadmaps import need, roadmap, text, tier, topic
from vlagraph.core.graph import build_graph
from vlagraph.core.model import (
    Area,
    Benchmark,
    Concept,
    Exercise,
    Fact,
    Goal,
    KeyPaper,
    Milestone,
    Project,
    Requirement,
    Resource,
    Roadmap,
    Text,
    Topic,
)
from vlagraph.core.soundness import find_errors, find_problems
from vlagraph.core.soundness.cycles import find_knots
from vlagraph.errors import DataError

SOUND = roadmap(topic("a"), topic("b", "a"), topic("c", "b"))


def _problems(whole: Roadmap) -> list[str]:
    return [str(problem) for problem in find_problems(whole)]


def _only(whole: Roadmap, *expected: str) -> None:
    found = _problems(whole)

    assert len(found) == len(expected), found
    for problem, part in zip(found, expected, strict=True):
        assert part in problem
    errors = [line for line in found if not line.startswith("warning: ")]
    assert [str(problem) for problem in find_errors(whole)] == errors
    if errors:
        with pytest.raises(DataError) as caught:
            build_graph(whole)
        assert [str(problem) for problem in caught.value.problems] == errors
    else:
        assert build_graph(whole).roadmap == whole


def test_a_sound_roadmap_has_no_problem() -> None:
    assert _problems(SOUND) == []


def test_a_topic_that_needs_itself_is_a_loop() -> None:
    _only(roadmap(topic("a", "a"), topic("b", "a")), "requires: a loop: a -> a. Remove one")


def test_an_id_that_no_file_can_have_on_windows_is_warned_of() -> None:
    whole = roadmap(topic("nul"), topic("b", "nul"))

    _only(whole, "warning: topics[0] nul: nul is the name of a device on Windows")
    assert "'vlagraph topic rename nul the-nul'" in _problems(whole)[0]


def test_a_loop_of_three_is_printed_whole() -> None:
    _only(roadmap(topic("a", "c"), topic("b", "a"), topic("c", "b?")), "a loop: a -> b -> c -> a")


def test_two_loops_are_both_printed() -> None:
    whole = roadmap(topic("a", "b"), topic("b", "a"), topic("c", "d"), topic("d", "c", "b", "d"))

    _only(whole, "a loop: d -> d", "a loop: a -> b -> a", "a loop: c -> d -> c")


def test_a_requirement_that_closes_many_loops_is_told_once_with_the_shortest() -> None:
    inner = [topic(f"m{n}", "start") for n in range(3)]
    whole = roadmap(
        topic("start", "end"), *inner, topic("long", "m0"), topic("end", "m0", "m1", "m2", "long")
    )

    _only(whole, "a loop: start -> m0 -> end -> start. Remove one that all 4 loops have: end -> start.")


def test_of_several_shortest_loops_every_run_tells_the_same() -> None:
    inner = [f"m{n:02}" for n in range(30)]
    alone = [topic(f"z{n:02}") for n in range(60)]
    whole = roadmap(topic("a", "s"), *(topic(one, "a") for one in inner), topic("s", *inner), *alone)

    assert [knot.loop for knot in find_knots(whole)] == [("a", "m00", "s", "a")]


def test_all_requirements_that_loops_have_in_common_are_named() -> None:
    whole = roadmap(topic("a", "z"), topic("b", "a"), topic("c", "b"), topic("d", "b"), topic("z", "c", "d"))

    _only(whole, "a loop: a -> b -> c -> z -> a. Remove one that all 2 loops have: a -> b, z -> a.")


def test_more_loops_than_anyone_counts_are_found_at_once() -> None:
    rungs = [topic(f"s{n:02}", *([f"l{n:02}", f"r{n:02}"] if n else ["s30"])) for n in range(31)]
    sides = [topic(f"{side}{n:02}", f"s{n - 1:02}") for n in range(1, 31) for side in "lr"]

    _only(roadmap(*rungs, *sides), "Remove one that all of more than a million loops have: s30 -> s00.")


def test_every_independent_loop_of_one_knot_is_printed_at_once() -> None:
    whole = roadmap(topic("a", "d"), topic("b", "a", "c"), topic("c", "b"), topic("d", "c", "a"))

    _only(whole, "a loop: b -> c -> b", "a loop: a -> d -> a")


def test_the_worst_comes_first_whatever_stands_before_it() -> None:
    wrong = [topic(f"t{number}", hours=(9, 1)) for number in range(3)]
    whole = roadmap(*wrong, topic("a", "b"), topic("b", "a", "ghost"), topic("twin"), topic("twin", "a"))

    kinds = [problem.kind for problem in find_errors(whole)]

    assert kinds == ["loop", "no_topic", "double_id", "no_range", "no_range", "no_range"]


def test_a_requirement_of_nothing_names_the_closest_topic() -> None:
    _only(
        roadmap(topic("navigation"), topic("b", "navigatoin", "navigation")),
        "topics[1] b.requires[0]: the topic 'navigatoin' does not exist. "
        "Correct or remove it. Did you mean 'navigation'?",
    )


def test_repeated_ids_of_topics_areas_concepts_papers_and_requirements_are_each_reported() -> None:
    twice = msgspec.structs.replace(
        topic("b", "a", "a?"),
        concepts=(Concept(id="part", name=text("P"), note=text("p")),) * 2,
        key_papers=(KeyPaper(arxiv="2304.13705", role="survey", why=text("w")),) * 2,
    )
    areas = [Area(id="field", name=text("Field"))] * 2

    _only(
        roadmap(topic("a"), topic("a"), twice, areas=areas),
        "areas, topics: the id 'a' is used more than once",
        "areas, topics: the id 'field' is used more than once",
        "topics[2] b.concepts: the id 'part' is used more than once",
        "topics[2] b.requires: 'a' is listed more than once",
        "topics[2] b.key_papers: '2304.13705' is listed more than once",
    )


def test_a_topic_and_an_area_may_not_share_an_id() -> None:
    _only(
        roadmap(topic("field"), topic("b", "field")),
        "the id 'field' is used more than once. Give each its own id.",
    )


def test_a_redundant_required_edge_is_shown_with_the_way_that_implies_it() -> None:
    _only(
        roadmap(topic("a"), topic("b", "a"), topic("c", "b", "a")),
        "warning: c.requires: 'a' is redundant: a -> b -> c implies it. Remove it or make it recommended.",
    )


def test_a_recommended_edge_is_never_redundant_and_implies_nothing() -> None:
    assert _problems(roadmap(topic("a"), topic("b", "a"), topic("c", "b", "a?"))) == []
    assert _problems(roadmap(topic("a"), topic("b", "a?"), topic("c", "b", "a"))) == []


def test_a_requirement_without_reason_source_or_concepts_is_told_all_three() -> None:
    bare = Requirement(topic="a", kind="required", source=" ")

    _only(
        roadmap(topic("a"), msgspec.structs.replace(topic("b"), requires=(bare,))),
        "warning: topics[1] b.requires[0]: needs a without a reason",
        "needs a without a source",
        "needs a without concepts",
    )


def test_a_concept_that_the_prerequisite_does_not_have_is_reported() -> None:
    odd = msgspec.structs.replace(need("a"), concepts=("parts",))

    _only(
        roadmap(topic("a"), msgspec.structs.replace(topic("b"), requires=(odd,))),
        "a has no concept 'parts'. Correct or remove it. Did you mean 'part'?",
    )


def test_an_orphan_is_reported_but_not_where_it_is_the_only_topic() -> None:
    _only(roadmap(topic("a"), topic("b", "a"), topic("alone")), "warning: alone: an orphan")
    assert _problems(roadmap(topic("a"))) == []


def test_a_roadmap_without_topics_is_reported() -> None:
    _only(roadmap(), "warning: topics: there is no topic")


def test_an_unknown_area_and_hours_that_are_no_range_are_reported() -> None:
    _only(
        roadmap(topic("a", area="feild"), topic("b", "a", hours=(3, 2)), topic("c", "a", hours=(0, 2))),
        "topics[0] a: the area 'feild' does not exist. Correct or remove it. Did you mean 'field'?",
        "topics[1] b.hours: [3, 2] is no range",
        "topics[2] c.hours: [0, 2] is no range",
    )


def test_first_passes_weeks_exercises_and_milestones_that_are_no_range_are_reported() -> None:
    task = Exercise(task=text("Try"), hours=(5, 1))
    steps = (_step("one", (9, 2)), _step("two", (0, 0)))
    project = Project(id="try", name=text("Try"), summary=text("x"), milestones=steps)
    late = msgspec.structs.replace(tier("now", "a"), weeks=(4, 1))
    first = msgspec.structs.replace(topic("a", priority="now"), first_pass=(3, 1), exercises=(task,))
    whole = msgspec.structs.replace(roadmap(first, topic("b", "a"), priorities=[late]), projects=(project,))

    _only(
        whole,
        "topics[0] a.first_pass: [3, 1] is no range. Write [low, high] with 0 < low <= high.",
        "topics[0] a.exercises[0].hours: [5, 1] is no range. Write [low, high] with low <= high.",
        "priorities now.weeks: [4, 1] is no range",
        "projects try.one.hours: [9, 2] is no range",
    )


def _step(name: str, hours: tuple[int, int] = (1, 2)) -> Milestone:
    return Milestone(id=name, name=text(name), goal=text("Run"), topics=("a",), hours=hours)


def test_a_milestone_that_is_called_as_another_of_its_project_is_reported() -> None:
    one, two = (
        Project(id=name, name=text(name), summary=text("x"), milestones=(_step("one"), *more))
        for name, more in (("first", ()), ("second", (_step("one"),)))
    )
    whole = msgspec.structs.replace(roadmap(topic("a"), topic("b", "a")), projects=(one, two))

    _only(whole, "projects second: the id 'one' is used more than once")


def test_names_and_texts_of_blanks_alone_are_reported() -> None:
    blank = msgspec.structs.replace(
        topic("b", "a"), name=Text(en=" ", ko="b"), aliases=("\u200b\t", "\u3164\u2800")
    )

    _only(
        roadmap(topic("a"), blank),
        "warning: topics[1] b.name.en: nothing but blanks stands here. Write it, or remove it.",
        "warning: topics[1] b.aliases[0]: nothing but blanks stands here",
        "warning: topics[1] b.aliases[1]: nothing but blanks stands here",
    )


def test_a_topic_that_the_tiers_list_more_than_once_is_reported() -> None:
    tiers = [tier("now", "a", "b"), tier("soon", "a")]
    whole = roadmap(topic("a", priority="now"), topic("b", "a", priority="now"), priorities=tiers)

    _only(whole, "warning: priorities: 'a' is listed more than once. Keep one entry.")


def test_a_first_pass_longer_than_mastery_and_a_review_on_no_day_are_reported() -> None:
    odd = msgspec.structs.replace(topic("b", "a"), hours=(2, 4), first_pass=(3, 4), reviewed="2026-02-30")
    same = msgspec.structs.replace(topic("a"), hours=(2, 4), first_pass=(2, 4), reviewed="2028-02-29")

    _only(
        roadmap(same, odd),
        "warning: topics[1] b.first_pass: a first pass of 3-4 hours takes longer than the mastery of 2-4.",
        "warning: topics[1] b.reviewed: '2026-02-30' is no day of the calendar. Write",
    )


def test_ids_of_groups_that_mean_a_topic_empty_goals_and_facts_that_stand_twice_are_reported() -> None:
    fact = Fact(field="tasks", value=Text(en="1", ko="1"), source="arXiv:2601.00001")
    whole = msgspec.structs.replace(
        SOUND,
        priorities=(tier("a"),),
        projects=(Project(id="b", name=text("B"), summary=text("B"), milestones=()),),
        goals=(Goal(id="nothing", name=text("Nothing"), topics=()),),
        benchmarks=(Benchmark(id="suite", name="Suite", facts=(fact, fact), analysis=text("Good")),),
    )

    _only(
        whole,
        "warning: priorities a: 'a' is also the id of a topic or an area",
        "warning: projects b: 'b' is also the id of a topic or an area",
        "warning: goals nothing: the goal names no topic.",
        "warning: benchmarks suite.facts: 'tasks' is listed more than once.",
    )


def test_a_concept_without_paper_or_resource_and_a_paper_of_no_concept_are_reported() -> None:
    bare = msgspec.structs.replace(topic("b", "a"), resources=())
    stray = msgspec.structs.replace(
        topic("c", "a"),
        key_papers=(KeyPaper(arxiv="2304.13705", role="survey", why=text("w"), concepts=("x",)),),
    )

    _only(
        roadmap(topic("a"), bare, stray),
        "topics[2] c.key_papers[0]: this topic has no concept 'x'",
        "warning: topics[1] b.concepts: 'part' has no paper and no resource",
    )


def test_tiers_that_contradict_the_topics_or_name_nothing_are_reported() -> None:
    whole = roadmap(
        topic("a", priority="soon"),
        topic("b", "a"),
        topic("c", "a", priority="now"),
        priorities=[tier("now", "b", "nothing"), tier("soon", "a")],
    )

    _only(
        whole,
        "priorities now: 'nothing' is no topic and no area",
        "warning: b.priority: it says none, the tiers say 'now'",
        "warning: c.priority: it says 'now', the tiers say none",
    )


def test_a_tier_that_names_an_area_ranks_its_topics_unless_they_are_named_themselves() -> None:
    whole = roadmap(
        topic("a", priority="now"),
        topic("b", "a", priority="later"),
        priorities=[tier("now", "a"), tier("later", "field")],
    )

    assert _problems(whole) == []


def test_names_that_mean_two_topics_are_reported_however_they_are_spelled() -> None:
    one = msgspec.structs.replace(topic("one"), aliases=("Sim-to-real",))
    two = msgspec.structs.replace(topic("two", "one"), aliases=("sim to real",))

    _only(roadmap(one, two), "topics: 'Sim-to-real' (one), 'sim to real' (two): one name of several topics")


def test_a_former_id_that_lives_is_reported_and_one_with_two_heirs_is_not() -> None:
    _only(roadmap(topic("a"), topic("b", "a", formerly=["a"])), "b.formerly: 'a' is still a topic")
    assert _problems(roadmap(topic("a", formerly=["old"]), topic("b", "a", formerly=["old"]))) == []


def test_related_topics_that_do_not_exist_or_are_required_are_reported() -> None:
    odd = msgspec.structs.replace(topic("b", "a"), related=("a", "b", "nowhere"))

    _only(
        roadmap(topic("a"), odd),
        "topics[1] b.related: the topic 'nowhere' does not exist",
        "warning: topics[1] b.related: 'a' is the topic itself or already required",
        "warning: topics[1] b.related: 'b' is the topic itself or already required",
    )


def test_benchmarks_projects_and_stages_that_point_nowhere_are_reported() -> None:
    fact = Fact(field="tasks", value=text("10"), source="arXiv:1909.12271")
    benchmark = Benchmark(id="bench", name="Bench", concept="none", facts=(fact,), analysis=text("x"))
    step = Milestone(id="one", name=text("One"), goal=text("Run"), topics=("nowhere",), hours=(1, 2))
    project = Project(id="try", name=text("Try"), benchmark="other", summary=text("x"), milestones=(step,))
    whole = msgspec.structs.replace(
        roadmap(topic("a"), topic("b", "a")), benchmarks=(benchmark,), projects=(project,)
    )

    _only(
        whole,
        "projects try.one: the topic 'nowhere' does not exist",
        "benchmarks bench: no topic has the concept 'none'",
        "projects try: the benchmark 'other' does not exist",
    )


def test_a_project_on_a_robot_and_a_benchmark_that_no_topic_teaches_are_fine() -> None:
    fact = Fact(field="disk", value=text("10 GB"), source="arXiv:1909.12271", basis="estimate")
    benchmark = Benchmark(id="bench", name="Bench", facts=(fact,), analysis=text("x"))
    step = Milestone(id="one", name=text("One"), goal=text("Run"), topics=("a",), hours=(1, 2), needs=(fact,))
    project = Project(id="try", name=text("Try"), summary=text("x"), milestones=(step,), needs=(fact,))
    whole = msgspec.structs.replace(
        roadmap(topic("a"), topic("b", "a")), benchmarks=(benchmark,), projects=(project,)
    )

    _only(whole)


def test_a_draft_is_told_everything_that_it_lacks_and_makes_a_graph() -> None:
    key = KeyPaper(arxiv="2304.13705", role="survey")
    book = Resource(title="A book", kind="book", concepts=("part",))
    part = Concept(id="part", name=text("Part"))
    draft = Topic(id="b", area="field", name=text("B"), requires=(Requirement(topic="a", kind="required"),))
    other = msgspec.structs.replace(topic("a"), concepts=(part,), key_papers=(key,), resources=(book,))

    _only(
        roadmap(other, draft),
        "warning: topics[0] a.concepts: 'part' has no note",
        "warning: topics[0] a.key_papers[0]: nothing says why to read it",
        "warning: topics[0] a.resources[0]: nothing says why to read it",
        "warning: topics[1] b.hours: no hours of study are given",
        "warning: topics[1] b.level: no level is given",
        "warning: topics[1] b.requires[0]: needs a without a reason",
        "warning: topics[1] b.requires[0]: needs a without a source",
        "warning: topics[1] b.requires[0]: needs a without concepts",
        "warning: topics[1] b.summary: the summary is missing",
        "warning: topics[1] b.hours_basis: nothing says how the hours were estimated",
        "warning: topics[1] b.concepts: the topic has no concept",
    )


def test_a_text_in_one_language_is_reported_only_where_other_texts_have_two() -> None:
    english = msgspec.structs.replace(topic("a"), summary=Text(en="About a."))
    korean = msgspec.structs.replace(topic("b", "a"), name=Text(ko="비"))

    _only(
        roadmap(english, korean),
        'warning: topics[0] a.summary: it is in English only, other texts are in Korean too. Add "ko".',
        'warning: topics[1] b.name: it is in Korean only, other texts are in English too. Add "en".',
    )
    assert roadmap(english, korean).languages == ("en", "ko")


def test_a_roadmap_in_one_language_lacks_nothing() -> None:
    area = Area(id="field", name=Text(en="Field"))
    part = Concept(id="part", name=Text(en="Part"), note=Text(en="A part."))
    book = Resource(title="A book", kind="book", why=Text(en="Clear."), concepts=("part",))
    only = Topic(
        id="a",
        area="field",
        name=Text(en="A"),
        level=1,
        hours=(1, 2),
        hours_basis=Text(en="guessed"),
        summary=Text(en="About a."),
        concepts=(part,),
        resources=(book,),
    )
    whole = Roadmap(title=Text(en="Tiny"), areas=(area,), topics=(only,))

    assert _problems(whole) == []
    assert whole.languages == build_graph(whole).languages == ("en",)
    assert only.name["ko"] == only.name.ko == "A"


def test_goals_that_name_nothing_or_are_called_like_something_else_are_reported() -> None:
    goals = (
        Goal(id="fly", name=text("Fly"), topics=("a", "wings")),
        Goal(id="field", name=text("Field"), topics=("field",)),
        Goal(id="field", name=text("Again"), topics=("b",)),
    )

    _only(
        msgspec.structs.replace(roadmap(topic("a"), topic("b", "a")), goals=goals),
        "goals fly: 'wings' is no topic and no area",
        "goals: the id 'field' is used more than once",
        "goals field: 'field' already means a topic, an area, a tier, a stage, a project or everything",
        "goals field: 'field' already means a topic, an area, a tier, a stage, a project or everything",
    )


def test_a_problem_of_a_part_names_its_file() -> None:
    bare = msgspec.structs.replace(topic("a"), summary=None)
    files = {"topics/a": "graph/topics/a.json"}

    assert [problem.where for problem in find_problems(roadmap(bare), files)] == [
        "graph/topics/a.json: summary"
    ]


@pytest.mark.parametrize(
    "names", [("C", "C++", "C#"), ("RRT", "RRT*"), ("π0", "π0.5"), ("A/B", "AB"), (".NET", "NET")]
)
def test_names_that_differ_by_a_sign_alone_live_together(names: tuple[str, ...]) -> None:
    ids = ["one", "two", "three"][: len(names)]
    topics = [
        msgspec.structs.replace(topic(one, *(["one"] if one != "one" else [])), name=text(name, name))
        for one, name in zip(ids, names, strict=True)
    ]

    assert _problems(roadmap(*topics)) == []
