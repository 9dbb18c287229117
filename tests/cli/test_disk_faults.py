"""The disk fails at any touch of a command: a message, exit 1, nothing lost, and the next run works."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from vlagraph.store.lock import hold
from vlagraph.store.notes import load_notes
from vlagraph.store.papers import load_papers
from vlagraph.store.progress import load_progress
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[[str], Answer]

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
TOUCHES = ("fsync", "replace", "link", "write", "mkdir", "unlink", "rmdir")
"""What a command does to the disk; opening a file to write it is another."""
FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES)
LINES = (
    "undo",
    "undo 1",
    "doctor --mend",
    "merge-driver progress given.json given.json progress.json",
    "merge-driver papers ours.jsonl base.jsonl ours.jsonl",
    "export vault --out vault",
    "star 2699.00005 --for ada",
    "project cup-robot --done 1",
    "import pairs.csv --into begun",
    "import pairs.csv",
    "review 2699.00005",
    "progress export marks.json",
    "topic rename seeing seeing-with-many-cameras",
    "paper add 2312.00013 --topic seeing --title Cups --author Ada --date 2026-01-02 --why Clear",
)
MOST = 200 if SOAK else 1
"""Touches that fail, one a run; the usual tests try one early and one late for each command."""


class Disk:
    """Fails at the touch of a number, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.code, self.at, self.count = 0, 0, 0
        for name in TOUCHES:
            monkeypatch.setattr(os, name, self._failing(getattr(os, name)))
        opening = os.open

        def failing_open(path: str, flags: int, *args: Any, **more: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.touched()
            return opening(path, flags, *args, **more)

        monkeypatch.setattr(os, "open", failing_open)

    def _failing(self, real: Callable[..., object]) -> Callable[..., object]:
        def touch(*args: object, **more: object) -> object:
            self.touched()
            return real(*args, **more)

        return touch

    def touched(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(self.code, os.strerror(self.code))

    def fails(self, at: int, code: int = 0) -> None:
        """Fail at touch ``at`` from now on, 0 for never."""
        self.at, self.code, self.count = at, code, 0


def _prepare(run: Run, root: Path) -> None:
    """Something to take back, to mend and to merge."""
    assert run("star 2699.00004").code == run("read 2699.00004 --for ada").code == 0
    (root / "given.json").write_bytes((root / "progress.json").read_bytes())
    papers = root / "papers" / "papers.jsonl"
    for name in ("base.jsonl", "ours.jsonl"):
        shutil.copy(papers, root / name)
    papers.write_bytes(papers.read_bytes() + papers.read_bytes().splitlines(keepends=True)[0])


def _sound(root: Path) -> None:
    """Every file can be read, and holds what it held."""
    workspace = Workspace(root)
    assert len(load_papers(workspace.papers)) >= 9
    assert len(load_roadmap(workspace.topics).topics) >= 6
    assert load_progress(workspace.progress).topics
    load_progress(root / "progress.ada.json")
    assert not [note for note in load_notes(workspace.notes).values() if note.problem]
    for name in ("given.json", "ours.jsonl"):
        assert all(
            json.loads(line) for line in (root / name).read_bytes().splitlines() if name != "given.json"
        )


@pytest.mark.parametrize("line", LINES)
def test_a_touch_of_the_disk_that_fails_ends_in_a_message_and_loses_nothing(
    line: str, run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prepare(run, root)
    kept = shutil.copytree(root, tmp_path / "kept")
    with monkeypatch.context() as patched:
        disk = Disk(patched)
        disk.fails(0)
        good, all_touches = run(line).code, disk.count
        places = range(1, all_touches + 1) if SOAK else sorted({2, all_touches * 2 // 3})
        for place in places:
            for code in FAULTS if SOAK else FAULTS[place % 3 :][:1]:
                disk.fails(0)
                _again(root, kept)
                disk.fails(place, code)
                answer = run(line)
                disk.fails(0)
                assert answer.code in {good, 1}, (place, code, answer)
                assert "Traceback" not in answer.err
                assert answer.code == good or answer.out or answer.err.startswith("vlagraph: "), (
                    place,
                    answer,
                )
                _sound(root)
                again = run(line)
                assert again.code in {good, 1}
                assert again.code == good or answer.code == good or "exist" in again.err or "undo" in line, (
                    again
                )
                _sound(root)


def _again(root: Path, kept: Path) -> None:
    for old in root.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(kept, root, dirs_exist_ok=True)


@pytest.mark.parametrize(
    ("line", "guarded"),
    [
        ("star 2699.00005 --for ada", "progress.ada.json"),
        ("project cup-robot --done 1", "progress.json"),
        ("undo 1", "progress.json"),
    ],
)
def test_marks_whose_lock_is_held_or_cannot_be_made_stay_and_the_file_is_named(
    line: str, guarded: str, run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prepare(run, root)
    before = (root / guarded).read_bytes()
    monkeypatch.setattr("vlagraph.store.progress._WAIT_SECONDS", 0.01)
    lock = root / f"{guarded}.lock"
    with hold(lock):
        held = run(line)
    lock.unlink(missing_ok=True)
    lock.mkdir()
    unmade = run(line)

    for answer in (held, unmade):
        assert answer.code == 1
        assert guarded in answer.err
    assert (root / guarded).read_bytes() == before
    lock.rmdir()
    assert run(line).code == 0


@pytest.mark.parametrize("place", ["taken/x", "loop", "a" * 300])
@pytest.mark.parametrize(
    "line",
    [
        "init PLACE", "init PLACE --github", "import notes.md --into PLACE",
        "import notes.md --into PLACE --dry-run", "build --out PLACE", "export bibtex --out PLACE",
        "export vault --out PLACE", "progress export PLACE",
    ],
)  # fmt: skip
def test_where_nothing_can_be_written_another_place_is_asked_for(
    line: str, place: str, run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    (root / "taken").touch()
    (root / "loop").symlink_to("loop")
    (root / "notes.md").write_text("# A\n- b\n", encoding="utf-8")
    answer = run(line.replace("PLACE", place))

    assert answer.code == 1
    assert "Name a" in answer.err


@pytest.mark.parametrize("line", ["import NAME", "diff NAME graph", "diff graph NAME", "check NAME"])
def test_a_name_that_no_file_can_have_is_refused(line: str, run: Run) -> None:
    answer = run(line.replace("NAME", "a" * 300))

    assert answer.code == 1
    assert "cannot be read" in answer.err
