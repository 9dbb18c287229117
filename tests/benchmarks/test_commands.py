"""The commands that are measured do what their line says, every time."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks._runs import Use

from benchmarks import _cost, _runs, commands, large, memory, papis, startup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ONE = "2501.10007"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the measured commands print, one after the other."""
    answers: list[str] = []

    def use_of(command: Sequence[str], **where: Any) -> Use:
        answers.append(subprocess.run(command, **where, capture_output=True, text=True, check=True).stdout)
        return Use(1.0, 1.0)

    monkeypatch.setattr(commands, "of_command", lambda *args, **where: use_of(*args, **where).milliseconds)
    monkeypatch.setattr(large, "use_of", use_of)
    return answers


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first command puts the compiled modules, with all that they import."""
    return tmp_path_factory.mktemp("compiled")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("unlearn perception", "not learned: robot-perception-and-calibration"),
        ("papers --starred", ONE),
        (f"star {ONE}", f"starred: {ONE}"),
    ],
)
def test_a_command_has_each_time_something_to_do(
    line: str, answer: str, said: list[str], compiled: Path, tmp_path: Path
) -> None:
    root, bench = commands._workspace(tmp_path / "work", 0), commands._Bench(compiled)
    for _ in range(2):
        bench.command(root, line)
        assert answer in said[-1]


def test_a_paper_is_starred_anew_in_the_large_store(said: list[str], tmp_path: Path) -> None:
    commands._workspace(tmp_path / "work", 0)
    store = large._Store(tmp_path / "work", 1, origin="", day="2026-11-22", seconds=0, memory=0)
    for _ in range(2):
        store.use(f"star {ONE}")

    assert said == [f"starred: {ONE}\n"] * 2


def test_no_measured_command_compiles_its_modules_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[dict[str, str]] = []

    def use_of(_: Sequence[str], *, env: dict[str, str], **__: Any) -> Use:
        taken.append(env)
        return Use(1.0, 1.0)

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    for module in (large, memory, _runs):
        monkeypatch.setattr(module, "use_of", use_of)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    memory._use(tmp_path, "status", fetched=True)
    large._Store(tmp_path, 1, origin="", day="2026-11-22", seconds=0, memory=0).use("status")
    commands._Bench(tmp_path)._of(tmp_path, "status")
    startup._run(["vlagraph"], "compiled")
    papis._ours(tmp_path).milliseconds("papers")
    _cost._Side(tmp_path, tmp_path, tmp_path).run(["status"])

    assert len(taken) == 6
    assert not any("PYTHONDONTWRITEBYTECODE" in env for env in taken)
