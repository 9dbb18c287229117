"""What looks incomplete is named, asked for again, filled once arXiv has it, given up after three askings."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from tests.standin import Fault, StandIn, Trigger
from tests.standin.collection import Corpus
from tests.standin.small_corpus import record
from tests.support.fetching import SCALE, Bench, small_rules
from tests.support.stores import index_never
from vlagraph.core.papers.holes import Hole
from vlagraph.core.times import parse_time
from vlagraph.pipeline.fetch import again
from vlagraph.pipeline.fetch.again import again_steps
from vlagraph.pipeline.fetch.holes import Suspect, read_holes
from vlagraph.pipeline.fetch.preview import preview
from vlagraph.pipeline.fetch.steps import Known
from vlagraph.store.fetch_state import SourceState, load_state
from vlagraph.store.receipts import AskedAgain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.standin.messages import LogEntry
    from vlagraph.pipeline.fetch.steps import AgainStep

FIRST = datetime(2026, 2, 1, 0, 5, tzinfo=UTC)
DAYS, A_DAY = 28, 104  # fewer a day, and the hole of a thinned category is too small to be one
EVERY = {
    f"2602.{number + 1:05}": record(
        number,
        id=f"2602.{number + 1:05}",
        categories=("cs.RO", "cs.LG")[number % 2],
        versions=[
            {
                "version": "v1",
                "created": format_datetime(
                    FIRST + timedelta(days=number // A_DAY, minutes=11 * (number % A_DAY)), usegmt=True
                ),
            }
        ],
    )
    for number in range(DAYS * A_DAY)
}


def _of_day(day: int) -> list[str]:
    return [f"2602.{day * A_DAY + number + 1:05}" for number in range(A_DAY)]


HOLES = {
    "tail": _of_day(13)[-40:],
    "thinned category": _of_day(13)[2::4],
    "range": _of_day(13)[10:50],
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(EVERY.values())


@pytest.fixture
def server(corpus: Corpus) -> Iterator[StandIn]:
    with StandIn(corpus, now="2026-03-02T00:00:00Z", scale=SCALE) as running:
        yield running


@pytest.fixture(scope="module")
def first_runs() -> dict[str, Path]:
    """The papers/ of workspaces after their first fetch, by the hole that they have."""
    return {}


@pytest.fixture
def bench(
    server: StandIn,
    tmp_path: Path,
    first_runs: dict[str, Path],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Bench:
    """A workspace that was filled while the server lacked some papers."""
    hole = getattr(request, "param", "range")
    for one in HOLES[hole]:
        server.remove(one)
    index_never(monkeypatch)  # no test here asks it
    bench = Bench(server, tmp_path, size=950)
    if hole in first_runs:
        shutil.copytree(first_runs[hole], bench.workspace.papers.parent)
    else:
        assert bench.run().ok
        first_runs[hole] = shutil.copytree(bench.workspace.papers.parent, tmp_path / "first")
    return bench


@pytest.mark.parametrize(
    ("bench", "most_ids"), [("tail", 300), ("thinned category", 0), ("range", 300)], indirect=["bench"]
)
def test_a_hole_is_named_asked_again_and_filled_and_no_paper_is_doubled(
    most_ids: int, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "_MOST_IDS", most_ids)
    (before,) = read_holes(bench.workspace).holes
    bench.next_day(7)
    bench.run()
    (still,) = read_holes(bench.workspace).holes
    for one in EVERY.values():
        bench.server.add(one)
    bench.next_day(7)
    bench.run()
    lines = bench.workspace.papers.read_text().splitlines()

    assert (before.day, before.asked) == ("2026-02-14", 0)
    assert (still.day, still.asked) == ("2026-02-14", 1)
    assert read_holes(bench.workspace).holes == ()
    assert len(lines) == len(bench.papers()) == len(EVERY)
    assert bench.server.violations == ()


def _asks(entry: LogEntry) -> bool:
    return HOLES["range"][0] in entry.parameters.get("id_list", "")


def test_a_hole_that_stays_is_asked_for_three_times_and_then_said_to_be_arxivs_own(bench: Bench) -> None:
    asked = []
    for _ in range(4):
        bench.next_day(7)
        bench.server.reset()
        bench.run()
        asked.append(sum(_asks(entry) for entry in bench.server.log))
    (hole,) = read_holes(bench.workspace).holes

    assert asked == [1, 1, 1, 0]
    assert hole.asked == 3
    assert hole.is_final


def test_a_dry_run_names_what_would_be_asked_again(bench: Bench) -> None:
    bench.next_day(7)
    *_, last = preview(bench.job()).parts

    assert (last.what.key, last.papers, last.most) == ("fetch.again_by_id", len(HOLES["range"]), 1)


def test_a_failure_while_asking_again_fails_no_topic(bench: Bench) -> None:
    bench.next_day(7)
    bench.server.faults.add(Fault("forbidden403", "denied", Trigger(pattern="id_list=2602"), scope="always"))
    report = bench.run()

    assert report.ok
    assert [note.key for note in report.notes] == ["fetch.again_failed"]


def test_receipts_say_what_was_asked_announced_and_came(bench: Bench) -> None:
    (asked,) = load_state(bench.workspace.fetch_state).asked
    (came,) = load_state(bench.workspace.fetch_state).came.values()

    assert (asked.source, asked.what, asked.open) == ("api", "listing", False)
    assert asked.announced == asked.came == len(EVERY) - len(HOLES["range"])
    assert set(came.days["2026-02-10"]) == {"cs.LG", "cs.RO"}
    assert came.whole[0][1] == "2026-03-02"


def test_no_receipt_is_kept_of_queries_that_nobody_answered_once_one_is(bench: Bench) -> None:
    bench.server.faults.add(Fault("forbidden403", "denied", scope="always"))
    for _ in range(2):
        bench.next_day()
        assert not bench.run().ok
    left = [one.open for one in load_state(bench.workspace.fetch_state).asked]
    bench.server.faults.clear()
    bench.next_day()
    bench.run()
    asked = load_state(bench.workspace.fetch_state).asked

    assert left == [False, True]
    assert [(one.what, one.open) for one in asked if one.what != "again"] == [
        ("listing", False),
        ("changes", False),
    ]


NOW = parse_time("2026-03-09")


def _steps(*holes: Hole, asked: tuple[AskedAgain, ...] = (), ids: int = 0) -> tuple[AgainStep, ...]:
    lost = tuple(f"2602.{number:05}" for number in range(ids))
    return again_steps(
        Known(
            rules=small_rules(),
            papers={},
            own=SourceState(),
            replaced=SourceState(),
            now=NOW,
            holes=lambda: tuple(Suspect(hole, lost) for hole in holes),
            again=asked,
        )
    )


def _thin(day: str, asked: int = 0) -> Hole:
    return Hole(day=day, category="cs.RO", missing=20, asked=asked)


def test_a_run_asks_for_two_holes_the_least_asked_first() -> None:
    steps = _steps(_thin("2026-02-01"), _thin("2026-02-20", asked=1), _thin("2026-02-10"))

    assert [step.hole.day for step in steps] == ["2026-02-10", "2026-02-01"]


def test_neither_given_up_nor_unsettled_nor_lately_asked_holes_are_asked_for() -> None:
    lately = AskedAgain(day="2026-02-20", category="cs.RO", times=1, at="2026-03-08T00:00:00Z")
    holes = _thin("2026-02-01", asked=3), _thin("2026-03-08"), _thin("2026-02-20", asked=1)

    assert _steps(*holes, asked=(lately,)) == ()


@pytest.mark.parametrize(("ids", "kept"), [(0, 0), (300, 300), (301, 0)])
def test_a_category_and_a_long_range_are_asked_for_by_their_days(ids: int, kept: int) -> None:
    (step,) = _steps(_thin("2026-02-20"), ids=ids)

    assert len(step.ids) == kept
    assert (step.first, step.last) == ("2026-02-20T00:00:00Z", "2026-02-21T23:59:00Z")
