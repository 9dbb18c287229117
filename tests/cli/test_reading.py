"""No command reads all papers to show a few: what of papers.jsonl each one reads where its index is fresh."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.command_line import ask
from tests.support.every_command import LINES
from tests.support.news_samples import paper
from tests.support.odd_names import IDS, odd_workspace
from tests.support.stores import index_always
from vlagraph.store.asking import refresh_index
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, save_state
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERYTHING = {
    "add": "it writes the file",
    "build": "the pages show all papers",
    "check": "it looks for faults in every line",
    "doctor": "it looks for faults in every line",
    "export": "all papers can be asked for",
    "fetch": "it compares what comes with what is there, and writes the file",
    "fit": "it scores every paper that was judged against all others",
    "import": "it compares what comes with what is there",
    "merge-driver": "it joins what both sides wrote",
    "paper add": "it writes the file",
    "watch": "it tries a rule on every stored paper",
}
"""Commands that read every line, and why."""

MARKING = {"learned", "unlearn", "progress", "progress export", "progress import", "progress merge"}
"""Commands that mark topics or deal with marks: papers are nothing to them."""

ALL = ("new --all", "new --all --max 1 --abstract", "pin 2699.00008 judging --propose")
"""Lines of other commands that ask for all papers."""

MORE = (
    "new --ready",
    "new --since 2026-11-01",
    "new --topic learning-from-demonstrations",
    "papers --search chance",
    "papers --starred",
)
LINES_READ = [(name, line) for name, lines in LINES.items() for line in lines if line not in ALL] + [
    (line.split()[0], line) for line in MORE
]
FILLERS = 120


class Counted(io.FileIO):
    """A file that counts the bytes which are read of it."""

    total = 0

    def readinto(self, buffer: Any, /) -> int | None:
        read = super().readinto(buffer)
        Counted.total += read or 0
        return read

    def readall(self) -> bytes:
        data = super().readall()
        Counted.total += len(data)
        return data


def count_what_is_read(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Count the bytes that are read of the file ``path``, by whichever call of the system."""
    file, read, fdopen = path.stat().st_ino, os.read, os.fdopen

    def counting_read(handle: int, most: int) -> bytes:
        data = read(handle, most)
        Counted.total += len(data) if os.fstat(handle).st_ino == file else 0
        return data

    def counting_fdopen(handle: int, *rest: Any, **more: Any) -> Any:
        if os.fstat(handle).st_ino == file:
            return io.BufferedReader(Counted(handle, "rb", closefd=more.get("closefd", True)))
        return fdopen(handle, *rest, **more)

    patch.setattr(os, "read", counting_read)
    patch.setattr(os, "fdopen", counting_fdopen)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace of odd names with many more papers under a topic that few commands show."""
    place = Workspace(odd_workspace(tmp_path_factory.mktemp("large")))
    more = {
        name: paper(name, f"Old filler {number}", {"judging": 0.9}, day="2026-01-05", abstract="word " * 400)
        for number in range(FILLERS)
        for name in [f"2601.{number:05}"]
    }
    save_papers(place.papers, load_papers(place.papers) | more)
    day, at = "2025-01-01", "2026-11-22T06:00:00Z"
    state = TopicState(wanted_from=day, covered_from=day, checked=at, last_success=at)
    save_state(place.fetch_state, FetchState(sources={"api": SourceState(topics={IDS["learning"]: state})}))
    return place


@pytest.fixture
def entered(large: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The same, entered, with a fresh index and a count of what is read; put back afterwards."""
    kept = {path: path.read_bytes() for path in (large.topics, large.progress)}
    monkeypatch.chdir(large.root)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    index_always(monkeypatch)
    refresh_index(large)
    count_what_is_read(large.papers, monkeypatch)
    Counted.total = 0
    yield large
    monkeypatch.undo()
    for path, data in kept.items():
        path.write_bytes(data)
    for folder in ("copy", "graph/topics", "papers/notes"):
        shutil.rmtree(large.root / folder, ignore_errors=True)


@pytest.mark.parametrize(("name", "line"), [pair for pair in LINES_READ if pair[0] not in EVERYTHING])
def test_a_command_reads_the_papers_that_it_shows_and_no_others(
    name: str,
    line: str,
    entered: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Any] = []
    plain = sqlite3.connect

    def connect(path: Any, **more: Any) -> Any:
        opened.append(path)
        return plain(path, **more)

    monkeypatch.setattr(sqlite3, "connect", connect)
    answer = ask(capsys, *shlex.split(line))

    assert answer.code == 0, answer.err
    assert Counted.total < entered.papers.stat().st_size / 3
    if name in MARKING:
        assert (Counted.total, opened) == (0, [])


def test_what_is_read_is_counted(entered: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    ask(capsys, "check")
    everything = Counted.total
    ask(capsys, "show", "2601.00007")

    assert everything >= entered.papers.stat().st_size
    assert 0 < Counted.total - everything < everything


def test_the_commands_that_read_everything_are_commands() -> None:
    assert EVERYTHING.keys() <= {*LINES, "import"}
