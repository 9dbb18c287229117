"""Snapshots of arXiv's metadata in small: invented records, and a workspace with one topic."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from tests.support.roadmaps import roadmap, topic
from vlagraph.clock import Clock
from vlagraph.core.model import Watch
from vlagraph.core.times import parse_time
from vlagraph.pipeline.fetch.snapshot.engines.local import LocalEngine
from vlagraph.pipeline.fetch.snapshot.job import SnapshotJob, import_snapshot
from vlagraph.store.papers import load_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vlagraph.core.papers.imports import SnapshotReport
    from vlagraph.core.papers.paper import Paper

__all__ = [
    "DAY",
    "LINES",
    "SMALL",
    "Quiet",
    "bring",
    "lines_of",
    "many_records",
    "papers_of",
    "record",
    "snapshot_workspace",
    "write_lines",
]

DAY = "2026-06-30"
"""The last day that the records name."""

SMALL = 6000
"""Bytes of a block, so that a small file has several."""


def record(one: str, **fields: Any) -> dict[str, Any]:
    """A record as the snapshot has it, of a paper about grasping; ``fields`` replace its own."""
    plain = {
        "id": one,
        "submitter": "Someone",
        "authors": "A. Bee and C. Dee",
        "title": f"Grasping, part\n  {one}",
        "comments": None,
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": "cs.RO cs.LG",
        "license": None,
        "abstract": "  Two fingers close on a cup.\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Feb 2026 19:18:42 GMT"}],
        "update_date": DAY,
        "authors_parsed": [["Bee", "A.", ""], ["Dee", "C.", ""]],
    }
    return plain | fields


def many_records(count: int) -> list[dict[str, Any]]:
    """Records of which every third is of no topic, and every tenth comes a second time in a newer version."""
    found = []
    for number in range(count):
        about = {"categories": "hep-th", "title": "Strings"} if number % 3 == 0 else {}
        found.append(record(f"2602.{number:05}", **about))
        if number % 10 == 0:
            second = {"version": "v2", "created": "Tue, 3 Feb 2026 19:18:42 GMT"}
            versions = [*found[-1]["versions"], second]
            found.append(record(f"2602.{(number * 7) % count:05}", versions=versions, title="Grasping again"))
    return found


def lines_of(records: list[dict[str, Any]]) -> bytes:
    """The file with a line for each record."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


LINES = lines_of(many_records(60))
"""A small snapshot of several blocks."""


def write_lines(path: Path, records: list[dict[str, Any]]) -> Path:
    """``path`` with a line for each record."""
    path.write_bytes(lines_of(records))
    return path


def snapshot_workspace(root: Path) -> Workspace:
    """A workspace whose one topic watches for grasping in cs.RO."""
    watch = Watch(any_of=("grasping",), categories=("cs.RO",))
    made = roadmap(msgspec.structs.replace(topic("grasping"), watch=watch))
    (root / "graph").mkdir(parents=True)
    (root / "graph" / "topics.json").write_bytes(msgspec.json.encode(made))
    return Workspace(root)


@dataclass
class Quiet:
    """A listener that keeps what it heard."""

    heard: list[tuple[int, int]] = field(default_factory=list)

    def read(self, done: int, total: int) -> None:
        self.heard.append((done, total))

    def merging(self) -> None:
        self.heard.append((0, 0))


def bring(workspace: Workspace, path: Path, **options: Any) -> SnapshotReport:
    """Bring in the snapshot ``path`` in this process."""
    clock = Clock(now=lambda: parse_time("2026-11-22"))
    chosen: dict[str, Any] = {"engine": LocalEngine(1), "listener": Quiet(), "clock": clock, **options}
    return import_snapshot(SnapshotJob(workspace=workspace, path=path, **chosen))


def papers_of(workspace: Workspace) -> Mapping[str, Paper]:
    """The stored papers."""
    return load_papers(workspace.papers)
