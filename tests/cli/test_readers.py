"""A workspace that several share: each reader has marks of their own, a fetch is for all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace
from vlagraph.errors import UsageError
from vlagraph.store.readers import reader_name, wanted_by_all
from vlagraph.store.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

LEARNED = "learning-from-demonstrations"


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lab:
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    root = odd_workspace(tmp_path / "work")
    return lambda *args: ask(capfd, "--root", str(root), *args)


if TYPE_CHECKING:
    Lab = Callable[..., Answer]


def test_each_reader_has_marks_of_their_own(lab: Lab, tmp_path: Path) -> None:
    before = (tmp_path / "work" / "progress.json").read_bytes()

    assert lab("learned", LEARNED, "--for", "Ada").code == 0
    assert lab("--for", "bo", "star", "2699.00005").code == 0
    ada = json.loads((tmp_path / "work" / "progress.ada.json").read_bytes())
    assert list(ada["topics"]) == [LEARNED]
    assert (tmp_path / "work" / "progress.bo.json").is_file()
    assert (tmp_path / "work" / "progress.json").read_bytes() == before


def test_what_is_new_is_told_once_to_each_reader(lab: Lab) -> None:
    def told(reader: str) -> list[str]:
        return [paper["id"] for paper in lab("new", "--for", reader, "--format", "json").json["papers"]]

    first = told("ada")

    assert first
    assert told("ada") == []
    assert told("bo") == first


def test_answers_are_for_the_reader_that_is_named(lab: Lab) -> None:
    lab("learned", LEARNED, "--for", "ada")

    assert lab("progress", "--for", "ada").out != lab("progress", "--for", "bo").out


@pytest.mark.parametrize("how", ["variable", "settings"])
def test_a_reader_may_be_named_once_for_all(
    how: str, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "variable":
        monkeypatch.setenv("VLAGRAPH_READER", "ada")
    else:
        file = tmp_path / "config" / "vlagraph" / "settings.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"workspaces": {str(tmp_path / "work"): {"reader": "ada"}}}))

    assert lab("star", "2699.00005").code == 0
    assert lab("star", "2699.00004", "--for", "bo").code == 0
    assert "2699.00005" in (tmp_path / "work" / "progress.ada.json").read_text()
    assert "2699.00004" in (tmp_path / "work" / "progress.bo.json").read_text()


def test_a_reader_without_marks_is_remarked_on_once_with_those_who_have_some(lab: Lab) -> None:
    lab("star", "2699.00005", "--for", "ada")
    answer = lab("progress", "--for", "adda")

    assert answer.code == 0
    assert answer.err == "vlagraph: no marks of adda yet; readers here: ada\n"
    assert lab("progress", "--for", "ada").err == ""


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "-a", "a" * 41, "a b", "x\0y"])
def test_what_is_no_name_is_refused(name: str, lab: Lab, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "work").iterdir())
    with pytest.raises(UsageError):
        reader_name(name)
    if name and "\0" not in name:
        assert lab("star", "2699.00005", "--for", name).code == 2
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == before


def test_a_name_may_be_of_any_language() -> None:
    assert reader_name("민지") == "민지"
    assert reader_name("Ada_L-2") == "ada_l-2"


def test_a_fetch_is_for_the_papers_that_any_reader_marked(lab: Lab, tmp_path: Path) -> None:
    lab("star", "2310.08864", "--for", "ada")
    lab("star", "2311.00001", "--for", "bo")

    assert {"2310.08864", "2311.00001"} <= wanted_by_all(find_workspace(root=tmp_path / "work"))
