"""Every reader of the program, given its own files damaged: it reads them or refuses them, and soon.

`make soak` runs a million cases in all, an ordinary run some of each target, always the same ones.
`python -m tests.fuzz.with_atheris TARGET` looks for cases by the branches that they reach.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import answers, own_files, roadmap_files
from tests.fuzz.mutation import mutated
from tests.fuzz.target import try_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.fuzz.target import Target

TARGETS: dict[str, Target] = {**own_files.TARGETS, **roadmap_files.TARGETS, **answers.TARGETS}
ALL_CASES = int(os.environ.get("VLAGRAPH_FUZZ_CASES", "1000000"))
"""Cases of `make soak`, shared among the targets."""
LONGEST = 1.0
"""Seconds of processor time that a case may take; what takes longer would hold up a command."""
GIVE_UP = 10.0
"""Seconds after which a case is stopped, so that it can be named."""
SHARE = 6
"""Cases of a target in an ordinary run."""


class TooSlowError(Exception):
    """A case took longer than it may."""


@pytest.fixture(autouse=True)
def own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings and the cache of this reader lie in the folder of the test; a hang ends as a failure."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def _run(name: str, data: bytes, folder: Path) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVE_UP)
    began = time.process_time()
    try:
        read = try_case(TARGETS[name], data, folder)
    except Exception as error:
        raise AssertionError(f"{name}: {type(error).__name__}: {error} for {data[:2000]!r}") from error
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    took = time.process_time() - began
    assert took < LONGEST, f"{name}: {took:.1f} s for {len(data)} bytes that begin {data[:400]!r}"
    return read


@pytest.mark.parametrize("name", TARGETS)
def test_whole_input_is_read_and_damaged_input_is_read_or_refused(name: str, tmp_path: Path) -> None:
    samples = TARGETS[name].samples()
    read = [_run(name, sample, tmp_path) for sample in samples]
    for seed in range(SHARE):
        _run(name, mutated(samples, random.Random(f"{name} {seed}")), tmp_path)

    assert any(read)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("import-csv", f'needs,topic\nA,"B{" " * 90_000}C"\n'),
        ("import-any", f"creator{' ' * 90_000}x\n"),
        ("import-any", "a" + "\n" * 90_000 + "b"),
    ],
    ids=["in-a-cell", "in-a-line", "of-lines"],
)
def test_a_long_run_of_blanks_holds_up_no_import(name: str, text: str, tmp_path: Path) -> None:
    _run(name, text.encode(), tmp_path)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(TARGETS)), st.randoms())
def test_any_change_that_hypothesis_finds_is_read_or_refused(
    tmp_path: Path, name: str, chance: random.Random
) -> None:
    _run(name, mutated(TARGETS[name].samples(), chance), tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("name", TARGETS)
def test_every_reader_takes_its_share_of_a_million_cases(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    count = -(-ALL_CASES // len(TARGETS))
    samples, read, slowest = TARGETS[name].samples(), 0, 0.0
    for seed in range(SHARE, SHARE + count):
        began = time.process_time()
        read += _run(name, mutated(samples, random.Random(f"{name} {seed}")), tmp_path)
        slowest = max(slowest, time.process_time() - began)
    record_property("cases", count)
    record_property("told", f"{name}: {count:,} cases, {read:,} read, slowest {slowest:.3f} s")
