"""Which lines of a snapshot are records, of which day it is, and which of two files counts."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.support.snapshots import (
    LINES,
    SMALL,
    Quiet,
    bring,
    papers_of,
    record,
    snapshot_workspace,
    write_lines,
)
from vlagraph.clock import Clock
from vlagraph.core.marks import Mark
from vlagraph.core.times import parse_time
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.sources.snapshot.archive import Archive
from vlagraph.sources.snapshot.lines import cut_blocks
from vlagraph.store.fetch_state import FetchState, SourceState, TopicState, load_state, save_state

if TYPE_CHECKING:
    from pathlib import Path

    from vlagraph.store.workspace import Workspace


def test_the_later_of_two_files_of_one_day_counts(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s"
    wrong = {"abstract": "Two fungers close on a cup.", "title": "GRASPING, part 1", "doi": "10.1/x 10.2/y"}
    wrong |= {"comments": "9 pages", "authors": "A. Bea"}
    bring(workspace, write_lines(path, [record("2602.00001", **wrong), record("2602.00002")]))
    good = [record("2602.00001", doi="10.1/x"), record("2602.00002")]

    first = bring(workspace, write_lines(path, good))
    again = bring(workspace, path)

    one = papers_of(workspace)["2602.00001"]
    assert (first.totals, again.totals) == ({"unchanged": 1, "updated": 1}, {"unchanged": 2})
    assert (one.title, one.abstract) == ("Grasping, part 2602.00001", "Two fingers close on a cup.")
    assert (one.authors, one.comment, one.doi) == (("A. Bee", "C. Dee"), None, ("10.1/x",))
    workspace.papers.unlink()
    bring(workspace, path)
    assert papers_of(workspace)["2602.00001"] == one


def test_a_category_is_followed_by_what_is_seen_of_it(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, write_lines(tmp_path / "s", [record("2602.00001", categories="\u200bcs.RO\u001b")]))

    assert papers_of(workspace)["2602.00001"].categories == ("cs.RO",)
    [came] = load_state(workspace.fetch_state).came.values()
    assert [list(categories) for categories in came.days.values()] == [["cs.RO"]]


@pytest.mark.parametrize(("then", "now"), [("2026-05-01", "2026-11-22"), ("2026-11-22", "2026-05-01")])
@pytest.mark.parametrize("fields", [{}, {"update_date": None}], ids=["updated", "submitted"])
def test_a_run_that_goes_on_on_another_day_tells_what_one_of_that_day_alone_does(
    tmp_path: Path, then: str, now: str, fields: dict[str, None]
) -> None:
    versions = [{"version": "v1", "created": "2026-06-02"}]
    records = [record(f"2606.{number:05}", versions=versions, **fields) for number in range(60)]
    records.append(record("2602.00001", update_date="2026-02-02"))
    path = write_lines(tmp_path / "s", records)
    stopped, whole = (snapshot_workspace(tmp_path / name) for name in ("stopped", "whole"))
    clocks = {day: Clock(now=partial(parse_time, day)) for day in (then, now)}
    with pytest.raises(KeyboardInterrupt):
        bring(stopped, path, block=SMALL, listener=_Stopped(), clock=clocks[then])

    bring(stopped, path, block=SMALL, clock=clocks[now])
    bring(whole, path, block=SMALL, clock=clocks[now])

    for name in ("papers", "fetch_state"):
        assert getattr(stopped, name).read_bytes() == getattr(whole, name).read_bytes()


def test_a_run_that_goes_on_the_day_after_does_no_block_twice(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s"
    path.write_bytes(LINES)
    with pytest.raises(KeyboardInterrupt):
        bring(workspace, path, block=SMALL, listener=_Stopped())

    assert bring(workspace, path, block=SMALL, clock=Clock(now=lambda: parse_time("2026-11-23"))).resumed > 0


@pytest.mark.parametrize("day", ["9999-12-31", "2026-11-23", "2026-02-31", "soon"])
def test_a_day_that_cannot_be_is_not_the_last_one_of_the_file(
    workspace: Workspace, tmp_path: Path, day: str
) -> None:
    future = {"version": "v2", "created": "Thu, 31 Dec 2099 00:00:00 GMT"}
    records = [
        record("2602.00001", update_date="2015-03-01"),
        record("2602.00002", update_date=day, versions=[{"version": "v1", "created": "2015-02-01"}]),
        record("2602.00003", update_date=day, versions=[future]),
    ]

    report = bring(workspace, write_lines(tmp_path / "s", records))

    assert (report.until, report.records, report.damaged) == ("2015-03-01", 3, 0)
    assert {one.fetched for one in papers_of(workspace).values()} == {"2015-03-01T00:00:00Z"}
    assert "2099-12-31" not in json.dumps(load_state(workspace.fetch_state).came, default=str)


@pytest.mark.parametrize("created", ["2026-W01-1", " 20260102 ", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_version_whose_date_is_no_day_of_a_paper_leaves_the_stored_papers_readable(
    workspace: Workspace, tmp_path: Path, created: str
) -> None:
    versions = [{"version": "v1", "created": created}]
    records = [record("2602.00001"), record("2602.00002", versions=versions)]

    report = bring(workspace, write_lines(tmp_path / "s", records))

    assert (report.records, report.damaged) == (1, 1)
    assert list(papers_of(workspace)) == ["2602.00001"]


def test_a_file_of_days_that_have_not_come_is_of_today(workspace: Workspace, tmp_path: Path) -> None:
    versions = [{"version": "v1", "created": "Fri, 31 Dec 2027 00:00:00 GMT"}]
    path = write_lines(tmp_path / "s", [record("2602.00001", update_date="2028-01-01", versions=versions)])

    assert bring(workspace, path).until == "2026-11-22"


BAD = [
    {"id": "not an id"},
    {"id": "2602.1"},
    {"versions": [{"version": "v1", "created": "soon"}]},
    {"versions": [*record("x")["versions"], {"version": "v2", "created": "Mon, 31 Feb 2026 10:00:00 GMT"}]},
    {"versions": [{"version": "one", "created": "2026-02-02"}]},
    {"versions": [{"version": "v-1", "created": "2026-02-02"}]},
    {"versions": [{"version": "v0", "created": "2026-02-02"}]},
    {"title": " \u200b "},
    {"abstract": "\x01"},
]


@pytest.mark.parametrize("fields", BAD)
def test_a_line_that_is_no_record_counts_as_none_whether_it_is_kept_or_not(
    workspace: Workspace, tmp_path: Path, fields: dict[str, object]
) -> None:
    bad = record("2602.00009", categories="hep-th") | fields
    path = write_lines(tmp_path / "s", [record("2602.00001"), bad])

    counts = [bring(workspace, path, keep_all=keep_all) for keep_all in (False, True)]

    assert [(one.records, one.damaged, [fault.line for fault in one.faults]) for one in counts] == [
        (1, 1, [2])
    ] * 2


def test_a_line_that_is_too_long_is_no_record_without_its_middle(tmp_path: Path) -> None:
    good = record("2602.00002")
    long = record("2602.00001", abstract="A gripper. " * 13_000)
    path = write_lines(tmp_path / "s", [long, good])

    [block] = cut_blocks(Archive(path), longest=100_000)

    cut, whole = block.data.splitlines()
    assert json.loads(whole) == good
    with pytest.raises(ValueError, match="Unterminated string"):
        json.loads(cut)


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_byte_order_mark_is_no_part_of_a_record(workspace: Workspace, tmp_path: Path, end: str) -> None:
    path = tmp_path / "s"
    one, two = (json.dumps(record(f"2602.0000{number}")) for number in (1, 2))
    path.write_text(f"\ufeff{one}\n\ufeff{two}{end}", encoding="utf-8")

    report = bring(workspace, path)

    assert (report.ok, report.records, report.damaged) == (True, 2, 0)


def test_blocks_of_a_file_that_was_damaged_are_not_taken_for_those_of_the_good_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    ends = b"\n" * (1 << 17)  # the two files begin and end alike
    bad, path = bytearray(ends + LINES + ends), tmp_path / "s"
    good = bytes(bad)
    at = good.rindex(b"Two fingers")
    bad[at : at + 3] = b"Wto"
    path.write_bytes(bad)
    stamp = path.stat().st_mtime_ns
    with pytest.raises(KeyboardInterrupt):
        bring(workspace, path, block=SMALL, listener=_Stopped())
    path.write_bytes(good)
    os.utime(path, ns=(stamp, stamp))

    bring(workspace, path, block=SMALL)

    assert not [one for one in papers_of(workspace).values() if "Wto" in (one.abstract or "")]


class _Stopped(Quiet):
    """A listener that ends the run once the file is read."""

    def merging(self) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("written", ["2602.00002v3", "arXiv:2602.00002", " 2602.00002"])
def test_a_paper_that_a_reader_starred_is_kept_however_the_file_writes_its_id(
    workspace: Workspace, tmp_path: Path, written: str
) -> None:
    starred = {"2602.00002": Mark(on=True, at="2026-07-01T00:00:00Z")}
    change_progress(workspace, lambda progress: replace(progress, starred=starred))
    about = {"categories": "hep-th", "title": "Strings", "abstract": "Of no topic."}
    path = write_lines(tmp_path / "s", [record("2602.00001"), record(written, **about)])

    assert bring(workspace, path).papers == 2
    assert sorted(papers_of(workspace)) == ["2602.00001", "2602.00002"]


def test_what_was_fetched_before_the_papers_were_deleted_is_not_known_after_an_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "s", [record("2602.00001")])
    day, then = "2026-01-01", "2026-11-01T00:00:00Z"
    known = TopicState(wanted_from=day, covered_from=day, checked=then, last_success=then)
    save_state(workspace.fetch_state, FetchState(sources={"api": SourceState(topics={"vla": known})}))

    bring(workspace, path)

    [kept] = load_state(workspace.fetch_state).sources["api"].topics.values()
    assert (kept.wanted_from, kept.known_as_of) == (day, None)
