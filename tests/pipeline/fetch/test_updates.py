"""What changes at arXiv is found, told, and never taken for more or less than it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.standin import Fault, Profile, StandIn, Trigger
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain, small_rules
from tests.support.roadmaps import graph_of, topic
from vlagraph.core.papers.standing import Standings
from vlagraph.store.fetch_state import load_state
from vlagraph.words import Message, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as running:
        yield running


@pytest.fixture
def bench(server: StandIn, tmp_path: Path) -> Bench:
    return Bench(server, tmp_path)


REVISIONS = {
    "next_version": ("updated", "version 1 -> 2"),
    "changed_title": ("updated", "title"),
    "changed_abstract": ("updated", "abstract"),
    "changed_comment": ("updated", "comment"),
    "withdrawal": ("withdrawn", "withdrawn"),
}


@pytest.mark.parametrize("kind", REVISIONS)
def test_a_new_version_of_a_known_paper_is_found_a_week_later_and_told(kind: str, bench: Bench) -> None:
    bench.run()
    bench.next_day(7)
    bench.server.revise("2699.00014", kind)
    report = bench.run()
    told = {change.id: change for change in report.changes}["2699.00014"]
    expected, word = REVISIONS[kind]

    assert report.ok
    assert report.requests <= 2
    assert told.kind == expected
    assert word in [str(render(one, "en")) for one in told.what]
    assert bench.papers()["2699.00014"].version == 2
    assert bench.papers()["2699.00014"].withdrawn is (kind == "withdrawal")


def test_a_renamed_topic_is_not_listed_anew(bench: Bench) -> None:
    first = bench.run()
    renamed = msgspec.structs.replace(topic("studying"), formerly=("learning",))
    bench.rules = replace(
        small_rules(followed={"vla": ("cs.RO",), "studying": ("cs.LG",)}),
        topics=("vla", "studying"),
        standings=Standings(graph_of(topic("vla"), renamed)),
    )
    report = bench.run()

    assert first.requests > 0
    assert report.ok
    assert report.requests == 0


def test_a_cross_list_without_a_new_version_is_told_for_a_key_paper(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, small_rules(key_papers={"vla": ("2699.00014",)}))
    bench.run()
    bench.next_day(7)
    server.revise("2699.00014", "cross_list")
    report = bench.run()
    told = {change.id: change for change in report.changes}["2699.00014"]

    assert told.kind == "updated"
    assert any(word.key == "change.cross_listed" for word in told.what)


def test_an_id_that_arxiv_shows_no_more_fails_one_run_and_is_only_named_by_later_ones(
    server: StandIn, tmp_path: Path
) -> None:
    gone = "2699.00014"
    bench = Bench(server, tmp_path, small_rules(key_papers={"vla": (gone, "2699.00016")}))
    bench.run()
    others = [one for one in RECORDS if one["id"] != gone]
    with StandIn(others, now="2026-01-08T00:00:00Z", scale=SCALE) as without:
        bench.server = without
        first = bench.run()
        bench.next_day(7)
        second = bench.run()
    server.clock = "2026-01-22T00:00:00Z"
    bench.server = server
    back = bench.run()

    assert [one.why.key for one in first.failures] == ["fetch.lost"]
    assert second.ok
    assert [note.key for note in second.notes] == ["fetch.missing"]
    assert gone in bench.papers()
    assert (back.ok, back.notes) == (True, ())


def test_the_rendering_of_november_2025_is_no_change(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path)
    server.profile = Profile(layout="legacy-2025")
    first = bench.run()
    server.profile = Profile()
    bench.next_day()
    server.reset()
    report = bench.run(refresh=True)

    assert first.ok
    assert report.ok
    assert report.totals == {"unchanged": len(bench.papers())}


def test_a_rerun_on_the_same_day_asks_nothing(bench: Bench) -> None:
    bench.run()
    before = bench.workspace.papers.read_bytes(), bench.workspace.fetch_state.read_bytes()
    report = bench.run()

    assert report.ok
    assert report.requests == 0
    assert before == (bench.workspace.papers.read_bytes(), bench.workspace.fetch_state.read_bytes())


def test_a_rerun_without_news_asks_at_most_three_times_and_changes_no_paper(bench: Bench) -> None:
    bench.run()
    before = bench.workspace.papers.read_bytes()
    bench.next_day()
    report = bench.run()

    assert report.requests <= 3
    assert bench.workspace.papers.read_bytes() == before


def test_weekly_fetches_with_an_outage_hold_what_one_fetch_of_the_whole_period_holds(
    server: StandIn, tmp_path: Path
) -> None:
    server.clock = "2025-11-01T00:00:00Z"
    bench = Bench(server, tmp_path / "weekly")
    reports = [bench.run()]
    for week in range(8):
        bench.next_day(7)
        server.reset()
        if week == 3:
            server.faults.add(Fault("unavailable503", "503", Trigger(), scope="always"))
            reports.append(bench.run())
            bench.next_day(2)
            server.faults.clear()
        reports.append(bench.run())
    whole = Bench(server, tmp_path / "whole")
    server.reset()
    whole.run()

    assert [report.ok for report in reports].count(False) == 1
    assert plain(bench.papers()) == plain(whole.papers())


def test_a_topic_that_is_asked_alone_leaves_the_others_to_be_asked(bench: Bench) -> None:
    alone = bench.run(topics=("learning",))
    rest = bench.run()
    rows = {row.topic: row for row in alone.topics}

    assert set(rows) == {"learning"}
    assert rest.ok
    assert {row.topic: row.age_days for row in rest.topics} == {"vla": 0.0, "learning": 0.0}


def test_a_limit_keeps_the_newest_and_the_next_run_goes_on_from_there(bench: Bench) -> None:
    first = bench.run(max_per_topic=5)
    few = bench.papers()
    asked = len(bench.server.log)
    bench.next_day()
    second = bench.run()
    with_robots = [paper for paper in few.values() if "cs.RO" in paper.categories]

    assert first.ok
    assert second.ok
    assert asked == first.requests == -(-len(RECORDS) // (bench.size - 1))
    assert 5 <= len(with_robots) <= 10
    assert len(bench.papers()) == len(RECORDS)


def test_days_between_a_last_day_and_what_is_known_are_left_to_the_next_run(bench: Bench) -> None:
    bench.run(since="2025-06-01")
    known = load_state(bench.workspace.fetch_state).sources["api"].topics["vla"]
    bench.server.reset()
    bench.run(since="2024-01-01", until="2024-12-31")
    between = load_state(bench.workspace.fetch_state).sources["api"].topics["vla"]
    asked = len(bench.server.log)
    bench.next_day()
    report = bench.run(since=None)

    assert asked == 2
    assert (between.covered_from, between.checked) == (known.covered_from, known.checked)
    assert between.last_success == known.last_success
    assert report.ok
    assert len(bench.papers()) == len(RECORDS)


def test_an_earlier_start_lists_only_what_is_missing(bench: Bench) -> None:
    bench.run(since="2025-06-01")
    few = len(bench.papers())
    bench.server.reset()
    report = bench.run(since="2024-01-01")

    assert few < len(RECORDS)
    assert len(bench.papers()) == len(RECORDS)
    assert report.totals == {"new": len(RECORDS) - few}


@pytest.mark.parametrize("refresh", [False, True])
def test_the_key_papers_of_some_topics_are_asked_for_once_in_a_run(
    refresh: bool, server: StandIn, tmp_path: Path
) -> None:
    keys = {"vla": ("2699.00003", "2699.99999"), "learning": ("2699.00006",)}
    bench = Bench(server, tmp_path, small_rules(key_papers=keys))
    report = bench.run(topics=("vla",), refresh=refresh)

    assert report.ok
    assert report.notes == (Message("fetch.missing", {"ids": "2699.99999"}),)
    assert sum(bool(entry.parameters.get("id_list")) for entry in server.log) == 1


def test_only_key_papers_asks_for_ids_alone_and_names_those_that_arxiv_lacks(
    server: StandIn, tmp_path: Path
) -> None:
    bench = Bench(server, tmp_path, small_rules(key_papers={"vla": ("2699.00003", "2699.99999")}))
    report = bench.run(only_key_papers=True)

    assert report.ok
    assert report.requests == 1
    assert report.notes == (Message("fetch.missing", {"ids": "2699.99999"}),)
    assert set(bench.papers()) == {"2699.00003"}
    assert bench.papers()["2699.00003"].curated


def test_where_the_query_api_refuses_for_long_oai_pmh_brings_the_same_papers(
    server: StandIn, tmp_path: Path
) -> None:
    direct = Bench(server, tmp_path / "direct")
    direct.run()
    server.reset()
    server.faults.add(Fault("rate429", "no_retry_after", Trigger(service="api"), scope="always"))
    bench = Bench(server, tmp_path / "fallback", oai=True)
    report = bench.run()

    assert report.ok
    assert report.source == "oai"
    assert bench.papers().keys() == direct.papers().keys()
    assert server.violations == ()


def test_what_oai_pmh_was_not_asked_for_is_not_called_known(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, oai=True)
    first = bench.run(source="oai", until="2025-03-01")
    few, checked = len(bench.papers()), load_state(bench.workspace.fetch_state).checked
    bench.server.reset()
    again = bench.run(source="oai", until="2025-03-01")
    rest = bench.run(source="oai", since=None)

    assert first.ok
    assert few < len(RECORDS)
    assert set(checked.values()) == {"2025-03-01T23:59:00Z"}
    assert again.requests == 0
    assert rest.ok
    assert len(bench.papers()) == len(RECORDS)


def test_pages_of_oai_pmh_follow_each_other_and_give_the_records_of_the_query_api(
    server: StandIn, tmp_path: Path
) -> None:
    server.profile = Profile(oai_page_size=7)
    direct = Bench(server, tmp_path / "direct")
    direct.run()
    bench = Bench(server, tmp_path / "oai", oai=True)
    report = bench.run(source="oai")
    both = zip(plain(bench.papers()).values(), plain(direct.papers()).values(), strict=True)

    assert report.ok
    assert report.requests > 3
    assert all(
        one.id == other.id and one.authors == other.authors and one.updated == other.updated
        for one, other in both
    )
    assert server.violations == ()


@pytest.mark.parametrize(
    ("name", "variant"), [("oai_token", "expired"), ("oai_shift", "repeated"), ("unavailable503", "503")]
)
def test_a_fault_of_oai_pmh_loses_nothing(name: str, variant: str, server: StandIn, tmp_path: Path) -> None:
    server.profile = Profile(oai_page_size=20)
    server.faults.add(Fault(name, variant, Trigger(request=2)))
    bench = Bench(server, tmp_path, oai=True)
    report = bench.run(source="oai")

    assert report.ok
    assert len(bench.papers()) == len(RECORDS)


def test_papers_that_share_a_date_are_all_listed(server: StandIn, tmp_path: Path) -> None:
    server.profile = Profile(times="ties")
    bench = Bench(server, tmp_path, size=6)
    report = bench.run()

    assert report.ok
    assert len(bench.papers()) == len(RECORDS)


def test_stored_texts_hold_nothing_that_drives_a_terminal(bench: Bench) -> None:
    bench.run()
    shown = [
        paper.title + (paper.abstract or "") + "".join(paper.authors) for paper in bench.papers().values()
    ]

    assert all(text.isprintable() for text in shown)


def test_words_are_asked_where_the_categories_hold_too_many_pages(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, small_rules(narrow=1), size=10)
    report = bench.run(topics=("learning",))
    asked = [entry.parameters["search_query"] for entry in server.log]

    assert report.ok
    assert len(bench.papers()) == sum("cs.LG" in record["categories"] for record in RECORDS)
    assert len(asked) == len(set(asked))
