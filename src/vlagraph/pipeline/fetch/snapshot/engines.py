"""Where the blocks of a snapshot are tagged: in this process, or in as many as there are processors."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vlagraph.errors import SourceError
from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.snapshot.tagging import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from vlagraph.core.model import Roadmap
    from vlagraph.pipeline.fetch.snapshot.tagging import Interest
    from vlagraph.sources.snapshot.lines import Block
    from vlagraph.store.runs import Runs

__all__ = ["Done", "Tagging", "processors", "tag_blocks"]


@dataclass(frozen=True)
class Tagging:
    """What is done with each block: tag it by the ``roadmap``, keep what counts in ``runs``."""

    roadmap: Roadmap
    interest: Interest
    runs: Runs

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger(rules_of(self.roadmap), self.interest)

    def do(self, block: Block) -> Done:
        """Tag the block, write its run, and say so.

        Raises:
            StoreError: the run cannot be written.
        """
        tagged = self._tagger.tag(block.data)
        receipt = msgspec.json.encode(tagged.receipt)
        self.runs.write(block.number, tagged.lines, receipt)
        return Done(block.number, receipt, block.read)


class Done(NamedTuple):
    """A block that is done, its receipt, and how much of the file had been read with it."""

    number: int
    receipt: bytes
    read: int


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tag_blocks(blocks: Iterable[Block], tagging: Tagging, *, jobs: int) -> Iterator[Done]:
    """Tag all ``blocks`` with ``jobs`` processes; the results come in order, and few blocks wait.

    Raises:
        SourceError: a process was ended, as where the memory is used up.
        StoreError: a run cannot be written.
    """
    if jobs == 1:
        yield from map(tagging.do, blocks)
        return
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(tagging,)
    )
    waiting: deque[Future[Done]] = deque()
    try:
        with pool:
            for block in blocks:
                waiting.append(pool.submit(_do, block))
                if len(waiting) > jobs + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise SourceError("snapshot.process_ended") from error


_tagging: Tagging
"""Of a process that tags: what it was begun with."""


def _begin(tagging: Tagging) -> None:
    global _tagging  # noqa: PLW0603 - a process of a pool has no other place for what it begins with
    _tagging = tagging
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process where the one that began it was killed: nobody would give it work again."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(block: Block) -> Done:
    return _tagging.do(block)
