"""The work on one snapshot: what is done with a block, and how engines that do it are asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from vlagraph.pipeline.fetch.rules import rules_of
from vlagraph.pipeline.fetch.snapshot.tagging import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vlagraph.core.model import Roadmap
    from vlagraph.pipeline.fetch.snapshot.tagging import Interest, Tagged
    from vlagraph.sources.snapshot.lines import Block
    from vlagraph.store.runs import Runs

__all__ = ["Done", "Engine", "Tagging"]


@dataclass(frozen=True)
class Tagging:
    """What is done with each block: tag it by the ``roadmap``, keep what counts in ``runs``."""

    roadmap: Roadmap
    interest: Interest
    runs: Runs

    @cached_property
    def tagger(self) -> Tagger:
        """The compiled rules."""
        return Tagger(rules_of(self.roadmap), self.interest)

    def do(self, block: Block) -> Done:
        """Tag the block, write its run, and say so.

        Raises:
            StoreError: the run cannot be written.
        """
        return self.keep(block, self.tagger.tag(block.data))

    def keep(self, block: Block, tagged: Tagged) -> Done:
        """Write the run of a ``block`` that is tagged.

        Raises:
            StoreError: the run cannot be written.
        """
        receipt = msgspec.json.encode(tagged.receipt)
        self.runs.write(block.number, tagged.lines, receipt)
        return Done(block.number, receipt, block.read)


class Done(NamedTuple):
    """A block that is done, its receipt, and how much of the file had been read with it."""

    number: int
    receipt: bytes
    read: int


class Engine(Protocol):
    """Something that tags blocks."""

    def tag(self, blocks: Iterable[Block], tagging: Tagging) -> Iterator[Done]:
        """Do all ``blocks``, a few at a time; of each, its run is written when it is said to be done.

        Raises:
            SourceError: the engine does not start, or was ended.
            StoreError: a run cannot be written.
        """
        ...

    def fitted(self, blocks: int) -> Engine:
        """The same, not larger than so many ``blocks`` are worth."""
        ...
