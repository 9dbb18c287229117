"""Topics whose names differ by a sign alone are told apart by every command that takes a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec
import pytest

from tests.support.every_command import leaves
from tests.support.roadmaps import roadmap, text, topic
from vlagraph.cli.names import GOAL, REVIEW, TOPIC
from vlagraph.store.roadmap import save_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer
    from vlagraph.core.model import Topic

    Run = Callable[..., Answer]

NAMES = {
    "c": "C",
    "cpp": "C++",
    "csharp": "C#",
    "tree": "RRT",
    "tree-star": "RRT*",
    "means": "k-means",
    "means-plus": "k-means++",
    "replanning": "D*",
    "replanning-lite": "D* Lite",
    "flow": "π0",
    "flow-half": "π0.5",
}
FURTHER = {
    "dismiss": ("2304.13705",),
    "explain": ("2304.13705",),
    "export": ("bibtex",),
    "landmarks": ("--topic",),
    "move": ("2304.13705", "c"),
    "order": ("--known",),
    "paper add": ("2304.13705", "--title", "T", "--author", "A", "--date", "2023-04", "--topic"),
    "pin": ("2304.13705",),
    "plan": ("--hours-per-week", "8"),
    "require": ("c",),
    "topic add": ("rust", "--area", "field", "--requires"),
    "topic merge": ("c", "--into", "all-of-c"),
}
"""What stands before the topic on a line."""
AFTER = {"topic rename": ("new-id",), "topic split": ("one-id", "two-id")}
"""What stands after it."""


def _called(name: str, shown: str, *needs: str) -> Topic:
    return msgspec.structs.replace(topic(name, *needs), name=text(shown, shown))


@pytest.fixture
def signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "graph").mkdir()
    topics = [_called(name, shown, *(["c"] if name != "c" else [])) for name, shown in NAMES.items()]
    save_parts(tmp_path / "graph" / "topics.json", roadmap(*topics))
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


def _taking_topics() -> list[str]:
    kinds = {TOPIC, GOAL}
    return [
        name
        for name, command in leaves()
        if any(one.type in kinds or one.type is REVIEW for one in command.params)
        if not isinstance(command, click.Group) or name != "topic"
    ]


def test_a_roadmap_may_hold_them_all(signs: Path, vlagraph: Run) -> None:
    assert not [line for line in vlagraph("check").out.splitlines() if "name" in line]
    assert len(vlagraph("topics", "--format", "json").json["topics"]) == len(NAMES)


@pytest.mark.parametrize("command", _taking_topics())
def test_a_command_asks_which_one_is_meant_where_no_spelling_fits(
    command: str, signs: Path, vlagraph: Run
) -> None:
    before = (signs / "graph" / "topics.json").read_bytes()
    answer = vlagraph(*command.split(), *FURTHER.get(command, ()), "c*", *AFTER.get(command, ()))

    assert answer.code in {1, 2}
    assert answer.err.startswith("vlagraph: 'c*' fits several ")
    assert ": c (C), cpp (C++), csharp (C#). Name one of them.\n" in answer.err
    assert (signs / "graph" / "topics.json").read_bytes() == before


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_the_spelling_that_is_typed_is_the_topic_that_is_meant(
    name: str, shown: str, signs: Path, vlagraph: Run
) -> None:
    for typed in (shown, shown.lower(), shown.upper(), f" {shown} "):
        assert vlagraph("topic", typed, "--format", "json").json["topic"]["id"] == name, typed
    assert vlagraph("learned", shown).out.startswith(f"learned: {name}\n")
    assert vlagraph("path", shown, "--format", "json").json["targets"] == [name]


def test_a_clash_shows_both_spellings(signs: Path, vlagraph: Run) -> None:
    topics = [_called("one", "RRT*"), _called("two", "rrt *", "one")]
    save_parts(signs / "graph" / "topics.json", roadmap(*topics))
    answer = vlagraph("check")

    assert answer.code == 1
    assert "'RRT*' (one), 'rrt *' (two): one name of several topics" in answer.out + answer.err


def test_search_finds_the_one_with_the_sign(signs: Path, vlagraph: Run) -> None:
    assert [row["id"] for row in vlagraph("search", "c++", "--format", "json").json["topics"]] == ["cpp"]
