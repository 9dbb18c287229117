"""Tagging the blocks of a snapshot in this process, or in as many as there are processors."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from vlagraph.pipeline.fetch.snapshot.work import Done, Tagging
    from vlagraph.sources.snapshot.lines import Block

__all__ = ["LocalEngine", "processors"]


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class LocalEngine:
    """``jobs`` processes of this machine, each with one block; with one job it is this process."""

    jobs: int

    def fitted(self, blocks: int) -> LocalEngine:
        """No more processes than ``blocks``."""
        return LocalEngine(max(1, min(self.jobs, blocks)))

    def tag(self, blocks: Iterable[Block], tagging: Tagging) -> Iterator[Done]:
        """Tag all ``blocks``; the results come in order, and few blocks wait.

        Raises:
            SourceError: a process was ended, as where the memory is used up.
            StoreError: a run cannot be written.
        """
        if self.jobs == 1:
            yield from map(tagging.do, blocks)
            return
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin, initargs=(tagging,))
        waiting: deque[Future[Done]] = deque()
        try:
            with pool:
                for block in blocks:
                    waiting.append(pool.submit(_do, block))
                    if len(waiting) > self.jobs:
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
