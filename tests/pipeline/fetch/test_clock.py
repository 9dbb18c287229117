"""A clock that was wrong is named, not believed, and nothing is missed for it once it is right again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain
from tests.support.snapshots import bring, record, snapshot_workspace, write_lines
from vlagraph.clock import Clock
from vlagraph.core.times import iso, lies_ahead, parse_time
from vlagraph.errors import ClockError
from vlagraph.pipeline.fetch.job import fetch
from vlagraph.sources import session
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, load_state, save_state
from vlagraph.store.papers import load_papers, save_papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.core.papers.reports import Report
    from vlagraph.sources.settings import Settings

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


def _run_behind(
    bench: Bench, settings: Settings, *, at: str = "2020-01-01T00:00:00Z", **wanted: object
) -> Report:
    """Fetch with a clock that stands years behind, or ``at`` another time."""
    past = parse_time(at)
    clock = Clock(now=lambda: past, sleep=lambda seconds: None)
    return fetch(replace(bench.job(**wanted), clock=clock, settings=settings))


def _as_known(bench: Bench) -> tuple[object, ...]:
    """What of a workspace a fetch that brings nothing must leave alone."""
    state = load_state(bench.workspace.fetch_state)
    return state.checked, state.successes, bench.papers()


@pytest.mark.parametrize(
    "wanted", [{"since": None}, {"since": "2019-01-01"}, {"ids": ("2699.00014",), "refresh": True}]
)
def test_without_an_answer_a_clock_that_is_behind_makes_nothing_unknown(
    bench: Bench, wanted: dict[str, Any]
) -> None:
    bench.run()
    bench.run(ids=("2699.00014",))
    known = _as_known(bench)

    nowhere = replace(bench.settings, api_url="http://127.0.0.1:1/api/query", tries=1, unreachable_budget=0.0)
    report = _run_behind(bench, nowhere, **wanted)

    assert not report.ok
    assert "fetch.clock_doubted" in [note.key for note in report.notes]
    assert _as_known(bench) == known
    bench.next_day()
    assert bench.run().ok
    assert load_state(bench.workspace.fetch_state).failure_of("vla") is None


def test_a_server_that_shows_the_clock_to_be_behind_changes_nothing_that_is_known(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.run()
    known = _as_known(bench)

    def refuse(*_: object, **__: object) -> None:
        raise ClockError("source.clock_behind", host="arxiv.example", own="2020", theirs="2026")

    monkeypatch.setattr(session, "is_loopback", lambda url: False)
    monkeypatch.setattr(session, "require_true_clock", refuse)
    report = _run_behind(bench, bench.settings, since=None)

    assert [failed.why.key for failed in report.failures] == ["source.clock_behind"]
    assert _as_known(bench) == known


def test_a_file_brought_in_by_a_clock_that_is_behind_leaves_what_was_asked_as_known(tmp_path: Path) -> None:
    workspace = snapshot_workspace(tmp_path)
    bring(workspace, write_lines(tmp_path / "first", [record("2602.00001")]))
    [stored] = load_papers(workspace.papers).values()
    asked = msgspec.structs.replace(stored, fetched="2026-11-20T08:00:00Z", source="api")
    save_papers(workspace.papers, {asked.id: asked})
    at = "2026-11-20T08:00:00Z"
    known = TopicState(wanted_from="2026-01-01", covered_from="2026-01-01", checked=at, last_success=at)
    api = SourceState(topics={"grasping": known}, key_papers_checked=at)
    save_state(workspace.fetch_state, FetchState(sources={"api": api}))

    past = Clock(now=lambda: parse_time("2020-01-01"))
    report = bring(workspace, write_lines(tmp_path / "s", [record("2602.00002")]), clock=past)

    assert [note.key for note in report.notes] == ["status.dated_ahead"]
    assert load_state(workspace.fetch_state).sources["api"] == api
    assert load_papers(workspace.papers)[asked.id] == asked


@pytest.mark.parametrize("wanted_from", ["soon", "2028-01-01T00:00:00Z"])
@pytest.mark.parametrize("source", ["api", "oai"])
def test_a_topic_wanted_from_a_time_that_is_none_or_ahead_is_asked_from_a_year_ago(
    bench: Bench, wanted_from: str, source: str
) -> None:
    bench.oai = True
    topics = {"vla": TopicState(wanted_from=wanted_from, rule="rule-1")}
    save_state(bench.workspace.fetch_state, FetchState(sources={source: SourceState(topics=topics)}))

    report = bench.run(source=source, since=None)
    own = load_state(bench.workspace.fetch_state).sources[source].topics["vla"]

    assert report.ok
    assert [note.key for note in report.notes] == ["fetch.dated_ahead"]
    assert (own.wanted_from, own.covered_from) == ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z")


def test_a_first_fetch_without_an_answer_begins_nothing_by_a_clock_that_may_be_wrong(bench: Bench) -> None:
    nowhere = replace(bench.settings, api_url="http://127.0.0.1:1/api/query", tries=1, unreachable_budget=0.0)
    for _ in range(2):
        assert not _run_behind(bench, nowhere, since=None).ok
    assert load_state(bench.workspace.fetch_state).failure_of("vla") is not None

    assert bench.run(since=None).ok
    own = load_state(bench.workspace.fetch_state).sources["api"].topics["vla"]

    assert (own.wanted_from, own.covered_from) == ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert own.checked == NOW


@pytest.mark.parametrize("days", [[200], [200, 0], [0, -3000], [200, -3000], [0, 200, 30]])
@pytest.mark.parametrize("other", [(), ("learning",)])
def test_no_clock_of_a_fetch_without_an_answer_decides_from_when_a_topic_is_wanted(
    bench: Bench, days: list[int], other: tuple[str, ...]
) -> None:
    nowhere = replace(bench.settings, api_url="http://127.0.0.1:1/api/query", tries=1, unreachable_budget=0.0)
    for place, off in enumerate(days):
        at = iso(parse_time(NOW) + timedelta(days=off))
        assert not _run_behind(bench, nowhere, at=at, since=None, topics=other if place else ()).ok

    assert bench.run(since=None).ok

    for own in load_state(bench.workspace.fetch_state).sources["api"].topics.values():
        assert (own.wanted_from, own.covered_from) == ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z")


def test_a_first_fetch_that_failed_is_wanted_from_the_day_that_was_named(bench: Bench) -> None:
    nowhere = replace(bench.settings, api_url="http://127.0.0.1:1/api/query", tries=1, unreachable_budget=0.0)
    fetch(replace(bench.job(), settings=nowhere))

    bench.run(since=None)

    own = load_state(bench.workspace.fetch_state).sources["api"].topics["vla"]
    assert own.covered_from == "2023-01-01T00:00:00Z"
