"""How one state of a file is told from another without reading all of it."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from vlagraph.clock import Clock

if TYPE_CHECKING:
    from typing import IO

__all__ = ["new_seal", "stamp_of", "wait_until_settled"]

_ENDS = 4096
"""Bytes at either end that are compared too: a block of most disks."""

_SECOND = 1_000_000_000
"""Nanoseconds, in which the system tells times."""
_FINE_SECONDS = 0.02
"""How far apart two writes are at most that get the same time: a tick of the clock is up to 16 ms long."""
_COARSE_SECONDS = 2
"""The same where times are whole seconds: FAT keeps every other one."""
_LONG_AGO = 60
"""Seconds after which nobody waits for a coarse time: the clock of a server is hardly further from ours."""
_DAY = 86_400
"""Seconds by which a seal is set back: so far that no clock which is hours late gives a change its time."""


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


def wait_until_settled(file: IO[bytes]) -> None:
    """Wait until a change of the open ``file`` gives it another time than it has.

    A file that was written just now may be written again within the same tick of the clock, with the same
    size and the same time. What is read after this wait cannot, whatever the clock of the disk says.
    """
    changed = os.fstat(file.fileno()).st_mtime_ns
    if changed % _SECOND:
        Clock().sleep(_FINE_SECONDS)
    elif Clock().wall() - changed / _SECOND < _LONG_AGO:
        Clock().sleep(_COARSE_SECONDS)


def new_seal() -> int:
    """A past time, in nanoseconds, for a file that no later change leaves it; every disk can keep it."""
    return int(Clock().wall() - _DAY) // _COARSE_SECONDS * _COARSE_SECONDS * _SECOND
