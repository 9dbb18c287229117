"""How long a fetch waits, on a clock that only the test moves."""

from __future__ import annotations

import random
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.support.fetching import Heard, small_rules
from vlagraph.clock import Clock
from vlagraph.pipeline.fetch.job import FetchJob, fetch
from vlagraph.pipeline.fetch.steps import FetchRequest
from vlagraph.sources.settings import Settings
from vlagraph.store.spacing import Spacing
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://export.arxiv.org/api/query"


@dataclass
class Seconds:
    """A clock that stands still but for pauses."""

    passed: float = 0.0

    def read(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.passed += seconds

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
            wall=self.read,
            monotonic=self.read,
            sleep=self.sleep,
        )


def test_without_a_network_a_run_gives_up_in_under_30_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    seconds = Seconds()
    job = FetchJob(
        workspace=Workspace(tmp_path),
        rules=small_rules(key_papers={"vla": ("2699.00003",)}),
        request=FetchRequest(),
        settings=Settings(api_url="http://no-such-host.invalid/api/query", oai_url=None),
        listener=Heard(),
        clock=seconds.clock,
        chance=random.Random(1),
        gate=Spacing(tmp_path / "cache", 3.0, seconds.clock),
    )
    report = fetch(job)

    assert [failed.why.key for failed in report.failures] == ["source.unreachable"]
    assert 3 < seconds.passed < 30


def test_the_turn_comes_an_interval_after_the_end_of_the_request_before(tmp_path: Path) -> None:
    seconds = Seconds(1000.0)
    spacing = Spacing(tmp_path, 3.0, seconds.clock)
    with spacing.turn(HOST):
        seconds.passed += 7
    with spacing.turn("https://oaipmh.arxiv.org/oai"):
        assert 1010 <= seconds.passed < 1010.1


@pytest.mark.parametrize("stamp", ['{"end": nu', '{"pid": 1, "start": 990.0, "end": null}', "[]"])
def test_a_request_without_an_end_counts_as_ending_when_its_lock_is_free(tmp_path: Path, stamp: str) -> None:
    seconds = Seconds(1000.0)
    (tmp_path / "request-arxiv.org.json").write_text(stamp)
    with Spacing(tmp_path, 3.0, seconds.clock).turn(HOST):
        assert seconds.passed >= 1003


def test_a_stamp_of_the_far_future_comes_from_another_clock_and_holds_nobody_up(tmp_path: Path) -> None:
    seconds = Seconds(1000.0)
    (tmp_path / "request-arxiv.org.json").write_text('{"pid": 1, "start": 9000.0, "end": 9001.0}')
    with Spacing(tmp_path, 3.0, seconds.clock).turn(HOST):
        assert seconds.passed == 1000


def test_an_interval_of_hours_is_kept_too(tmp_path: Path) -> None:
    seconds = Seconds(1000.0)
    for _ in range(2):
        with Spacing(tmp_path, 7200.0, seconds.clock).turn(HOST):
            begun = seconds.passed

    assert begun >= 8200
