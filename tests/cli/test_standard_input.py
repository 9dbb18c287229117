"""What comes in by a pipe is read as a file is, whatever the shell calls it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.support.command_line import Answer
from tests.support.program import begin
from tests.support.roadmaps import roadmap, topic
from vlagraph.store.parts import ONE_FILE
from vlagraph.store.roadmap import encode_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no /dev/stdin there")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A small workspace."""
    (tmp_path / "graph").mkdir()
    path = tmp_path / "graph" / "topics.json"
    for file, data in encode_files(path, roadmap(topic("a"), topic("b", "a")), ONE_FILE).items():
        file.write_bytes(data)
    return tmp_path


def _shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run ``line`` by bash in ``folder``, where V stands for the program."""
    words = line.replace("V ", f"{sys.executable} -m vlagraph ")
    return subprocess.run(["bash", "-c", words], cwd=folder, capture_output=True, text=True, check=False)


def _run(folder: Path, line: str, piped: str = "", *, at: int = 0) -> Answer:
    """Run ``vlagraph LINE`` in ``folder`` with ``piped`` in a pipe, its stdin or as bash gives ``<(…)``."""
    ours, theirs = os.pipe()
    os.write(theirs, piped.encode())  # a pipe holds more than that
    os.close(theirs)
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        others = (out.fileno(), err.fileno())
        streams = (nothing.fileno(), *others, ours) if at else (ours, *others)
        call = begin(shlex.split(line), cwd=folder, env=os.environ, streams=streams)
        os.close(ours)
        code = call.wait()
        for stream in (out, err):
            stream.seek(0)
        return Answer(code, out.read().decode(), err.read().decode())


@pytest.mark.parametrize("file", ["-", "/dev/stdin", "/dev/fd/3"])
@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("Force,Work\n", "import FILE --into new --dry-run", "2 topics: force, work"),
        ("graph/topics.json", "check FILE", "2"),
        ("graph/topics.json", "diff FILE graph", ""),
        ("progress export", "progress import FILE", ""),
        ("progress export", "progress merge FILE --out all.json", "all.json"),
    ],
)
def test_a_pipe_is_read_by_every_name(workspace: Path, source: str, line: str, said: str, file: str) -> None:
    given = workspace / source
    piped = _run(workspace, source).out if source == "progress export" else source
    piped = given.read_text(encoding="utf-8") if given.is_file() else piped
    done = _run(workspace, line.replace("FILE", file), piped, at=3 if file == "/dev/fd/3" else 0)

    assert (done.code, done.err) == (0, "")
    assert said in done.out


@pytest.mark.parametrize(
    "line", ["V progress export | V progress import -", "V check <(cat graph/topics.json)"]
)
def test_a_shell_makes_the_pipes(workspace: Path, line: str) -> None:
    done = _shell(workspace, line)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_snapshot_from_a_pipe_is_refused_with_the_next_step(workspace: Path) -> None:
    done = _shell(workspace, "printf '{}' | V fetch --from-snapshot -")

    assert (done.returncode, done.stdout) == (1, "")
    assert "/dev/stdin is a pipe or a device" in done.stderr
    assert "Write it into a file first and name that" in done.stderr


def test_a_pipe_is_read_to_its_end_however_slowly_it_comes(workspace: Path) -> None:
    slowly = "(printf 'Force,Work\\n'; sleep 0.5; printf 'Work,Energy\\n')"

    answer = _shell(workspace, f"{slowly} | V import - --into new --dry-run")

    assert answer.returncode == 0, answer.stderr
    assert "3 topics: force, work, energy" in answer.stdout


def test_an_export_to_a_hyphen_is_printed(workspace: Path) -> None:
    printed, plain = _run(workspace, "export dot --out -"), _run(workspace, "export dot")

    assert printed == plain
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("digraph")
    assert not (workspace / "-").exists()
    assert _run(workspace, "learned a").code == 0
    plain = _run(workspace, "progress export")
    assert _run(workspace, "progress merge - --out -", plain.out) == (0, plain.out, "")
    assert not (workspace / "-").exists()
    refused = _run(workspace, "export vault --out -")
    assert (refused.code, refused.out) == (2, "")
