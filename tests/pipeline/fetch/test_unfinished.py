"""What an unfinished walk has left out by the rules or the last day of then is asked for again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.standin import Profile, StandIn
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, Heard, small_rules
from vlagraph.store.fetch_state import load_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vlagraph.core.papers.paper import Match, Paper
    from vlagraph.pipeline.fetch.forecast import Outlook

RULES = small_rules()


class _KilledError(Exception):
    """Ends a run as a signal would."""


@dataclass
class _Impatient(Heard):
    """A listener that ends the run after some pages."""

    pages: int = 2

    def came(self, outlook: Outlook) -> None:
        super().came(outlook)
        if len(self.outlooks) > self.pages:
            raise _KilledError


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(RECORDS, now="2026-01-01T00:00:00Z", scale=SCALE) as running:
        running.profile = Profile(oai_page_size=10)
        yield running


def _nothing(papers: Iterable[Paper]) -> Iterator[tuple[Match, ...]]:
    """The matches of a rule that takes none of ``papers``."""
    return (() for _ in papers)


def _killed(bench: Bench, *, pages: int = 2, **wanted: object) -> None:
    """Fetch until so many pages have come."""
    bench.listener = _Impatient(pages=pages)
    with pytest.raises(_KilledError):
        bench.run(**wanted)
    bench.listener = Heard()


@pytest.mark.parametrize("watched", [{"vla": "before", "learning": "before"}, {"vla": "rule-1"}])
@pytest.mark.parametrize("source", ["api", "oai"])
def test_a_walk_that_other_rules_began_begins_anew(
    source: str, watched: dict[str, str], server: StandIn, tmp_path: Path
) -> None:
    bench = Bench(server, tmp_path, replace(RULES, watched=watched, attribute=_nothing), size=10, oai=True)
    bench.rules = replace(bench.rules, broad=lambda _: RULES.broad(RULES.topics))
    bench.rules = replace(bench.rules, categories=lambda _: RULES.categories(RULES.topics))
    _killed(bench, source=source)
    begun = load_state(bench.workspace.fetch_state).sources[source].progress
    bench.rules = RULES
    report = bench.run(source=source)
    state = load_state(bench.workspace.fetch_state)

    assert begun
    assert report.ok
    assert len(bench.papers()) == len(RECORDS)
    assert state.sources[source].progress == {}
    assert [(one.open, one.came >= (one.announced or 0)) for one in state.asked] == [(False, True)]


def test_a_walk_goes_on_where_the_rules_are_the_same(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, RULES, size=10)
    _killed(bench)
    server.reset()
    report = bench.run()
    whole = Bench(server, tmp_path / "whole", RULES, size=10).run()

    assert report.ok
    assert len(bench.papers()) == len(RECORDS)
    assert report.requests < whole.requests


def test_a_walk_of_oai_pmh_up_to_another_day_begins_anew(server: StandIn, tmp_path: Path) -> None:
    bench = Bench(server, tmp_path, RULES, oai=True)
    _killed(bench, pages=4, source="oai", until="2024-03-01")
    report = bench.run(source="oai")

    assert report.ok
    assert len(bench.papers()) == len(RECORDS)
