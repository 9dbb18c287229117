"""A snapshot of arXiv's metadata becomes stored papers, whatever it is packed with and however it is hurt."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace as with_fields

from tests.support.command_line import CHECKOUT, ask
from tests.support.recorded import recorded_paper, write_recorded
from tests.support.snapshots import (
    DAY,
    LINES,
    SMALL,
    Quiet,
    bring,
    lines_of,
    many_records,
    papers_of,
    record,
    write_lines,
)
from tests.support.stores import index_always
from vlagraph.core.marks import Mark, Progress
from vlagraph.core.papers.paper import Match, Paper
from vlagraph.core.times import parse_time
from vlagraph.errors import SourceError
from vlagraph.pipeline.build import read_content
from vlagraph.pipeline.fetch.holes import read_holes
from vlagraph.pipeline.fetch.snapshot import job as snapshot_job
from vlagraph.pipeline.fetch.snapshot.engines.local import LocalEngine
from vlagraph.pipeline.fetch.snapshot.tagging import Interest
from vlagraph.pipeline.fetch.status import read_status
from vlagraph.pipeline.news import arrivals
from vlagraph.pipeline.study.marking import change_progress
from vlagraph.site.pages import render_site
from vlagraph.store import disk
from vlagraph.store.fetch_state import FetchState, load_state, save_state
from vlagraph.store.holdings import known_ids, stored_papers
from vlagraph.store.marks import encode_progress
from vlagraph.store.papers import encode_papers
from vlagraph.store.recorded import was_fetched
from vlagraph.store.roadmap import load_roadmap
from vlagraph.words import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from vlagraph.store.workspace import Workspace

SOAK = bool(os.environ.get("VLAGRAPH_SOAK"))
KILLS, RECORDS = (10, 3000) if SOAK else (2, 240)
"""How often an import is killed, and how many records it has: enough for so many blocks."""


def test_a_record_becomes_the_paper_that_a_fetch_would_store(workspace: Workspace, tmp_path: Path) -> None:
    versions = [
        {"version": "v2", "created": "Tue, 3 Mar 2026 01:02:03 GMT"},
        {"version": "v1", "created": "Mon, 2 Feb 2026 19:18:42 GMT"},
    ]
    comments = "This paper has been withdrawn by the authors"
    one = record("2602.00001", versions=versions, comments=comments, doi="10.1/x 10.2/y")

    report = bring(workspace, write_lines(tmp_path / "s", [one, record("2602.00002", categories="hep-th")]))

    paper = papers_of(workspace)["2602.00001"]
    assert (paper.title, paper.abstract) == ("Grasping, part 2602.00001", "Two fingers close on a cup.")
    assert (paper.authors, paper.categories) == (("A. Bee", "C. Dee"), ("cs.RO", "cs.LG"))
    assert (paper.published, paper.updated) == ("2026-02-02T19:18:42Z", "2026-03-03T01:02:03Z")
    assert (paper.version, paper.withdrawn, paper.doi) == (2, True, ("10.1/x", "10.2/y"))
    assert (paper.fetched, paper.source) == (f"{DAY}T00:00:00Z", "snapshot")
    assert [match.topic for match in paper.matches] == ["grasping"]
    assert (report.records, report.kept, report.papers, report.totals) == (2, 1, 1, {"new": 1})


def test_every_packing_gives_the_same_store(workspace: Workspace, tmp_path: Path) -> None:
    plain = write_lines(tmp_path / "s.json", many_records(60))
    stored = _bytes_after(workspace, plain)
    gzipped, zipped, doubled = tmp_path / "s.gz", tmp_path / "s.zip", tmp_path / "two.gz"
    gzipped.write_bytes(gzip.compress(plain.read_bytes()))
    data = plain.read_bytes()
    doubled.write_bytes(gzip.compress(data[:9000]) + gzip.compress(data[9000:]))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "nothing")
        archive.write(plain, "deep/arxiv.json")

    assert all(_bytes_after(workspace, path) == stored for path in (gzipped, doubled, zipped))


def test_zstandard_gives_the_same_store(workspace: Workspace, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the package zstandard")
    plain = write_lines(tmp_path / "s.json", many_records(60))
    packed = tmp_path / "s.zst"
    data = plain.read_bytes()
    packed.write_bytes(zstandard.compress(data[:9000]) + zstandard.compress(data[9000:]))

    stored = _bytes_after(workspace, plain)

    assert _bytes_after(workspace, packed) == stored
    packed.write_bytes(packed.read_bytes()[:-20])
    assert not bring(workspace, packed).ok


def _bytes_after(workspace: Workspace, path: Path, **options: Any) -> bytes:
    """What papers.jsonl holds once ``path`` has been brought into an empty store."""
    workspace.papers.unlink(missing_ok=True)
    assert bring(workspace, path, **options).ok
    return workspace.papers.read_bytes()


def test_blocks_of_any_size_and_two_processes_give_the_same_store(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "s", many_records(120))
    stored = _bytes_after(workspace, path)

    assert _bytes_after(workspace, path, block=SMALL) == stored
    assert _bytes_after(workspace, path, block=SMALL, engine=LocalEngine(2)) == stored


def test_of_an_id_that_comes_twice_the_newest_version_is_stored(workspace: Workspace, tmp_path: Path) -> None:
    versions = [{"version": f"v{n}", "created": f"Mon, {n} Feb 2026 19:18:42 GMT"} for n in (1, 2, 3)]
    records = [record("2602.00001", versions=versions[:n], title=f"Grasping {n}") for n in (2, 3, 1)]

    report = bring(workspace, write_lines(tmp_path / "s", records), block=600)

    assert [paper.title for paper in papers_of(workspace).values()] == ["Grasping 3"]
    assert (report.records, report.kept, report.papers, report.totals) == (3, 1, 1, {"new": 1})


def test_starred_papers_are_kept_though_marks_of_another_reader_cannot_be_read(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"categories": "hep-th", "title": "Strings"}
    path = write_lines(tmp_path / "s", [record("2602.00001", **other), record("2602.00002", **other)])
    starred = Progress(starred={"2602.00001": Mark(on=True, at="2026-08-01T00:00:00Z")})
    workspace.progress.write_bytes(encode_progress(starred))
    (workspace.root / "progress.bob.json").write_text("<<<<<<< ours")
    report = bring(workspace, path)
    line = ("--root", str(workspace.root), "fetch", "--from-snapshot", str(path), "--jobs", "1")
    text, document = ask(capsys, *line), ask(capsys, *line, "--format", "json")

    assert list(papers_of(workspace)) == ["2602.00001"]
    assert [(note.key, note.values.get("name")) for note in report.notes] == [("reader.not_read", "bob")]
    assert "What bob marked is left out" in text.err
    assert ["What bob marked is left out" in note for note in document.json["notes"]] == [True]


def test_all_papers_are_kept_on_request(workspace: Workspace, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s", many_records(9))

    bring(workspace, path, keep_all=True)

    assert len(papers_of(workspace)) == 9


def test_damaged_lines_are_counted_and_named_and_the_others_stored(
    workspace: Workspace, tmp_path: Path
) -> None:
    good = json.dumps(record("2602.00001")).encode()
    path = tmp_path / "s"
    lines = [
        good,
        b"\0\0\0",
        b"",
        good.replace(b"Bee", b"\xff\xfe").replace(b"00001", b"00007"),
        json.dumps(record("2602.00002", abstract=None)).encode(),
        json.dumps(record("2602.00003", versions=[])).encode(),
        json.dumps(record("not an id")).encode(),
        b"[" * 5000,
        json.dumps(record("2602.00004", versions=[{"version": "v1", "created": "soon"}])).encode(),
        b'{"id": "2602.00005", "title": 3}',
        good.replace(b"00001", b"00006"),
    ]
    path.write_bytes(b"\n".join(lines) + b"\n")

    report = bring(workspace, path, block=SMALL)

    assert sorted(papers_of(workspace)) == ["2602.00001", "2602.00006"]
    assert (report.ok, report.damaged, report.records) == (True, 8, 2)
    told = {fault.line: fault.why.key.removeprefix("defect.") for fault in report.faults}
    assert told == {
        2: "no_json", 4: "not_utf8", 5: "no_abstract", 6: "no_versions", 7: "odd_id", 8: "no_json",
        9: "odd_date", 10: "odd_field",
    }  # fmt: skip
    assert "'soon' is no date of a version" in str(render(report.faults[6].why, "en"))
    assert "'title'" in str(render(report.faults[7].why, "ko"))


def test_a_line_without_end_takes_no_more_memory_than_another(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s.gz"
    good = json.dumps(record("2602.00001")).encode() + b"\n"
    path.write_bytes(gzip.compress(good + b'{"id": "' + b"x" * (12 << 20) + b'"}\n' + good))

    report = bring(workspace, path)

    assert (report.records, report.damaged, [fault.line for fault in report.faults]) == (2, 1, [2])


@pytest.mark.parametrize("packing", ["plain", "gz", "zip"])
def test_a_file_that_was_cut_says_so_and_keeps_what_was_whole(
    workspace: Workspace, tmp_path: Path, packing: str
) -> None:
    plain = lines_of(many_records(200))
    path = tmp_path / f"s.{packing}"
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("arxiv.json", plain)
    else:
        path.write_bytes(gzip.compress(plain) if packing == "gz" else plain)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    report = bring(workspace, path)

    assert not report.ok
    assert report.damaged == 0
    assert 50 < len(papers_of(workspace)) < 133


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: b"", "snapshot.no_records"),
        (lambda: b"<html>not here</html>\n" * 50, "snapshot.no_records"),
        (lambda: LINES.decode().encode("utf-16"), "snapshot.other_form"),
        (lambda: gzip.compress(b"\0" * (70 << 20)), "snapshot.bomb"),
        (lambda: b"PK\x03\x04", "snapshot.no_member"),
        (lambda: lzma.compress(LINES), "snapshot.other_form"),
        (lambda: bz2.compress(LINES), "snapshot.other_form"),
    ],
    ids=["empty", "html", "utf-16", "bomb", "zip", "xz", "bzip2"],
)
def test_a_file_that_is_something_else_stores_nothing(
    workspace: Workspace, tmp_path: Path, make: Callable[[], bytes], key: str
) -> None:
    path = tmp_path / "s"
    path.write_bytes(make())

    with pytest.raises(SourceError) as raised:
        bring(workspace, path)

    assert raised.value.message.key == key
    assert not workspace.papers.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_refused_and_nobody_waits_for_it(workspace: Workspace, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s")

    with pytest.raises(SourceError, match="Write it into a file first"):
        bring(workspace, tmp_path / "s")

    read, write = os.pipe()
    with os.fdopen(read), os.fdopen(write, "wb"), pytest.raises(SourceError, match="Write it into a file"):
        bring(workspace, Path(f"/dev/fd/{read}"))


def test_a_file_of_json_in_a_zip_may_be_named_in_capitals(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ARXIV.JSON", LINES)
        archive.writestr("README.TXT", "what it is")

    assert bring(workspace, path).ok


def test_a_zip_of_several_files_of_json_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", "{}")
        archive.writestr("b.json", "{}")

    with pytest.raises(SourceError, match="holds 2 files of JSON"):
        bring(workspace, path)


def test_stored_papers_are_brought_up_to_date_and_newer_knowledge_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    older = _stored("2602.00001", version=1, fetched="2026-03-01T00:00:00Z", matches=())
    newer = _stored("2602.00002", version=3, fetched="2026-11-01T00:00:00Z", comment="later")
    other = _stored("2602.00009", version=1, fetched="2026-11-01T00:00:00Z")
    workspace.papers.parent.mkdir()
    workspace.papers.write_bytes(encode_papers({one.id: one for one in (older, newer, other)}))
    second = [
        {"version": "v1", "created": "Mon, 2 Feb 2026 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 3 Feb 2026 19:18:42 GMT"},
    ]
    records = [record("2602.00001", categories="hep-th", versions=second), record("2602.00002")]

    report = bring(workspace, write_lines(tmp_path / "s", records))

    papers = papers_of(workspace)
    assert (papers["2602.00001"].version, papers["2602.00001"].categories) == (2, ("hep-th",))
    assert with_fields(papers["2602.00002"], matches=newer.matches) == newer
    assert papers["2602.00009"] == other
    assert report.totals == {"unchanged": 1, "updated": 1}


def _stored(one: str, **fields: Any) -> Paper:
    plain: dict[str, Any] = {
        "id": one,
        "title": "Grasping",
        "authors": ("A. Bee", "C. Dee"),
        "published": "2026-02-02T19:18:42Z",
        "updated": "2026-02-02T19:18:42Z",
        "primary_category": "cs.RO",
        "categories": ("cs.RO",),
        "abstract": "Two fingers close on a cup.",
        "source": "api",
        "matches": (Match("grasping", 0.5),),
    }
    return Paper(**(plain | fields))


def test_a_paper_that_the_reader_waits_for_comes_and_is_waited_for_no_more(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_state(workspace.fetch_state, FetchState(wished=("2602.00001", "2602.00099")))
    path = write_lines(tmp_path / "s", [record("2602.00001", categories="hep-th")])

    bring(workspace, path)

    assert papers_of(workspace)["2602.00001"].asked
    assert load_state(workspace.fetch_state).wished == ("2602.00099",)


class _Killed(BaseException):
    """Ends a run at once, as no error that is caught does."""


class _Killer(Quiet):
    """A listener that ends the run after so many calls."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def read(self, done: int, total: int) -> None:
        super().read(done, total)
        if len(self.heard) == self.after:
            raise _Killed


