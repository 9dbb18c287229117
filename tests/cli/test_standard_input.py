"""What comes in by a pipe is read as a file is, whatever the shell calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.roadmaps import roadmap, topic
from vlagraph.store.parts import ONE_FILE
from vlagraph.store.roadmap import encode_files

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("file", ["-", "/dev/stdin", "<(FROM)"])
@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("printf 'Force,Work\\n'", "import FILE --into new --dry-run", "2 topics: force, work"),
        ("cat graph/topics.json", "check FILE", "2"),
        ("cat graph/topics.json", "diff FILE graph", ""),
        ("V progress export", "progress import FILE", ""),
        ("V progress export", "progress merge FILE --out all.json", "all.json"),
    ],
)
def test_a_pipe_is_read_by_every_name(workspace: Path, source: str, line: str, said: str, file: str) -> None:
    words = f"V {line}".replace("FILE", f"<({source})" if file == "<(FROM)" else file)
    done = _shell(workspace, words if file == "<(FROM)" else f"{source} | {words}")

    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


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
    printed, plain = _shell(workspace, "V export dot --out -"), _shell(workspace, "V export dot")

    assert (printed.returncode, printed.stdout) == (0, plain.stdout)
    assert printed.stdout.startswith("digraph")
    assert not (workspace / "-").exists()
    assert _shell(workspace, "V learned a").returncode == 0
    plain = _shell(workspace, "V progress export")
    merged = _shell(workspace, "V progress export | V progress merge - --out -")
    assert (merged.returncode, merged.stdout, merged.stderr) == (0, plain.stdout, "")
    assert not (workspace / "-").exists()
    refused = _shell(workspace, "V export vault --out -")
    assert (refused.returncode, refused.stdout) == (2, "")
