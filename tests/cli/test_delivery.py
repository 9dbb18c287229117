"""``new`` before real pipes, full disks and signals: what did not reach its reader is not marked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.command_line import CHECKOUT
from tests.support.news_samples import NOW, make_news, paper
from tests.support.program import begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.news_samples import News

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and signals work otherwise there")

COMMAND = f"{sys.executable} -m vlagraph"


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> News:
    """A workspace with three new papers, whose answer is far shorter than a pipe can hold."""
    papers = [paper(f"2611.0000{n}", f"Title {n}", {"navigation": 0.9}) for n in (1, 2, 3)]
    return make_news(tmp_path / "ws", capfd, monkeypatch, papers)


def shell(news: News, line: str) -> subprocess.CompletedProcess[str]:
    """Run ``line`` in a shell, where NEW is the command."""
    env = {**os.environ, "VLAGRAPH_NOW": NOW}
    text = line.replace("NEW", f"{COMMAND} --root {news.root} new")
    return subprocess.run(
        ["bash", "-c", text], env=env, capture_output=True, text=True, timeout=120, check=False
    )


class Told(NamedTuple):
    """How the command ended, its reader, and what it said."""

    code: int
    reader: int
    err: str


def piped(news: News, reader: str, *options: str) -> Told:
    """Run the command with a pipe to ``reader``, which a shell runs."""
    ours, theirs = os.pipe()
    with subprocess.Popen(["bash", "-c", reader], stdin=ours, stdout=subprocess.DEVNULL) as process:
        os.close(ours)
        code, err = into(news, theirs, *options)
        return Told(code, process.wait(120), err)


def into(news: News, stdout: int, *options: str) -> tuple[int, str]:
    """Run the command with this stdout, which is closed here; its exit code and what it says."""
    with TemporaryFile(dir=news.root.parent) as err, Path(os.devnull).open("rb") as nothing:
        words = ("--root", str(news.root), "new", *options)
        env = {**os.environ, "VLAGRAPH_NOW": NOW}
        streams = (nothing.fileno(), stdout, err.fileno())
        call = begin(words, cwd=CHECKOUT, env=env, streams=streams)
        os.close(stdout)
        code = call.wait()
        err.seek(0)
        return code, err.read().decode()


def marks(news: News) -> list[str]:
    path = news.root / "progress.json"
    return sorted(json.loads(path.read_text())["shown"]) if path.exists() else []


def test_a_shell_is_told_that_the_reader_left(news: News) -> None:
    done = shell(news, "set -o pipefail; NEW | head -1")

    assert (done.returncode, done.stderr) == (1, "")
    assert marks(news) == []


@pytest.mark.parametrize("reader", ["head -1", "head -c 1", "head -3", "sed q", "grep -q Title", "true"])
def test_a_reader_that_leaves_before_the_end_leaves_everything_new(news: News, reader: str) -> None:
    assert piped(news, reader) == (1, 0, "")
    assert marks(news) == []
    assert len(news.ids()) == 3


@pytest.mark.parametrize("form", ["json", "md", "atom"])
def test_an_answer_that_is_written_at_once_is_not_told_by_its_first_line(news: News, form: str) -> None:
    assert piped(news, "head -1", "--format", form) == (1, 0, "")
    assert marks(news) == []


@pytest.mark.parametrize(
    "reader", ["cat", "(sleep 0.5; cat)", "tail -1", "(read line; sleep 0.4; cat)", "sed -n 1p"]
)
def test_a_reader_to_the_end_has_been_told_however_slow_it_is(news: News, reader: str) -> None:
    assert piped(news, reader) == (0, 0, "")
    assert len(marks(news)) == 3


def test_a_file_has_been_told(news: News, tmp_path: Path) -> None:
    file = os.open(tmp_path / "new.txt", os.O_WRONLY | os.O_CREAT)

    assert into(news, file)[0] == 0
    assert len(marks(news)) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("form", ["text", "json", "md", "atom"])
def test_a_full_disk_marks_nothing_and_says_why(news: News, form: str) -> None:
    code, err = into(news, os.open("/dev/full", os.O_WRONLY), "--format", form)

    assert code == 1
    assert "the answer cannot be written (No space left on device)" in err
    assert marks(news) == []


def test_a_stdout_that_was_closed_from_the_start_marks_nothing(news: News) -> None:
    done = shell(news, "NEW >&-")

    assert (done.returncode, done.stderr) == (0, "")
    assert marks(news) == []


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs started here heed Ctrl-C, also where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_before_the_reader_has_read_marks_nothing(news: News) -> None:
    command = [sys.executable, "-m", "vlagraph", "--root", str(news.root), "new"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        os.read(process.stdout.fileno(), 10)  # it has begun to print
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 130  # as shells say of what Ctrl-C stopped
    assert b"Traceback" not in err
    assert marks(news) == []


@pytest.mark.parametrize("module", ["click", "vlagraph.words", "vlagraph.cli.streams"])
def test_ctrl_c_while_the_program_is_loaded_shows_no_traceback(module: str) -> None:
    code = f"""
import runpy, sys

class Stop:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stop)
sys.argv = ["vlagraph", "next"]
runpy.run_module("vlagraph", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
