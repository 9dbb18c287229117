"""What is announced before and during a fetch agrees with what it then asks."""

from __future__ import annotations

from dataclasses import replace as with_fields
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.standin import Profile, StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, small_rules
from vlagraph.core.papers.levels import installed_levels
from vlagraph.pipeline.fetch.preview import preview
from vlagraph.words import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vlagraph.core.papers.paper import Match, Paper
    from vlagraph.pipeline.fetch.forecast import Outlook

NOW = "2026-01-01T00:00:00Z"
KEYS = {"vla": ("2699.00003", "2699.00014")}


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as running:
        yield running


def _asked(bench: Bench, **wanted: object) -> list[Outlook]:
    bench.listener.outlooks.clear()
    assert bench.run(**wanted).ok
    return bench.listener.outlooks


@pytest.mark.parametrize("size", [1000, 60, 40])
@pytest.mark.parametrize("narrow", [1, 2])
def test_the_range_of_a_dry_run_holds_while_a_query_by_words_has_one_page(
    size: int, narrow: int, server: StandIn, tmp_path: Path
) -> None:
    bench = Bench(server, tmp_path, small_rules(key_papers=KEYS, narrow=narrow), size=size)
    for days, wanted in ((0, {}), (0, {}), (7, {}), (30, {"refresh": True}), (1, {"since": "2022-01-01"})):
        bench.next_day(days)
        announced = preview(bench.job(**wanted))
        requests = bench.run(**wanted).requests

        assert announced.least <= requests <= announced.most, (days, wanted)


def test_ids_are_announced_to_the_request(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, small_rules(key_papers=KEYS))
    announced = preview(bench.job(only_key_papers=True))

    assert (announced.least, announced.most) == (1, 1)
    assert [part.open for part in announced.parts] == [False]
    assert bench.run(only_key_papers=True).requests == 1


@pytest.mark.parametrize(("size", "narrow"), [(5, 1), (5, 2), (10, 2), (20, 2), (40, 2)])
def test_what_the_first_answer_of_a_walk_announces_is_what_comes(
    size: int, narrow: int, server: StandIn, tmp_path: Path
) -> None:
    bench = Bench(server, tmp_path, small_rules(key_papers=KEYS, narrow=narrow), size=size)
    outlooks = _asked(bench)
    told = [one.expected for one in outlooks if one.announced]

    assert [one.pages for one in outlooks] == list(range(1, len(outlooks) + 1))
    assert told[-1] == outlooks[-1].pages == len(outlooks)
    assert all(abs(one - told[-1]) <= max(1, 0.3 * told[-1]) for one in told)
    assert all(one.expected <= len(outlooks) for one in outlooks if not one.announced)
    assert outlooks[-1].seconds == 0
    assert all(one.seconds >= bench.settings.interval for one in outlooks if one.pages < one.expected)


def test_the_day_goes_back_as_a_listing_goes_on_and_papers_add_up(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, size=20)
    outlooks = _asked(bench)
    days = [str(render(one.reached, "en"))[-10:] for one in outlooks if one.reached]

    assert all(earlier >= later for earlier, later in pairwise(days))
    assert days[-1] == "2023-01-01"
    assert all(before.papers < after.papers for before, after in pairwise(outlooks))
    assert outlooks[-1].new == len(bench.papers())


def test_pages_count_as_new_what_the_report_counts(server: StandIn, tmp_path: Path) -> None:
    rules, loose = small_rules(), installed_levels().loose

    def attribute(papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
        found = list(papers)
        for paper, matches in zip(found, rules.attribute(found), strict=True):
            yield matches if int(paper.id[-1]) % 3 else tuple(replace(one, score=loose) for one in matches)

    bench = Bench(server, tmp_path, with_fields(rules, attribute=attribute), size=20)
    report = bench.run()

    assert bench.listener.outlooks[-1].new == report.totals["new"]
    assert 0 < report.totals["new"] < len(bench.papers())


def test_a_harvest_tells_the_day_and_how_much_may_come(server: StandIn, tmp_path: Path) -> None:
    server.profile = Profile(oai_page_size=10)
    bench = Bench(server, tmp_path, oai=True)
    announced = preview(bench.job(source="oai"))
    outlooks = _asked(bench, source="oai")
    days = [str(render(one.reached, "en"))[-10:] for one in outlooks if one.reached]

    assert announced.least <= len(outlooks)
    assert announced.parts[0].open
    assert outlooks[-1].announced is False or outlooks[-1].expected == len(outlooks)
    assert days
    assert all(day <= NOW for day in days)


def test_pages_of_today_count_as_pages_and_not_as_requests(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, size=10)
    first = _asked(bench)
    bench.workspace.fetch_state.unlink()
    again = _asked(bench)

    assert [one.expected for one in again] == [one.expected for one in first]
    assert all(one.cached for one in again)
