"""A name that nothing has is told by one exit code in every command."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.every_command import leaves
from vlagraph.cli.names import Name
from vlagraph.pipeline.completing import offers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]


@pytest.fixture(scope="module")
def own(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped workspace, which no line changes."""
    root = tmp_path_factory.mktemp("own")
    for name in ("graph", "papers"):
        shutil.copytree(checkout / name, root / name)
    return root


UNKNOWN = {
    "add": {"": "add {}"},
    "benchmarks": {"names": "benchmarks {}"},
    "dismiss": {"arxiv_id": "dismiss {}", "topic": "dismiss 2304.13705 {}"},
    "explain": {"arxiv_id": "explain {}", "topic": "explain 2304.13705 {}"},
    "export": {"named": "export mermaid {}"},
    "fetch": {"topics": "fetch {}"},
    "fit": {"names": "fit {}"},
    "landmarks": {"topic": "landmarks --topic {}"},
    "learned": {"topics": "learned {}"},
    "learning": {"topics": "learning {}"},
    "move": {"arxiv_id": "move {} vla-models", "topics": "move 2304.13705 {}"},
    "new": {
        "topic": "new --topic {}",
        "named": "new {}",
        "goals": "new --goal {}",
        "known": "new --known {}",
    },
    "next": {"named": "next {}", "goals": "next --goal {}", "known": "next --known {}"},
    "order": {
        "area": "order --area {}",
        "priority": "order --priority {}",
        "stage": "order --stage {}",
        "known": "order --known {}",
    },
    "paper add": {
        "": "paper add {} --topic vla-models",
        "topic_name": "paper add 2304.13705 --topic {}",
        "concepts": "paper add 2304.13705 --topic vla-models --concepts {}",
    },
    "papers": {"topic": "papers {}"},
    "path": {"targets": "path {}", "known": "path vla-models --known {}"},
    "pin": {"arxiv_id": "pin {} vla-models", "topic": "pin 2304.13705 {}"},
    "plan": {
        "named": "plan {} --hours-per-week 5",
        "goals": "plan --goal {} --hours-per-week 5",
        "known": "plan all --known {} --hours-per-week 5",
    },
    "project": {"name": "project {}", "done": "project vla-on-libero --done {}"},
    "read": {"papers": "read {}"},
    "require": {
        "name": "require {} vla-models",
        "other": "require vla-models {}",
        "concepts": "require ab-testing robot-benchmarks --concepts {}",
    },
    "review": {"name": "review {}"},
    "show": {"arxiv_id": "show {}"},
    "skip": {"topics": "skip {}"},
    "star": {"papers": "star {}"},
    "status": {"topics": "status {}"},
    "topic add": {"area": "topic add x --area {}", "requires": "topic add x --area hri --requires {}"},
    "topic merge": {"names": "topic merge vla-models {} --into x"},
    "topic remove": {"name": "topic remove {}", "replacement": "topic remove ab-testing --replaced-by {}"},
    "topic rename": {"old": "topic rename {} x"},
    "topic show": {"topic": "topic {}"},
    "topic split": {
        "old": "topic split {} x y",
        "concepts": "topic split vla-models x y --concepts y={}",
    },
    "undo": {"": "undo 999"},
    "unlearn": {"topics": "unlearn {}"},
    "unlocks": {"topic": "unlocks {}"},
    "watch": {"name": "watch {}"},
}
"""Of each command that takes names a line for each, with a place for the name."""


def test_every_place_of_a_name_has_a_line_with_an_unknown_one() -> None:
    for name, command in leaves():
        taken = {param.name for param in command.params if isinstance(param.type, Name)}
        assert taken <= set(UNKNOWN.get(name, {})), name


@pytest.mark.parametrize("command", UNKNOWN)
def test_a_name_that_nothing_has_ends_with_one_in_every_command(
    command: str, own: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_ROOT", str(own))
    for line in UNKNOWN[command].values():
        answer = vlagraph(*line.format("zzzzzz").split())

        assert (answer.code, answer.out) == (1, ""), line
        assert re.match("vlagraph: .*zzzzzz|vlagraph: 999", answer.err), line


def test_a_stage_with_the_id_of_an_area_is_offered_by_what_means_it(
    own: Path, vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_ROOT", str(own))
    asked = vlagraph("path", "foundations", "--format", "json")
    stage = vlagraph("path", "stage:foundations", "--format", "json")

    assert (
        asked.err == "vlagraph: foundations is read as the area; the stage of that id is stage:foundations\n"
    )
    assert (stage.code, stage.err) == (0, "")
    assert json.loads(asked.out)["targets"] != json.loads(stage.out)["targets"]
    assert "STAGE    stage:foundations, evaluation-system" in vlagraph("path", "--help").out
    assert "STAGE  foundations, evaluation-system" in vlagraph("order", "--help").out
    assert {one.id for one in offers(Workspace(own), "goal", "lay", "en")} == {"stage:foundations"}
    both = [vlagraph("order", "--stage", name) for name in ("foundations", "stage:foundations")]
    assert both[0] == both[1]
    assert both[0].code == 0
