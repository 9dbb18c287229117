"""A fetch that is killed at any moment loses nothing, and two at once do not meet."""

from __future__ import annotations

import contextlib
import math
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.standin import Fault, StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetch_forker import TURNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[3]
NOW = "2026-01-01T00:00:00Z"
SCALE = 1000.0
INTERVAL = 3 / SCALE
SHARE = 8  # kills in an ordinary run; the soak test does 200
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@dataclass
class Forker:
    """A process that forks fetches."""

    process: subprocess.Popen[str]

    def start(self, server: StandIn, root: Path) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(root, server.api_url, NOW, INTERVAL, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def status(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as running:
        yield running


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    with _forking() as made:
        yield made


@pytest.fixture(scope="module")
def other() -> Iterator[Forker]:
    """One more, for two fetches at once."""
    with _forking() as made:
        yield made


@contextlib.contextmanager
def _forking() -> Iterator[Forker]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.fetch_forker"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    try:
        yield Forker(process)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def _stored(root: Path) -> tuple[bytes, bytes]:
    return (root / "papers" / "papers.jsonl").read_bytes(), (root / "papers" / "fetch.json").read_bytes()


def _assert_one_at_a_time(log: Path, killed: Mapping[int, float]) -> None:
    """No request begins before the interval after the one before it; all times are of one clock.

    A request without an end was cut off with its process, not before the time in ``killed``.
    """
    free, running = -math.inf, None
    for line in log.read_text().splitlines():
        what, process, stamp = line.split()
        if what == "begin":
            if running is not None:
                free = killed[running] + INTERVAL
            assert float(stamp) >= free, f"{free - float(stamp):.6f} s too soon"
            running = int(process)
        else:
            assert int(process) == running
            free, running = float(stamp) + INTERVAL, None


def _begun(log: Path) -> int:
    return log.read_text().count("begin")


def _has_begun(log: Path, number: int) -> bool:
    return _begun(log) >= number


def _campaign(kills: int, seed: int, forker: Forker, server: StandIn, folder: Path) -> None:
    chance = random.Random(seed)
    whole = folder / "whole"
    forker.start(server, whole)
    assert forker.status() == 0
    log = folder / TURNS
    requests = _begun(log)
    expected = _stored(whole)
    killed: dict[int, float] = {}
    stopped = 0
    for number in range(kills):
        root = folder / f"killed-{number}"
        before = _begun(log)
        child = forker.start(server, root)
        asked = before + chance.randrange(requests)
        _until(partial(_has_begun, log, asked))
        time.sleep(chance.uniform(0, 2 * INTERVAL))  # about as long as a request and what follows it
        killed[child] = time.time()
        with contextlib.suppress(ProcessLookupError):  # it was faster
            os.kill(child, signal.SIGKILL)
        stopped += os.WIFSIGNALED(forker.status())
        forker.start(server, root)

        assert forker.status() == 0
        assert _stored(root) == expected, f"kill {number} of seed {seed}"
    assert stopped >= kills // 2
    _assert_one_at_a_time(log, killed)


def test_a_fetch_killed_at_any_moment_ends_with_the_same_bytes_after_one_more_run(
    forker: Forker, server: StandIn, tmp_path: Path
) -> None:
    _campaign(SHARE, 1, forker, server, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_two_hundred_kills_at_random_moments_leave_no_trace(
    forker: Forker, server: StandIn, tmp_path: Path
) -> None:
    _campaign(200, 2, forker, server, tmp_path)


def test_of_two_fetches_at_once_one_works_and_the_other_leaves(
    forker: Forker, other: Forker, server: StandIn, tmp_path: Path
) -> None:
    server.faults.add(Fault("slow_headers", "40s", options={"seconds": 3000.0}))
    forker.start(server, tmp_path / "work")
    _until(lambda: len(server.log) > 0)
    other.start(server, tmp_path / "work")
    codes = [os.waitstatus_to_exitcode(each.status()) for each in (other, forker)]

    assert codes == [1, 0]
    _assert_one_at_a_time(tmp_path / TURNS, {})


def test_fetches_of_two_workspaces_share_one_pause_between_requests(
    forker: Forker, other: Forker, server: StandIn, tmp_path: Path
) -> None:
    forker.start(server, tmp_path / "here")
    other.start(server, tmp_path / "there")
    codes = [os.waitstatus_to_exitcode(each.status()) for each in (forker, other)]

    assert codes == [0, 0]
    _assert_one_at_a_time(tmp_path / TURNS, {})


def _until(holds: Callable[[], bool], limit: float = 60.0) -> None:
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)
