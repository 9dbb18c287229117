"""Where walks end: at a limit and a failure together, at the end of a window, with nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.standin import Fault, StandIn, Trigger
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_what_a_limit_cut_off_before_a_failure_is_asked_for_again(server: StandIn, tmp_path: Path) -> None:
    whole = Bench(server, tmp_path / "whole", size=10)
    whole.run()
    server.reset()
    bench = Bench(server, tmp_path / "cut", size=10)
    server.faults.add(Fault("garbage", "html", Trigger(after=4), scope="always"))
    failed = bench.run(max_per_topic=3)
    kept = len(bench.papers())
    server.faults.clear()
    rest = bench.run()

    assert (failed.ok, rest.ok) == (False, True)
    assert 0 < kept <= 6
    assert set(plain(bench.papers())) == set(plain(whole.papers()))
