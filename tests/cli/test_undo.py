"""Whatever a command changes of a reader's own files can be taken back, and that as well."""

from __future__ import annotations

import errno
import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from vlagraph.cli.listening import CHANGING
from vlagraph.core.marks import merge
from vlagraph.errors import StoreError
from vlagraph.store import differing, history
from vlagraph.store.atomic import write_atomic
from vlagraph.store.history import MOST, changes
from vlagraph.store.marks import decode_progress
from vlagraph.store.packing import packed
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

    Run = Callable[[str], Answer]

TOPIC = "learning-from-demonstrations"
PAPER = "2699.00008"
MARKING = (
    f"learned {TOPIC}",
    f"learning {TOPIC}",
    f"skip {TOPIC}",
    f"read {PAPER}",
    f"star {PAPER}",
    f"dismiss {PAPER} {TOPIC}",
    f"pin {PAPER} judging",
    "new",
    "project cup-robot --done {milestone}",
)
"""Lines that mark, one kind each."""
EDITING = (
    "topic add touching-and-feeling-objects --area robots --requires seeing",
    "topic rename seeing seeing-with-many-cameras",
    "topic remove acting-in-the-open-world",
    "topic split learning-from-demonstrations learning-by-watching learning-by-trying",
    "require judging seeing --reason Seen --source Book",
    "paper add 2312.00013 --topic seeing --title Cups --author Ada --date 2026-01-02 --why Clear",
    "format --split",
    "review 2699.00004",
)
"""Lines that write the roadmap, papers or notes."""


