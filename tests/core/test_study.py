"""How far a reader is: the report by groups, and the milestones of a project; exact on tiny graphs."""

from __future__ import annotations

import msgspec

from tests.support.roadmaps import graph_of, roadmap, stage, text, tier, topic
from vlagraph.core.intents import TopicStates
from vlagraph.core.marks import Mark, Progress
from vlagraph.core.model import Area, KeyPaper, Milestone, Project
from vlagraph.core.study import Review, follow_project, report_progress

AT = "2026-11-22T00:00:00.000Z"


def test_a_report_counts_topics_and_hours_of_each_group_once() -> None:
    kg = graph_of(
        of=roadmap(
            topic("a", hours=(2, 3)),
            topic("b", "a", hours=(10, 20)),
            topic("c", area="other", hours=(100, 200)),
            areas=[Area(id="field", name=text("Field")), Area(id="other", name=text("Other"))],
            priorities=[tier("now", "b")],
            stages=[stage("first", "field", "a")],
        )
    )
    marks = {name: Mark(on=True, at=AT) for name in ("a", "gone")}

    report = report_progress(kg, Progress(topics=marks))

    bars = [
        (bar.kind, bar.id, bar.learned, bar.topics, bar.hours_done, bar.hours_left) for bar in report.bars
    ]
    assert bars == [
        ("area", "field", 1, 2, (2, 3), (10, 20)),
        ("area", "other", 0, 1, (0, 0), (100, 200)),
        ("stage", "first", 1, 2, (2, 3), (10, 20)),
        ("priority", "now", 0, 1, (0, 0), (10, 20)),
    ]
    assert (report.whole.learned, report.whole.topics) == (1, 3)
    assert (report.whole.hours_done, report.whole.hours_left) == ((2, 3), (110, 220))
    assert [found.topic for found in report.ready] == ["b", "c"]
    assert (report.learned, report.unshown) == ({"a": AT}, ("gone",))


def test_a_report_counts_read_papers_and_which_of_them_are_key_papers() -> None:
    keys = tuple(
        KeyPaper(arxiv=paper, role="method", why=text("why")) for paper in ("2304.13705", "2304.00001")
    )
    kg = graph_of(msgspec.structs.replace(topic("a"), key_papers=keys))
    read = {paper: Mark(on=True, at=AT) for paper in ("2304.13705", "2401.00001")}
    starred = {"2401.00001": Mark(on=True, at=AT), "2304.13705": Mark(on=False, at=AT)}

    report = report_progress(kg, Progress(read=read, starred=starred))

    assert (report.read, report.key_papers_read, report.key_papers, report.starred) == (2, 1, 2, 1)


def test_a_milestone_names_what_is_learned_what_is_open_and_what_that_requires() -> None:
    kg = graph_of(topic("base"), topic("soft"), topic("a", "base", "soft?"), topic("b", "a"), topic("c"))
    steps = [("one", ("c",), ()), ("two", ("c", "b"), ("2304.13705", "2304.00001"))]
    project = Project(
        id="robot",
        name=text("Robot"),
        benchmark="bench",
        summary=text("Build it."),
        milestones=tuple(
            Milestone(id=name, name=text(name), goal=text("goal"), hours=(1, 2), topics=topics, papers=papers)
            for name, topics, papers in steps
        ),
    )

    first, second = follow_project(kg, project, states=TopicStates(frozenset("c")), read={"2304.00001"}).rows

    assert (first.ready, first.learned, first.open, first.before) == (True, ("c",), (), ())
    assert (second.ready, second.learned, second.open) == (False, ("c",), ("b",))
    assert (second.before, second.read) == (("base", "a"), ("2304.00001",))


def test_the_state_of_a_paper_is_read_when_marked_else_what_the_note_says() -> None:
    key = KeyPaper(arxiv="2304.13705", role="method", why=text("why"))

    assert Review(key, "A", read=True, status="reading").state == "read"
    assert Review(key, "A", status="reading").state == "reading"
    assert Review(key, "A").state == "unread"
