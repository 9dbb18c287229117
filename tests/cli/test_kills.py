"""Every command that writes is killed at any moment: what was acknowledged stays, the next run finishes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.command_line import CHECKOUT
from tests.support.fetching import SCALE
from tests.support.odd_names import odd_workspace
from tests.support.snapshots import record, write_lines
from vlagraph.cli.listening import CHANGING
from vlagraph.clock import Clock
from vlagraph.core.marks import mark_papers, read_papers, starred_papers
from vlagraph.core.times import parse_time
from vlagraph.pipeline.check import format_roadmap
from vlagraph.pipeline.doctor import diagnose
from vlagraph.store.history import changes
from vlagraph.store.notes import load_notes
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.progress import load_progress, update_progress
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
KILLS = 500 if SOAK else 6
NOW = "2026-11-22T12:00:00Z"
FILES = ("progress.json", "progress.ada.json")
READERS = {"progress.json": (), "progress.ada.json": ("--for", "ada")}


class Act(NamedTuple):
    """A command, and what must be there once it has ended well; what it ``drops`` need not be there any more.

    Some are quick, and what takes a second is rarely tried.
    """

    words: tuple[str, ...]
    adds: tuple[tuple[str, ...], ...] = ()
    drops: tuple[tuple[str, ...], ...] = ()


MARKS = {
    "read {paper}": ("read",),
    "star {paper}": ("star",),
    "dismiss {paper} seeing": (),
    "pin {paper} judging": (),
    "move {paper} seeing judging": (),
    "learned {topic}": (),
    "learning {topic}": (),
    "skip {topic}": (),
    "unlearn {topic}": (),
    "project cup-robot --done {number}": (),
    "project cup-robot --undone {number}": (),
    "new": (),
    "progress import given.json": ("star",),
    "progress merge given.json": ("star",),
}
"""Commands of marks, with the kind of the mark that stays for sure: only a paper of its own keeps it."""
OTHERS = {
    "review {paper}": ("note",),
    "topic add t-{n} --area robots": ("topic",),
    "topic rename t-{n} u-{n}": (),
    "topic remove t-{n}": (),
    "topic split t-{n} v-{n} w-{n}": (),
    "topic merge t-{n} x-{n} --into m-{n}": (),
    "require judging seeing --reason Seen --source Book-{n}": (),
    "paper add {paper} --topic seeing --title Cups --author Ada --date 2026-01-02 --why Clear": ("key",),
    "format --split": (),
    "format --one-file": (),
    "fit": (),
    "watch seeing": (),
    "doctor --mend": (),
    "undo": (),
    "import pairs.csv --into begun-{n}": (),
    "import more.csv": (),
    "fetch --from-snapshot snapshot.jsonl --keep-all --jobs 1": ("stored",),
    "fetch --fold --dry-run": (),
    "add {known}": ("stored",),
    "merge-driver papers base.jsonl ours.jsonl theirs.jsonl": (),
    "merge-driver progress given.json ours.json given.json": (),
    "progress export marks-{n}.json": (),
    "export vault --out vault": (),
    "export bibtex --out papers.bib": (),
    "init begun-{n} --empty": (),
    "build": (),
}
"""The other commands that write."""
SERVED = [{**one, "id": one["id"].replace("2699.", "2603.")} for one in RECORDS]
"""The papers that the server has, with ids that can be."""
KNOWN = sorted(one["id"] for one in SERVED)
SLOW = ("build", "fit", "export vault --out vault")


@dataclass
class Desk:
    """A workspace, the process that runs commands in it, and all that was acknowledged."""

    root: Path
    process: subprocess.Popen[str]
    chance: random.Random
    must: set[tuple[str, ...]] = field(default_factory=set)
    number: int = 0
    killed: int = 0

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    def begin(self, act: Act, **end: float) -> None:
        assert self.process.stdin is not None
        line = {"root": str(self.root), "words": act.words, "now": NOW, **end}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def ended(self, act: Act) -> int:
        assert self.process.stdout is not None
        status = int(self.process.stdout.readline())
        code = os.waitstatus_to_exitcode(status)
        assert code in {0, 1, 2, -signal.SIGKILL}, act.words
        if code == 0:
            self.must |= set(act.adds)
        return code

    def run(self, act: Act) -> int:
        """Run it to its end."""
        self.begin(act)
        return self.ended(act)

    def choose(self) -> Act:
        """A command that writes, with names of its own."""
        self.number += 1
        table = self.chance.choice([MARKS, OTHERS, OTHERS])
        line = self.chance.choice(sorted(table))
        while line in SLOW and self.chance.random() < 0.8:
            line = self.chance.choice(sorted(table))
        file = self.chance.choice(FILES)
        paper, n = f"2601.{self.number:05}", str(self.number)
        names = {"paper": paper, "n": n, "number": "1", "topic": self.chance.choice(["seeing", "chance"])}
        names["known"] = self.chance.choice(KNOWN)
        words = tuple(line.format(**names).split(" "))
        where = (file,) if table is MARKS else ()
        act = Act((*words, *(READERS[file] if where else ())), tuple((k, paper, *where) for k in table[line]))
        return self.prepare(act, line, n=n, paper=paper)

    def prepare(self, act: Act, line: str, *, n: str, paper: str) -> Act:
        """What the command works on, made first."""
        if line.startswith("add "):
            return act._replace(adds=(("stored", act.words[1]),))
        if line.startswith("topic add"):
            return act._replace(adds=(("topic", f"t-{n}"),))
        if line.startswith("topic "):
            for one in ("t", "x") if act.words[1] == "merge" else ("t",):
                assert self.run(Act(("topic", "add", f"{one}-{n}", "--area", "robots"))) == 0
            new = {"rename": ["u"], "remove": [], "split": ["v", "w"], "merge": ["m"]}[act.words[1]]
            return act._replace(adds=tuple(("topic", f"{one}-{n}") for one in new))
        if "given.json" in act.words and act.words[0] == "progress":
            self.write_marks(self.root / "given.json", paper)
        if "snapshot.jsonl" in act.words:
            write_lines(self.root / "snapshot.jsonl", [record(paper)])
        if "more.csv" in act.words:
            (self.root / "more.csv").write_text(f"chance,Thing {n}\n")
        if act.words[0] == "undo":
            kept = changes(self.workspace)
            last = self.chance.choice(kept).number if kept else 1
            doubtful = {word for change in kept if change.number == last for word in change.command.split()}
            undone = [one for one in self.must if doubtful & set(one[1:2])]
            if any(change.number == last and not undone for change in kept):
                undone = [one for one in self.must if one[0] in {"star", "topic", "key"}]
            return Act(("undo", str(last)), drops=tuple(undone))
        return act

    def write_marks(self, path: Path, paper: str) -> None:
        update_progress(path, lambda now: mark_papers(now, [paper], kind="starred", on=True, at=NOW))

    def meddle(self) -> None:
        """What another program does meanwhile: it marks, writes a note, adds a paper, empties the cache."""
        self.number += 1
        paper = f"2602.{self.number:05}"
        match self.chance.choice(["mark", "note", "cache", "paper", ""]):
            case "mark":
                file = self.chance.choice(FILES)
                self.write_marks(self.root / file, paper)
                self.must.add(("star", paper, file))
            case "note":
                self.workspace.notes.mkdir(exist_ok=True)
                (self.workspace.notes / f"{paper}.md").write_text("---\nstatus: read\n---\nMine.\n")
                self.must.add(("note", paper))
            case "cache":
                shutil.rmtree(self.workspace.cache, ignore_errors=True)
            case "paper":
                papers = load_papers(self.workspace.papers)
                one = msgspec.structs.replace(next(iter(papers.values())), id=paper)
                save_papers(self.workspace.papers, {**papers, paper: one})
                self.must.add(("stored", paper))

    def look(self) -> None:
        """All that was acknowledged is there."""
        marks = {file: load_progress(self.root / file) for file in FILES}
        found: set[tuple[str, ...]] = set()
        for file, progress in marks.items():
            found |= {("read", one, file) for one in read_papers(progress)}
            found |= {("star", one, file) for one in starred_papers(progress)}
        roadmap = load_roadmap(self.workspace.topics)
        found |= {("topic", topic.id) for topic in roadmap.topics}
        found |= {("key", key.arxiv) for topic in roadmap.topics for key in topic.key_papers}
        found |= {("note", one) for one in load_notes(self.workspace.notes)}
        found |= {("stored", one) for one in load_papers(self.workspace.papers)}
        assert self.must - found == set()

    def faults(self) -> list[str]:
        """The errors that the doctor finds, and what it would mend."""
        clock = Clock(now=lambda: parse_time(NOW))
        found = diagnose(self.workspace, clock=clock)
        for place, problem in enumerate(found.problems):
            assert place in found.mendable or problem.severity != "error", problem
        return [found.problems[place].text("en") for place in found.mendable]

    def kill(self) -> None:
        """Kill a command at some moment, see that nothing is lost, and let the next run finish."""
        act = self.choose()
        if self.chance.random() < 0.3:
            self.meddle()
        self.must -= set(act.drops)
        if self.chance.random() < 0.6:
            self.begin(act, writes=self.chance.choice([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30, 50]))
        else:
            self.begin(act, seconds=self.chance.uniform(0.001, 0.1))
            if self.chance.random() < 0.5:
                self.meddle()
        self.killed += self.ended(act) == -signal.SIGKILL
        self.look()
        if self.faults():
            assert self.run(Act(("doctor", "--mend"))) in {0, 1}
            assert self.faults() == []
        code = self.run(act)
        assert code == 0 or act.words[0] in {"topic", "undo", "import", "init", "paper", "fit", "doctor"}
        if act.words[0] != "undo":
            self.must |= set(act.adds)
        self.look()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = odd_workspace(tmp_path / "work")
    format_roadmap(Workspace(root))
    papers = (root / "papers" / "papers.jsonl").read_bytes()
    for name in ("base.jsonl", "ours.jsonl", "theirs.jsonl"):
        (root / name).write_bytes(papers)
    (root / "ours.json").write_bytes((root / "progress.json").read_bytes())
    with (
        StandIn(SERVED, now=NOW, scale=SCALE) as server,
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.command_forker"],
            cwd=CHECKOUT,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)]),
                "VLAGRAPH_API_URL": server.api_url,
                "VLAGRAPH_MIN_INTERVAL": str(3 / SCALE),
                "VLAGRAPH_CONTACT": "tests@example.org",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        yield Desk(root, process, random.Random(19 if SOAK else 20261129))
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_a_command_killed_at_any_moment_loses_nothing_that_was_acknowledged_and_the_next_run_finishes(
    desk: Desk,
) -> None:
    desk.write_marks(desk.root / "given.json", "2601.99999")
    desk.write_marks(desk.root / "progress.ada.json", "2601.99998")
    for _ in range(4 * KILLS):
        desk.kill()
        if desk.killed >= KILLS:
            break

    assert desk.killed >= KILLS


def test_every_command_that_changes_something_is_killed_here() -> None:
    lines = {line.replace(" ", "-") for line in (*MARKS, *OTHERS)}

    assert [code for code in CHANGING | {"undo"} if not any(line.startswith(code) for line in lines)] == []
