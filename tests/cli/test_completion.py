"""What TAB completes: names of every kind, in every spelling, of the workspace that the line names."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.shell import completed
from tests.support.shipped import own_workspace
from vlagraph.pipeline.completing import offers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("path caus", "causal-inference"),
        ("path CAUS", "causal-inference"),
        ("path 인과", "causal-inference"),
        (f"path {unicodedata.normalize('NFD', '인과')}", "causal-inference"),
        ("plan --goal imm", "immediate"),
        ("plan --goal al", "all"),
        ("plan --goal h", "hri"),
        ("project so", "so101-arm"),
        ("benchmarks li", "libero"),
        ("order --area hr", "hri"),
        ("order --stage p", "practice"),
        ("order --priority IMM", "immediate"),
        ("show 2304.137", "2304.13705"),
        ("help pa", "path"),
        ("docs s", "study"),
    ],
)
def test_a_name_is_completed_whatever_its_kind_and_spelling(line: str, offered: str) -> None:
    assert offered in completed(line)


@pytest.mark.parametrize("line", ["--root {} path own", "path --root {} own", "--root={} path own"])
def test_the_names_are_those_of_the_workspace_on_the_line(line: str, own: Path) -> None:
    assert completed(line.format(own)) == ["own-topic"]


def test_the_names_are_those_of_the_workspace_of_the_environment(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_ROOT", str(own))

    assert completed("path own") == ["own-topic"]


@pytest.mark.parametrize("line", ["--root {} path caus", "path --root {} caus"])
def test_a_folder_without_a_workspace_completes_nothing_and_says_nothing(line: str, tmp_path: Path) -> None:
    assert completed(line.format(tmp_path / "none")) == []


def test_notes_are_offered_in_their_order_before_papers_though_these_are_the_same(own: Path) -> None:
    workspace = Workspace(own)
    notes = sorted(offer.id for offer in offers(workspace, "paper", "2", "en")[1:4])
    workspace.notes.mkdir(exist_ok=True)
    for paper in notes:
        (workspace.notes / f"{paper}.md").write_text("A note.\n", encoding="utf-8")
    found = [offer.id for offer in offers(workspace, "review", "2", "en")]

    assert found[:3] == notes
    assert len(found) == len(set(found)) == 40


@pytest.fixture
def own(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A copy of the roadmap with a topic of its own."""
    folder = own_workspace(tmp_path / "own")
    added = ask(capfd, "topic", "add", "own-topic", "--area", "theory", "--root", str(folder))
    assert added.code == 0, added.err
    return folder
