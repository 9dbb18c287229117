"""A cloned workspace may hold links, pipes and devices: no command follows them out, waits or breaks."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.command_line import CHECKOUT, ask
from tests.support.every_command import LINES, SLOW
from tests.support.fetching import SCALE
from tests.support.hostile_files import (
    EVERY,
    MOST_MEMORY,
    PLACES,
    SECRET,
    TRAPS,
    canary_home,
    run_all,
    set_trap,
    state,
)
from tests.support.odd_names import odd_workspace
from vlagraph.store.disk import places

if TYPE_CHECKING:
    from collections.abc import Sequence

LINKS = (
    "a link to a file",
    "a link to a folder",
    "a link to nothing",
    "a pipe",
    "a device without end",
    "a link to itself",
)
"""What leads out or waits: in an ordinary run each place holds three of them by turns, and each stands in
half of the places."""
WRITTEN = ("site", ".undo")
"""Folders that commands fill and clear: an ordinary run tries all links there."""
SOAK = "VLAGRAPH_SOAK" in os.environ
CASES = [(place, trap) for place in PLACES for trap in LINKS]
TRIED = [
    (number, place, trap)
    for number, (place, trap) in enumerate(CASES)
    if SOAK or place.startswith(WRITTEN) or (PLACES.index(place) + LINKS.index(trap)) % 2 == 0
]
OTHERS = [(place, trap) for place in PLACES for trap in TRAPS if trap not in LINKS]
SHARE = 12
"""How many of the others an ordinary run tries; `make soak` tries all, with every command."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return canary_home(tmp_path / "home")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a stranger's workspace, and a cache of this user beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-11-22T12:00:00Z")
    return odd_workspace(tmp_path / "clone")


def _lines(case: int) -> list[str]:
    """The commands to try: a few by chance, and those that write; all of them in `make soak`."""
    every = [line for lines in LINES.values() for line in lines[:1]]
    if SOAK:
        return every
    quick = [line for line in every if line.split()[0] not in SLOW]
    more = ["doctor --mend", "star 2699.00004 --for ada", "undo"] if ".undo" in CASES[case][0] else []
    more += ["build"] if case % 6 == 0 else ["doctor --mend"] if case % 6 == 1 else []
    return [*random.Random(case).sample(quick, 3), *more]


