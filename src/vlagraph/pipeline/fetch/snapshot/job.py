"""Bringing a snapshot of arXiv's metadata into a workspace, so that a killed run goes on where it was."""

from __future__ import annotations

import dataclasses
import hashlib
import heapq
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec.structs import replace

import vlagraph
from vlagraph.clock import system_clock
from vlagraph.core.papers.imports import DamagedLine, SnapshotReport
from vlagraph.errors import SourceError
from vlagraph.pipeline.fetch.doubted import Doubted
from vlagraph.pipeline.fetch.kept import named_papers, recorded_to_keep
from vlagraph.pipeline.fetch.receipts import imported
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.snapshot.coverage import covered
from vlagraph.pipeline.fetch.snapshot.merging import Merging
from vlagraph.pipeline.fetch.snapshot.tagging import BlockReceipt, Interest, is_receipt_of
from vlagraph.pipeline.fetch.snapshot.work import Tagging
from vlagraph.pipeline.fetch.wishes import unread
from vlagraph.sources.snapshot.archive import Archive
from vlagraph.sources.snapshot.lines import BLOCK, cut_blocks
from vlagraph.store.asking import refresh_index
from vlagraph.store.atomic import write_parts
from vlagraph.store.fetch_state import SNAPSHOT, save_state
from vlagraph.store.fetch_truth import believed, state_of
from vlagraph.store.lock import require_writable, writer_lock
from vlagraph.store.papers_stream import papers_in_order, stored_ids
from vlagraph.store.receipts import Asked
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.runs import Runs
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vlagraph.clock import Clock
    from vlagraph.core.model import Roadmap
    from vlagraph.pipeline.fetch.snapshot.work import Engine
    from vlagraph.sources.snapshot.lines import Block
    from vlagraph.store.fetch_state import FetchState
    from vlagraph.store.workspace import Workspace

__all__ = ["SnapshotJob", "SnapshotListener", "import_snapshot"]

_MOST_FAULTS = 20
"""Damaged lines that a report names."""
_ENDS = 1 << 16
"""Bytes at either end of the file that tell it from another one of the same size and time."""
_PACKED = 4
"""Times to which metadata unpacks, about; says how many processes are worth starting."""


class SnapshotListener(Protocol):
    """Is told how an import goes on."""

    def read(self, done: int, total: int) -> None:
        """So many bytes of the file are done."""
        ...

    def merging(self) -> None:
        """The file is read; its papers are now merged with the stored ones."""
        ...


@dataclass(frozen=True, kw_only=True)
class SnapshotJob:
    """The file to bring in, where to, what tags its blocks, and whether all of its papers are kept.

    ``block`` bytes of unpacked lines are a piece of work.
    """

    workspace: Workspace
    path: Path
    engine: Engine
    listener: SnapshotListener
    keep_all: bool = False
    block: int = BLOCK
    clock: Clock = field(default_factory=system_clock)


def import_snapshot(job: SnapshotJob) -> SnapshotReport:
    """Tag the papers of the snapshot as a fetch would, and store those that count, in one step at the end.

    What is stored is the same for the same file, roadmap and stored papers, however often a run was killed.

    Raises:
        DataError, StoreError: papers/ cannot be read, is being written by another run, or takes no files.
        SourceError: the file cannot be read, is damaged, or holds no record at all.
        WorkspaceError: the roadmap is the bundled, read-only one.
    """
    workspace = job.workspace.writable()
    archive = Archive(job.path)
    with writer_lock(workspace.papers, cache=workspace.cache, task="fetch"):
        require_writable(workspace.papers.parent)
        report = _Import(job, archive, load_roadmap(workspace.topics)).report()
    if refresh_index(workspace):
        return report
    return dataclasses.replace(report, notes=(*report.notes, Message("snapshot.no_index", {})))


