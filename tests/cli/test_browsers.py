"""`build --open` says where no browser opens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace
from vlagraph.cli import browsers

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = {"a browser": "exit 0", "one that stays": "exec sleep 5", "none": "echo odd >&2; exit 3"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for besides those of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(browsers, "_OPENER", str(folder / "opener"))
    return folder


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems open pages by themselves")
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_that_opens_pages_tells_whether_it_did(
    name: str,
    programs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(browsers, "_LONGEST_WAIT", 0.1 if name == "one that stays" else 60.0)
    opener = programs / "opener"
    opener.write_text(f"#!/bin/sh\n{PROGRAMS[name]}\n", encoding="utf-8")
    opener.chmod(0o755)

    assert browsers.open_page(tmp_path / "index.html") == (name != "none")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems open pages by themselves")
def test_a_program_that_cannot_be_run_opens_nothing(programs: Path, tmp_path: Path) -> None:
    opener = programs / "opener"
    opener.write_bytes(b"\0 no program of this machine")
    opener.chmod(0o755)

    assert not browsers.open_page(tmp_path / "index.html")


@pytest.mark.parametrize("code", [0, 1])
def test_a_build_names_the_page_that_could_not_be_opened(
    code: int,
    programs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    root = odd_workspace(tmp_path / "work")
    monkeypatch.setattr(click, "launch", lambda _: code)
    assert not list(programs.iterdir())

    built = ask(capfd, "--root", str(root), "build", "--open")

    assert built.code == 0
    assert ("no browser was found" in built.err) == bool(code)
    assert built.err.count(str(root / "site" / "index.html")) == code
