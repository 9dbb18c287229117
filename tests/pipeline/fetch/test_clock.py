"""A clock that was wrong is named, not believed, and nothing is missed for it once it is right again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain
from vlagraph.core.times import lies_ahead, parse_time
from vlagraph.store.fetch_state import load_state, save_state
from vlagraph.store.papers import load_papers, save_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as server:
        yield Bench(server, tmp_path)


def _set_ahead(bench: Bench) -> None:
    """Date all that the last fetch wrote two years ahead, as a wrong clock would have."""
    place = bench.workspace
    state = load_state(place.fetch_state)
    text = msgspec.json.encode(state).decode().replace('"2026-01-01', '"2028-01-01')
    save_state(place.fetch_state, msgspec.json.decode(text, type=type(state)))
    papers = load_papers(place.papers)
    ahead = {
        one: msgspec.structs.replace(paper, fetched="2028-01-01T00:00:00Z") for one, paper in papers.items()
    }
    save_papers(place.papers, ahead)


def test_what_was_fetched_with_a_clock_two_years_ahead_is_asked_again(bench: Bench) -> None:
    bench.run()
    right = plain(bench.papers())
    _set_ahead(bench)
    bench.next_day(7)
    bench.server.revise("2699.00014", "next_version")
    report = bench.run()
    state = load_state(bench.workspace.fetch_state)

    assert report.ok
    assert report.requests > 0
    assert "fetch.dated_ahead" in [note.key for note in report.notes]
    assert all(row.age_days == 0 for row in report.topics)
    assert bench.papers()["2699.00014"].version == 2
    assert plain(bench.papers()).keys() == right.keys()
    now = parse_time("2026-01-08T00:00:00Z")
    assert not any(lies_ahead(at, now) for at in state.checked.values())
    assert not any(paper.fetched and lies_ahead(paper.fetched, now) for paper in bench.papers().values())


def test_the_next_fetch_after_that_has_nothing_to_name(bench: Bench) -> None:
    bench.run()
    _set_ahead(bench)
    bench.run()
    bench.next_day(7)

    assert bench.run().notes == ()