@pytest.mark.campaign
@pytest.mark.parametrize(("case", "place", "trap"), TRIED)
def test_no_command_is_led_out_of_the_workspace(
    case: int,
    place: str,
    trap: str,
    home: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    set_trap(root, place, trap, home)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(root)
    before = state(home)

    for line in _lines(case):
        monkeypatch.setattr(places, "_FENCED", set())  # no command knows what another one fenced
        answer = ask(capfd, "--root", str(root), *shlex.split(line))

        assert answer.code in (0, 1), line
        assert "Traceback" not in answer.err, line
        assert SECRET not in answer.out + answer.err, line
    assert state(home) == before
    real = os.path.realpath(root)
    for path in root.rglob("*"):
        if os.path.realpath(path).startswith(real) and path.is_file():
            assert SECRET not in path.read_text(encoding="utf-8", errors="replace"), path


@pytest.mark.parametrize("trap", ["a link to a file", "a link to a folder", "a link to nothing"])
@pytest.mark.parametrize(
    "place", [".cache", ".cache/pages", ".cache/pages/old", "papers", "papers/fetch.json"]
)
def test_a_fetch_writes_and_deletes_nothing_outside(
    place: str,
    trap: str,
    home: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    set_trap(root, place, trap, home)
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-01-01T00:00:00Z")
    monkeypatch.setenv("VLAGRAPH_CONTACT", "tests@example.org")
    before = state(home)
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        monkeypatch.setenv("VLAGRAPH_API_URL", server.api_url)
        monkeypatch.setenv("VLAGRAPH_MIN_INTERVAL", str(3 / SCALE))
        answer = ask(capfd, "--root", str(root), "fetch", "seeing")

    assert answer.code in (0, 1)
    assert "Traceback" not in answer.err
    assert answer.code == 0 or str(root) in answer.err or "leads out" in answer.err
    assert state(home) == before


@pytest.mark.parametrize("kind", ["papers", "fetch", "progress", "note"])
def test_the_merge_of_what_lies_behind_a_link_is_refused(
    kind: str, home: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    set_trap(root, "papers", "a link to a folder", home)
    monkeypatch.chdir(root)
    answer = ask(capfd, "merge-driver", kind, *["papers/papers.jsonl"] * 3)

    assert answer.code == 1
    assert "leads out" in answer.err
    assert SECRET not in answer.err


def test_a_key_as_a_note_is_named_and_never_shown(
    home: Path, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "papers" / "notes").mkdir()
    (root / "papers" / "notes" / "2699.00004.md").symlink_to(home / "id_rsa")
    answer = ask(capfd, "--root", str(root), "build")

    assert answer.code == 0
    pages = "".join(page.read_text(encoding="utf-8") for page in (root / "site").rglob("*.html"))
    assert SECRET not in pages
    assert "a link leads out of" in pages


@pytest.mark.campaign
@pytest.mark.parametrize(("place", "trap"), random.Random(19).sample(OTHERS, SHARE))
def test_a_command_reads_what_lies_there_or_names_it(
    place: str, trap: str, home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_trap(root, place, trap, home)
    monkeypatch.chdir(root)
    before = state(home)
    quick = [line for line in EVERY if line.split()[0] not in SLOW]

    assert run_all(root, random.Random(place).sample(quick, 2), may_tell=trap == "a hard link") == []
    assert state(home) == before


def _in_a_process(root: Path, *options: str, tracer: Sequence[str] = ()) -> Any:
    """What every command does on ``root``, run in a process of its own, far from any server."""
    folder = root.parent
    env = {name: str(folder / name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    env |= {
        "HOME": str(folder / "home"),
        "VLAGRAPH_API_URL": "http://127.0.0.1:9/x",
        "VLAGRAPH_MIN_INTERVAL": "0",
    }
    env["PYTHONPATH"] = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "src")))
    command = [*tracer, sys.executable, "-m", "tests.support.hostile_files", str(root), *options]
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_files_without_end_take_little_memory(home: Path, root: Path) -> None:
    for place in ("progress.json", "papers/papers.jsonl", "papers/fetch.json"):
        set_trap(root, place, "a sparse file of 2 GB", home)
    set_trap(root, "papers/recorded.jsonl.gz", "a packed file without end", home)
    found = _in_a_process(root, "--line", "status", "--line", "check", "--line", "papers --search x")

    assert found["broken"] == []
    assert found["peak"] < MOST_MEMORY


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="the long campaign: make soak")
@pytest.mark.parametrize(("place", "trap"), [*CASES, *OTHERS])
def test_every_command_in_every_place(place: str, trap: str, home: Path, root: Path, tmp_path: Path) -> None:
    """Nothing outside is opened, as the system's own record of the process says where strace is installed."""
    set_trap(root, place, trap, home)
    before, record = state(home), tmp_path / "record"
    strace = shutil.which("strace")
    tracer = [strace, "-f", "-y", "-o", str(record), "-e", "trace=%file,ftruncate"] if strace else []
    linked = trap == "a hard link"  # which is a file of the workspace as any other
    found = _in_a_process(root, *(["--may-tell"] if linked else []), tracer=tracer)

    assert found["broken"] == []
    assert found["peak"] < MOST_MEMORY
    assert state(home) == before
    opened = re.findall(r"= [0-9]+<([^>]*)>", record.read_text(errors="replace")) if strace else []
    assert [path for path in opened if Path(path).is_relative_to(home) and Path(path).is_file()] == []
