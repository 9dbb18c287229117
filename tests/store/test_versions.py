"""Versions of a roadmap by file, folder and commit."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.roadmaps import roadmap, topic
from vlagraph.errors import StoreError, VlagraphError
from vlagraph.store.parts import Form
from vlagraph.store.roadmap import save_parts
from vlagraph.store.versions import load_version

if TYPE_CHECKING:
    from pathlib import Path


def _git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def test_a_version_is_named_by_file_by_folder_and_by_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph" / "topics.json"
    old, new = roadmap(topic("a")), roadmap(topic("a"), topic("b", "a"))
    save_parts(path, old, Form(pages=frozenset({"a"})))
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "first")
    save_parts(path, new)
    monkeypatch.chdir(tmp_path)

    for name in ("HEAD:", "HEAD:graph", "HEAD:graph/topics.json"):
        assert [one.id for one in load_version(name).topics] == ["a"]
        assert load_version(name).topics[0].summary == old.topics[0].summary
    for name in (".", "graph", "graph/topics.json", str(tmp_path)):
        assert [one.id for one in load_version(name).topics] == ["a", "b"]


@pytest.mark.parametrize("name", ["nowhere", "HEAD~7:graph", "--output=x:graph", ":"])
def test_a_name_that_means_no_version_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError):
        load_version(name)


def test_without_git_a_commit_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StoreError, match="git is not installed"):
        load_version("HEAD:graph")


@pytest.mark.parametrize("trap", ["link", "pipe"])
def test_a_name_below_the_current_folder_leads_nowhere_else_and_does_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str
) -> None:
    here, outside = tmp_path / "here", tmp_path / "private.json"
    here.mkdir()
    outside.write_text('{"secret": 1}')
    if trap == "link":
        (here / "graph").symlink_to(outside)
    else:
        os.mkfifo(here / "graph")
    monkeypatch.chdir(here)

    with pytest.raises(StoreError) as caught:
        load_version("graph")

    assert "secret" not in str(caught.value)


def test_what_is_no_version_is_named_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_parts(tmp_path / "graph" / "topics.json", roadmap(topic("a")))
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "topics.json").write_text("{}", encoding="utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)

    for name, told in {
        "HEAD": "^'HEAD': no such file or folder.* such as 'HEAD:'.$",
        "HEAD:no": "^git has no commit 'HEAD' with the folder 'no' here",
        "HEAD:graph/other.json": "^HEAD:graph/other.json: no roadmap",
        "HEAD:odd": "^HEAD:odd/topics.json: ",
    }.items():
        with pytest.raises(VlagraphError) as caught:
            load_version(name)
        assert re.match(told, caught.value.text("en")), caught.value.text("en")
        assert str(tmp_path.parent) not in caught.value.text("ko")
