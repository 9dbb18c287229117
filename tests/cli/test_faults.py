"""Files, streams and words in the way: a message with the next step, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CHECKOUT, on_terminal
from tests.support.shipped import own_workspace
from vlagraph.cli.layout import width_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Answer

    Run = Callable[..., Answer]

LONG = "x" * 5000


@pytest.fixture
def own(vlagraph: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of one's own, as the folder of the run."""
    folder = own_workspace(tmp_path / "own")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", [".", "..", LONG, "missing/" + LONG])
@pytest.mark.parametrize("command", ["export", "import", "merge"])
def test_progress_refuses_a_name_that_can_be_no_file(
    command: str, name: str, own: Path, vlagraph: Run
) -> None:
    answer = vlagraph("progress", command, name)

    assert answer.code == 1
    assert answer.err.startswith("vlagraph: ")
    assert not (own / "progress.json").exists()


def test_a_merge_writes_over_none_but_its_own_files(own: Path, vlagraph: Run) -> None:
    vlagraph("progress", "export", "mine.json")
    (own / "diary.md").write_text("dear diary", encoding="utf-8")
    refused = vlagraph("progress", "merge", "mine.json", "--out", "diary.md")
    taken = vlagraph("progress", "merge", "mine.json", "--out", "mine.json")

    assert (refused.code, taken.code) == (1, 0)
    assert refused.err == "vlagraph: diary.md exists already and was not touched. Name another file.\n"
    assert (own / "diary.md").read_text(encoding="utf-8") == "dear diary"


def test_check_shows_a_file_name_without_what_drives_the_terminal(own: Path, vlagraph: Run) -> None:
    evil = own / "a\x1b[31mb.json"
    evil.write_text("{}", encoding="utf-8")
    answer = vlagraph("check", evil.name)

    assert answer.code == 1
    assert answer.err.startswith("vlagraph: a [31mb.json: ")
    assert "\x1b" not in answer.err


def test_check_sees_papers_that_cannot_be_read(own: Path, vlagraph: Run) -> None:
    papers = own / "papers" / "papers.jsonl"
    papers.unlink()
    papers.mkdir()

    assert vlagraph("check").code == 1


def test_format_writes_the_schema_anew_where_it_is_no_text(own: Path, vlagraph: Run) -> None:
    schema = own / "graph" / "topics.schema.json"
    before = schema.read_bytes()
    schema.write_bytes(b"\xff")

    assert vlagraph("format").code == 0
    assert schema.read_bytes() == before


def test_a_file_in_the_place_of_the_notes_is_named(own: Path, vlagraph: Run) -> None:
    (own / "papers" / "notes").write_text("x", encoding="utf-8")
    answer = vlagraph("review", "2304.13705")

    assert answer.code == 1
    assert "notes is a file, so it cannot hold notes. Move it away" in answer.err


def test_the_first_day_of_the_calendar_has_no_recent_papers(
    vlagraph: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VLAGRAPH_NOW", "0001-01-01T00:00:00Z")

    assert vlagraph("stats").code == 0


def test_a_review_of_a_paper_answers_in_json(own: Path, vlagraph: Run) -> None:
    first = vlagraph("review", "2304.13705", "--format", "json")
    again = vlagraph("review", "arXiv:2304.13705v2", "--format", "json")
    note = str(own / "papers" / "notes" / "2304.13705.md")

    assert first.json == {"paper": "2304.13705", "note": note, "created": True}
    assert again.json == {"paper": "2304.13705", "note": note, "created": False}


def test_a_digest_of_one_paper_is_refused(own: Path, vlagraph: Run) -> None:
    answer = vlagraph("review", "2304.13705", "--digest")

    assert answer.code == 2
    assert answer.err == (
        "vlagraph: --digest tells what your notes say of a topic. Name a TOPIC, or leave it out.\n"
    )
    assert not (own / "papers" / "notes").exists()


def test_a_plan_for_what_is_known_says_so_in_markdown_too(vlagraph: Run) -> None:
    goal = ("--goal", "linear-algebra", "--known", "linear-algebra")
    answer = vlagraph("plan", *goal, "--hours-per-week", "5", "--format", "md")

    assert (answer.code, answer.out) == (0, "Every topic of this goal is learned.\n")


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "99999w"])
def test_a_day_at_the_ends_of_the_calendar_is_answered(option: str, day: str, vlagraph: Run) -> None:
    answer = vlagraph("fetch", option, day, "--dry-run")

    assert answer.code in {0, 1, 2}
    assert answer.out or answer.err.startswith(("vlagraph: ", "Usage: "))


def _run(*args: str, close: bool = False) -> subprocess.CompletedProcess[str]:
    out = None if close else os.open("/dev/full", os.O_WRONLY)
    command = [sys.executable, "-m", "vlagraph", *args]
    shell = ["sh", "-c", '"$@" >&-', "sh", *command] if close else command
    try:
        return subprocess.run(
            shell, cwd=CHECKOUT, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    finally:
        if out is not None:
            os.close(out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["order"], ["schema"]])
def test_a_full_disk_behind_stdout_is_said_in_a_sentence(command: list[str]) -> None:
    done = _run(*command)

    assert done.returncode == 1
    assert done.stderr == (
        "vlagraph: the answer cannot be written (No space left on device). "
        "Free the disk or name another file.\n"
    )


_REMARKED = "path openvla --format json"
"""A line of which a remark is made beside its answer."""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("line", "code"), [(_REMARKED, 0), ("path nowhere-at-all", 1), ("path --nope", 2)])
def test_a_stderr_that_takes_nothing_changes_neither_answer_nor_exit_code(
    line: str, code: int, stderr: str
) -> None:
    command = ["sh", "-c", f'"$@" {stderr}', "sh", sys.executable, "-m", "vlagraph", *line.split()]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False)

    assert done.returncode == code
    assert bool(done.stdout) == (code == 0)


@pytest.mark.skipif(os.name == "nt", reason="the shell here closes streams otherwise")
def test_a_closed_stdout_harms_nothing() -> None:
    done = _run("order", close=True)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    "command", [["next"], ["progress"], ["order"], ["plan", "--goal", "immediate", "--hours-per-week", "20"]]
)
def test_a_narrow_terminal_gets_rows_as_lines(command: list[str], lang: str) -> None:
    answer = on_terminal(*command, "--lang", lang, env={"COLUMNS": "40", "NO_COLOR": "1"})

    assert answer.code == 0
    assert "─" not in answer.out
    assert all(width_of(line) <= 40 for line in answer.out.splitlines()[1:])
