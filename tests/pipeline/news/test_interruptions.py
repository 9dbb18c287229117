"""Whatever interrupts ``new``, it marks just what was delivered, and what is marked is not told again."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.command_line import CHECKOUT
from tests.support.failing_stream import FailingStream, failing_stdout
from tests.support.news_samples import paper
from vlagraph.cli import run
from vlagraph.core.papers.shown import shown_papers
from vlagraph.store.papers import save_papers
from vlagraph.store.progress import load_progress

if TYPE_CHECKING:
    from vlagraph.core.papers.paper import Paper

GRAPH = CHECKOUT / "tests" / "golden" / "workspace" / "graph"
TOPICS = ("acting", "learning", "seeing")
FIRST = date(2026, 9, 1)
EXAMPLES = 200 if os.environ.get("VLAGRAPH_SOAK") else 25
NAMED = re.compile(r"arXiv:(\d{4}\.\d{5})")

Where = Literal["nowhere", "printing", "storing"]


class Look(NamedTuple):
    """A run of ``new``: its options, and where and how it is interrupted."""

    options: tuple[str, ...]
    where: Where
    bytes: int
    error: type[BaseException]


class Arrival(NamedTuple):
    """Some days go by, and so many papers come, some of them submitted long ago."""

    days: int
    ages: tuple[int, ...]


class Undo(NamedTuple):
    """``new --undo``."""


def errors(kind: type[BaseException]) -> BaseException:
    return kind(errno.EPIPE, "Broken pipe") if kind is BrokenPipeError else kind(errno.ENOSPC, "full")


@dataclass
class Desk:
    """A workspace, the marks that it should hold, and the runs that made them."""

    root: Path
    day: date = FIRST
    papers: dict[str, Paper] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    runs: list[set[str]] = field(default_factory=list)

    def take(self, step: Look | Arrival | Undo, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("VLAGRAPH_NOW", f"{self.day}T12:00:00Z")
        match step:
            case Arrival():
                self.arrive(step)
            case Look():
                self.look(step, patch)
            case Undo():
                self.undo()
        marks = set(shown_papers(load_progress(self.root / "progress.json")))

        assert marks == self.marked

    def arrive(self, step: Arrival) -> None:
        self.day += timedelta(days=step.days)
        for age in step.ages:
            number = len(self.papers) + 1
            topics = {TOPICS[number % 3]: 0.5 + number % 50 / 100}
            day = (self.day - timedelta(days=age)).isoformat()
            one = paper(f"2609.{number:05d}", f"Work {number} on {number * 7}", topics, day=day)
            self.papers[one.id] = one
        save_papers(self.root / "papers" / "papers.jsonl", self.papers)

    def look(self, step: Look, patch: pytest.MonkeyPatch) -> None:
        printing = errors(step.error) if step.where == "printing" else None
        with tempfile.TemporaryFile() as beside, patch.context() as inner:
            stream = FailingStream(beside, most=step.bytes, error=printing)
            if step.where == "storing":
                inner.setattr("os.replace", lambda *_, **__: self.fail(step))
            code = self.run(stream, *step.options)
        told = set() if stream.broken else told_in(stream.taken.decode(), step.options)

        failed = stream.broken or (step.where == "storing" and told - self.marked)
        assert code == (0 if not failed else 130 if step.error is KeyboardInterrupt else 1)
        assert "--all" in step.options or not told & self.marked
        if code == 0 and told - self.marked:
            self.runs.append(told - self.marked)
            self.marked |= told

    def run(self, stream: FailingStream, *options: str) -> object:
        """Run ``new`` with ``stream`` for its stdout; the exit code."""
        with pytest.MonkeyPatch.context() as patch, failing_stdout(stream) as out:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", io.StringIO())
            try:
                return run(["--root", str(self.root), "new", *options])
            except SystemExit as left:  # so a closed pipe ends the run
                return left.code

    @staticmethod
    def fail(step: Look) -> None:
        raise errors(step.error)

    def undo(self) -> None:
        with tempfile.TemporaryFile() as beside:
            stream = FailingStream(beside)
            code = self.run(stream, "--undo", "--format", "json")
        back = self.runs.pop() if self.runs else set()
        self.marked -= back

        assert code == 0
        assert set(json.loads(stream.taken)["papers"]) == back


def told_in(out: str, options: tuple[str, ...]) -> set[str]:
    """The papers that the answer ``out`` names, copies too."""
    if "json" not in options:
        return set(NAMED.findall(out))
    found = json.loads(out)
    return {i for one in (*found["papers"], *found["also"]) for i in (one["id"], *one["copies"])}


def steps() -> st.SearchStrategy[list[Look | Arrival | Undo]]:
    options = st.sampled_from([
        (), ("--max", "2"), ("--all",), ("--older", "--max", "0"), ("--topic", "seeing"), ("--sort", "date"),
        ("--format", "json"), ("--abstract",), ("--ready", "--known", "chance"),
    ])  # fmt: skip
    kinds = st.sampled_from([BrokenPipeError, OSError, KeyboardInterrupt])
    where: st.SearchStrategy[Where] = st.sampled_from(["nowhere", "nowhere", "printing", "storing"])
    looks = st.builds(Look, options, where, st.integers(0, 6000), kinds)
    some = st.lists(st.sampled_from([0, 1, 5, 40, 300]), min_size=1, max_size=3)
    ages = st.builds(lambda days, times: tuple(days * times), some, st.sampled_from([1, 4, 50]))
    arrivals = st.builds(Arrival, st.sampled_from([1, 7, 30]), ages)
    step: st.SearchStrategy[Look | Arrival | Undo] = st.one_of(looks, looks, looks, arrivals, st.just(Undo()))
    return st.tuples(arrivals, st.lists(step, min_size=2, max_size=6)).map(lambda both: [both[0], *both[1]])


@given(steps())
@settings(max_examples=EXAMPLES, deadline=None)
def test_nothing_is_marked_that_was_not_delivered_and_nothing_is_told_twice(
    taken: list[Look | Arrival | Undo],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = Path(folder)
        shutil.copytree(GRAPH, root / "graph")
        (root / "papers").mkdir()
        desk = Desk(root)
        for step in taken:
            desk.take(step, patch)


@pytest.mark.parametrize("error", [BrokenPipeError, OSError, KeyboardInterrupt])
def test_an_answer_that_breaks_before_its_last_byte_marks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    shutil.copytree(GRAPH, tmp_path / "graph")
    (tmp_path / "papers").mkdir()
    desk = Desk(tmp_path)
    desk.take(Arrival(1, (0, 0, 0)), monkeypatch)
    with tempfile.TemporaryFile() as beside:
        whole = FailingStream(beside)
        desk.run(whole)
    (tmp_path / "progress.json").unlink()
    length = len(whole.taken)
    for most in (0, 1, length // 2, length - 1):
        desk.take(Look((), "printing", most, error), monkeypatch)

    desk.take(Look((), "nowhere", 0, error), monkeypatch)
    assert desk.marked == set(desk.papers)
