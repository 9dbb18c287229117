"""A file is replaced in one step, or stays as it was."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.command_line import CHECKOUT
from vlagraph.errors import StoreError
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.disk.writing import write_new

WRITER = """
import sys
from pathlib import Path
from vlagraph.store.atomic import write_atomic
target = Path(sys.argv[1])
number = 0
while True:
    number += 1
    write_atomic(target, f"{number:08}" * 20_000)
    if number == 1:
        print("ready", flush=True)
"""


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_is_made_and_the_text_is_written_as_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "file.txt"

    write_atomic(target, "한글\nline\n")

    assert target.read_bytes() == "한글\nline\n".encode()
    assert _names(target.parent) == ["file.txt"]


def test_unchanged_content_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_atomic(target, b"same")
    before = target.stat()

    write_atomic(target, b"same")

    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_changed_content_replaces_the_file_by_another(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_atomic(target, b"old")
    with target.open("rb") as reader:
        write_atomic(target, b"new")

        assert reader.read() == b"old"
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_the_mode_of_the_file_is_kept(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    target.chmod(mode)

    write_atomic(target, b"new")

    assert target.stat().st_mode & 0o777 == mode


def test_a_new_file_may_be_read_by_all(tmp_path: Path) -> None:
    write_atomic(tmp_path / "file", b"new")

    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_disk_that_fails_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(StoreError, match=os.strerror(code)) as caught:
        write_atomic(target, b"new")
    assert str(target) in str(caught.value)
    assert "The old content is kept" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


@pytest.mark.parametrize("fenced", [False, True])
@pytest.mark.parametrize("name", ["fsync", "listdir"])
def test_a_folder_that_cannot_be_synced_or_listed_is_no_failure_of_what_is_in_place(
    name: str, fenced: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some servers refuse to sync a folder; the file was reported as not written, with its old content."""
    real = getattr(os, name)
    if fenced:
        disk.fence(tmp_path)

    def fail(place: int | str) -> object:
        if name == "fsync" and stat.S_ISREG(os.fstat(int(place)).st_mode):
            return real(place)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)

        assert write_atomic(tmp_path / "file", b"new")
        write_new(tmp_path / "other", b"new")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"new", "other": b"new"}


def test_a_target_that_may_not_be_replaced_is_tried_again_and_then_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    tries = []

    def refuse(source: str, other: str, **_: object) -> None:
        tries.append(Path(other))
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)

    with pytest.raises(StoreError, match="Permission denied"):
        write_atomic(target, b"new")
    assert [path.name for path in tries] == [target.name] * 6
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_a_target_that_is_held_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    replace, waits = os.replace, list[float]()

    def hold(source: str, other: str, **within: int | None) -> None:
        if len(waits) < 3:
            raise PermissionError(errno.EACCES, "held by a scanner")
        replace(source, other, **within)

    monkeypatch.setattr(os, "replace", hold)
    monkeypatch.setattr(time, "sleep", waits.append)

    write_atomic(target, b"new")

    assert target.read_bytes() == b"new"
    assert waits == sorted(waits)


def test_an_interrupt_leaves_the_old_file_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_leftovers_of_killed_runs_are_removed_once_they_are_old(tmp_path: Path) -> None:
    old, fresh, other = tmp_path / ".vg-old.tmp", tmp_path / ".vg-fresh.tmp", tmp_path / "mine.tmp"
    for path in (old, fresh, other):
        path.write_bytes(b"")
    for path in (old, other):
        os.utime(path, (0, 0))

    write_atomic(tmp_path / "file", b"new")

    assert _names(tmp_path) == [".vg-fresh.tmp", "file", "mine.tmp"]


def test_half_a_character_is_refused_and_the_old_file_kept(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    with pytest.raises(StoreError, match=r"a lone surrogate in the text\. Correct"):
        write_atomic(target, "a \ud800 b")
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["file"]


def test_a_folder_in_the_place_of_the_file_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()

    with pytest.raises(StoreError, match="not written"):
        write_atomic(tmp_path / "file", b"new")
    assert _names(tmp_path) == ["file"]


def test_a_file_in_the_place_of_the_folder_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"mine")

    with pytest.raises(StoreError, match="not written"):
        write_atomic(tmp_path / "folder" / "file", b"new")
    assert (tmp_path / "folder").read_bytes() == b"mine"


def test_a_link_in_the_place_of_the_file_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)

    write_atomic(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def _kill_while_writing(target: Path, seconds: float) -> None:
    command = [sys.executable, "-c", WRITER, str(target)]
    writer = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    with writer.stdout:
        writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)


def _survives(folder: Path, *, kills: int, seed: int) -> None:
    chance, target = random.Random(seed), folder / "file"
    write_atomic(target, "00000000" * 20_000)
    seen = set()
    for _ in range(kills):
        _kill_while_writing(target, chance.uniform(0.0, 0.05))
        content = target.read_text(encoding="utf-8")
        assert content == content[:8] * 20_000
        seen.add(content[:8])
    for leftover in folder.glob(".vg-*.tmp"):
        os.utime(leftover, (0, 0))
    write_atomic(target, b"after")

    assert "00000000" not in seen
    assert _names(folder) == ["file"]


def test_ten_kills_in_the_middle_of_writing_leave_a_whole_file_each_time(tmp_path: Path) -> None:
    _survives(tmp_path, kills=10, seed=1)


@pytest.mark.soak
@pytest.mark.skipif("VLAGRAPH_SOAK" not in os.environ, reason="the long campaign: make soak")
def test_three_hundred_kills_in_the_middle_of_writing_leave_a_whole_file_each_time(tmp_path: Path) -> None:
    _survives(tmp_path, kills=300, seed=2)


def test_a_file_that_its_owner_made_read_only_is_left_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o444)

    with pytest.raises(StoreError, match="the file is read-only"):
        write_atomic(target, "new")

    assert target.read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["file"]


@pytest.mark.parametrize("place", ["file/x", "a" * 300, "loop", "folder"])
def test_where_nothing_can_be_another_place_is_asked_for(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(StoreError, match="Name another place"):
        write_atomic(tmp_path / place, b"1")
