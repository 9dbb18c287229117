"""Tagging one block of a snapshot: lines in, kept lines and a receipt out; a pure function for any engine."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from vlagraph.core.matching.matcher import BATCH_SIZE
from vlagraph.core.papers.numbers import numbered
from vlagraph.core.papers.paper import Paper
from vlagraph.pipeline.fetch.receipts import category_of, packed_days
from vlagraph.sources.cleaning import clean
from vlagraph.sources.snapshot.records import (
    LAST_DAY,
    categories_in,
    check_line,
    day_of_line,
    fault_of_line,
    paper_of_line,
    plain_id_of,
    read_line,
    submitted_on,
)
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vlagraph.core.papers.paper import Match
    from vlagraph.pipeline.fetch.rules import Rules
    from vlagraph.sources.snapshot.records import SnapshotLine

__all__ = ["BadLine", "BlockReceipt", "Interest", "Tagged", "Tagger", "is_receipt_of"]

_MOST_FAULTS = 20
"""Damaged lines of a block that are named; of a file that is something else every line is damaged."""
_TAB, _SHIFT_OUT, _FILE_SEPARATOR, _DELETE = (np.uint8(code) for code in (0x09, 0x0E, 0x1C, 0x7F))
"""Between the first three, and beside the last, are the control characters that part words."""
_ENCODER = msgspec.json.Encoder(order="sorted")


class BadLine(msgspec.Struct, frozen=True):
    """A line that is no record, by its number from 1 on, and why, as a key of the words."""

    line: int
    key: str
    reason: str = ""

    @property
    def message(self) -> Message:
        """Why it is none."""
        return Message(self.key, {"reason": self.reason})


class BlockReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a block held: lines, records, those kept, and lines that were none, the first by their numbers.

    ``newest`` is the latest day that a record names; ``ids`` are those of the last days of the block, packed,
    by day of submission and category. ``day`` is that on which it was read, where it names days that had not
    come by then. ``crc`` is the CRC-32 of the block.
    """

    lines: int = 0
    records: int = 0
    kept: int = 0
    damaged: int = 0
    faults: tuple[BadLine, ...] = ()
    newest: str = ""
    ids: dict[str, dict[str, str]] = {}
    day: str = ""
    crc: int = 0


def is_receipt_of(receipt: bytes, block: bytes, *, day: str) -> bool:
    """Whether the encoded ``receipt`` is of this ``block``, and not of one that the file held before.

    And whether one that is made on ``day`` would say the same: on another day other days are yet to come.
    """
    try:
        found = msgspec.json.decode(receipt, type=BlockReceipt)
    except msgspec.MsgspecError:
        return False
    is_of_day = found.day in {"", day} and max((found.newest, *found.ids)) <= day
    return is_of_day and found.crc == zlib.crc32(block)


