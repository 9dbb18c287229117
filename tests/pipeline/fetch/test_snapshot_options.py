"""The options of a snapshot that do not go together are named, before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.snapshots import many_records, snapshot_workspace, write_lines
from tests.support.spark_cluster import missing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "spark", "--jobs", "2"), "--jobs says how many processes"),
        (("--master", "local[2]"), "--master belongs to --engine spark"),
        (("--engine", "flink"), "flink"),
    ],
)
def test_options_of_the_other_engine_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    workspace = snapshot_workspace(tmp_path / "w")
    path = write_lines(tmp_path / "s.json", many_records(3))
    answer = ask(capsys, "--root", str(workspace.root), "fetch", "--from-snapshot", str(path), *options)

    assert answer.code == 2
    assert said in answer.err
    assert not workspace.papers.exists()


@pytest.mark.parametrize("option", ["--engine=local", "--master=local[2]", "--jobs=2", "--keep-all"])
def test_an_option_of_snapshots_needs_one(capsys: pytest.CaptureFixture[str], option: str) -> None:
    answer = ask(capsys, "fetch", option)

    assert answer.code == 2
    assert option.partition("=")[0] in answer.err
    assert "--from-snapshot FILE" in answer.err


@pytest.mark.skipif(not missing(), reason="Spark is installed")
def test_without_spark_the_way_to_get_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = snapshot_workspace(tmp_path / "w")
    path = write_lines(tmp_path / "s.json", many_records(3))
    fetch = ("--root", str(workspace.root), "fetch", "--from-snapshot", str(path), "--engine", "spark")
    answer = ask(capsys, *fetch)

    assert answer.code in {1, 2}
    assert "vlagraph[spark]" in answer.err
