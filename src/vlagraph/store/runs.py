"""Sorted runs of a work that is done in blocks: what is done stays done, whenever the run is killed.

A run is a file of lines, each a key, a tab and a text, sorted; beside it stands the receipt of its block,
written last, which begins with the size and a checksum of both. A run that is not as its receipt says
(removed, or cut where the machine went down) counts as not done. Merging reads all runs in the order of their
keys (D. E. Knuth, The Art of Computer Programming 3, 5.4.1), a little of each at a time, with no file held
open.
"""

from __future__ import annotations

import heapq
import itertools
import re
import zlib
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from vlagraph.errors import StoreError
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.reading import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Runs"]

_READ = 1 << 15
"""Bytes of a run that are read at once: fifteen lines, so that a thousand runs take 32 MB twice over."""
_AT_ONCE = 1 << 20
"""Bytes of a run that are summed at once."""
_RECEIPT = re.compile(r"([0-9]{6,9})\.receipt")
"""How `Runs.write` names a receipt; whatever else lies in the folder is not ours."""


@dataclass(frozen=True)
class Runs:
    """The runs of one work under ``folder``, in a folder named by ``key``, which says what the work is."""

    folder: Path
    key: str

    def begin(self) -> dict[int, bytes]:
        """The receipts of the blocks whose runs are whole, by number; runs of other works are removed.

        Raises:
            StoreError: the folder cannot be read.
        """
        try:
            for other in disk.list_folder(self.folder):
                if other != self.key:
                    disk.remove_tree(self.folder / other)
            found = [_RECEIPT.fullmatch(name) for name in disk.list_folder(self._own)]
        except OSError as error:
            raise unreadable(self._own, error) from error
        receipts = {int(name[1]): self._receipt(self._own / name[0]) for name in found if name}
        return {number: receipt for number, receipt in receipts.items() if receipt is not None}

    def write(self, number: int, lines: Sequence[bytes], receipt: bytes) -> None:
        """Keep the sorted ``lines`` of a block, then its ``receipt``.

        Raises:
            StoreError: they cannot be written.
        """
        run = b"".join(lines)
        write_atomic(self._own / f"{number:06}.run", run)
        seal = _seal(len(run), zlib.crc32(run), receipt)
        write_atomic(self._own / f"{number:06}.receipt", seal + b"\n" + receipt)

    def merged(self, numbers: Iterable[int]) -> Iterator[tuple[str, list[bytes]]]:
        """By key, in order, the texts of that key in the runs of ``numbers``.

        Raises:
            StoreError: a run cannot be read, or is damaged.
        """
        runs = (self._lines(self._own / f"{number:06}.run") for number in sorted(numbers))
        parted = (line.partition(b"\t") for line in heapq.merge(*runs))
        for key, lines in itertools.groupby(parted, itemgetter(0)):
            yield self._text(key), [line for *_, line in lines]

    def remove(self) -> None:
        """Forget the work, which is done."""
        disk.remove_tree(self._own)

    @property
    def _own(self) -> Path:
        return self.folder / self.key

    def _receipt(self, path: Path) -> bytes | None:
        """The receipt in ``path``; None where it cannot be read, or the run is not as it says."""
        try:
            seal, _, receipt = disk.read(path).partition(b"\n")
            return receipt if seal == _seal(*_sum(path.with_suffix(".run")), receipt) else None
        except OSError:
            return None

    def _text(self, key: bytes) -> str:
        try:
            return key.decode()
        except UnicodeDecodeError as error:
            raise StoreError("file.unread", path=self._own, reason=str(error)) from error

    def _lines(self, path: Path) -> Iterator[bytes]:
        at, rest = 0, b""
        try:
            while data := _part(path, at):
                at += len(data)
                *lines, rest = (rest + data).split(b"\n")
                yield from lines
        except OSError as error:
            raise unreadable(path, error) from error


def _part(path: Path, at: int) -> bytes:
    with disk.opened(path) as stream:
        stream.seek(at)
        return stream.read(_READ)


def _sum(path: Path) -> tuple[int, int]:
    """The size and the CRC-32 of a file."""
    size = crc = 0
    with disk.opened(path) as stream:
        while data := stream.read(_AT_ONCE):
            size, crc = size + len(data), zlib.crc32(data, crc)
    return size, crc


def _seal(size: int, crc: int, receipt: bytes) -> bytes:
    """What tells a run of ``size`` bytes with the sum ``crc``, and its ``receipt``, from all others."""
    return b"%d %d" % (size, zlib.crc32(receipt, crc))
