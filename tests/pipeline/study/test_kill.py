from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.study_writer import BODY
from vlagraph.core.marks import mark_papers, read_papers
from vlagraph.errors import StoreError
from vlagraph.store.notes import load_notes
from vlagraph.store.progress import load_progress, update_progress

if TYPE_CHECKING:
    from vlagraph.core.marks import Progress

ROOT = Path(__file__).resolve().parents[3]
KILLS = 200 if os.environ.get("VLAGRAPH_SOAK") else 6


@pytest.mark.campaign
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.timeout(1800)
def test_killing_the_writer_at_any_moment_loses_no_mark_and_leaves_no_half_file(tmp_path: Path) -> None:
    rng = random.Random(20261122)
    said: set[str] = set()
    for kill in range(KILLS):
        said |= killed(tmp_path, kill * 400, rng.uniform(0, 0.06))
        marks = read_papers(load_progress(tmp_path / "progress.json"))
        notes = load_notes(tmp_path / "notes")

        assert {line[5:] for line in said if line.startswith("mark ")} <= marks
        assert {line[5:] for line in said if line.startswith("note ")} <= notes.keys()
        assert all(note.body == BODY.strip() for note in notes.values())
    assert len(said) >= KILLS


def killed(folder: Path, first: int, pause: float) -> set[str]:
    """What a writer said before it was killed ``pause`` seconds after its first mark."""
    command = [sys.executable, "-m", "tests.support.study_writer", str(folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        begun = writer.stdout.readline()
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        return {line.strip() for line in (begun, *writer.stdout) if line.endswith("\n")}


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.study_writer", str(tmp_path), str(first)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for first in (0, 50000)
    ]
    said: set[str] = set()
    for writer in writers:
        assert writer.stdout is not None
        said |= {writer.stdout.readline().strip() for _ in range(20)}
    for writer in writers:
        writer.kill()
        said |= set(writer.communicate()[0].split("\n")[:-1])
    marks = read_papers(load_progress(tmp_path / "progress.json"))

    assert {line[5:] for line in said if line.startswith("mark ")} <= marks


def test_a_file_that_cannot_be_written_keeps_the_old_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "progress.json"

    def change(now: Progress) -> Progress:
        return mark_papers(now, ["2601.00001"], kind="read", on=True, at="2026-11-22T00:00:00.000Z")

    update_progress(path, change)
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        update_progress(
            path,
            lambda now: mark_papers(now, ["2601.00002"], kind="read", on=True, at="2026-11-22T00:00:00.000Z"),
        )

    assert path.read_bytes() == before
