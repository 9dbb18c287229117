"""The pause between two requests, kept by every process of this user: one in flight, the next one later."""

from __future__ import annotations

import contextlib
import json
import math
import os
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vlagraph.clock import Clock
from vlagraph.errors import StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.disk.writing import make_folder
from vlagraph.store.lock import hold
from vlagraph.store.user_folders import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Spacing", "host_key", "user_cache"]

_ARXIV = "arxiv.org"
_MARGIN = 1.02
"""Of the interval: two clocks are compared, ours and the server's, and they may differ a little."""
_FORGET = 3600.0
"""Seconds; a stamp that lies further ahead comes from another clock. One nearer holds nobody up longer than
the interval: the clock was set back since."""
_ARXIV_SECONDS = 3.0
"""What arXiv's terms ask for, also where a mirror without spacing sent us there."""


def user_cache() -> Path:
    """The folder of this user that every workspace shares, from XDG_CACHE_HOME or the home directory.

    Where that cannot be written, a folder for temporary files that only this user may look into.

    Raises:
        StoreError: there is none.
    """
    try:
        folder = user_folder("XDG_CACHE_HOME", ".cache")
        make_folder(folder)
        usable = os.access(folder, os.W_OK)
    except (OSError, RuntimeError):  # RuntimeError: this user has no home folder
        usable = False
    folder = folder if usable else _private_folder()
    disk.fence(folder)
    return folder


def _private_folder() -> Path:
    """A folder for temporary files that belongs to this user alone, whoever made it.

    Raises:
        StoreError: somebody else has taken its name.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir(), f"vlagraph-{user}")
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError as error:
        raise StoreError("store.takes_no_files", path=folder, reason=reason_of(error)) from error
    others = os.name != "nt" and (found.st_uid != user or found.st_mode & 0o077)
    if not stat.S_ISDIR(found.st_mode) or others:
        raise StoreError("store.not_private", path=folder)
    return folder


def host_key(url: str) -> str:
    """The file-name part that requests to ``url`` share; all of arXiv's hosts count as one.

    >>> host_key("https://export.arxiv.org/api/query"), host_key("http://127.0.0.1:8080/oai")
    ('arxiv.org', '127.0.0.1-8080')
    """
    parts = urlsplit(url)
    host = parts.hostname or "unknown"
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        return _ARXIV
    return "".join(c if c.isalnum() or c in ".-" else "-" for c in f"{host}-{parts.port or 0}")


@dataclass(frozen=True)
class Spacing:
    """At least ``interval`` seconds from the end of one request to the start of the next.

    The time of the last request lives in a file beside a lock; a request without end (its
    process was killed) counts as ending when its lock is found free.
    """

    folder: Path
    interval: float
    clock: Clock = field(default_factory=Clock)

    @contextlib.contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for the turn to ask ``url``'s host, and hold it while the request runs.

        Raises:
            StoreError: the lock file cannot be made or written.
        """
        key = host_key(url)
        stamp = self.folder / f"request-{key}.json"
        with hold(self.folder / f"request-{key}.lock"):
            self._wait(stamp, max(self.interval, _ARXIV_SECONDS) if key == _ARXIV else self.interval)
            self._write(stamp, start=self.clock.wall(), end=None)
            started = self.clock.wall()
            try:
                yield
            finally:
                self._write(stamp, start=started, end=self.clock.wall())

    def _wait(self, stamp: Path, interval: float) -> None:
        last = self._last(stamp)
        if last is None:
            return
        longest = interval * _MARGIN
        ahead = last - self.clock.wall()
        if -longest < ahead < _FORGET:
            self.clock.sleep(min(ahead + longest, longest))

    def _last(self, stamp: Path) -> float | None:
        try:
            data = json.loads(disk.read(stamp))
            end = data["end"]
            last = math.nan if end is None else float(end)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            last = math.nan
        return last if math.isfinite(last) else self.clock.wall()  # no time: as if a request had just ended

    def _write(self, stamp: Path, *, start: float, end: float | None) -> None:
        try:
            write_atomic(stamp, json.dumps({"pid": os.getpid(), "start": start, "end": end}))
        except StoreError as error:
            reason = error.message.values["reason"]
            raise StoreError("store.no_stamp", path=stamp, reason=reason) from error
