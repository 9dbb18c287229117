"""Drafts, roadmaps of other fields, and a contribution: what is incomplete is said and stops nothing."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer
    from vlagraph.core.model import Lang

    Run = Callable[..., Answer]

COMMANDS = (
    ["path", "second"],
    ["topics"],
    ["topic", "second"],
    ["order"],
    ["plan", "--goal", "all", "--hours-per-week", "5"],
    ["plan", "--goal", "dive", "--hours-per-week", "5"],
    ["next"],
    ["stats"],
    ["progress"],
    ["papers", "second"],
    ["unlocks", "first"],
    ["build"],
    ["format"],
)


def _write(root: Path, topics: list[dict[str, Any]], **more: object) -> None:
    tree = {
        "schema": 2,
        "title": {"en": "Deep sea"},
        "areas": [{"id": "sea", "name": {"en": "Sea"}}],
        "topics": topics,
        **more,
    }
    (root / "graph").mkdir(parents=True)
    (root / "graph" / "topics.json").write_text(json.dumps(tree), encoding="utf-8")


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose topics have names, and little else."""
    key = {"arxiv": "2304.13705", "role": "method"}
    book = {"title": "A book", "kind": "book"}
    first = {
        "id": "first",
        "area": "sea",
        "name": {"en": "First"},
        "concepts": [{"id": "c", "name": {"en": "C"}}],
    }
    second = {
        "id": "second",
        "area": "sea",
        "name": {"ko": "둘째"},
        "requires": [{"topic": "first", "kind": "required"}],
        "key_papers": [key],
        "resources": [book],
    }
    goals = [{"id": "dive", "name": {"en": "Dive"}, "topics": ["sea"]}]
    _write(tmp_path, [first, second, {"id": "third", "area": "sea", "name": {"en": "Third"}}], goals=goals)
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(command) for command in COMMANDS])
def test_a_draft_is_answered_from_in_both_languages(
    command: list[str], lang: str, draft: Path, vlagraph: Run
) -> None:
    if command[0] not in {"build", "format"}:
        command = [*command, "--lang", lang]
    answer = vlagraph(*command)

    assert answer.code == 0
    assert "None" not in answer.out


def test_a_goal_of_the_roadmap_is_planned_by_its_id_or_its_name(draft: Path, vlagraph: Run) -> None:
    plans = [
        vlagraph("plan", "--goal", name, "--hours-per-week", "5", "--format", "json").json
        for name in ("dive", "Dive")
    ]

    assert plans[0] == plans[1]
    assert sorted(plans[0]["targets"]) == ["first", "second", "third"]


def test_a_step_without_a_reason_ends_with_what_it_is_for(draft: Path, vlagraph: Run) -> None:
    assert "\n    for 둘째\n" in vlagraph("path", "second").out


def test_a_plan_names_what_has_no_hours_and_judges_no_window_by_it(draft: Path, vlagraph: Run) -> None:
    file = draft / "graph" / "topics.json"
    whole = json.loads(file.read_text(encoding="utf-8"))
    tier = {"id": "now", "name": {"en": "Now"}, "window": {"en": "1 week"}, "weeks": [1, 1]}
    whole["priorities"] = [{**tier, "entries": [{"ref": "first", "note": {"en": "Now"}}]}]
    next(one for one in whole["topics"] if one["id"] == "first")["priority"] = "now"
    file.write_text(json.dumps(whole), encoding="utf-8")
    plan = ["plan", "first", "--hours-per-week", "5"]
    found = vlagraph(*plan, "--format", "json").json

    assert "first" in found["without_hours"]
    assert [window["holds"] for window in found["windows"]] == [None]
    for form in ("text", "md"):
        said = vlagraph(*plan, "--format", form).out
        assert "Now (1 week): cannot be judged while hours are missing." in said
        assert "No hours are given for" in said