class _Import:
    """One run over one file."""

    def __init__(self, job: SnapshotJob, archive: Archive, roadmap: Roadmap) -> None:
        self.job, self.archive = job, archive
        self.rules = rules_of(roadmap)
        self.found = state_of(job.workspace)
        self.state, self.ahead = believed(self.found, job.clock.now())
        self.chosen = frozenset(one for ids in self.rules.key_papers.values() for one in ids)
        self.wanted = named_papers(job.workspace)
        self.stored = stored_ids(job.workspace.papers)
        self.today = f"{job.clock.now():%Y-%m-%d}"
        interest = Interest(named=self._named(), everything=job.keep_all, latest=self.today)
        runs = Runs(job.workspace.cache / "snapshot", _key(job, archive, roadmap=roadmap, interest=interest))
        self.tagging = Tagging(roadmap, interest, runs)
        self.done = runs.begin()
        self.resumed = 0

    def _named(self) -> frozenset[str]:
        """The papers that are kept whatever the rules say; none are named where all are kept anyway."""
        if self.job.keep_all:
            return frozenset()
        return self.stored.union(self.chosen, self.wanted.papers, self.state.wished)

    def report(self) -> SnapshotReport:
        """Tag, merge, and say what there was."""
        blocks = self._tag()
        receipts = [msgspec.json.decode(self.done[one], type=BlockReceipt) for one in sorted(blocks)]
        if not any(receipt.records for receipt in receipts):
            raise SourceError("snapshot.no_records", file=self.job.path)
        self.job.listener.merging()
        merging = self._merge(blocks, receipts)
        self.tagging.runs.remove()
        return SnapshotReport(
            ok=not self.archive.cut,
            file=str(self.job.path),
            records=sum(receipt.records for receipt in receipts),
            kept=merging.counts.total(),
            until=merging.stamp[:10],
            papers=merging.papers,
            damaged=sum(receipt.damaged for receipt in receipts),
            faults=tuple(_faults(receipts))[:_MOST_FAULTS],
            totals=dict(sorted(merging.counts.items())),
            blocks=len(receipts),
            resumed=self.resumed,
            notes=(*unread(self.wanted), *self._wrong_times()),
        )

    def _wrong_times(self) -> tuple[Message, ...]:
        """What is said of topics whose times a wrong clock wrote: they are not believed."""
        return (Message("status.dated_ahead", {"topics": ", ".join(self.ahead)}),) if self.ahead else ()

    def _tag(self) -> set[int]:
        """Do the blocks that are not done; the numbers of all."""
        numbers: set[int] = set()
        size = self.archive.size * (_PACKED if self.archive.packed else 1)
        engine = self.job.engine.fitted(size // self.job.block)
        for done in engine.tag(self._to_do(numbers), self.tagging):
            self.done[done.number] = done.receipt
            self.job.listener.read(done.read, self.archive.size)
        return numbers

    def _to_do(self, numbers: set[int]) -> Iterator[Block]:
        for block in cut_blocks(self.archive, size=self.job.block):
            numbers.add(block.number)
            if is_receipt_of(self.done.get(block.number, b""), block.data, day=self.today):
                self.resumed += 1
                self.job.listener.read(block.read, self.archive.size)
            else:
                yield block

    def _until(self, receipts: list[BlockReceipt]) -> str:
        """The last day of which the snapshot tells; today where all of its days are yet to come."""
        return max(receipt.newest for receipt in receipts) or self.today

    def _merge(self, blocks: set[int], receipts: list[BlockReceipt]) -> Merging:
        workspace, until = self.job.workspace, self._until(receipts)
        wished = frozenset(self.state.wished)
        now, stamp = self.job.clock.now(), f"{until}T00:00:00Z"
        merging = Merging(self.rules, stamp, now, chosen=self.chosen, wished=wished)
        seen = self.tagging.runs.merged(blocks)
        kept = recorded_to_keep(workspace, self.wanted.papers.difference(self.stored))
        before = papers_in_order(workspace.papers)
        stored = heapq.merge(before, kept.values(), key=attrgetter("id"))
        write_parts(workspace.papers, merging.lines(stored, seen))
        state = replace(self.state, wished=tuple(sorted(wished - merging.came)))
        save_state(workspace.fetch_state, self._as_found(self._noted(state, receipts, until=until)))
        return merging

    def _as_found(self, state: FetchState) -> FetchState:
        """``state``, with what was found of other sources: either clock may have been wrong."""
        others = {name: one for name, one in self.found.sources.items() if name != SNAPSHOT}
        doubted = Doubted(replace(self.found, sources=others), self.state, {})
        return doubted.written({}, state)[1]

    def _noted(self, state: FetchState, receipts: list[BlockReceipt], *, until: str) -> FetchState:
        """``state`` with what the file held."""
        asked = Asked(
            at=f"{until}T00:00:00Z",
            source=SNAPSHOT,
            what="snapshot",
            last=until,
            came=sum(receipt.records for receipt in receipts),
            open=self.archive.cut,
        )
        noted = imported(state, [receipt.ids for receipt in receipts], asked)
        if self.archive.cut:  # the end of it may be what is missing
            return noted
        first = min((day for receipt in receipts for day in receipt.ids), default=until)
        return covered(noted, self.rules.watched, first=first, as_of=asked.at)


def _key(job: SnapshotJob, archive: Archive, *, roadmap: Roadmap, interest: Interest) -> str:
    """What tells this work from any other: the file, the roadmap, what is kept, and the program."""
    with archive.path.open("rb") as stream:
        first = stream.read(_ENDS)
        stream.seek(max(0, archive.size - _ENDS))
        ends = first + stream.read(_ENDS)
    changed = archive.path.stat().st_mtime_ns
    facts = (vlagraph.__version__, job.block, archive.size, changed, interest.everything)
    digest = hashlib.sha256(msgspec.json.encode(facts))
    for part in (ends, msgspec.json.encode(roadmap), msgspec.json.encode(sorted(interest.named))):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:16]


def _faults(receipts: list[BlockReceipt]) -> Iterator[DamagedLine]:
    """The damaged lines, by their numbers in the file."""
    before = 0
    for receipt in receipts:
        yield from (DamagedLine(before + fault.line, fault.message) for fault in receipt.faults)
        before += receipt.lines