def _files(root: Path) -> dict[str, bytes]:
    """The reader's own files, the marks aside."""
    found = [*root.glob("graph/**/*.json"), *root.glob("papers/**/*.md"), root / "papers" / "papers.jsonl"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _seen(run: Run) -> list[str]:
    """What a reader sees of their marks, the times aside."""
    lines = ("progress", "topics", "papers --read", "papers --starred", f"show {PAPER}", "project cup-robot")
    return [re.sub(r"\.[0-9]{3}Z", "", run(f"{line} --format json").out) for line in lines]


@pytest.mark.parametrize("line", MARKING)
def test_marks_are_taken_back_and_an_undo_too_and_no_older_copy_brings_them_again(
    line: str, run: Run, root: Path
) -> None:
    milestone = run("project cup-robot --format json").json["milestones"][0]["milestone"]["id"]
    line = line.format(milestone=milestone)
    before = _seen(run)
    assert run(line).code == 0
    marked, copy = _seen(run), (root / "progress.json").read_bytes()

    assert line == "new" or marked != before
    answer = run("undo")
    assert answer.code == 0, answer.err
    assert f"took back 'vlagraph {line}'" in answer.out
    assert _seen(run) == before
    (root / "copy.json").write_bytes(copy)
    assert run("progress merge copy.json").code == 0
    assert _seen(run) == before
    assert run("undo 2").code == 0
    assert _seen(run) == marked


def test_what_does_not_stand_any_more_is_not_said_to_be_taken_back(run: Run) -> None:
    line = f"learned {TOPIC}"
    assert run(line).code == 0
    assert f"took back 'vlagraph {line}'" in run("undo 1").out
    again, korean = run("undo 1"), run("undo 1 --lang ko")

    assert again.out.startswith(f"nothing taken back: nothing of 'vlagraph {line}' of ")
    assert "took back" not in again.out
    assert korean.out.startswith("되돌린 것이 없습니다.")


@pytest.mark.parametrize("line", EDITING)
def test_edits_of_the_roadmap_and_new_notes_are_taken_back_and_an_undo_too(
    line: str, run: Run, root: Path
) -> None:
    before = _files(root)
    assert run(line).code == 0
    after = _files(root)

    assert after != before
    assert run("undo").code == 0
    assert _files(root) == before
    answer = run("undo")
    assert answer.code == 0
    assert "took back 'vlagraph undo 1'" in answer.out
    assert _files(root) == after
    commands = [one["command"] for one in run("undo --list --format json").json["changes"]]
    assert commands == ["undo 2", "undo 1", line]


def test_what_new_told_is_new_again(run: Run) -> None:
    first = run("new --format json").json["papers"]

    assert run("undo").code == 0
    assert first
    assert run("new --format json").json["papers"] == first


def test_a_mark_that_was_changed_since_stays(run: Run, root: Path) -> None:
    run(f"star {PAPER} 2699.00005")
    run(f"star {PAPER} --undo")

    answer = run("undo 1")

    assert answer.code == 0
    assert "1 mark is as before" in answer.out
    assert "1 mark was changed once more since then and stays" in answer.out
    assert run("papers --starred --format json").json["papers"] == []
    assert json.loads((root / "progress.json").read_bytes())["papers"][PAPER]["starred"] is False


def test_a_file_that_somebody_changed_since_is_not_overwritten(run: Run, root: Path) -> None:
    run("topic remove acting-in-the-open-world")
    path = root / "graph" / "topics.json"
    path.write_bytes(path.read_bytes() + b" \n")
    before = _files(root)

    answer = run("undo")

    assert (answer.code, answer.out) == (1, "")
    assert "topics.json changed since then" in answer.err
    assert _files(root) == before


def test_without_a_change_and_in_the_bundled_roadmap_it_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is nothing to take back" in run("undo").err
    assert "There is nothing to take back" in run("undo --list").out
    answer = run("undo 3")
    assert (answer.code, "3: no change of that number is kept" in answer.err) == (1, True)
    monkeypatch.chdir(tmp_path)
    assert "no workspace here" in run("undo").err


def test_the_last_changes_are_listed_and_older_ones_go(run: Run, root: Path) -> None:
    for _ in range(MOST // 2 + 2):
        run(f"star {PAPER}")
        run(f"star {PAPER} --undo")
    listed = run("undo --list --format json").json["changes"]

    assert len(listed) == MOST
    assert listed[0]["command"] == f"star {PAPER} --undo"
    assert [one["number"] for one in listed] == sorted((one["number"] for one in listed), reverse=True)
    assert len(list((root / ".undo").iterdir())) == MOST


def _no_room(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _no_room_for_what_is_kept(path: Path, payload: bytes) -> None:
    if path.suffix == ".gz":
        raise StoreError("file.not_written", path=path, reason=os.strerror(errno.ENOSPC))
    write_atomic(path, payload)


@pytest.mark.parametrize(
    ("module", "name", "fault"),
    [(os, "fsync", _no_room), (history, "write_atomic", _no_room_for_what_is_kept)],
    ids=["nothing is written", "no file can be kept"],
)
def test_commands_that_find_a_full_disk_push_out_no_change_that_was_kept(
    module: object, name: str, fault: object, run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(f"star {PAPER}")
    before = sorted((root / ".undo").iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(module, name, fault)
        codes = {run(f"read {PAPER}").code for _ in range(2)}

    assert codes == {1}
    assert sorted((root / ".undo").iterdir()) == before
    assert f"star {PAPER}" in run("undo").out


def test_an_answer_that_changes_nothing_keeps_nothing(run: Run, root: Path) -> None:
    run("project")
    run("review judging")
    run("format")
    run(f"star {PAPER}")
    run(f"star {PAPER}")

    assert [change.command for change in changes(Workspace(root))][:1] == [f"star {PAPER}"]
    assert sum("star" in change.command for change in changes(Workspace(root))) == 1


def test_a_stranger_s_list_of_changes_writes_no_file_but_the_reader_s_own(
    run: Run, root: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim.json"
    victim.write_text("kept")
    folder = root / ".undo" / "000001"
    folder.mkdir(parents=True)
    (folder / "change.json").write_text('{"number":1,"at":"2026-11-01T00:00:00Z","command":"x\\u001b[31m"}')
    for path in ("../victim.json", str(victim), "README.md", "papers/recorded.jsonl.gz"):
        head = json.dumps({"path": path, "there": True, "sum": ""})
        (folder / "0.gz").write_bytes(packed(f"{head}\nstolen".encode()))
        answer = run("undo")
        assert answer.code == 1
        assert "no file that a command keeps" in answer.err
    (folder / "0.gz").write_bytes(packed(b"0" * (1 << 20))[:900])
    assert run("undo").code == 1
    assert "\x1b" not in run("undo --list").out
    assert victim.read_text() == "kept"


def test_every_command_that_changes_something_is_listened_to() -> None:
    assert {line.split()[0] for line in (*MARKING, *EDITING)} <= {code.split("-")[0] for code in CHANGING}


def test_marks_that_were_taken_back_are_those_of_before_and_never_earlier(run: Run, root: Path) -> None:
    run(f"learned {TOPIC}")
    first = decode_progress((root / "progress.json").read_bytes(), "")
    run("undo")
    second = decode_progress((root / "progress.json").read_bytes(), "")

    assert merge(first, second) == second


def test_of_a_large_file_only_what_differs_is_kept_and_it_is_taken_back_all_the_same(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_LARGE", 1 << 10)
    monkeypatch.setattr(differing, "_BLOCK", 64)
    path = root / "papers" / "papers.jsonl"
    save_papers(path, load_papers(path))
    lines = path.read_bytes().splitlines(keepends=True)
    doubled = b"".join([*lines, lines[3]])
    path.write_bytes(doubled)

    assert run("doctor --mend").code in {0, 1}
    mended = path.read_bytes()
    files = (history._unpacked(file.read_bytes()) for file in (root / ".undo" / "000001").glob("?.gz"))
    kept = next(data for head, data in files if head.path == "papers/papers.jsonl")
    assert mended == b"".join(lines)
    assert len(kept) < len(lines[3]) + 200
    assert run("undo").code == 0
    assert path.read_bytes() == doubled
    assert run("undo").code == 0
    assert path.read_bytes() == mended

    path.write_bytes(mended + lines[0])
    answer = run("undo 1")
    assert (answer.code, path.read_bytes()) == (0, mended + lines[0])
    assert "changed since" in answer.out


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_change_of_a_newer_version_is_not_taken_back(lang: str, run: Run, root: Path) -> None:
    run(f"star {PAPER}")
    marks = (root / "progress.json").read_bytes()
    change = root / ".undo" / "000001" / "change.json"
    change.write_text(json.dumps({**json.loads(change.read_bytes()), "schema": 9}))

    answer = run(f"undo --lang {lang}")
    assert (answer.code, answer.out) == (1, "")
    assert "vlagraph" in answer.err
    assert (root / "progress.json").read_bytes() == marks