def test_check_tells_of_a_draft_what_it_lacks_and_refuses_it_only_where_asked_to(
    draft: Path, vlagraph: Run
) -> None:
    plain = vlagraph("check")
    strict = vlagraph("check", "--strict")
    document = vlagraph("check", "--format", "json")
    korean = vlagraph("check", "--lang", "ko")

    problems = document.json["problems"]
    assert (plain.code, strict.code, document.code, korean.code) == (0, 1, 0, 0)
    assert "warning: topics[1] second.requires[0]: needs first without a reason. Say why" in plain.out
    assert plain.out.endswith(f"graph/topics.json: 0 errors, {len(problems)} warnings\n")
    assert strict.out == ""
    assert f"{len(problems)} problems\n  warning: topics[0] first.hours: no hours" in strict.err
    assert {problem["severity"] for problem in problems} == {"warning"}
    assert document.json["figures"]["topics"] == 3
    assert "이유가 적혀 있지 않습니다. 이유를 한 문장으로 적으세요." in korean.out
    assert vlagraph("check", "--strict", "--format", "json").code == 1


def test_a_draft_with_an_error_is_refused_by_every_answer_and_told_with_its_warnings(
    draft: Path, vlagraph: Run
) -> None:
    file = draft / "graph" / "topics.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"topic": "first"', '"topic": "frist"'))
    answer = vlagraph("order")
    checked = vlagraph("check", "--format", "json")

    assert answer.code == checked.code == 1
    assert "the topic 'frist' does not exist. Correct or remove it. Did you mean 'first'?" in answer.err
    assert "warning" not in answer.err
    assert {problem["severity"] for problem in checked.json["problems"]} == {"error", "warning"}
    assert "figures" not in checked.json


def test_an_empty_roadmap_of_another_field_works_at_once(
    tmp_path: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my field's"
    made = vlagraph("init", str(folder), "--empty", "--title", "Deep Sea")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(folder))

    assert made.code == 0
    assert shlex.split(made.out.partition("cd ")[2])[0] == str(folder)
    for command in ("check", "topics", "order", "next", "stats", "progress", "build", "format"):
        assert vlagraph(command).code == 0, command
    assert (folder / "papers" / "papers.jsonl").read_bytes() == b""
    assert not re.search(r"robot|VLA\b", (folder / "graph" / "topics.json").read_text(encoding="utf-8"))


WITHOUT_TOPICS = (
    "next", "next all", "path", "path all", "path all --tree", "path basics", "plan --hours-per-week 5",
    "plan all --hours-per-week 5", "plan all --hours-per-week 5 --format md", "order", "topics", "topics sea",
    "search sea", "landmarks", "progress", "papers", "papers all", "papers --unread",
    "papers --search sea --why",
    "new", "new --peek --since yesterday", "fetch", "fetch --dry-run", "fetch --dry-run --verbose", "status",
    "build --no-notes", "review sea", "topic sea", "topic basics", "unlocks sea", "watch sea", "learned sea",
    "skip basics", "next sea", "export markdown", "require sea land", "pin 2406.09246 sea", "status basics",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("line", WITHOUT_TOPICS)
def test_a_roadmap_without_topics_says_so_and_how_to_add_one(
    line: str, lang: Lang, tmp_path: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = vlagraph("init", str(tmp_path / "e"), "--empty", "--lang", lang)
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path / "e"))
    answer = vlagraph(*line.split(), "--lang", lang)
    said = translate(lang, "topic.none")

    assert begun.err == f"vlagraph: {said}\n"
    assert (answer.out + answer.err).count(said) == 1
    for wrong in ("answer.all_learned", "plan.all_learned", "topic.no_match", "name.listed"):
        assert translate(lang, wrong) not in answer.out + answer.err
    assert "causal-inference" not in answer.out + answer.err


def test_what_a_roadmap_without_topics_offers_works(
    tmp_path: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vlagraph("init", str(tmp_path / "e"), "--empty")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path / "e"))

    assert "'vlagraph topic add ID --area AREA', or 'vlagraph import FILE'" in vlagraph("check").out
    assert vlagraph("path", "all", "--format", "json").json["steps"] == []
    assert vlagraph("topic", "add", "squid", "--area", "basics").code == 0
    assert vlagraph("path").err == (
        "vlagraph: a path needs a target. Name a topic or a goal, such as: vlagraph path squid\n"
    )


