"""Marks and notes in a synced folder are named in the reader's own settings, outside the workspace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    (tmp_path / "sync").mkdir()
    return odd_workspace(tmp_path / "work")


def _settings(root: Path, text: str) -> Path:
    file = root.parent / "config" / "vlagraph" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_settings_that_an_editor_began_with_a_mark_are_read(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _settings(root, '\ufeff{"workspaces": {"~/work": {"reader": "ada"}}}')
    answer = ask(capfd, "--root", str(root), "star", "2699.00004")

    assert (answer.code, (root / "progress.ada.json").exists()) == (0, True), answer.err


@pytest.mark.parametrize("form", ["~", "whole", "through a link"])
def test_marks_and_notes_go_where_the_settings_say(
    form: str, root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "alias").symlink_to(root)
    base = "~" if form == "~" else str(tmp_path)
    folder = {"~": "~/work", "whole": str(root), "through a link": str(tmp_path / "alias")}[form]
    places = {"progress": f"{base}/sync/progress.json", "notes": f"{base}/sync/notes"}
    _settings(root, json.dumps({"workspaces": {"/elsewhere": {}, folder: places}}))
    before = (root / "progress.json").read_bytes()

    assert ask(capfd, "--root", str(root), "star", "2699.00005").code == 0
    assert ask(capfd, "--root", str(root), "review", "2699.00005").code == 0
    assert "2699.00005" in (tmp_path / "sync" / "progress.json").read_text(encoding="utf-8")
    assert (tmp_path / "sync" / "notes" / "2699.00005.md").is_file()
    assert (root / "progress.json").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "are not understood"),
        ('{"workspaces": {"~/work": {"marks": "x"}}}', "marks"),
        ('{"workspaces": []}', "are not understood"),
        ('{"workspaces": {"~/work": {"notes": "sync"}}}', "depends on the current folder"),
        ('{"workspaces": {"work": {}}}', "'work' depends on the current folder"),
        ('{"workspaces": {"": {}}}', "'' depends on the current folder"),
        ('{"workspaces": {"/a\\u0000b": {}}}', r"'/a\x00b' can be no path. Correct it there"),
        ('{"workspaces": {"~/work": {"progress": "/a\\u0000b"}}}', r"'/a\x00b' can be no path"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_settings_that_cannot_be_used_are_named_and_nothing_is_written(
    text: str, said: str, lang: str, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = _settings(root, text)
    answer = ask(capfd, "--root", str(root), "star", "2699.00005", "--lang", lang)

    assert answer.code == 1
    assert str(file) in answer.err
    assert said in answer.err or lang == "ko"
    assert "Traceback" not in answer.err


def test_the_settings_of_other_workspaces_change_nothing(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _settings(root, '{"workspaces": {"/elsewhere": {"progress": "/elsewhere/progress.json"}}}')

    assert ask(capfd, "--root", str(root), "star", "2699.00005").code == 0
    assert "2699.00005" in (root / "progress.json").read_text(encoding="utf-8")
