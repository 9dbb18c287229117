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


def _recent(count: int) -> list[dict[str, object]]:
    """Records of the last ten days of 2025, all of robotics."""
    return [
        {
            **RECORDS[0],
            "id": f"2512.{20000 + number:05}",
            "categories": "cs.RO",
            "versions": [{"version": "v1", "created": f"{moment:%a, %d %b %Y %H:%M:%S} GMT"}],
        }
        for number in range(count)
        for moment in [datetime(2025, 12, 21, tzinfo=UTC) + timedelta(hours=5 * number)]
    ]


@pytest.mark.parametrize(("count", "pages"), [(38, 3), (40, 4), (45, 4)])
def test_changes_of_more_pages_than_one_end_with_their_window(count: int, pages: int, tmp_path: Path) -> None:
    with StandIn(_recent(count), now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path)
        bench.run(since="2025-12-20")
        bench.next_day()
        asked = len(server.log)
        report = bench.run(since=None)
        orders = [entry.parameters["sortBy"] for entry in server.log[asked:]]

    assert report.ok
    assert len(bench.papers()) == count
    assert orders == ["lastUpdatedDate"] * pages
