"""What a command changes can be had back, however large the file."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from vlagraph.errors import DataError, StoreError
from vlagraph.pipeline.undoing import undo
from vlagraph.store import differing, disk, history
from vlagraph.store.atomic import write_atomic
from vlagraph.store.history import changes, keeping, kept_files
from vlagraph.store.papers import LONGEST_LINE
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-22T12:00:00Z"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "papers").mkdir()
    return Workspace(tmp_path)


def test_a_store_beyond_the_bound_of_other_files_is_written_and_had_back(workspace: Workspace) -> None:
    line = b"x" * (LONGEST_LINE - (1 << 12)) + b"\n"
    before = b"".join(b"%05d" % number + line for number in range(1 + disk.LARGEST // len(line)))
    write_atomic(workspace.papers, before)
    with keeping(workspace, "add", at=NOW):
        write_atomic(workspace.papers, before[len(line) + 5 :])
        write_atomic(workspace.papers, before[2 * len(line) + 10 :])
    undo(workspace)

    assert len(before) > disk.LARGEST
    assert workspace.papers.read_bytes() == before


def test_a_line_without_end_that_a_stranger_put_there_is_named_and_not_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_LARGE", 1 << 10)
    monkeypatch.setattr(differing, "_BLOCK", 64)
    monkeypatch.setattr(disk, "LARGEST", 1 << 20)
    lines = [b"%0199d\n" % number for number in range(40)]
    write_atomic(workspace.papers, b"".join(lines))
    with keeping(workspace, "add", at=NOW):
        write_atomic(workspace.papers, b"".join(lines[1:]))
    with workspace.papers.open("r+b") as file:
        file.truncate(2 * LONGEST_LINE)

    with pytest.raises(DataError) as raised:
        kept_files(workspace, changes(workspace)[0])
    assert "4 MiB" in str(raised.value)


def test_two_commands_that_begin_at_the_same_moment_are_two_changes(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(history, "_numbers", lambda _: [])  # both look before either has begun
        for name in ("topics", "terms"):
            with keeping(workspace, name, at=NOW):
                write_atomic(workspace.root / "graph" / f"{name}.json", b"{}\n")

    kept = {change.command: kept_files(workspace, change) for change in changes(workspace)}
    assert {command: [one.path.stem for one in files] for command, files in kept.items()} == {
        "topics": ["topics"],
        "terms": ["terms"],
    }


@pytest.mark.parametrize("fenced", [True, False])
def test_where_no_change_can_be_kept_nothing_is_written(fenced: bool, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, bundled=not fenced)
    (tmp_path / ".undo").write_bytes(b"mine")

    with pytest.raises(StoreError, match=r"\.undo"), keeping(workspace, "add", at=NOW):
        write_atomic(workspace.papers, b"{}\n")
    assert not workspace.papers.exists()


@pytest.mark.parametrize("deep", ["[", '{"number":', '{"path":'])
def test_what_nests_without_end_is_no_change_and_no_kept_file(deep: str, workspace: Workspace) -> None:
    with keeping(workspace, "add", at=NOW):
        write_atomic(workspace.papers, b"{}\n")
    (change,) = changes(workspace)
    folder = workspace.root / ".undo" / f"{change.number:06}"
    (folder / "0.gz").write_bytes(gzip.compress(deep.encode() * 100_000))
    with pytest.raises(StoreError):
        kept_files(workspace, change)

    (folder / "change.json").write_text(deep * 100_000)
    assert changes(workspace) == []


def test_a_kept_file_whose_name_can_be_no_path_is_refused(workspace: Workspace) -> None:
    head = json.dumps({"path": "progress.a\0.json", "there": True, "sum": ""})
    folder = _stranger(workspace)
    (folder / "0.gz").write_bytes(gzip.compress(head.encode() + b"\n{}"))

    with pytest.raises(StoreError, match="no file that a command keeps"):
        undo(workspace)


def test_a_change_goes_by_the_name_of_its_folder_alone(workspace: Workspace) -> None:
    folder = _stranger(workspace)
    head = json.dumps({"path": "progress.json", "there": True, "sum": ""})
    (folder / "0.gz").write_bytes(gzip.compress(head.encode() + b"\n{}"))

    assert [change.number for change in changes(workspace)] == [4]
    undo(workspace, 4)
    assert workspace.progress.read_bytes() == b"{}"


def _stranger(workspace: Workspace) -> Path:
    """The folder of a change that says another number than its name."""
    folder = workspace.root / ".undo" / "000004"
    folder.mkdir(parents=True)
    (folder / "change.json").write_text(json.dumps({"number": 9, "at": NOW, "command": "star", "schema": 2}))
    return folder
