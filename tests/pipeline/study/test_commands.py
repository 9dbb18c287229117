from __future__ import annotations

import json
import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import click
import icalendar
import pytest

from vlagraph.cli import run
from vlagraph.core.depths import hours_at
from vlagraph.core.graph import build_graph
from vlagraph.core.intents import TopicStates
from vlagraph.core.model import KeyPaper, Resource
from vlagraph.core.plan import Terms, make_plan
from vlagraph.pipeline.naming import pick_targets
from vlagraph.pipeline.study.known import known_now
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

ROOT = Path(__file__).resolve().parents[3]
NOW = "2026-11-22T12:00:00Z"
PLANNED = ("--hours-per-week", "40", "--weeks", "1", "--format", "json")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the shipped roadmap, a fixed clock and no editor."""
    (tmp_path / "papers").mkdir()
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    shutil.copy(ROOT / "papers" / "papers.jsonl", tmp_path / "papers")
    monkeypatch.chdir(tmp_path)
    for name in ("VLAGRAPH_ROOT", "VLAGRAPH_LANG", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(list(args)) == code
    caught = capsys.readouterr()
    assert "Traceback" not in caught.err
    return caught.out if code == 0 else caught.err


def test_a_learned_topic_is_marked_and_can_be_taken_back(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = printed(capsys, "learned", "linear-algebra", "flash attention")
    again = printed(capsys, "learned", "linear-algebra")
    back = printed(capsys, "unlearn", "flash-attention")
    topics = json.loads((place / "progress.json").read_text())["topics"]

    assert first == "learned: linear-algebra, flash-attention\n"
    assert again == "learned already: linear-algebra\n"
    assert back == "not learned: flash-attention\n"
    assert topics == {
        "linear-algebra": {"state": "learned", "at": "2026-11-22T12:00:00.000Z"},
        "flash-attention": {"state": "unlearned", "at": "2026-11-22T12:00:00.001Z"},
    }


def test_confirmations_and_refusals_are_korean_when_asked(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ko = ("--lang", "ko")

    assert printed(capsys, "learned", "linear-algebra", *ko) == "학습함: linear-algebra\n"
    assert printed(capsys, "learned", "linear-algebra", *ko) == "학습함(전과 같음): linear-algebra\n"
    assert printed(capsys, "unlearn", "linear-algebra", *ko) == "학습하지 않음: linear-algebra\n"
    assert printed(capsys, "read", "2304.13705", *ko) == "읽음: 2304.13705\n"
    assert printed(capsys, "star", "2304.13705", "--undo", *ko) == "별표 없음(전과 같음): 2304.13705\n"
    assert printed(capsys, "progress", "export", "out.json", *ko) == "저장한 파일: out.json\n"
    assert printed(capsys, "progress", "import", "out.json", *ko) == "표시 2개(새 표시 0개)\n"
    assert printed(capsys, "progress", "merge", "out.json", "--out", "all.json", *ko).endswith(
        "파일: all.json\n"
    )


def test_one_unknown_name_marks_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = printed(capsys, "learned", "linear-algebra", "xyzzyx", code=1)

    assert "xyzzyx" in error
    assert not (place / "progress.json").exists()


def test_papers_are_read_and_starred_by_any_spelling_of_their_id(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read, waits = printed(capsys, "read", "arXiv:2304.13705v2", "cs/0112017").splitlines()

    assert read == "read: 2304.13705, cs/0112017"
    assert waits == "Not stored yet, the next 'vlagraph fetch' brings it: cs/0112017"
    assert printed(capsys, "star", "https://arxiv.org/pdf/2304.13705v1.pdf") == "starred: 2304.13705\n"
    assert printed(capsys, "read", "--undo", "cs/0112017") == "not read: cs/0112017\n"
    assert "not an arXiv id" in printed(capsys, "read", "../../etc/passwd", code=1)


@pytest.mark.parametrize("number", ["math/0309136", "cs/0112017", "q-bio/0404001", "math/9901001"])
def test_an_old_id_with_its_class_is_the_same_paper(
    place: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    archive, _, figures = number.partition("/")
    printed(
        capsys, "star", f"{archive}.GT/{figures}", number, f"https://arxiv.org/abs/{archive}.AG/{figures}v2"
    )

    assert list(json.loads((place / "progress.json").read_text())["papers"]) == [number]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2406.0924", "2406.09246 (OpenVLA"),
        ("arXiv:1706.0376v2", "1706.03762 (Attention"),
        ("2304.1375", "2304.13705 (Learning Fine-Grained"),
    ],
)
@pytest.mark.parametrize("command", [["read"], ["star"], ["review"], ["pin", "manipulation"]])
def test_an_id_that_cannot_be_is_refused_with_the_stored_one_that_is_near(
    place: Path, capsys: pytest.CaptureFixture[str], command: list[str], typed: str, meant: str
) -> None:
    name, *rest = command
    said = printed(capsys, name, typed, *rest, code=1)

    assert f"Did you mean {meant}" in said
    assert "five digits after the point" in said
    assert not (place / "progress.json").exists()


def test_what_is_read_and_starred_is_listed_without_ids(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "read", "1706.03762")
    printed(capsys, "star", "2406.09246")

    for command in (["star"], ["star", "--list"], ["papers", "--starred"]):
        assert "2406.09246" in printed(capsys, *command)
        assert "1706.03762" not in printed(capsys, *command)
    assert printed(capsys, "read") == printed(capsys, "papers", "--read")
    assert "--list" in printed(capsys, "star", "--list", "2406.09246", code=2)
    assert "arXiv ids" in printed(capsys, "read", "--undo", code=2)


@pytest.mark.parametrize(
    ("command", "none", "in_korean"),
    [
        ("learned", "No topic is learned yet", "학습한 주제가 아직 없습니다"),
        ("learning", "No topic is being learned now", "지금 학습 중인 주제가 없습니다"),
        ("skip", "No topic is skipped", "건너뛴 주제가 없습니다"),
    ],
)
def test_what_is_marked_of_topics_is_listed_without_a_topic(
    command: str, none: str, in_korean: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, command).startswith(none)
    assert printed(capsys, command, "--lang", "ko").startswith(in_korean)
    assert not (place / "progress.json").exists()

    printed(capsys, command, "probability-theory", "linear-algebra")
    other = "skip" if command != "skip" else "learned"
    printed(capsys, other, "slam")

    for asked in ([command], [command, "--list"]):
        rows = printed(capsys, *asked).splitlines()[1:3]
        assert [" linear-algebra " in rows[0], " probability-theory " in rows[1]] == [True, True]
        assert "slam" not in printed(capsys, *asked)
    assert "--list" in printed(capsys, command, "--list", "slam", code=2)
    assert "--list" in printed(capsys, command, "--list", "--undo", code=2)
    assert "needs the topics" in printed(capsys, command, "--undo", code=2)


def test_learned_is_taken_back_by_undo_as_by_unlearn(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "learned", "slam")

    assert printed(capsys, "learned", "slam", "--undo") == "not learned: navigation\n"
    assert printed(capsys, "unlearn", "slam") == "not learned already: navigation\n"


@pytest.mark.parametrize(
    "command",
    [
        ["new", "--undo", "--since", "7d"],
        ["new", "--undo", "--all"],
        ["new", "slam", "--undo"],
        ["require", "slam", "optimization", "--undo", "--reason", "x"],
    ],
)
def test_undo_refuses_what_it_would_ignore(
    place: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert "--undo stands alone and would ignore" in printed(capsys, *command, code=2)


def test_an_export_to_a_dash_is_printed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "learned", "slam")

    assert printed(capsys, "progress", "export", "-") == (place / "progress.json").read_text()
    assert not (place / "-").exists()


def test_outside_a_workspace_marking_names_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VLAGRAPH_ROOT", raising=False)

    assert "vlagraph init" in printed(capsys, "learned", "linear-algebra", code=1)
    assert "vlagraph init" in printed(capsys, "review", "2304.13705", code=1)


def test_progress_counts_topics_and_hours_by_area_stage_and_tier(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "learned", "mathematics")
    report = json.loads(printed(capsys, "progress", "--format", "json"))
    text = printed(capsys, "progress")
    bars = {bar["id"]: bar for bar in report["bars"]}
    kg = build_graph(load_roadmap(place / "graph" / "topics.json"))
    hours = [hours_at(t, mastery=False) for t in kg.topics.values() if t.area == "mathematics"]

    assert (bars["mathematics"]["learned"], bars["mathematics"]["topics"]) == (len(hours), len(hours))
    assert bars["mathematics"]["hours_done"] == [sum(low for low, _ in hours), sum(high for _, high in hours)]
    assert bars["mathematics"]["hours_left"] == [0, 0]
    assert {bar["kind"] for bar in report["bars"]} == {"area", "stage", "priority"}
    assert re.match(rf"{len(hours)} of {len(kg.topics)} topics learned [█░]{{10}}\n", text)
    assert "ready next: " in text


def test_two_machines_end_with_the_same_file_whichever_merges(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "learned", "linear-algebra")
    printed(capsys, "progress", "export", "one.json")
    (place / "progress.json").unlink()
    printed(capsys, "read", "2304.13705")
    printed(capsys, "progress", "export", "two.json")
    mine = printed(capsys, "progress", "merge", "one.json", "--out", "both.json")
    printed(capsys, "progress", "import", "one.json")
    (place / "progress.json").rename("first.json")
    printed(capsys, "progress", "merge", "two.json", "one.json", "two.json")

    assert mine == "2 marks (1 new), in both.json\n"
    assert Path("first.json").read_bytes() == Path("both.json").read_bytes()
    assert Path("first.json").read_bytes() == (place / "progress.json").read_bytes()


def test_an_export_never_replaces_another_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.json").write_text("precious")
    printed(capsys, "learned", "linear-algebra")

    assert "was not touched" in printed(capsys, "progress", "export", "mine.json", code=1)
    assert Path("mine.json").read_text() == "precious"
    assert printed(capsys, "progress", "export") == (place / "progress.json").read_text()


@pytest.mark.parametrize(
    "bad", ['{"schema": 2, "topics": {}}', "<<<<<<< HEAD", "", '{"schema": 1, "topics": 3}']
)
def test_an_unusable_progress_file_is_named_and_left_as_it_is(
    place: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    (place / "progress.json").write_text(bad)

    assert "progress.json" in printed(capsys, "learned", "linear-algebra", code=1)
    assert "progress.json" in printed(capsys, "progress", code=1)
    assert (place / "progress.json").read_text() == bad


def test_what_is_known_is_marked_or_named_or_neither(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "learned", "linear-algebra")
    kg = build_graph(load_roadmap(place / "graph" / "topics.json"))
    workspace = Workspace(place)

    assert known_now(workspace, kg, ["optimization"]).learned == {"linear-algebra", "optimization"}
    assert known_now(workspace, kg, ignore_progress=True) == TopicStates()


def test_a_goal_is_a_topic_an_area_a_tier_a_stage_or_all(place: Path) -> None:
    kg = build_graph(load_roadmap(place / "graph" / "topics.json"))
    names = ("all", "전체", "immediate", "기초 다지기", "hri", "slam")
    everything, again, tier, stage, area, topic = (set(pick_targets(kg, [name]).ids) for name in names)
    steps = next(found.steps for found in kg.roadmap.stages if found.id == "foundations")

    assert everything == again == set(kg.topics) - kg.assumed
    assert tier == {one.id for one in kg.topics.values() if one.priority == "immediate"}
    assert stage == {one for step in steps for ref in step.refs for one in kg.members(ref)}
    assert area == set(kg.members("hri"))
    assert topic == {"navigation"}


def test_a_plan_as_json_adds_up_and_leaves_out_what_is_learned(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "learned", "probability-theory")
    command = ("plan", "--goal", "causal-inference", "--hours-per-week", "7.5", "--format", "json")
    found = json.loads(printed(capsys, *command, "--start", "2026-11-23"))
    whole = json.loads(printed(capsys, *command, "--ignore-progress"))
    topics = {s["topic"] for week in found["weeks"] for s in week["sessions"]}

    assert "probability-theory" not in topics
    assert found["known"] == ["probability-theory"]
    assert sum(w["minutes"] for w in found["weeks"]) == found["minutes"] < whole["minutes"]
    assert max(w["hours"] for w in found["weeks"]) <= 7.5
    assert (found["weeks"][1]["start"], whole["weeks"][0]["start"]) == ("2026-11-30", "2026-11-22")


def test_a_plan_says_whether_the_windows_hold_and_what_to_leave_out(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("plan", "--goal", "all", "--mastery", "--hours-per-week")
    slow = printed(capsys, *command, "10")
    fast = printed(capsys, *command, "160")

    assert slow.count("does not hold") == 3
    assert "Not required for it, so first to leave for later: " in slow
    assert fast.count(", holds.") == 3
    wanted = printed(capsys, "plan", "advanced", "--required-only", "--hours-per-week", "4")
    assert "Not required for it, so first to leave for later: Manipulation, " in wanted


@pytest.mark.parametrize(
    ("start", "said", "needed"),
    [("2026-05-30", "No week has so many hours.", True), ("2026-05-24", "these weeks are over.", False)],
)
def test_hours_that_make_no_window_hold_are_not_advised(
    place: Path, capsys: pytest.CaptureFixture[str], start: str, said: str, *, needed: bool
) -> None:
    line = ("plan", "long-term", "--hours-per-week", "2", "--mastery", "--start", start, "--done")
    (window,) = json.loads(printed(capsys, *line, "--format", "json"))["windows"]

    assert said in printed(capsys, *line)
    assert (window["hours_per_week_needed"] is not None) == needed
    assert bool(window["drop"]) == needed


def test_a_plan_that_makes_no_sense_is_a_usage_error(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "0.25 to 168" in printed(capsys, "plan", "--goal", "all", "--hours-per-week", "0", code=2)
    assert "168.0001 hours" in printed(capsys, "plan", "all", "--hours-per-week", "168.0001", code=2)
    assert "needs a goal" in printed(capsys, "plan", "--hours-per-week", "5", code=2)
    assert "no topic, area, goal, project, tier or stage is called" in printed(
        capsys, "plan", "--goal", "xyzzyx", "--hours-per-week", "5", code=1
    )


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_calendar_file_gives_every_session_back_to_a_parser(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes], lang: str
) -> None:
    args = ["plan", "--goal", "all", "--hours-per-week", "6", "--start", "2026-11-23", "--lang", lang]
    assert run([*args, "--format", "ics"]) == 0
    data = capfdbinary.readouterr().out
    kg = build_graph(load_roadmap(place / "graph" / "topics.json"))
    plan = make_plan(kg, pick_targets(kg, ["all"]).ids, terms=Terms(weekly=360, start=date(2026, 11, 23)))
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    sessions = [(week, session) for week in plan.weeks for session in week.sessions]

    assert len(events) == len(sessions)
    assert len({event["uid"] for event in events}) == len(events)
    for event, (week, session) in zip(events, sessions, strict=True):
        topic = kg.topics[session.topic]
        assert event.decoded("dtstart") == week.start
        assert event.decoded("dtend") == week.start + timedelta(days=7)
        assert str(event["summary"]).startswith(topic.name["ko" if lang == "ko" else "en"])
        whole = [work.what for work in session.work]
        papers = [f"https://arxiv.org/abs/{one.arxiv}" for one in whole if isinstance(one, KeyPaper)]
        others = [one.url for one in whole if isinstance(one, Resource) and one.url]
        lines = str(event["description"]).split("\n")
        assert sorted(line for line in lines if line.startswith("http")) == sorted([*papers, *others])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_same_plan_is_the_same_calendar_file(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    args = ["plan", "--goal", "hri", "--hours-per-week", "6", "--format", "ics"]
    run(args)
    first = capfdbinary.readouterr().out
    run(args)

    assert capfdbinary.readouterr().out == first


def _events(
    capture: pytest.CaptureFixture[bytes], *args: str, goal: str = "immediate"
) -> dict[str, icalendar.Component]:
    assert run(["plan", goal, "--format", "ics", *args]) == 0
    events = icalendar.Calendar.from_ical(capture.readouterr().out).walk("VEVENT")
    return {str(event["uid"]): event for event in events}


@pytest.mark.parametrize("goal", ["immediate", "manipulation", "build-a-vla"])
def test_a_plan_made_anew_updates_the_events_of_the_old_one(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, goal: str
) -> None:
    first = _events(capfdbinary, "--hours-per-week", "8", "--start", "2026-12-07", goal=goal)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:01Z")
    later = _events(capfdbinary, "--hours-per-week", "8", "--start", "2026-12-14", goal=goal)
    faster = _events(capfdbinary, "--hours-per-week", "9,5", "--start", "2026-12-07", goal=goal)
    uid = next(iter(first))

    assert list(later) == list(first)
    assert later[uid].decoded("dtstart") - first[uid].decoded("dtstart") == timedelta(days=7)
    assert uid in faster
    for stamp in ("dtstamp", "last-modified", "sequence"):
        assert first[uid].decoded(stamp) < faster[uid].decoded(stamp)
    assert str(first[uid].decoded("dtstamp")) == "2026-11-22 12:00:00+00:00"
    assert uid.endswith("@vlagraph")


def test_events_of_another_roadmap_are_other_events(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ours = _events(capfdbinary, "--hours-per-week", "8")
    path = place / "graph" / "topics.json"
    document = json.loads(path.read_text())
    document["title"]["en"] = "Another field"
    path.write_text(json.dumps(document))

    assert not ours.keys() & _events(capfdbinary, "--hours-per-week", "8").keys()


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("1900-01-01", "more than a year before today"),
        ("2025-11-20", "more than a year before today"),
        ("9999-12-31", "more than ten years after today"),
        ("2037-01-01", "more than ten years after today"),
    ],
)
def test_a_plan_begins_on_a_day_that_can_be_meant(
    place: Path, capsys: pytest.CaptureFixture[str], start: str, said: str
) -> None:
    command = ("plan", "all", "--hours-per-week", "8", "--start")

    assert said in printed(capsys, *command, start, code=2)
    assert "2025-12-01" in printed(capsys, *command, "2025-12-01", "--weeks", "1")


@pytest.mark.parametrize(
    ("hours", "shown"),
    [("0.25", "0.25 h"), ("8,5", "8.5 h"), ("8h", "8 h"), ("7.75 H", "7.75 h"), ("12시간", "12 h")],
)
def test_hours_a_week_are_taken_as_people_write_them_and_shown_as_they_are(
    place: Path, capsys: pytest.CaptureFixture[str], hours: str, shown: str
) -> None:
    assert f" of {shown} " in printed(capsys, "plan", "slam", "--hours-per-week", hours, "--weeks", "1")


@pytest.mark.parametrize("hours", ["eight", "8,500", "nan", "inf", "1e2", "-8", "8:30", "%d"])
def test_hours_that_cannot_be_read_name_the_form_that_can(
    place: Path, capsys: pytest.CaptureFixture[str], hours: str
) -> None:
    assert "8, 8.5, 8,5 or 8h" in printed(capsys, "plan", "all", "--hours-per-week", hours, code=2)


def test_a_plan_that_goes_on_keeps_its_weeks_and_leaves_out_what_was_done_since(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("plan", "manipulation", "--hours-per-week", "8", "--start", "2026-11-02", "--format", "json")
    begun = json.loads(printed(capsys, *command))
    reading = [
        item for week in begun["weeks"] for s in week["sessions"] for item in s["reading"] if item["paper"]
    ]
    paper = reading[0]["paper"]
    printed(capsys, "read", paper)
    printed(capsys, "learned", "linear-algebra")
    on = json.loads(printed(capsys, *command, "--done"))
    first, last = on["weeks"][0], on["weeks"][-1]
    spent = sum(item["minutes"] for item in reading if item["paper"] == paper)
    gone = sum(
        s["minutes"] for week in begun["weeks"] for s in week["sessions"] if s["topic"] == "linear-algebra"
    )

    assert (first["number"], first["start"], on["passed_weeks"]) == (3, "2026-11-16", 2)
    assert begun["passed_weeks"] is None
    assert on["minutes"] == begun["minutes"] - spent - gone
    assert paper not in json.dumps(on)
    assert all(window["done_week"] <= last["number"] for window in on["windows"])
    assert "going on from week 3" in printed(capsys, *command[:-2], "--done")
    assert "--ignore-progress" in printed(capsys, *command, "--done", "--ignore-progress", code=2)
    later = printed(capsys, *command[:-2], "--done", "--start", "tomorrow", code=2)
    assert "no plan goes on that begins later: 2026-11-23 is after today (2026-11-22)" in later


def test_a_plan_and_a_path_take_the_same_goals_in_english_korean_and_by_alias(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roadmap = load_roadmap(place / "graph" / "topics.json")
    groups = (roadmap.priorities, roadmap.stages, roadmap.goals, roadmap.projects)
    kinds = (roadmap.topics, roadmap.areas, *groups)
    for one in roadmap.projects:
        path = json.loads(printed(capsys, "path", one.id, "--format", "json"))
        assert set(path["targets"]) == {name for step in one.milestones for name in step.topics}, one.id
    firsts = [next(one for one in kind if one.id != "foundations") for kind in kinds]
    names = [name for one in firsts for name in (one.id, one.name.en, one.name.ko)]
    aliases = [next(a for one in kind for a in one.aliases) for kind in (roadmap.topics, roadmap.goals)]

    for goal in (*names, *aliases, "all", "everything", "전체"):
        plan = json.loads(printed(capsys, "plan", goal, *PLANNED))
        path = json.loads(printed(capsys, "path", goal, "--format", "json"))
        assert set(plan["targets"]) == set(path["targets"]) != set(), goal


@pytest.mark.parametrize(
    ("number", "lang"),
    [
        (0, "en"),
        (1, "ko"),
        (3, "en"),
        *(pytest.param(*one, marks=pytest.mark.soak) for one in [(0, "ko"), (1, "en"), (3, "ko")]),
    ],
)
def test_a_plan_of_a_project_has_its_own_hours_and_drops_milestones_that_are_done(
    place: Path, capsys: pytest.CaptureFixture[str], number: int, lang: str
) -> None:
    one = load_roadmap(place / "graph" / "topics.json").projects[number]
    first, second, *_ = one.milestones
    line = ("plan", one.id, "--hours-per-week", "30", "--lang", lang)
    before = json.loads(printed(capsys, *line, "--format", "json"))
    spent = {
        step: sum(s["practice_minutes"] for s in sessions if s["milestone"]["id"] == step)
        for sessions in [[s for week in before["weeks"] for s in week["sessions"] if s["milestone"]]]
        for step in {s["milestone"]["id"] for s in sessions}
    }
    told = printed(capsys, "project", one.id, "--done", "1", "--done", second.name.ko, "--lang", lang)
    after = json.loads(printed(capsys, *line, "--format", "json"))
    names = [step.name.ko if lang == "ko" else step.name.en for step in one.milestones]
    texts = {form: printed(capsys, *line, "--format", form) for form in ("text", "md", "ics")}

    assert spent == {step.id: 30 * sum(step.hours) for step in one.milestones}
    assert after["minutes"] == before["minutes"] - spent[first.id] - spent[second.id]
    assert names[0] in told
    assert names[1] in told
    for form, text in texts.items():
        unfolded = re.sub(r"\r\n[ \t]", "", text).replace("\\,", ",")
        assert [name in unfolded for name in names] == [False, False, *[True] * (len(names) - 2)], form
    printed(capsys, "project", one.id, "--undone", first.id, "--undone", second.id)
    assert json.loads(printed(capsys, *line, "--format", "json")) == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--done", "1"], "name of a project"),
        (["so101-arm", "--done", "no such"], "no milestone is called"),
        (["so101-arm", "--done", "1", "--done", "99"], "no milestone is called"),
        (["so101-arm", "--done", "1", "--undone", "99"], "no milestone is called"),
        (["so101-arm", "--undone", ""], "milestone"),
    ],
)
def test_a_milestone_that_is_none_marks_nothing(
    place: Path, capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    assert said in printed(capsys, "project", *args, code=1 if "so101-arm" in args else 2)
    assert not (place / "progress.json").exists()


def test_a_milestone_is_not_marked_as_done_and_undone_at_once(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, "project", "so101-arm", "--done", "1", "--undone", "1", code=2)

    assert "a milestone is either done or not" in told
    assert not (place / "progress.json").exists()


def test_a_milestone_that_a_file_brings_is_counted_among_its_marks(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    done = {"so101-arm/setup": {"done": "2026-11-20T08:00:00.000Z"}}
    other.write_text(json.dumps({"schema": 1, "milestones": done}), encoding="utf-8")

    assert printed(capsys, "progress", "import", str(other)) == "1 mark (1 new)\n"
    assert printed(capsys, "progress", "import", str(other)) == "1 mark (0 new)\n"


def test_a_plan_as_markdown_is_a_check_list(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(
        capsys, "plan", "--goal", "immediate", "--hours-per-week", "10", "--weeks", "1", "--format", "md"
    )

    assert "## Week 1, 2026-11-22 (10 h)" in text
    assert "- [ ] " in text
    assert "## Left for later" in text


@pytest.mark.parametrize("format_", ["text", "md"])
def test_a_plan_that_has_no_time_for_papers_does_not_call_itself_every_paper(
    format_: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("plan", "vla-models", "--mastery", "--hours-per-week", "10", "--format", format_)
    text = printed(capsys, *line)

    assert "papers without time" in text
    assert "Mastery: every paper and concept, but for the papers without time." in text


def test_review_creates_a_note_once_and_prints_its_path(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(printed(capsys, "review", "1710.03740v2").strip())
    created = path.read_text(encoding="utf-8")
    path.write_text("my own words", encoding="utf-8")
    again = Path(printed(capsys, "review", "1710.03740").strip())

    assert path == again == place / "papers" / "notes" / "1710.03740.md"
    assert created.startswith('---\npaper: "1710.03740"\ntitle: "Mixed Precision Training"\n')
    assert "topics: [mixed-precision-training]\n" in created
    assert "date: 2026-11-22\n" in created
    assert path.read_text(encoding="utf-8") == "my own words"


def test_review_fills_the_readers_own_template_and_a_broken_one_stops_only_new_notes(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = place / "papers" / "notes"
    notes.mkdir()
    (notes / "template.md").write_text("---\nstatus: unread\n---\n# {{ title }} ({{ topics }})\n")
    path = Path(printed(capsys, "review", "1210.4852").strip())
    (notes / "template.md").write_text("{{ tittle }}")
    refused = printed(capsys, "review", "2206.15475", code=1)

    assert path.read_text().startswith("---\nstatus: unread\n---\n# ")
    assert path.read_text().endswith("(causal-inference)\n")
    assert "no placeholder 'tittle'" in refused
    assert printed(capsys, "review", "1210.4852").strip() == str(path)
    assert sorted(file.name for file in notes.iterdir()) == ["1210.4852.md", "template.md"]


def test_review_opens_the_editor_on_a_terminal(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "edit", lambda **how: opened.append((how["filename"], how["editor"])))
    run(["review", "cs/0112017"])

    assert opened == [(str(place / "papers" / "notes" / "cs_0112017.md"), "true")]


@pytest.mark.parametrize("editor", ["false", "no-such-editor", "'"])
def test_an_editor_that_fails_is_told_with_the_next_step(
    editor: str, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    said = printed(capsys, "review", "1710.03740", code=1)

    assert said.startswith("vlagraph: the editor failed (")
    assert "1710.03740.md: set $VISUAL or $EDITOR" in said
    assert (place / "papers" / "notes" / "1710.03740.md").is_file()


def test_what_is_no_file_in_the_place_of_a_note_is_an_error(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = place / "papers" / "notes"
    (notes / "1710.03740.md").mkdir(parents=True)
    (notes / "2304.13705.md").symlink_to("2304.13705.md")
    (notes / "1210.4852.md").symlink_to("nowhere.md")

    assert "1710.03740.md: no note can be here (it is a folder). Move it" in printed(
        capsys, "review", "1710.03740", code=1
    )
    assert "a link that leads nowhere" in printed(capsys, "review", "2304.13705", code=1)
    assert "a link that leads nowhere" in printed(capsys, "review", "1210.4852", code=1)


def test_a_word_that_progress_does_not_know_is_met_with_the_closest(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(capsys, "progress", "exprot", code=2)

    assert "no such command 'exprot'. Did you mean 'export'?" in said
    assert "'vlagraph progress --help' lists them." in said


def test_review_of_a_topic_lists_its_key_papers_with_their_state(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = place / "papers" / "notes"
    notes.mkdir()
    (notes / "1210.4852.md").write_text(
        "---\nstatus: reading\nrating: 4\ndate: 2026-11-20\n---\n## Question\nWhy?\n"
    )
    printed(capsys, "read", "2206.15475")
    printed(capsys, "star", "2206.15475")
    rows = json.loads(printed(capsys, "review", "causal-inference", "--format", "json"))["papers"]
    digest = printed(capsys, "review", "causal-inference", "--digest")
    state = {row["arxiv"]: (row["state"], row["starred"], row["rating"], row["note"]) for row in rows}

    assert state["1210.4852"] == ("reading", False, 4, True)
    assert state["2206.15475"] == ("read", True, None, False)
    assert state["2102.11107"] == ("unread", False, None, False)
    assert "1 of 8 key papers read." in digest
    assert "arXiv:1210.4852 (reading, 4/5, 2026-11-20)\n\n### Question\n\nWhy?\n" in digest


def test_a_paper_is_read_when_its_mark_or_its_note_says_so_in_every_answer(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = ("causal-inference", "--format", "json")
    weeks = ("plan", "--goal", "causal-inference", "--hours-per-week", "9", "--format", "json")
    before = json.loads(printed(capsys, "progress", "--format", "json"))
    planned = printed(capsys, *weeks)
    notes = place / "papers" / "notes"
    notes.mkdir()
    (notes / "1210.4852.md").write_text("---\nstatus: read\ndate: 2026-11-20\n---\nDone.\n")
    after = json.loads(printed(capsys, "progress", "--format", "json"))
    listed = json.loads(printed(capsys, "papers", "causal-inference", "--read", "--format", "json"))["papers"]
    unread = json.loads(printed(capsys, "papers", *topic, "--unread"))["papers"]
    reviewed = json.loads(printed(capsys, "review", *topic))["papers"]

    assert after["key_papers_read"] == before["key_papers_read"] + 1
    assert "1210.4852" in planned
    assert "1210.4852" not in printed(capsys, *weeks)
    assert [paper["id"] for paper in listed] == ["1210.4852"]
    assert "1210.4852" not in [paper["id"] for paper in unread]
    assert [paper["arxiv"] for paper in reviewed if paper["state"] == "read"] == ["1210.4852"]
    assert json.loads(printed(capsys, "show", "1210.4852", "--format", "json"))["read"] is True
    assert json.loads(printed(capsys, "explain", "1210.4852", "--format", "json"))["read"] is True
    assert not (place / "progress.json").exists()


@pytest.mark.parametrize(("lang", "said"), [("en", "your note says"), ("ko", "읽음으로 적혀")])
def test_what_a_note_calls_read_is_not_taken_back_by_a_mark(
    place: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    notes = place / "papers" / "notes"
    notes.mkdir()
    (notes / "1210.4852.md").write_text("---\nstatus: read\n---\n")
    printed(capsys, "read", "2206.15475")
    marks = (place / "progress.json").read_bytes()

    assert run(["read", "2206.15475", "1210.4852", "--undo", "--lang", lang]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "1210.4852.md" in told
    assert (place / "progress.json").read_bytes() == marks


def test_review_lists_other_papers_that_a_note_or_a_mark_puts_under_the_topic(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = place / "papers" / "notes"
    notes.mkdir()
    (notes / "2601.00001.md").write_text("---\nstatus: read\ntopics: [causal-inference]\n---\nMine.\n")
    (notes / "2601.00002.md").write_text("---\ntopics: [manipulation]\n---\nOther.\n")
    printed(capsys, "pin", "2601.00003", "causal-inference")
    rows = json.loads(printed(capsys, "review", "causal-inference", "--format", "json"))["papers"]
    digest = printed(capsys, "review", "causal-inference", "--digest")
    others = [(row["arxiv"], row["state"], row["role"]) for row in rows if not row["key"]]

    assert others == [("2601.00001", "read", None), ("2601.00003", "unread", None)]
    assert "Of 2 other papers with a note or mark, 1 read." in digest
    assert "arXiv:2601.00001 (read)\n\nMine.\n" in digest


def test_no_command_changes_a_note_that_was_edited_by_hand(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = place / "papers" / "notes"
    notes.mkdir()
    texts = {
        "1210.4852.md": b"---\nstatus: [odd\n---\n\xff\r\nhand",
        "1710.03740.md": b"",
        "list.md": b"shopping",
    }
    for name, data in texts.items():
        (notes / name).write_bytes(data)
    commands = [
        ("review", "1210.4852"),
        ("review", "1710.03740"),
        ("review", "causal-inference"),
        ("review", "causal-inference", "--digest"),
        ("read", "1210.4852"),
        ("star", "1210.4852"),
        ("learned", "causal-inference"),
        ("unlearn", "causal-inference"),
        ("progress",),
        ("plan", "--goal", "all", "--hours-per-week", "9"),
        ("project", "libero"),
        ("benchmarks",),
        ("format",),
        ("check",),
    ]
    for command in commands:
        printed(capsys, *command)

    assert {path.name: path.read_bytes() for path in notes.iterdir()} == texts


def test_benchmarks_are_compared_fact_by_fact(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "benchmarks", "calvin", "rlbench", "--sources")
    both = printed(capsys, "benchmarks", "calvin", "rlbench", "--lang", "ko")
    table = printed(capsys, "benchmarks", "--format", "md")
    found = json.loads(printed(capsys, "benchmarks", "calvin", "--format", "json"))

    assert text.index("CALVIN: ") < text.index("RLBench: ")
    assert "source: " in text
    assert "CALVIN: At most 1000 x 5 x 360" in text
    assert text.count("(estimate)") == both.count("(추정)") > 0
    assert table.startswith("|  | LIBERO | ")
    assert [b["id"] for b in found["benchmarks"]] == ["calvin"]
    assert "no benchmark is called" in printed(capsys, "benchmarks", "xyzzyx", code=1)


def test_a_project_shows_what_each_milestone_still_needs(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = printed(capsys, "project")
    printed(capsys, "learned", "robot-benchmarks")
    printed(capsys, "read", "2306.03310")
    rows = json.loads(printed(capsys, "project", "libero", "--format", "json"))["milestones"]
    text = printed(capsys, "project", "vla-on-libero")

    assert "vla-on-libero" in names
    assert "  –  " in names
    assert "  GPU memory: " in text
    assert "    git clone https://" in text
    assert "  when to stop: " in text
    assert "source: " not in text
    assert "source: huggingface/lerobot" in printed(capsys, "project", "libero", "--sources")
    assert (rows[0]["learned"], rows[0]["open"], rows[0]["read"]) == (
        ["robot-benchmarks"],
        [],
        ["2306.03310"],
    )
    assert "evaluation-metrics" in rows[1]["open"]
    assert " 1. Install and look  6-12 h, ready\n" in text


@pytest.mark.usefixtures("place")
def test_a_goal_that_is_skipped_is_not_called_learned(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "skip", "causal-inference")
    printed(capsys, "learned", "linear-algebra")
    plan = ("plan", "causal-inference", "--hours-per-week", "8")
    document = json.loads(printed(capsys, *plan, "--format", "json"))
    settled = "Every topic of this goal is learned or skipped. 'vlagraph skip' lists what is skipped.\n"

    for shape in ("text", "md"):
        assert printed(capsys, *plan, "--format", shape) == settled
    assert run([*plan, "--format", "ics"]) == 0
    calendar = capsys.readouterr()
    assert (calendar.out, calendar.err.endswith(settled)) == ("", True)
    assert document["skipped"] == ["causal-inference"]
    assert printed(capsys, "next", "linear-algebra") == "Every topic of this goal is learned.\n"
    assert "skipped" not in printed(capsys, "plan", "linear-algebra", "--hours-per-week", "8")


@pytest.mark.usefixtures("place")
def test_what_is_skipped_is_told_where_nothing_else_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    topics = json.loads(printed(capsys, "order", "--format", "json"))["order"]
    printed(capsys, "learned", *topics[1:])
    printed(capsys, "skip", topics[0])

    assert printed(capsys, "next").startswith("Everything is learned or skipped.")
    assert printed(capsys, "next", topics[0]).startswith("Every topic of this goal is learned or skipped.")


@pytest.mark.usefixtures("place")
def test_what_is_presupposed_is_not_called_learned_where_nothing_else_is_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scratch = json.loads(printed(capsys, "path", "all", "--from-scratch", "--format", "json"))["steps"]
    first, *rest = (
        step["topic"] for step in json.loads(printed(capsys, "path", "all", "--format", "json"))["steps"]
    )
    background = [step["topic"] for step in scratch if step["topic"] not in {first, *rest}]
    printed(capsys, "learned", first, *rest)

    assert background
    assert printed(capsys, "next").startswith("Everything is learned but what the roadmap presupposes")
    assert "ready next: only what the roadmap presupposes is left" in printed(capsys, "progress")
    assert "Everything" not in printed(capsys, "next", "--from-scratch")
    printed(capsys, "skip", first)
    assert printed(capsys, "next").startswith(
        "Everything is learned or skipped but what the roadmap presupposes"
    )
    printed(capsys, "learned", first, *background)
    assert printed(capsys, "next").startswith("Everything is learned. ")
    assert "ready next: nothing is left" in printed(capsys, "progress")


@pytest.mark.usefixtures("place")
def test_what_is_being_learned_is_ready_in_every_answer(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "learning", "robot-benchmarks")
    document = {
        command: json.loads(printed(capsys, *command.split(), "--format", "json"))
        for command in ("order", "progress", "next --max 99")
    }

    assert document["order"]["learning"] == ["robot-benchmarks"]
    assert "robot-benchmarks" in document["order"]["ready"]
    assert set(document["order"]["ready"]) == {one["topic"] for one in document["progress"]["ready"]}
    assert document["progress"]["ready"] == document["next --max 99"]["next"]


@pytest.mark.usefixtures("place")
def test_a_plan_names_the_targets_that_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "learned", "soft-robotics")
    printed(capsys, "skip", "ab-testing")
    plan = ("plan", "soft-robotics", "ab-testing", "linear-algebra", "--hours-per-week", "8")
    document = json.loads(printed(capsys, *plan, "--format", "json"))

    assert (document["known"], document["skipped"]) == (["soft-robotics"], ["ab-testing"])
    for shape in ("text", "md"):
        text = printed(capsys, *plan, "--format", shape)
        assert "\nknown: Soft Robotics\n" in text
        assert "\nskipped: " in text


@pytest.mark.usefixtures("place")
def test_an_order_of_no_topics_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "order", "--area", "theory", "--priority", "immediate")

    assert told == (
        "No topic is in all of what you named. "
        "Leave out one of --area, --priority, --stage and --roadmap-only.\n"
    )
