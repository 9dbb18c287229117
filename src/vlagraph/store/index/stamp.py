"""How one state of a file is told from another without reading all of it."""

from __future__ import annotations

import os
import tempfile
from hashlib import blake2b
from typing import IO, TYPE_CHECKING

from vlagraph.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["seal", "seal_for", "seal_of", "stamp_of", "wait_until_settled"]

_ENDS = 4096
"""Bytes at either end that are compared too: a block of most disks."""

_SECOND = 1_000_000_000
"""Nanoseconds, in which the system tells times."""
_FINE_NS = 20_000_000
"""How far apart two writes are at most that get the same time: a tick of the clock is up to 16 ms long."""
_COARSE_NS = 2 * _SECOND
"""The same where times are whole seconds: FAT keeps every other one."""
_PAUSE_SECONDS = 0.005
"""A part of the shortest tick, so that hardly anything is waited in vain."""
_DAY_NS = 86_400 * _SECOND
"""How far back a seal is set: so far that no clock which is hours late gives a later change its time."""


def stamp_of(file: IO[bytes], *, content_only: bool = False) -> str:
    """A text that another state of the open ``file`` does not have.

    It is made of size, times and number of the file and of its first and last bytes; with ``content_only``
    of size and bytes alone, which is enough where the last bytes hold a checksum, as those of gzip do.
    """
    known = os.fstat(file.fileno())
    file.seek(0)
    ends = file.read(_ENDS)
    file.seek(max(0, known.st_size - _ENDS))
    ends += file.read(_ENDS)
    about = (known.st_size, *(() if content_only else (known.st_mtime_ns, known.st_ctime_ns, known.st_ino)))
    return "-".join((*map(str, about), blake2b(ends, digest_size=16).hexdigest()))


def wait_until_settled(file: IO[bytes], folder: Path) -> None:
    """Wait until a change of the open ``file`` would give it another time than it has.

    A file that was written just now may be written again within the same tick of the clock, with the same
    size and the same time. What is read after this wait cannot. The present is that of a file written to
    ``folder``, for a server's clock may differ from ours; a time ahead of it is as good as an old one.

    Raises:
        OSError: the folder takes no files.
    """
    changed = os.fstat(file.fileno()).st_mtime_ns
    tick = _FINE_NS if changed % _SECOND else _COARSE_NS
    while 0 <= _present(folder) - changed < tick:
        Clock().sleep(_PAUSE_SECONDS)


def _present(folder: Path) -> int:
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"0")
        probe.flush()
        return os.fstat(probe.fileno()).st_mtime_ns


def seal_for(path: Path) -> int:
    """A past time for the file ``path``, which no later change of it leaves; every disk can keep it."""
    return (path.stat().st_mtime_ns - _DAY_NS) // _COARSE_NS * _COARSE_NS


def seal(path: Path, time: int) -> None:
    """Give the file ``path`` the ``time`` of `seal_for`."""
    os.utime(path, ns=(time, time))


def seal_of(path: Path) -> int:
    """The time that the file ``path`` has."""
    return path.stat().st_mtime_ns
