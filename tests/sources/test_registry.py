"""A source is one file: it is found by name, offered by ``fetch --source`` and asked by the real pipeline."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tests.standin import StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench
from vlagraph import sources
from vlagraph.cli import fetch as fetch_command
from vlagraph.pipeline.fetch.job import plan_fetch
from vlagraph.sources import source
from vlagraph.sources.arxiv_oai import ArxivOai
from vlagraph.sources.session import Polite
from vlagraph.sources.source import Access, Batch, Receipt, source_kind, source_names
from vlagraph.store.pages import DayPages
from vlagraph.store.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.sources.source import Window

NOW = "2026-01-01T00:00:00Z"
EXTRA = Path(__file__).parent / "extra"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder of sources with one more file in it."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(EXTRA)])
    source._kinds.cache_clear()
    yield
    sys.modules.pop("vlagraph.sources.shelf", None)
    source._kinds.cache_clear()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with StandIn(RECORDS, now=NOW, scale=SCALE) as server:
        yield Bench(server, tmp_path)


def test_the_two_ways_to_ask_arxiv_are_registered_without_loading_the_network() -> None:
    assert source_names() == ("api", "oai")
    assert source_kind("api").fallback == "oai"


@pytest.mark.usefixtures("shelf")
def test_fetch_offers_a_source_that_is_one_more_file() -> None:
    try:
        offered = importlib.reload(fetch_command).fetch.params
    finally:
        source._kinds.cache_clear()
    choices = next(one.type for one in offered if one.name == "source")

    assert isinstance(choices, click.Choice)
    assert list(choices.choices) == ["api", "oai", "shelf"]


@pytest.mark.usefixtures("shelf")
def test_a_third_source_from_one_file_is_fetched_and_refreshed_by_the_real_pipeline(bench: Bench) -> None:
    first = bench.run(source="shelf", until="2025-01-31")
    second = bench.run(source="shelf", refresh=True)
    state = json.loads(bench.workspace.fetch_state.read_bytes())

    assert first.ok
    assert first.totals == {"new": 1}
    assert second.ok
    assert second.source == "shelf"
    assert set(bench.papers()) == {"2501.00001", "2501.00002"}
    assert set(state["sources"]) == {"shelf"}
    assert bench.server.log == ()


@pytest.mark.usefixtures("shelf")
def test_what_a_source_announces_and_does_not_give_is_a_failure_and_what_came_is_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = source_kind("shelf")

    class Short:
        def __init__(self, access: Access) -> None:
            self.whole = kind.open(access)

        def listing(self, window: Window) -> Iterator[Batch]:
            for batch in self.whole.listing(window):
                yield Batch(papers=batch.papers, receipt=Receipt(announced=3))

        def changes(self, window: Window, *, since: str) -> Iterator[Batch]:
            return self.whole.changes(window, since=since)

        def by_ids(self, ids: Sequence[str], *, known: frozenset[str] = frozenset()) -> Iterator[Batch]:
            return self.whole.by_ids(ids, known=known)

    monkeypatch.setitem(source._kinds(), "shelf", source.SourceKind(name="shelf", label="", open=Short))
    report = bench.run(source="shelf")

    assert not report.ok
    assert [failed.why.key for failed in report.failures] == ["fetch.short"]
    assert set(bench.papers()) == {"2501.00001", "2501.00002"}


def test_a_dry_run_of_a_source_by_changes_plans_one_walk_of_its_own(bench: Bench) -> None:
    plan = plan_fetch(bench.job(source="oai"))

    assert [type(step).__name__ for step in plan.steps] == ["ChangesStep"]
    assert bench.server.log == ()


def test_oai_pmh_gives_records_by_id_and_names_those_that_it_does_not_have(
    bench: Bench, tmp_path: Path
) -> None:
    bench.oai = True
    polite = Polite(bench.settings, Spacing(tmp_path, bench.settings.interval))
    oai = ArxivOai(Access(polite, DayPages(tmp_path, "2026-01-01"), NOW), bench.server.oai_url)
    batches = list(oai.by_ids(["2699.00003", "2699.99999"]))
    polite.close()

    assert [[paper.id for paper in batch.papers] for batch in batches] == [["2699.00003"], []]
    assert [batch.receipt.missing for batch in batches] == [(), ("2699.99999",)]
    assert all("GetRecord" in batch.receipt.asked for batch in batches)