def test_a_run_that_is_killed_after_any_block_goes_on_to_the_same_bytes(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "s", many_records(60))
    stored = _bytes_after(workspace, path, block=SMALL)
    workspace.papers.unlink()
    blocks = 0
    for after in range(1, 40):
        try:
            report = bring(workspace, path, block=SMALL, listener=_Killer(after))
            break
        except _Killed:
            blocks = after
    else:
        pytest.fail("the run never came to its end")

    assert report.resumed >= blocks - 1
    assert workspace.papers.read_bytes() == stored
    assert not any(workspace.cache.joinpath("snapshot").iterdir())


@pytest.mark.parametrize("left", [None, b""], ids=["gone", "empty"])
def test_a_run_of_an_earlier_import_that_is_gone_or_cut_is_made_again(
    workspace: Workspace, tmp_path: Path, left: bytes | None
) -> None:
    path = write_lines(tmp_path / "s", many_records(300))
    stored = _bytes_after(workspace, path, block=SMALL)
    workspace.papers.unlink()
    with pytest.raises(_Killed):
        bring(workspace, path, block=SMALL, listener=_Killer(2))
    run = min(workspace.cache.joinpath("snapshot").glob("*/*.run"))
    run.unlink() if left is None else run.write_bytes(left)

    report = bring(workspace, path, block=SMALL)

    assert report.ok
    assert report.resumed > 0
    assert workspace.papers.read_bytes() == stored


