"""What an import of a snapshot did: values, in no language yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vlagraph.words import Message

__all__ = ["DamagedLine", "SnapshotReport"]


@dataclass(frozen=True)
class DamagedLine:
    """A line that is no record of a paper, by its number from 1 on, and why."""

    line: int
    why: Message


@dataclass(frozen=True, kw_only=True)
class SnapshotReport:
    """A whole import; ``ok`` says whether the file was read to its end.

    ``records`` were read and reach ``until`` that day (ISO 8601), ``kept`` papers of them are stored, each
    counted once however often it comes; ``damaged`` lines were left out, ``faults`` are the first. ``papers``
    are stored now, ``totals`` how those of the file changed.
    ``resumed`` blocks of ``blocks`` had been done by an earlier run. ``notes`` name the readers whose marks
    could not be read, so that papers which they alone name were not looked for, and say that there is no
    index where none could be made.
    """

    ok: bool
    file: str
    records: int
    kept: int
    until: str | None
    papers: int
    damaged: int = 0
    faults: tuple[DamagedLine, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    blocks: int = 0
    resumed: int = 0
    notes: tuple[Message, ...] = ()
