"""Two clones that mark, pin, change papers, write, fetch and merge by git: never a conflict, nothing lost."""

from __future__ import annotations

import os
import random
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from tests.store.merging.samples import stamp
from vlagraph.core.marks import Mark, Opinion, Progress
from vlagraph.core.papers.paper import Paper
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, load_state, save_state
from vlagraph.store.git import git_files, missing_drivers, set_drivers
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.progress import load_progress, update_progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.command_line import Answer

ROUNDS = 2 if "VLAGRAPH_SOAK" not in os.environ else 600
"""Merges each way, of some ten acts in each clone: each runs a few processes."""
ACTS = (4, 14)
"""How many acts a clone has between two merges: with 600 rounds more than 10,000 in all."""
TOPICS = ("seeing", "judging", "learning")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A git that knows nobody's settings."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def _git(folder: Path, *args: str) -> str:
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(folder), *person, *args], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{args}: {done.stdout}{done.stderr}"
    return done.stdout


class _Clone(NamedTuple):
    """One person's copy, what git left in it, and what was acknowledged there."""

    root: Path
    chance: random.Random

    def mark(self, minute: str) -> None:
        topic, on = self.chance.choice(TOPICS), self.chance.random() < 0.7
        pin = Opinion("pinned", self._id(), topic)
        update_progress(
            self.root / "progress.lab.json",
            lambda now: Progress(
                {**now.topics, topic: Mark(on, minute)},
                feedback={**now.feedback, pin: Mark(on=True, at=minute)},
            ),
        )

    def change_papers(self, day: int) -> None:
        path = self.root / "papers" / "papers.jsonl"
        papers, one = load_papers(path), self._id()
        old = papers.get(one)
        if old is None:
            papers[one] = Paper(id=one, title="Cups", authors=("Ada",), published="2026-01-02")
        elif self.chance.random() < 0.2:
            del papers[one]
        else:
            version = (old.version or 0) + 1
            papers[one] = msgspec.structs.replace(old, version=version, fetched=stamp(day))
        save_papers(path, papers)

    def fetch(self, day: int) -> None:
        path, topic = self.root / "papers" / "fetch.json", self.chance.choice(TOPICS)
        known = TopicState(
            wanted_from=stamp(1), covered_from=stamp(1), checked=stamp(day), last_success=stamp(day)
        )
        source = load_state(path).sources.get("api", SourceState())
        source = msgspec.structs.replace(source, topics={**source.topics, topic: known})
        save_state(path, FetchState(sources={"api": source}))

    def write_note(self, day: int) -> None:
        path = self.root / "papers" / "notes" / f"2601.{self.chance.randrange(3):05d}.md"
        path.parent.mkdir(exist_ok=True)
        lines = path.read_text().split("\n") if path.is_file() else ["---", "status: unread", "---", ""]
        lines[1] = f"status: {self.chance.choice(['unread', 'reading', 'read'])}"
        lines.insert(self.chance.randint(3, len(lines)), f"Said on day {day} by {self.root.name}.")
        path.write_text("\n".join(lines))

    def act(self, kind: str, *, step: int, minute: str) -> None:
        day = 1 + step % 28
        match kind:
            case "mark":
                self.mark(minute)
            case "papers":
                self.change_papers(day)
            case "fetch":
                self.fetch(day)
            case _:
                self.write_note(step)

    def commit(self) -> None:
        _git(self.root, "add", "-A")
        _git(self.root, "commit", "-qm", "work", "--allow-empty")

    def _id(self) -> str:
        return f"2601.{self.chance.randrange(12):05d}"


def _begin(folder: Path, chance: random.Random) -> tuple[_Clone, _Clone]:
    first, second = folder / "first", folder / "second"
    first.mkdir()
    _git(first, "init", "-q", "-b", "main")
    for file, (data, _) in git_files(first):
        file.write_bytes(data)
    _git(first, "add", "-A")
    _git(first, "commit", "-qm", "begin")
    _git(folder, "clone", "-q", str(first), str(second))
    for one, other in ((first, second), (second, first)):
        _git(one, "config", "remote.origin.url", str(other))
        _git(one, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        assert set_drivers(one) == ("papers", "fetch", "progress", "note")
        assert missing_drivers(one) == ()
    return _Clone(first, chance), _Clone(second, chance)


@pytest.mark.campaign
def test_two_clones_never_conflict_lose_nothing_and_end_with_the_same_bytes(tmp_path: Path) -> None:
    chance = random.Random(19)
    clones = _begin(tmp_path, chance)
    marked: dict[str, str] = {}
    said: set[str] = set()
    pinned: set[Opinion] = set()
    for step in range(ROUNDS):
        for clone in chance.sample(clones, chance.randint(1, 2)):
            minute = f"{date(2026, 1, 1) + timedelta(days=step)}T09:{chance.randrange(60):02d}:00.000Z"
            acts = chance.choices(("mark", "papers", "fetch", "note"), k=chance.randint(*ACTS))
            for act in ["mark", *acts, "note"]:
                clone.act(act, step=step, minute=minute)
            said.add(f"Said on day {step} by {clone.root.name}.")
            clone.commit()
        for clone in clones:
            _git(clone.root, "fetch", "-q", "origin")
        for clone in clones if chance.random() < 0.8 else clones[:1]:
            _git(clone.root, "merge", "-q", "--no-edit", "origin/main")
        for clone in clones:
            known = load_progress(clone.root / "progress.lab.json")
            pinned |= known.feedback.keys()
            for topic, mark in known.topics.items():
                marked[topic] = max(marked.get(topic, ""), mark.at)
    for clone in (clones[0], clones[1], clones[0]):
        _git(clone.root, "fetch", "-q", "origin")
        _git(clone.root, "merge", "-q", "--no-edit", "origin/main")

    trees = {_git(clone.root, "rev-parse", "HEAD^{tree}") for clone in clones}
    kept = load_progress(clones[0].root / "progress.lab.json")
    notes = "".join(file.read_text() for file in (clones[0].root / "papers" / "notes").iterdir())
    assert len(trees) == 1
    assert [line for line in said if line not in notes] == []
    assert {topic: mark.at for topic, mark in kept.topics.items()} == marked
    assert kept.feedback.keys() == pinned
    assert load_papers(clones[0].root / "papers" / "papers.jsonl", duplicates="refuse")


def test_init_tells_git_how_to_merge_only_within_a_repository(
    vlagraph: Callable[..., Answer], tmp_path: Path
) -> None:
    outside = vlagraph("init", str(tmp_path / "outside"), "--empty")
    _git(tmp_path, "init", "-q")
    inside = vlagraph("init", str(tmp_path / "inside"), "--empty")

    assert "git in this" not in outside.out
    assert "git in this repository now merges papers" in inside.out
    assert "merge-driver papers %O %A %B %P" in _git(tmp_path, "config", "merge.vlagraph-papers.driver")
    for folder in ("outside", "inside"):
        lines = (tmp_path / folder / ".gitattributes").read_text().splitlines()
        assert "papers/papers.jsonl merge=vlagraph-papers" in lines