def _program(workspace: Workspace, path: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from tests.support.snapshots import bring\n"
        "from vlagraph.pipeline.fetch.snapshot.engines.local import LocalEngine\n"
        "from vlagraph.store.workspace import Workspace\n"
        "if __name__ == '__main__':\n"
        "    root, path = map(Path, sys.argv[1:])\n"
        f"    bring(Workspace(root), path, block={SMALL}, engine=LocalEngine({2 if SOAK else 1}))\n"
    )
    script = path.with_name("run.py")
    script.write_text(code, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(CHECKOUT / "src"), str(CHECKOUT)))}
    return subprocess.Popen([sys.executable, str(script), str(workspace.root), str(path)], env=env)


@pytest.mark.campaign
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_an_import_that_is_killed_at_any_moments_leaves_the_same_bytes(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "s", many_records(RECORDS))
    stored = _bytes_after(workspace, path, block=SMALL), workspace.fetch_state.read_bytes()
    workspace.papers.unlink()
    workspace.fetch_state.unlink()
    dice, folder = random.Random(20), workspace.cache / "snapshot"
    moments = sorted(dice.sample(range(path.stat().st_size // SMALL), KILLS))
    for moment in moments:
        running = _program(workspace, path)
        while running.poll() is None and _receipts(folder) <= moment:
            time.sleep(0.002)
        time.sleep(dice.random() / 100)
        running.kill()
        running.wait()

    bring(workspace, path, block=SMALL)

    assert (workspace.papers.read_bytes(), workspace.fetch_state.read_bytes()) == stored
    assert not any(folder.iterdir())


def _receipts(folder: Path) -> int:
    """How many receipts of blocks are in ``folder``; none where the import removes it at this moment."""
    return sum(name.endswith(".receipt") for _, _, names in os.walk(folder) for name in names)


def test_the_command_says_what_came(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_lines(tmp_path / "s", many_records(9))
    path.write_bytes(path.read_bytes() + b"nothing\n")

    told = ask(capsys, "--root", str(workspace.root), "fetch", "--from-snapshot", str(path))
    again = ask(
        capsys, "--root", str(workspace.root), "fetch", "--from-snapshot", str(path), "--format", "json"
    ).json

    assert told.code == 0
    assert "10 records, up to 2026-06-30" in told.out
    assert "line 11: " in told.out
    assert again["totals"] == {"unchanged": 7}
    assert again["faults"][0]["line"] == 11


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--from-snapshot", "s", "--since", "30d"), "--since cannot be combined"),
        (("--from-snapshot", "s", "grasping"), "cannot be combined"),
        (("--keep-all",), "belongs to --from-snapshot"),
    ],
)
def test_options_that_contradict_each_other_are_named(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    answer = ask(capsys, "--root", str(workspace.root), "fetch", *args)

    assert answer.code == 2
    assert said in answer.err


def test_the_status_and_the_doctor_name_ids_that_did_not_come(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = range(1500, 1540)
    records = [record(f"2602.{number:05}") for number in range(1, 3000) if number not in lost]
    bring(workspace, write_lines(tmp_path / "s", records))

    told = ask(capsys, "--root", str(workspace.root), "status", "--holes")
    found = ask(capsys, "--root", str(workspace.root), "status", "--holes", "--format", "json").json

    assert "from 2602.01500 to 2602.01539 40 numbers did not come" in told.out
    assert "vlagraph fetch --since 2026-02-02 --refresh" in told.out
    assert [hole["missing"] for hole in found["holes"]] == [40]
    doctor = ask(capsys, "--root", str(workspace.root), "doctor")
    assert doctor.code == 1
    assert "papers.jsonl: 1 day or range of ids looks incomplete" in doctor.out


def test_an_import_is_arxivs_word_of_the_last_day_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    write_recorded(workspace.root, recorded_paper("2607.00001", "Recorded", {"grasping": 0.9}))
    bring(workspace, write_lines(tmp_path / "s", [record("2602.00001")]))
    status = read_status(workspace, load_roadmap(workspace.topics), now=parse_time("2026-07-03"))

    assert was_fetched(workspace)
    assert known_ids(workspace) == ("2602.00001",)
    assert [(one.source, one.checked, one.age_days) for one in status.topics] == [
        ("snapshot", f"{DAY}T00:00:00Z", 3.0)
    ]
    assert (status.recorded, status.stale) == (0, 0)


def test_an_older_file_makes_nothing_older_and_one_by_another_rule_counts(
    workspace: Workspace, tmp_path: Path
) -> None:
    def known() -> str | None:
        return load_state(workspace.fetch_state).checked.get("grasping")

    bring(workspace, write_lines(tmp_path / "new", [record("2602.00001")]))
    older = write_lines(tmp_path / "old", [record("2602.00002", update_date="2026-05-01")])
    bring(workspace, older)
    assert known() == f"{DAY}T00:00:00Z"

    topics = workspace.topics.read_bytes().replace(b'"grasping"]', b'"gripping"]')
    workspace.topics.write_bytes(topics)
    bring(workspace, older)
    assert known() == "2026-05-01T00:00:00Z"


@pytest.mark.parametrize("title", ["Grasping", "Tea"])
def test_stored_papers_that_a_file_repeats_go_by_the_rules_of_now(
    workspace: Workspace, tmp_path: Path, title: str
) -> None:
    path = write_lines(tmp_path / "s", [record("2602.00001", title="Grasping")])
    bring(workspace, path)
    stored = papers_of(workspace)["2602.00001"]
    confirmed = with_fields(stored, title=title, fetched="2026-11-01T00:00:00Z", source="api")
    topics = workspace.topics.read_bytes().replace(b'"grasping"]', b'"two fingers"]')
    workspace.topics.write_bytes(topics)
    bring(workspace, path)
    again = papers_of(workspace)["2602.00001"]
    workspace.papers.write_bytes(encode_papers({stored.id: confirmed}))
    bring(workspace, path)
    after_a_fetch = papers_of(workspace)["2602.00001"]

    for one in (again, after_a_fetch):
        found = {evidence.text for match in one.matches for evidence in match.evidence}
        assert "two fingers" in found
    assert with_fields(after_a_fetch, matches=confirmed.matches) == confirmed


def test_times_that_a_wrong_clock_wrote_give_way_to_a_file(workspace: Workspace, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s", [record("2602.00001")])
    bring(workspace, path)
    papers = workspace.papers.read_bytes()
    for file in (workspace.papers, workspace.fetch_state):
        file.write_bytes(file.read_bytes().replace(DAY.encode(), b"2030-06-30"))
    report = bring(workspace, path)

    assert [note.key for note in report.notes] == ["status.dated_ahead"]
    assert workspace.papers.read_bytes() == papers
    assert load_state(workspace.fetch_state).checked == {"grasping": f"{DAY}T00:00:00Z"}


def test_a_file_that_was_cut_proves_nothing_of_a_topic(workspace: Workspace, tmp_path: Path) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in many_records(300)).encode()
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(lines)[:-2000])
    report = bring(workspace, cut)

    assert not report.ok
    assert report.kept
    assert not was_fetched(workspace)


def test_what_follows_the_cut_of_a_file_is_no_hole_of_arxiv(workspace: Workspace, tmp_path: Path) -> None:
    days = [date(2026, 3, 1) + timedelta(days=count) for count in range(60)]
    records = [
        record(
            f"{day:%y%m}.{day.day * 200 + number:05}",
            categories="cs.RO" if number % 2 else "math.CO",
            versions=[{"version": "v1", "created": f"{day:%a, %d %b %Y} 12:00:00 GMT"}],
            update_date=f"{day}",
        )
        for day in days
        for number in range(200)
    ]
    lines = lines_of(sorted(records, key=lambda one: (str(one["categories"]), str(one["id"]))))
    cut = tmp_path / "cut"
    cut.write_bytes(lines[: len(lines) * 9 // 10])
    report = bring(workspace, cut)

    assert not report.ok
    assert read_holes(workspace).holes == ()


def test_a_recorded_paper_that_the_reader_starred_outlives_an_import_without_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    one, starred = (
        recorded_paper("2607.00001", "Recorded", {"grasping": 0.9}),
        Mark(on=True, at="2026-07-01T00:00:00Z"),
    )
    write_recorded(workspace.root, one, recorded_paper("2607.00002", "Other", {"grasping": 0.9}))
    change_progress(workspace, lambda progress: replace(progress, starred={one.id: starred}))
    bring(workspace, write_lines(tmp_path / "s", [record("2602.00001")]))

    found = papers_of(workspace)
    assert list(found) == ["2602.00001", one.id]
    assert found[one.id].recorded == one.recorded


def test_an_import_leaves_an_index_that_no_later_answer_waits_for(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_always(monkeypatch)
    bring(workspace, write_lines(tmp_path / "s", many_records(30)))
    made = (workspace.cache / "papers.index").stat()

    assert stored_papers(workspace, ["2602.00001"]).keys() == {"2602.00001"}
    assert (workspace.cache / "papers.index").stat().st_ino == made.st_ino


def test_an_import_after_which_no_index_can_be_made_stores_the_papers_and_says_so(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    index_always(monkeypatch)
    monkeypatch.setattr(disk, "LARGEST_STORE", 10)
    path = write_lines(tmp_path / "s", [record("2602.00001")])
    done = ask(capfd, "--root", str(workspace.root), "fetch", "--from-snapshot", str(path), "--jobs", "1")

    assert done.code == 0
    assert "no index of them could be made" in done.err
    assert papers_of(workspace).keys() == {"2602.00001"}
    assert bring(workspace, path).notes[-1].key == "snapshot.no_index"


def test_what_is_new_after_an_import_is_asked_of_the_index_and_says_the_day(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_recorded(workspace.root, recorded_paper("2607.00001", "Recorded", {"grasping": 0.9}))
    last = "2026-02-09"
    records = [record(f"2602.{number:05}", update_date=last) for number in range(9)]
    bring(workspace, write_lines(tmp_path / "s", records))
    index_always(monkeypatch)
    monkeypatch.setattr(arrivals, "read_holdings", None)  # which reads everything
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-07-03T00:00:00Z")
    later = ask(capfd, "--root", str(workspace.root), "new")
    monkeypatch.setenv("VLAGRAPH_NOW", "2026-02-09T12:00:00Z")
    soon = ask(capfd, "--root", str(workspace.root), "new")
    nothing = ask(capfd, "--root", str(workspace.root), "new")

    assert "9 older papers, from before" in later.out
    assert f"9 of 9 new papers, best first · from a snapshot of arXiv up to {last}" in soon.out
    assert f"Nothing new since {last}; the papers are from a snapshot of arXiv up to {last}." in nothing.out
    assert "vlagraph fetch" in nothing.out


def test_the_page_about_names_the_holes_of_a_snapshot(workspace: Workspace, tmp_path: Path) -> None:
    write_recorded(workspace.root, recorded_paper("2607.00001", "Recorded", {"grasping": 0.9}))
    numbers = [one for one in range(1, 3000) if not 1500 <= one < 1540]
    bring(workspace, write_lines(tmp_path / "s", [record(f"2602.{one:05}") for one in numbers]))
    page = render_site(read_content(workspace))["about.html"]

    assert "40 papers from 2602.01500 to 2602.01539" in page
    assert f"up to {DAY}; arXiv was not asked since" in page
    assert "recorded collection" not in page


def test_the_papers_are_read_once_to_look_for_holes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(workspace, write_lines(tmp_path / "s", many_records(30)))
    counts: Counter[Path] = Counter()
    real = disk.opened

    def opened(path: Path) -> AbstractContextManager[BinaryIO]:
        counts[path] += 1
        return real(path)

    monkeypatch.setattr(disk, "opened", opened)
    read_holes(workspace)

    assert counts[workspace.papers] == 1


@pytest.mark.parametrize(("keep_all", "told"), [(True, 0), (False, 9)])
def test_processes_are_not_told_the_stored_papers_where_all_are_kept(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep_all: bool, told: int
) -> None:
    records = write_lines(tmp_path / "s", [record(f"2602.{number:05}") for number in range(9)])
    bring(workspace, records)
    named: set[str] = set()

    def noted(**interest: Any) -> Interest:
        named.update(interest["named"])
        return Interest(**interest)

    monkeypatch.setattr(snapshot_job, "Interest", noted)
    bring(workspace, records, keep_all=keep_all)

    assert len(named) == told
