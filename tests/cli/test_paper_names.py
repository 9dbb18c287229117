"""Every command that takes a paper takes it under every name that people copy."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import click
import pytest

from tests.support.every_command import leaves
from vlagraph.cli.names import PAPER, REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

FURTHER = {
    "add": (),
    "paper add": ("--topic", "navigation", "--title", "T", "--author", "A", "--date", "2023-04"),
    "pin": ("navigation",),
    "move": ("navigation", "hri"),
}
"""What else a command needs; the first two take a paper by a type of their own."""
NAMES = (
    "https://doi.org/10.48550/arXiv.2313.13705v2",
    "arXiv:2313.13705v1 [cs.RO] 23 Apr 2023",
    "https://www.semanticscholar.org/arxiv/2313.13705",
    "https://arxiv.org/pdf/2313.13705v3.pdf?download=1",
)
"""A paper of a month that no year has: so each command refuses it by its id, and does nothing else."""


def _taking_papers() -> list[str]:
    return [
        name
        for name, command in leaves()
        if name in FURTHER
        or any(isinstance(one, click.Argument) and one.type in {PAPER, REVIEW} for one in command.params)
    ]


@pytest.fixture
def own(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(checkout / "graph", tmp_path / "graph")
    monkeypatch.setenv("VLAGRAPH_ROOT", str(tmp_path))
    return tmp_path


def test_the_commands_are_found() -> None:
    known = {"add", "dismiss", "explain", "move", "paper add", "pin", "read", "review", "show", "star"}

    assert known <= set(_taking_papers())


@pytest.mark.parametrize("command", _taking_papers())
def test_a_command_knows_a_paper_by_every_name(command: str, own: Path, vlagraph: Run) -> None:
    further = FURTHER.get(command, ())
    for name in NAMES:
        answer = vlagraph(*command.split(), name, *further)

        assert answer.code in {1, 2}, name
        assert "2313.13705 cannot be" in answer.out + answer.err, name


def test_an_old_id_is_one_paper_with_and_without_its_class(own: Path, vlagraph: Run) -> None:
    names = (
        "math.GT/0309136",
        "math/0309136v2",
        "arXiv:math.GT/0309136 [math.GT]",
        "https://arxiv.org/abs/math.GT/0309136",
    )
    told = vlagraph("star", *names)
    marks = json.loads((own / "progress.json").read_text(encoding="utf-8"))

    assert told.out.count("math/0309136") >= 1
    assert "math.GT" not in told.out
    assert list(marks["papers"]) == ["math/0309136"]
