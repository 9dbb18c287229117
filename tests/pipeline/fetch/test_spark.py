"""Spark tags a snapshot to the same bytes as this machine's own processes, whatever is lost on the way."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.command_line import ask
from tests.support.snapshots import Quiet, bring, many_records, snapshot_workspace, write_lines
from tests.support.spark_cluster import cluster, missing
from vlagraph.errors import SourceError
from vlagraph.pipeline.fetch.snapshot.engines.spark import SparkEngine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.spark_cluster import Cluster

SMALL = 1 << 16
"""Bytes of a block, so that a small file has many."""
pytestmark = [pytest.mark.spark, pytest.mark.skipif(bool(missing()), reason=missing())]


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of Spark listens to another machine, and all of it runs this Python."""
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)


def _stored(root: Path, path: Path, **options: Any) -> bytes:
    workspace = snapshot_workspace(root)
    bring(workspace, path, block=SMALL, **options)
    return workspace.papers.read_bytes()


def test_spark_on_one_machine_stores_the_same_bytes(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s.json", many_records(2000))
    expected = _stored(tmp_path / "own", path)

    assert _stored(tmp_path / "spark", path, engine=SparkEngine("local[2]")) == expected


def test_a_cluster_that_loses_a_machine_in_the_middle_stores_the_same_bytes(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "s.json", many_records(8000))
    expected = _stored(tmp_path / "own", path)

    with cluster(tmp_path, 2) as two:
        whole = _stored(tmp_path / "whole", path, engine=SparkEngine(two.master))
        loser = _LosesAMachine(two)
        hurt = _stored(tmp_path / "hurt", path, engine=SparkEngine(two.master), listener=loser)

    assert whole == expected
    assert hurt == expected
    assert loser.lost_at < path.stat().st_size, "the machine was lost after the work"


@pytest.mark.shared
def test_the_recorded_papers_become_the_same_bytes_by_every_engine(
    tmp_path: Path, shared_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared_dir / "arxiv" / "corpus-dev.jsonl.gz"
    stored = []
    with cluster(tmp_path, 2) as two:
        for number, options in enumerate(
            (("--jobs", "2"), ("--engine", "spark", "--master", "local[2]"), _spark(two.master))
        ):
            workspace = tmp_path / f"w{number}"
            assert ask(capsys, "init", str(workspace)).code == 0
            assert (
                ask(capsys, "--root", str(workspace), "fetch", "--from-snapshot", str(path), *options).code
                == 0
            )
            stored.append((workspace / "papers" / "papers.jsonl").read_bytes())

    assert stored[0] == stored[1] == stored[2]


@pytest.mark.parametrize(
    "master",
    ["spark://nobody", "nothing", "local[0]", pytest.param("spark://127.0.0.1:1", marks=pytest.mark.soak)],
)
def test_a_master_that_does_not_answer_is_named_with_the_next_step(tmp_path: Path, master: str) -> None:
    path = write_lines(tmp_path / "s.json", many_records(30))

    with pytest.raises(SourceError, match=re.escape(master)) as failed:
        _stored(tmp_path / "w", path, engine=SparkEngine(master))

    assert "--engine" in str(failed.value)
    assert not (tmp_path / "w" / "papers" / "papers.jsonl").exists()


def _spark(master: str) -> tuple[str, ...]:
    return ("--engine", "spark", "--master", master)


class _LosesAMachine(Quiet):
    """A listener that ends a worker as soon as the first blocks are done."""

    def __init__(self, of: Cluster) -> None:
        super().__init__()
        self.of, self.lost_at = of, 0

    def read(self, done: int, total: int) -> None:
        super().read(done, total)
        if not self.lost_at:
            self.of.kill_worker()
            self.lost_at = done
