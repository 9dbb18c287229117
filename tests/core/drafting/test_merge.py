"""One roadmap added to another."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.roadmaps import roadmap, stage, text, tier, topic
from vlagraph.core.drafting import merge_roadmaps, new_parts
from vlagraph.core.model import (
    Area,
    Concept,
    Goal,
    KeyPaper,
    Requirement,
    Resource,
    Stage,
    StageStep,
    Text,
    Wording,
)
from vlagraph.core.soundness import find_errors


def term_for(use: str, avoid: str) -> Wording:
    """To write ``use`` in place of ``avoid``."""
    return Wording(use=text(use), avoid=(avoid,))


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


def test_a_concept_under_another_id_is_the_one_of_its_name_wherever_it_is_named() -> None:
    concept = Concept(id="svd", name=text("Singular values"))
    mine = replace(topic("algebra"), concepts=(concept,), resources=())
    theirs = replace(
        mine,
        concepts=(Concept(id="values", name=text("Singular values")), Concept(id="qr", name=text("QR"))),
        key_papers=(KeyPaper(arxiv="2401.00001", role="method", concepts=("values", "qr")),),
    )
    wants = Requirement(topic="algebra", kind="required", concepts=("values",))
    new = roadmap(theirs, replace(topic("b"), requires=(wants,)))
    joined, _, _ = merge_roadmaps(roadmap(mine), new)

    algebra, later = joined.topics
    assert [one.id for one in algebra.concepts] == ["svd", "qr"]
    assert algebra.key_papers[0].concepts == ("svd", "qr")
    assert later.requires[0].concepts == ("svd",)
    assert not find_errors(joined)


def test_concepts_that_a_file_tells_apart_by_their_case_keep_their_ids() -> None:
    two = (Concept(id="rrt", name=text("RRT")), Concept(id="rrt-2", name=text("rrt")))
    new = roadmap(replace(topic("a"), concepts=two), replace(topic("b"), concepts=two, resources=()))
    joined, _, _ = merge_roadmaps(roadmap(topic("a")), new)

    assert [one.id for one in joined.topics[0].concepts] == ["part", "rrt", "rrt-2"]
    assert [one.id for one in joined.topics[1].concepts] == ["rrt", "rrt-2"]
    assert not find_errors(joined)


def test_what_comes_in_is_called_apart_from_goals() -> None:
    base = replace(
        roadmap(topic("a")), goals=(Goal(id="fly", name=text("To fly"), topics=("a",)),), priorities=()
    )
    theirs = Goal(id="a", name=text("All of a"), topics=("fly",))
    new = replace(
        roadmap(topic("fly"), stages=(stage("fly", "fly"),)),
        goals=(theirs,),
        priorities=(),
    )
    joined, ids, _ = merge_roadmaps(base, new)

    assert ids == {"fly": "fly-2"}
    assert [goal.id for goal in joined.goals] == ["fly", "a-goal"]
    assert joined.goals[1].topics == ("fly-2",)
    assert [one.id for one in joined.stages] == ["fly-stage"]
    assert not find_errors(joined)


def test_empty_fields_of_entries_are_filled_and_others_that_differ_are_told() -> None:
    bare = Requirement(topic="a", kind="required")
    said = replace(bare, kind="recommended", reason=text("why"), source="a book")
    page = Resource(title="A book", kind="book")
    base = roadmap(topic("a"), replace(topic("b"), requires=(bare,), resources=(page,)))
    new = roadmap(
        topic("a"), replace(topic("b"), requires=(said,), resources=(replace(page, why=text("w")),))
    )
    joined, _, kept = merge_roadmaps(base, new)

    assert joined.topics[1].requires == (replace(said, kind="required"),)
    assert joined.topics[1].resources[0].why == text("w")
    assert kept == ("b.requires.a",)
    added = new_parts(base, joined, kept=kept)
    assert added.filled == ("b.requires.a", "b.resources.A book")

    plain = replace(topic("b"), requires=(bare,), resources=(page,))
    again, _, kept = merge_roadmaps(joined, roadmap(topic("a"), plain))
    assert (again.topics, kept) == (joined.topics, ())


def test_other_names_related_topics_notes_and_terms_come_in_or_are_told() -> None:
    svd = Concept(id="svd", name=text("SVD"))
    mine = replace(topic("a"), concepts=(svd,), resources=(), aliases=("ay",))
    base = replace(roadmap(mine, topic("b"), topic("c", "b")), terms=(term_for("robot", "bot"),))
    new = replace(
        roadmap(
            replace(mine, aliases=("Ay", "Alpha", "b", "The a"), related=("c", "a"), concepts=()),
            topic("b"),
            replace(topic("c"), concepts=(), related=("b",)),
        ),
        benchmark_notes=(text("Compare with care"),),
        terms=(term_for("bot", "robot"), term_for("policy", "controller")),
    )
    named = replace(new, topics=(replace(new.topics[0], concepts=(replace(svd, aliases=("values",)),)),))
    joined, _, kept = merge_roadmaps(base, new)
    added = new_parts(base, joined, kept=kept)

    assert joined.topics[0].aliases == ("ay", "Alpha")
    assert joined.topics[0].related == ("c",)
    assert joined.topics[2].related == ()
    assert joined.benchmark_notes == new.benchmark_notes
    assert joined.terms == (base.terms[0], new.terms[1])
    assert kept == ("a.aliases", "terms")
    assert added.filled == ("a.aliases", "a.related", "benchmark_notes", "terms")
    assert merge_roadmaps(base, named)[0].topics[0].concepts[0].aliases == ("values",)
    assert not find_errors(joined)
    assert merge_roadmaps(joined, new)[0] == joined


def test_an_area_of_which_all_topics_are_there_does_not_come_in_empty() -> None:
    base = roadmap(topic("a"), topic("b"))
    areas = (Area(id="pairs", name=text("Pairs")), Area(id="more", name=text("More")))
    new = replace(roadmap(topic("a", area="pairs"), topic("c", area="more")), areas=areas)
    joined, _, _ = merge_roadmaps(base, new)

    assert [one.id for one in joined.areas] == [*(one.id for one in base.areas), "more"]


def test_key_papers_goals_and_the_rest_that_came_in_are_counted() -> None:
    base = roadmap(topic("a"))
    paper = KeyPaper(arxiv="2401.00001", role="method")
    new = replace(
        roadmap(replace(topic("a"), key_papers=(paper,))),
        goals=(Goal(id="fly", name=text("To fly"), topics=("a",)),),
    )
    added = new_parts(base, merge_roadmaps(base, new)[0])

    assert (added.key_papers, added.goals, added.filled) == (1, ("fly",), ())


def test_names_in_another_language_and_what_entries_of_the_whole_lack_come_in() -> None:
    english = Text(en="Law")
    goal = Goal(id="bar", name=Text(en="Bar exam"), topics=("a",), aliases=("the bar",))
    bare = replace(topic("a"), name=english, concepts=(Concept(id="svd", name=Text(en="Offer")),))
    base = replace(
        roadmap(bare, topic("b")),
        title=english,
        areas=(Area(id="field", name=english),),
        goals=(goal,),
        stages=(Stage(id="first", name=english, steps=(StageStep(name=english, refs=("a",)),)),),
        priorities=(replace(tier("now", "a"), name=english),),
    )
    both = Text(en="law", ko="법")
    theirs = replace(goal, name=Text(en="Bar exam", ko="시험"), note=english, aliases=("pleading",))
    new = replace(
        roadmap(replace(bare, name=both, concepts=(Concept(id="svd", name=Text(en="Offer", ko="청약")),))),
        title=both,
        areas=(Area(id="field", name=both),),
        goals=(theirs,),
        stages=(Stage(id="first", name=both, steps=(StageStep(name=both, refs=("a",)),)),),
        priorities=(replace(tier("now", "a"), name=both),),
    )
    joined, _, kept = merge_roadmaps(base, new)
    law = Text(en="Law", ko="법")

    assert kept == ()
    assert joined.title == joined.areas[0].name == joined.topics[0].name == law
    assert joined.stages[0].name == joined.stages[0].steps[0].name == joined.priorities[0].name == law
    assert joined.topics[0].concepts[0].name == Text(en="Offer", ko="청약")
    assert joined.goals == (replace(theirs, aliases=("the bar", "pleading")),)
    assert set(new_parts(base, joined).filled) == {
        *("a.name", "a.concepts.svd", "areas.field", "stages.first", "goals.bar", "title", "priorities")
    }
    assert merge_roadmaps(joined, base)[0] == joined


def test_a_topic_that_a_file_calls_by_its_id_says_nothing_else() -> None:
    base = roadmap(replace(topic("linear-maps"), name=Text(en="Matrices")))
    new = roadmap(replace(topic("x"), name=Text(en="Linear Maps"), summary=None))
    _, ids, kept = merge_roadmaps(base, new)

    assert (ids, kept) == ({"x": "linear-maps"}, ())


def test_entries_and_names_that_say_something_else_stay_and_are_told() -> None:
    goal = Goal(id="bar", name=text("Bar"), topics=("a",))
    base = replace(roadmap(topic("a"), topic("b"), stages=(stage("first", "a"),)), goals=(goal,))
    base = replace(base, topics=(replace(topic("a"), name=Text(en="The a")), *base.topics[1:], topic("c")))
    other = replace(
        roadmap(
            replace(topic("a"), name=Text(en="The a", ko="한글 The b")),
            replace(topic("c"), name=Text(en="The c", ko="다른 이름")),
            topic("b"),
            stages=(stage("first", "b"),),
        ),
        goals=(replace(goal, topics=("a", "b")),),
    )
    joined, _, kept = merge_roadmaps(base, other)

    assert joined == base
    assert set(kept) == {"a.name", "c.name", "stages.first", "goals.bar"}


def test_a_topic_that_got_another_id_in_the_file_is_the_one_of_its_former_id() -> None:
    base = roadmap(topic("contracts"), topic("b", "contracts"))
    new = roadmap(topic("contract-law", formerly=["pacts", "contracts"]), topic("c", "contract-law"))
    joined, ids, kept = merge_roadmaps(base, new)

    assert ids["contract-law"] == "contracts"
    assert kept == ("contracts.summary", "contracts.name")
    assert joined.topics[0] == topic("contracts", formerly=["pacts"])
    assert [need.topic for need in joined.topics[2].requires] == ["contracts"]
    assert new_parts(base, joined).filled == ("contracts.formerly",)
    assert not find_errors(joined)


def test_parts_of_a_topic_that_is_there_come_in_without_its_id() -> None:
    base = roadmap(topic("contracts"), topic("torts", formerly=["wrongs"]))
    new = roadmap(
        topic("offer", formerly=["contracts"]),
        topic("acceptance", formerly=["contracts", "assent"]),
        topic("both", formerly=["contracts-and-torts"]),
    )
    joined, _, kept = merge_roadmaps(base, new)

    assert [one.id for one in joined.topics] == ["contracts", "torts", "offer", "acceptance", "both"]
    assert [one.formerly for one in joined.topics[2:]] == [(), ("assent",), ("contracts-and-torts",)]
    assert kept == ("offer.formerly", "acceptance.formerly")
    assert not find_errors(joined)


def test_a_former_id_of_two_topics_of_either_side_makes_no_topic_another() -> None:
    parts = roadmap(topic("offer", formerly=["contracts"]), topic("acceptance", formerly=["contracts"]))
    law = topic("contract-law", formerly=["contracts"])
    split, *_ = merge_roadmaps(parts, roadmap(law))
    doubled, *_ = merge_roadmaps(roadmap(topic("contracts")), roadmap(topic("contracts"), law))

    assert [one.id for one in split.topics] == ["offer", "acceptance", "contract-law"]
    assert [one.id for one in doubled.topics] == ["contracts", "contract-law"]
