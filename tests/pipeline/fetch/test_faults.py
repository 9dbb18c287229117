"""Every fault of the stand-in's table on the first, a middle and the last page of a listing.

An ordinary run has each fault on one of the pages, and of the error entries each status and each message;
`make soak` has all of them on all pages.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.standin import FAULT_ROWS, Corpus, Fault, StandIn, Trigger
from tests.standin.small_corpus import RECORDS
from tests.support.fetching import SCALE, Bench, plain
from tests.support.preparing import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from _pytest.mark import ParameterSet

    from vlagraph.core.papers.paper import Paper

NOW = "2026-01-01T00:00:00Z"
PLACES = {"first page": 1, "middle page": 3, "last page": 4}
SILENT = {  # wrong without a sign: right again only after everything is read again
    ("entry_defects", "authors_3000"),
    ("entry_defects", "title_0"),
    ("entry_defects", "withdrawn_comment"),
    ("retext", "legacy_text"),
}
INVENTED = {("duplicates", "versions_across_pages")}  # shows a version that the corpus does not have
LASTING = {"new_version", "shift"}  # the stand-in's corpus itself changes
SLOW = {"slow_headers", "slow_body", "hang", "keepalive_blackhole"}
FATAL = {  # may end the run; ("reset", "refuse") closes the door for a while
    ("reset", "refuse"),
    ("rate429", "retry_after_absurd"),
    ("rate429", "hour"),
    ("rate429", "after_n"),
    ("forbidden403", "denied"),
}


CORPUS = Corpus(RECORDS)
"""The records, read once: a stand-in keeps to itself what it changes."""
TOO_LARGE = 3_000_000
"""Bytes of a huge answer: more than the limit of a `Bench`."""


def _rows(seed: int) -> list[ParameterSet]:
    """Every fault on every page; only where there is time all but one page of each, chosen by ``seed``."""
    chance = random.Random(seed)
    usual = {row: chance.choice(list(PLACES)) for row in FAULT_ROWS}
    for row in _spared(seed):
        del usual[row]
    return [
        pytest.param(
            *row,
            place,
            id="-".join((*row, place)),
            marks=[] if place == usual.get(row) else [pytest.mark.soak],
        )
        for row in FAULT_ROWS
        for place in PLACES
    ]


def _spared(seed: int) -> Iterator[tuple[str, str]]:
    """Two of three error entries: each message is left once, and each status as often as the others."""
    parts = [variant.partition("_") for name, variant in FAULT_ROWS if name == "error_entry"]
    statuses, messages = (
        list(dict.fromkeys(found)) for found in zip(*((a, b) for a, _, b in parts), strict=True)
    )
    for status, _, message in parts:
        if (statuses.index(status) + messages.index(message) + seed) % len(statuses):
            yield "error_entry", f"{status}_{message}"


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(CORPUS, now=NOW, scale=SCALE) as running:
        yield running


@pytest.fixture
def bench(server: StandIn, tmp_path: Path) -> Bench:
    return Bench(server, tmp_path)


@pytest.fixture
def begun(server: StandIn, tmp_path: Path) -> Bench:
    """A workspace with the papers until 2025, a day later."""
    write_files(tmp_path, _first_papers())
    bench = Bench(server, tmp_path)
    bench.next_day()
    return bench


@cache
def _first_papers() -> Mapping[Path, bytes]:
    """The files of a workspace after a fetch of the papers until 2025."""
    with StandIn(CORPUS, now=NOW, scale=SCALE) as server, TemporaryDirectory() as folder:
        root = Path(folder)

        assert Bench(server, root).run(until="2025-01-01").ok
        return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@cache
def _without_faults() -> dict[str, Paper]:
    with StandIn(CORPUS, now=NOW, scale=SCALE) as server, TemporaryDirectory() as folder:
        bench = Bench(server, Path(folder))
        report = bench.run()

        assert report.ok
        assert report.requests == max(PLACES.values())
        return plain(bench.papers())


def _fault(name: str, variant: str, place: str, *, scope: str = "once") -> Fault:
    trigger = Trigger(after=PLACES[place] - 1) if scope == "always" else Trigger(request=PLACES[place])
    options = (
        {"seconds": 1} if "retry_after" in variant else {"bytes": TOO_LARGE} if variant == "huge" else {}
    )
    return Fault(name, variant, trigger, scope=scope, options=options)


def _clean_run(bench: Bench, *, again: bool) -> dict[str, Paper]:
    """The records after a run without faults on the next day."""
    violations = bench.server.violations
    bench.server.reset()
    bench.next_day()
    report = bench.run(refresh=again)

    assert report.ok, report.failures
    assert (*violations, *bench.server.violations) == ()
    return plain(bench.papers())


@pytest.mark.parametrize(("name", "variant", "place"), _rows(1))
def test_a_fault_that_passes_loses_nothing(name: str, variant: str, place: str, bench: Bench) -> None:
    bench.patience = 0.5 if name in SLOW else bench.patience
    bench.server.faults.add(_fault(name, variant, place))

    report = bench.run()
    kept = plain(bench.papers())
    after = _clean_run(bench, again=(name, variant) in SILENT)

    assert report.ok != bool(report.failures)
    assert report.ok or (name, variant) in FATAL
    expected = _reference(bench) if name in LASTING else _without_faults()
    assert after == expected if (name, variant) not in INVENTED else after.keys() == expected.keys()
    assert (
        (name, variant) in SILENT
        or (name, variant) in INVENTED
        or name in LASTING
        or kept.items() <= expected.items()
    )


@pytest.mark.parametrize(("name", "variant", "place"), _rows(2))
def test_a_fault_that_stays_is_reported_and_loses_nothing(
    name: str, variant: str, place: str, begun: Bench
) -> None:
    before = plain(begun.papers())
    begun.patience = 0.2 if name in SLOW else begun.patience  # whatever is late besides is reported too
    begun.server.faults.add(_fault(name, variant, place, scope="always"))

    report = begun.run()
    kept = plain(begun.papers())

    assert before
    assert report.ok != bool(report.failures)
    assert before.keys() <= kept.keys()
    harmless = (name, variant) in SILENT | INVENTED or name in LASTING
    assert harmless or all(kept[one] == paper for one, paper in before.items())
    assert report.ok is False or _harmless(kept, name, variant)
    assert begun.server.violations == ()


def _harmless(kept: dict[str, Paper], name: str, variant: str) -> bool:
    """A run that says that it went well holds every record."""
    return kept.keys() == _without_faults().keys() or name in LASTING


def _reference(bench: Bench) -> dict[str, Paper]:
    """The records of the changed corpus in a workspace of its own."""
    with TemporaryDirectory() as folder:
        bench.next_day()
        other = Bench(bench.server, Path(folder))
        report = other.run()

        assert report.ok
        return plain(other.papers())
