"""A workspace with odd names, and commands run in it: for tests that bring none of their own."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with nobody's settings and no editor."""
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    folder = odd_workspace(tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str]) -> Callable[[str], Answer]:
    """Runs a line of the command line there."""
    return lambda line: ask(capfd, *shlex.split(line))
