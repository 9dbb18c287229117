"""Where walks end: at a limit and a failure together, at the end of a window, with nothing at all."""

from __future__ import annotations

from dataclasses import replace as with_fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.standin import Fault, StandIn, Trigger
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain, small_rules
from vlagraph.core.papers.levels import installed_levels
from vlagraph.errors import BadAnswerError
from vlagraph.pipeline.fetch.lookup import look_up
from vlagraph.store.fetch_state import load_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vlagraph.core.papers.paper import Match, Paper


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as running:
        yield running


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


def test_a_limit_leaves_older_papers_for_a_looser_look_to_the_next_run(
    server: StandIn, tmp_path: Path
) -> None:
    rules, loose = small_rules(), installed_levels().loose

    def attribute(papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
        found = list(papers)
        for paper, matches in zip(found, rules.attribute(found), strict=True):
            yield matches if int(paper.id[-1]) % 3 else tuple(replace(one, score=loose) for one in matches)

    bench = Bench(server, tmp_path, with_fields(rules, attribute=attribute))
    bench.run(max_per_topic=3)
    kept = sorted((paper.published, rules.is_told(paper)) for paper in bench.papers().values())
    bench.run()

    assert kept[0][1]
    assert 0 < sum(told for _, told in kept) <= 6
    assert len(bench.papers()) == len(RECORDS)


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


def test_no_papers_of_a_category_are_believed_where_only_others_are_known(tmp_path: Path) -> None:
    with StandIn(_recent(5), now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path)
        first = bench.run(since="2025-12-20")
        bench.next_day()
        report = bench.run(since=None, topics=("learning",))

    assert (first.ok, report.ok) == (True, True)


def test_no_papers_up_to_a_last_day_are_believed_where_only_later_ones_are_known(tmp_path: Path) -> None:
    with StandIn(_recent(5), now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path)
        first = bench.run(since="2025-12-18")
        report = bench.run(since=None, until="2025-12-20", refresh=True)

    assert (first.ok, report.ok) == (True, True)


def test_nothing_before_what_was_asked_for_counts_as_asked_for(tmp_path: Path) -> None:
    with StandIn(_recent(30), now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path)
        bench.run(since="2025-12-24")
        bench.next_day()
        bench.run(since=None)
        (came,) = load_state(bench.workspace.fetch_state).came.values()

    assert came.whole == (("2025-12-24", "2026-01-02"),)


def test_a_last_day_before_all_that_is_known_asks_for_no_changes(tmp_path: Path) -> None:
    with StandIn(_recent(30), now="2026-01-01T00:00:00Z", scale=SCALE) as server:
        bench = Bench(server, tmp_path)
        bench.run(since="2025-12-24")
        asked = len(server.log)
        report = bench.run(since=None, until="2025-12-20", refresh=True)
        late = server.log[asked:]

    assert report.ok
    assert not late


def test_oai_pmh_asked_again_from_a_day_begins_there(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, oai=True)
    bench.run(source="oai")
    asked = len(server.log)
    bench.run(source="oai", since="2025-06-01", refresh=True)

    assert [entry.parameters.get("from") for entry in server.log[asked:]] == ["2025-06-01"] * 2


def test_oai_pmh_asks_nothing_of_days_that_are_not_wanted(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, oai=True)
    report = bench.run(source="oai", since=None, until="2024-06-01")

    assert report.ok
    assert not server.log


def test_a_paper_whose_record_is_incomplete_is_not_said_to_be_no_paper(
    server: StandIn, tmp_path: Path
) -> None:
    server.faults.add(Fault("entry_defects", "no_title", scope="always"))
    environ = {"VLAGRAPH_API_URL": server.api_url, "VLAGRAPH_MIN_INTERVAL": "0"}
    with pytest.raises(BadAnswerError, match="title"):
        look_up(Bench(server, tmp_path).workspace, "2699.00001", environ=environ)


def test_a_fetch_with_a_limit_does_not_go_on_with_a_source_that_has_none(
    server: StandIn, tmp_path: Path
) -> None:
    server.faults.add(Fault("rate429", "no_retry_after", Trigger(service="api"), scope="always"))
    report = Bench(server, tmp_path, oai=True).run(max_per_topic=3)

    assert (report.ok, report.source, report.papers) == (False, "api", 0)
    assert {entry.service for entry in server.log} == {"api"}