@pytest.mark.parametrize(
    "command", ["path", "next", "papers", "new", "learned", "fetch", "landmarks --topic"]
)
def test_an_area_without_topics_is_refused_and_stands_for_nothing_else(
    command: str, tmp_path: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    vlagraph("init", str(tmp_path / "e"), "--empty")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path / "e"))
    file = tmp_path / "e" / "graph" / "topics.json"
    tree = json.loads(file.read_text(encoding="utf-8"))
    tree["areas"].append({"id": "deep", "name": {"en": "Deep"}})
    file.write_text(json.dumps(tree), encoding="utf-8")
    vlagraph("topic", "add", "squid", "--area", "basics")
    answer = vlagraph(*command.split(), "deep")

    assert (answer.code, answer.out) == (1, "")
    assert (
        answer.err == "vlagraph: 'deep' has no topics. Name another; 'vlagraph topics' lists what there is.\n"
    )


@pytest.mark.parametrize(("title", "lang"), [("심해 생물학", "ko"), ("Deep Sea", "en")])
def test_an_empty_roadmap_is_in_the_language_of_its_title(
    title: str, lang: str, tmp_path: Path, vlagraph: Run
) -> None:
    vlagraph("init", str(tmp_path / "x"), "--empty", "--title", title)
    tree = json.loads((tmp_path / "x" / "graph" / "topics.json").read_text(encoding="utf-8"))

    assert tree["title"] == {lang: title}
    assert [list(area["name"]) for area in tree["areas"]] == [[lang]]


def test_a_title_without_empty_is_refused(tmp_path: Path, vlagraph: Run) -> None:
    answer = vlagraph("init", str(tmp_path / "x"), "--title", "Deep Sea")

    assert (answer.code, answer.out) == (2, "")
    assert not (tmp_path / "x").exists()


def _both(words: str) -> dict[str, str]:
    return {"en": words, "ko": f"{words} (한국어)"}


def test_a_topic_is_added_by_two_files_and_nothing_is_missing(
    tmp_path: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requirements, a paper and phrases: an entry in topics.json and a page."""
    shutil.copytree(CHECKOUT / "graph", tmp_path / "graph")
    shutil.copytree(CHECKOUT / "papers", tmp_path / "papers")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    file = tmp_path / "graph" / "topics.json"
    tree = json.loads(file.read_text(encoding="utf-8"))
    folder = file.parent / "topics"
    pages = {page.stem: json.loads(page.read_text(encoding="utf-8")) for page in folder.glob("*.json")}
    needed = [topic["id"] for topic in tree["topics"]][:2]
    paper = pages[needed[0]]["key_papers"][0]["arxiv"]
    tree["topics"].append(
        {
            "id": "whisker-sensing",
            "area": tree["topics"][0]["area"],
            "origin": "extension",
            "name": {"en": "Whisker Sensing", "ko": "수염 감지"},
            "level": 3,
            "hours": [10, 20],
            "requires": [
                {
                    "topic": other,
                    "kind": "recommended",
                    "concepts": [pages[other]["concepts"][0]["id"]],
                    "reason": _both("It builds on this."),
                    "source": "A book, ch. 1",
                }
                for other in needed
            ],
        }
    )
    page = {
        "$schema": "../topic.schema.json",
        "id": "whisker-sensing",
        "hours_basis": _both("One paper and an exercise; an estimate."),
        "summary": _both("Feeling what the hand touches."),
        "concepts": [
            {"id": "touch-sensor", "name": _both("Touch sensor"), "note": _both("Measures contact.")}
        ],
        "key_papers": [
            {"arxiv": paper, "role": "method", "why": _both("Shows it."), "concepts": ["touch-sensor"]}
        ],
        "watch": {
            "any": ["whisker sensing", "whisker sensor"],
            "categories": ["cs.RO"],
            "core": ["whisker sensing"],
            "hints": ["touch"],
        },
    }
    file.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    (file.parent / "topics" / "whisker-sensing.json").write_text(
        json.dumps(page, ensure_ascii=False), "utf-8"
    )

    checked = vlagraph("check", "--strict")
    formatted = vlagraph("format")

    assert (checked.code, checked.err) == (0, "")
    assert checked.out.endswith("topics.json: 0 problems\n")
    assert formatted.out.count("wrote ") == 2
    assert vlagraph("path", "수염 감지").code == 0
    assert "Whisker Sensing" in vlagraph("topic", "whisker-sensing").out
