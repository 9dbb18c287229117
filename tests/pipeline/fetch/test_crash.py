"""A fetch that is killed at any moment loses nothing, and two at once do not meet."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
NOW = "2026-01-01T00:00:00Z"
SCALE = 1000.0
SHARE = 15  # kills in an ordinary run; VLAGRAPH_KILLS or the soak test does more
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@dataclass
class Zygote:
    """The process that forks fetches."""

    process: subprocess.Popen[str]
    url: str

    def start(self, root: Path) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(root, self.url, NOW, 3 / SCALE, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def status(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as running:
        yield running


@pytest.fixture
def zygote(server: StandIn) -> Iterator[Zygote]:
    with _Zygotes(server) as made:
        yield made


class _Zygotes:
    def __init__(self, server: StandIn) -> None:
        self.server = server

    def __enter__(self) -> Zygote:
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fetch_zygote"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return Zygote(self.process, self.server.api_url)

    def __exit__(self, *exc: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


def _books(root: Path) -> tuple[bytes, bytes]:
    return (root / "papers" / "papers.jsonl").read_bytes(), (root / "papers" / "fetch.json").read_bytes()


def _campaign(kills: int, seed: int, server: StandIn, zygote: Zygote, folder: Path) -> None:
    chance = random.Random(seed)
    whole = folder / "whole"
    zygote.start(whole)
    assert zygote.status() == 0
    began = time.monotonic()
    zygote.start(folder / "timed")
    assert zygote.status() == 0
    length = time.monotonic() - began
    expected = _books(whole)
    stopped = 0
    for number in range(kills):
        root = folder / f"killed-{number}"
        child = zygote.start(root)
        time.sleep(chance.uniform(0, length))
        with contextlib.suppress(ProcessLookupError):  # it was faster
            os.kill(child, signal.SIGKILL)
        stopped += os.WIFSIGNALED(zygote.status())
        zygote.start(root)

        assert zygote.status() == 0
        assert _books(root) == expected, f"kill {number} of seed {seed}"
    assert stopped >= kills // 2
    broken = [
        one for one in server.violations if one.kind != "repeated_query"
    ]  # an answer may die with its reader
    assert broken == []


def test_a_fetch_killed_at_any_moment_ends_with_the_same_bytes_after_one_more_run(
    server: StandIn, zygote: Zygote, tmp_path: Path
) -> None:
    _campaign(int(os.environ.get("VLAGRAPH_KILLS", SHARE)), 1, server, zygote, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_two_hundred_kills_at_random_moments_leave_no_trace(
    server: StandIn, zygote: Zygote, tmp_path: Path
) -> None:
    _campaign(200, 2, server, zygote, tmp_path)


def test_of_two_fetches_at_once_one_works_and_the_other_leaves(server: StandIn, tmp_path: Path) -> None:
    with _Zygotes(server) as one, _Zygotes(server) as other:
        one.start(tmp_path / "work")
        _until(lambda: len(server.log) > 0)
        other.start(tmp_path / "work")
        codes = sorted(os.waitstatus_to_exitcode(each.status()) for each in (one, other))

    assert codes == [0, 1]
    assert server.violations == ()


def test_fetches_of_two_workspaces_share_one_pause_between_requests(server: StandIn, tmp_path: Path) -> None:
    with _Zygotes(server) as one, _Zygotes(server) as other:
        one.start(tmp_path / "here")
        other.start(tmp_path / "there")
        codes = [os.waitstatus_to_exitcode(each.status()) for each in (one, other)]

    assert codes == [0, 0]
    assert {each.kind for each in server.violations} <= {"repeated_query"}


def _until(holds: object, limit: float = 10.0) -> None:
    end = time.monotonic() + limit
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.001)