class Tagged(NamedTuple):
    """The kept papers of a block, each an id, a tab and its line as it is stored; sorted; and the receipt."""

    lines: list[bytes]
    receipt: BlockReceipt


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What is kept beside what the rules take: the papers ``named``, and with ``everything`` all.

    Days after ``latest`` have not come yet, and are passed over.
    """

    named: frozenset[str] = frozenset()
    everything: bool = False
    latest: str = LAST_DAY


class Tagger:
    """The rules of a roadmap over blocks of lines, compiled once."""

    def __init__(self, rules: Rules, interest: Interest) -> None:
        self._rules, self._interest = rules, interest
        watched = tuple(rules.watched)
        self._followed = frozenset(rules.categories(watched))
        self._categories = frozenset(rules.categories(watched)) if rules.broad(watched) else None

    def tag(self, block: bytes) -> Tagged:
        """The papers of ``block`` that are kept, with their matches, and what the block held."""
        lines = block.split(b"\n")
        count = len(lines) - (lines[-1] == b"")
        reading = _Reading(self._followed, self._interest.latest)
        kept: list[bytes] = []
        records = [(number, line) for number, line in enumerate(lines, 1) if line and not line.isspace()]
        for at in range(0, len(records), BATCH_SIZE):
            asked = [
                one for one in reading.read(records[at : at + BATCH_SIZE]) if self._may_match(one.record)
            ]
            matched = self._rules.attribute(_texts(asked))
            for one, matches in zip(asked, matched, strict=True):
                if matches or self._wanted(one.record):
                    kept += reading.stored(one, matches)
        return Tagged(sorted(kept), reading.receipt(lines=count, kept=len(kept), crc=zlib.crc32(block)))

    def _may_match(self, record: SnapshotLine) -> bool:
        """Whether a rule names one of its categories, without which none takes it, or it is wanted."""
        if self._categories is None or self._wanted(record):
            return True
        return not self._categories.isdisjoint(categories_in(record.categories or ""))

    def _wanted(self, record: SnapshotLine) -> bool:
        return self._interest.everything or record.id in self._interest.named


class _Numbered(NamedTuple):
    """A record with the number of its line."""

    number: int
    record: SnapshotLine


class _Reading:
    """What is found while the lines of a block are read."""

    def __init__(self, followed: frozenset[str], latest: str = LAST_DAY) -> None:
        self._latest = latest
        # few lists differ
        self._category = cache(lambda named: category_of(categories_in(named)[0], followed))
        self._ids: dict[str, dict[str, list[str]]] = {}
        self._counts: Counter[str] = Counter()
        self._faults: list[BadLine] = []
        self._newest = ""
        self._is_ahead = False

    def read(self, lines: Sequence[tuple[int, bytes]]) -> Iterator[_Numbered]:
        """The whole records of some numbered lines; the others are counted."""
        for number, line in lines:
            record: SnapshotLine | None = None
            try:
                record = read_line(line)
                fault = fault_of_line(record)
                if fault is None:
                    check_line(record)
                    record.id = plain_id_of(record)
            except (ValueError, RecursionError, TypeError, IndexError, OverflowError) as error:
                self._damaged(number, line if record is None else record, error)
                continue
            if fault is not None:
                self._damaged(number, fault)
                continue
            self._counts["records"] += 1
            self._note(record)
            yield _Numbered(number, record)

    def stored(self, one: _Numbered, matches: tuple[Match, ...]) -> list[bytes]:
        """The line to store, none where a date or the id is wrong."""
        try:
            paper = paper_of_line(one.record, matches)
            return [b"%s\t%s\n" % (paper.id.encode(), _ENCODER.encode(paper))]
        except (ValueError, TypeError, IndexError, OverflowError) as error:
            self._counts["records"] -= 1
            self._damaged(one.number, one.record, error)
            return []

    def receipt(self, *, lines: int, kept: int, crc: int = 0) -> BlockReceipt:
        """The receipt of the block."""
        return BlockReceipt(
            lines=lines,
            records=self._counts["records"],
            kept=kept,
            damaged=self._counts["damaged"],
            faults=tuple(sorted(self._faults, key=lambda fault: fault.line))[:_MOST_FAULTS],
            newest=self._newest,
            ids=packed_days(self._ids),
            day=self._latest if self._is_ahead else "",
            crc=crc,
        )

    def _note(self, record: SnapshotLine) -> None:
        """Note the last day of which it tells, and the id under the day of submission and the category."""
        last = day_of_line(record, self._latest)
        self._newest = max(self._newest, last)
        first = submitted_on(record) if numbered(record.id) is not None else ""
        if "" < first <= self._latest:
            category = self._category(record.categories)
            self._ids.setdefault(first, {}).setdefault(category, []).append(record.id)
        if first > self._latest or (last != record.update_date and last != day_of_line(record)):
            self._is_ahead = True

    def _damaged(
        self, number: int, what: Message | bytes | SnapshotLine, error: Exception | None = None
    ) -> None:
        """Count a line, and note why it is no record where it may be named."""
        self._counts["damaged"] += 1
        if len(self._faults) < _MOST_FAULTS * 2:
            self._faults.append(_bad_line(number, what, error))


def _bad_line(number: int, what: Message | bytes | SnapshotLine, error: Exception | None) -> BadLine:
    """Line ``number``, which lacks ``what``, or of which ``what`` was read when it raised ``error``."""
    if isinstance(what, Message):
        return BadLine(number, what.key)
    from vlagraph.sources.snapshot.defects import defect_of  # for the message alone

    return BadLine(number, *defect_of(what, error or ValueError()))


def _texts(asked: Sequence[_Numbered]) -> Iterator[Paper]:
    """As much of the papers as the rules look at; most papers are not kept, and reading them costs."""
    texts = _comparable([text or "" for _, record in asked for text in (record.title, record.abstract)])
    for (_, record), title, abstract in zip(asked, texts[::2], texts[1::2], strict=True):
        categories = categories_in(record.categories or "")
        yield Paper(
            id=record.id, title=title, authors=(), published="", categories=categories, abstract=abstract
        )


def _comparable(texts: list[str]) -> list[str]:
    """``texts`` with the same words as once they are clean, which plain ones have anyway."""
    unsure = _holds_hidden("".join([text for text in texts if text.isascii()]))
    return [
        text if text.isascii() and not (unsure and _holds_hidden(text)) else clean(text) for text in texts
    ]


def _holds_hidden(text: str) -> bool:
    """Whether ASCII holds a control character that cleaning takes out, and the matcher ends a word at."""
    codes = np.frombuffer(text.encode(), dtype=np.uint8)
    hidden = (codes < _TAB) | (codes - _SHIFT_OUT < _FILE_SEPARATOR - _SHIFT_OUT) | (codes == _DELETE)
    return bool(hidden.any())
