"""The doctor names every fault of a workspace, and mends those that have one right answer."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import ask
from tests.support.odd_names import odd_workspace
from vlagraph.pipeline.check import format_roadmap
from vlagraph.store import history
from vlagraph.store.git import git_files
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]
    Harm = Callable[[Path], object]

NOW = "2026-11-22T12:00:00Z"
AHEAD = "2028-11-22T12:00:00Z"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VLAGRAPH_NOW", NOW)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = odd_workspace(tmp_path / "work")
    for note in (folder / "papers" / "notes").glob("*.md"):
        note.unlink()
    format_roadmap(Workspace(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    return lambda *words: ask(capfd, *words)


def _append(name: str, text: str) -> Harm:
    def harm(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return harm


def _write(name: str, text: str) -> Harm:
    def harm(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return harm


def _change(name: str, **fields: object) -> Harm:
    def harm(root: Path) -> None:
        path = root / name
        plain = json.loads(path.read_bytes()) if path.exists() else {"schema": 1}
        path.write_text(json.dumps({**plain, **fields}), encoding="utf-8")

    return harm


def _double(root: Path) -> None:
    path = root / "papers" / "papers.jsonl"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[0])


def _fetched_ahead(root: Path) -> None:
    path = root / "papers" / "papers.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    lines = [json.dumps({**json.loads(first), "fetched": AHEAD}, ensure_ascii=False), *rest]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _left_over(root: Path) -> None:
    path = root / "papers" / ".vg-1-abc.tmp"
    path.write_bytes(b"half")
    os.utime(path, (1.0, 1.0))


def _untold(root: Path) -> None:
    """A repository whose git was not told how to merge, as after `git clone`."""
    _git(root, "init", "-qb", "main")
    for path, (data, _) in git_files(root):
        path.write_bytes(data)


def _linked(root: Path) -> None:
    (root.parent / "secret.md").write_text("secret")
    (root / "papers" / "notes").mkdir(exist_ok=True)
    (root / "papers" / "notes" / "2699.00004.md").symlink_to(root.parent / "secret.md")


def _led_out(name: str) -> Harm:
    def harm(root: Path) -> None:
        (root.parent / "secret").write_bytes(b"secret")
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(root.parent / "secret")

    return harm


def _in_utf16(name: str) -> Harm:
    def harm(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("{}\n", encoding="utf-16")

    return harm


def _topic(**times: str) -> dict[str, object]:
    known = {"wanted_from": "2026-01-01T00:00:00Z", "rule": "r", **times}
    return {"api": {"topics": {"seeing": known}}}


def _newer_line(root: Path) -> None:
    path = root / "papers" / "papers.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{"schema": 9, ', 1), encoding="utf-8")


def _recorded(data: bytes) -> Harm:
    return lambda root: (root / "papers" / "recorded.jsonl.gz").write_bytes(gzip.compress(data)[:-3])


def _kept(schema: int) -> Harm:
    """A change that was kept, of the format ``schema``, whose one file is no packed file."""
    change = json.dumps({"number": 1, "at": NOW, "command": "star", "schema": schema})

    def harm(root: Path) -> None:
        folder = root / ".undo" / "000001"
        folder.mkdir(parents=True)
        (folder / "change.json").write_text(change)
        (folder / "0.gz").write_bytes(b"torn")

    return harm


MENDED = {
    "doubled": (_double, "is there twice"),
    "fetched": (_fetched_ahead, "confirmed at a time that lies ahead"),
    "left over": (_left_over, "left over from a run"),
    "checked": (
        _change("papers/fetch.json", sources=_topic(covered_from="2026-01-01T00:00:00Z", checked=AHEAD)),
        "dated ahead, so that nothing is known of seeing",
    ),
    "no time": (_change("papers/fetch.json", sources=_topic(checked="soon")), "dated ahead"),
    "marks": (
        _change("progress.json", topics={"seeing": {"state": "learned", "at": AHEAD}}),
        "1 mark is dated ahead",
    ),
}
NAMED = {
    "newer roadmap": (_change("graph/topics.json", schema=9, later=1), "schema 9 is newer"),
    "newer page": (_change("graph/terms.json", schema=9, later=1), "graph/terms.json: schema 9 is newer"),
    "newer papers": (_newer_line, "papers.jsonl:1: the line is of format 9"),
    "newer state": (_change("papers/fetch.json", schema=9, later=1), "its format is 9"),
    "newer change": (_kept(9), "000001: schema 9 is newer"),
    "torn change": (_kept(2), "000001: cannot be read (it is not packed with gzip). Delete the folder"),
    "newer recorded": (
        lambda root: (root / "papers" / "recorded.jsonl.gz").write_bytes(gzip.compress(b'{"schema":9}\n')),
        "recorded.jsonl.gz: the line is of format 9",
    ),
    "torn recorded": (_recorded(b'{"id": 1}\n'), "cannot be read (its packed content ends too early). Run"),
    "odd recorded": (
        lambda root: (root / "papers" / "recorded.jsonl.gz").write_bytes(gzip.compress(b'\n{"id": 1}\n')),
        "recorded.jsonl.gz: cannot be read (line 2, not a paper: id: must be an arXiv id",
    ),
    "papers in UTF-16": (
        _in_utf16("papers/papers.jsonl"),
        "papers.jsonl: UTF-16 text instead of UTF-8. Save",
    ),
    "state in UTF-16": (
        _in_utf16("papers/fetch.json"),
        "papers/fetch.json: UTF-16 text instead of UTF-8. Save",
    ),
    "marks in UTF-16": (_in_utf16("progress.json"), "progress.json: UTF-16 text instead of UTF-8. Save"),
    "link to papers": (
        _led_out("papers/papers.jsonl"),
        "no such link is followed. Put the file itself there, or",
    ),
    "link to a state": (
        _led_out("papers/fetch.json"),
        "no such link is followed. Put the file itself there, or",
    ),
    "link to recorded": (
        _led_out("papers/recorded.jsonl.gz"),
        "no such link is followed. Put the file itself",
    ),
    "odd note": (_write("papers/notes/2699.00004.md", "---\nstatus: [\n---\n"), "2699.00004.md: "),
    "odd template": (
        _write("papers/notes/template.md", "# {{ titel }}\n"),
        "template.md: no note can be made of it (line 1: there is no placeholder 'titel'). It may name",
    ),
    "template in UTF-16": (
        _in_utf16("papers/notes/template.md"),
        "template.md: UTF-16 text instead of UTF-8. Save",
    ),
    "no heir": (
        _change("progress.json", topics={"zzzzzz": {"state": "learned", "at": NOW}}),
        "a mark of zzzzzz, which is no topic",
    ),
    "torn": (_append("papers/papers.jsonl", '{"id": "2601'), "not valid JSON"),
    "newer": (_change("progress.json", schema=7), "schema 7 is newer"),
    "broken marks": (_write("progress.ada.json", "{"), "not a progress file"),
    "broken state": (
        _write("papers/fetch.json", "{"),
        "papers/fetch.json: not valid JSON: it ends too early",
    ),
    "conflict in state": (
        _write("papers/fetch.json", '{\n "schema": 1,\n||||||| base\n'),
        "papers/fetch.json: git left its conflict marks, first in line 3. Delete the marks and one",
    ),
    "conflict in marks": (
        _write("progress.ada.json", "{\n<<<<<<< HEAD\n"),
        "progress.ada.json: line 2: a conflict mark that git left. Delete the marks and one",
    ),
    "conflict in a note": (
        _write("papers/notes/2699.00004.md", "One\n=======\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"),
        "2699.00004.md: git left its conflict marks, first in line 3",
    ),
    "no state": (
        _write("papers/fetch.json", '{"sources": {"oai": {"topics": {"seeing": {"wanted_from": 3}}}}}'),
        "no fetch state: sources.oai.topics.seeing.wanted_from: must be a text, not 3",
    ),
    "no topic": (
        _change("progress.json", topics={"seeeing": {"state": "learned", "at": NOW}}),
        "a mark of seeeing, which is no topic. If seeing was called so",
    ),
    "note": (_write("papers/notes/2601.99999.md", "---\nstatus: read\n---\n"), "a note about a paper"),
    "link": (_linked, "a link leads out of"),
    "file time": (lambda root: os.utime(root / "progress.json", (4e9, 4e9)), "it was changed at 2096"),
    "pipe": (lambda root: os.mkfifo(root / "progress.bo.json"), "a pipe or a device"),
    "roadmap": (_write("graph/topics.json", "{"), "graph/topics.json"),
    "open": (lambda root: (root / "progress.json").chmod(0o666), "every user of this machine"),
}


def test_a_sound_workspace_is_fine(run: Run) -> None:
    answer = run("doctor")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("0 things found in ")


@pytest.mark.parametrize("case", MENDED)
def test_what_has_one_right_answer_is_mended_and_undo_takes_that_back(
    case: str, run: Run, root: Path
) -> None:
    harm, said = MENDED[case]
    harm(root)
    before = {path: path.read_bytes() for path in root.rglob("*.json*") if ".undo" not in path.parts}
    found = run("doctor", "--format", "json")
    mended = run("doctor", "--mend")

    assert found.code == 1
    assert [one["mendable"] for one in found.json["problems"]] == [True]
    assert said in found.json["problems"][0]["what"]
    assert (mended.code, mended.err) == (0, "")
    assert "1 thing repaired" in mended.out
    assert run("doctor").code == 0
    if case not in {"left over", "marks"}:  # marks are taken back by later ones
        assert run("undo").code == 0
        assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("harms", "said"),
    [
        ((_left_over,), "1 thing repaired\n"),
        ((_untold,), "1 thing repaired\n"),
        ((_left_over, _untold), "2 things repaired\n"),
        (
            (_left_over, _untold, MENDED["checked"][0]),
            "3 things repaired; 'vlagraph undo' takes 1 of them back\n",
        ),
        ((MENDED["checked"][0],), "1 thing repaired; 'vlagraph undo' takes it back\n"),
    ],
)
def test_undo_is_only_named_for_what_it_takes_back(
    harms: tuple[Harm, ...], said: str, run: Run, root: Path
) -> None:
    """`undo` after the others took back the command before, such as a star."""
    assert run("star", "2699.00005").code == 0
    for harm in harms:
        harm(root)

    assert said in run("doctor", "--mend").out
    listed = run("undo", "--list").out
    assert ("doctor --mend" in listed) == ("undo" in said)


def test_undo_is_not_named_for_a_file_that_is_too_large_to_be_kept(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MENDED["checked"][0](root)
    monkeypatch.setattr(history, "_LARGEST", 10)

    assert "1 thing repaired\n" in run("doctor", "--mend").out


@pytest.mark.parametrize("case", NAMED)
def test_what_a_person_must_decide_is_named_and_left_as_it_is(case: str, run: Run, root: Path) -> None:
    harm, said = NAMED[case]
    harm(root)
    before = sorted(
        (path, os.lstat(path).st_mtime_ns) for path in root.rglob("*") if ".undo" not in path.parts
    )
    found = run("doctor")
    mended = run("doctor", "--mend")

    assert (found.code, mended.code) == (1, 1)
    assert "Traceback" not in found.err + mended.err
    assert said in found.out
    assert found.out == mended.out
    assert "\n1 thing found in" in found.out or case == "link"
    assert "secret" not in found.out.replace("secret.md", "")
    after = sorted(
        (path, os.lstat(path).st_mtime_ns) for path in root.rglob("*") if ".undo" not in path.parts
    )
    assert after == before


@pytest.mark.parametrize("typed", ["..", "../../work"])
def test_a_workspace_named_from_below_is_looked_at_whole(
    typed: str, run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("star", "2699.00005")
    run("star", "2699.00005", "--for", "ada")
    whole = run("doctor", "--format", "json").json["files"]
    monkeypatch.chdir(root / "graph")

    assert run("doctor", "--root", typed, "--format", "json").json["files"] == whole


def test_one_file_is_told_as_one(tmp_path: Path, vlagraph: Callable[..., Answer]) -> None:
    _write("graph/topics.json", '{"schema": 1, "title": {"en": "T"}, "areas": [], "topics": []}')(tmp_path)

    found = vlagraph("--root", str(tmp_path), "doctor")

    assert "\n1 thing found in 1 file\n" in found.out


def test_damaged_papers_hide_no_fault_of_the_roadmap(run: Run, root: Path) -> None:
    _append("papers/papers.jsonl", '{"id": "2601')(root)
    path = root / "graph" / "topics.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"topic": "', '"topic": "no-', 1), encoding="utf-8"
    )

    for command in ("doctor", "check"):
        answer = run(command)

        assert answer.code == 1
        assert "does not exist" in answer.out + answer.err
        assert "not valid JSON" in answer.out + answer.err


def test_notes_are_looked_at_where_the_papers_cannot_be_read(run: Run, root: Path) -> None:
    _append("papers/papers.jsonl", '{"id": "2601')(root)
    _write("papers/notes/2699.00004.md", "---\nstatus: [\n---\n")(root)
    _write("papers/notes/2601.99999.md", "---\nstatus: read\n---\n")(root)
    found = run("doctor", "--format", "json")
    where = [Path(one["where"]).name for one in found.json["problems"]]

    assert [name for name in where if name.endswith(".md")] == ["2699.00004.md"]


def _git(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(root), *person, *args]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_conflict_that_git_left_is_merged_and_git_is_told_how(run: Run, root: Path) -> None:
    name = "progress.ada.json"
    _git(root, "init", "-qb", "main")
    run("star", "2699.00004", "--for", "ada")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "one")
    _git(root, "checkout", "-qb", "other")
    run("star", "2699.00005", "--for", "ada")
    _git(root, "commit", "-qam", "two")
    _git(root, "checkout", "-q", "main")
    run("read", "2699.00004", "--for", "ada")
    _git(root, "commit", "-qam", "three")
    assert _git(root, "merge", "-q", "other").returncode != 0
    assert "<<<<<<<" in (root / name).read_text()

    answer = run("doctor", "--mend")
    marks = json.loads((root / name).read_bytes())["papers"]

    assert answer.code == 0, answer.out
    assert marks["2699.00004"]["starred"] is marks["2699.00005"]["starred"] is True
    assert marks["2699.00004"]["state"] == "read"
    assert "merge=vlagraph-progress" in (root / ".gitattributes").read_text()
    assert "merge-driver progress" in _git(root, "config", "merge.vlagraph-progress.driver").stdout
    assert run("doctor").code == 0


def test_there_is_nothing_to_examine_in_the_bundled_roadmap(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert "there is no workspace here" in run("doctor").err


def test_a_time_ahead_is_named_by_status_and_not_called_fresh(run: Run, root: Path) -> None:
    times = {"covered_from": "2026-01-01T00:00:00Z", "checked": AHEAD, "last_success": AHEAD}
    _change("papers/fetch.json", sources=_topic(**times))(root)

    status = run("status", "--format", "json").json
    seeing = next(row for row in status["topics"] if row["topic"] == "seeing")

    assert status["dated_ahead"] == ["seeing"]
    assert (seeing["checked"], seeing["age_days"]) == (None, None)
    assert "Dated ahead by a wrong clock" in run("status").out
    assert AHEAD[:10] not in run("new").out + run("stats").out


def test_marks_dated_ahead_are_said_when_they_are_merged(run: Run, root: Path) -> None:
    other = {"schema": 1, "topics": {"seeing": {"state": "learned", "at": AHEAD}}}
    (root / "other.json").write_text(json.dumps(other))

    assert "1 mark is dated ahead" in run("progress", "merge", "other.json").out
