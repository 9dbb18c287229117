"""The pause between two requests, kept by every process of this user: one in flight, the next one later."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vlagraph.clock import Clock
from vlagraph.errors import StoreError, reason_of
from vlagraph.store.lock import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Spacing", "host_key", "user_cache"]

_MARGIN = 1.02
"""Of the interval: two clocks are compared, ours and the server's, and they may differ a little."""
_FORGET = 3600.0
"""Seconds; a stamp that lies further ahead comes from a clock that was set back."""


def user_cache() -> Path:
    """The folder of this user that every workspace shares, from XDG_CACHE_HOME or the home directory."""
    stated = os.environ.get("XDG_CACHE_HOME")
    base = Path(stated) if stated else Path.home() / ".cache"
    folder = base / "vlagraph"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK)
    except OSError:
        usable = False
    return folder if usable else Path(tempfile.gettempdir(), "vlagraph")


def host_key(url: str) -> str:
    """The file-name part that requests to ``url`` share; all of arXiv's hosts count as one.

    >>> host_key("https://export.arxiv.org/api/query"), host_key("http://127.0.0.1:8080/oai")
    ('arxiv.org', '127.0.0.1-8080')
    """
    parts = urlsplit(url)
    host = parts.hostname or "unknown"
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        return "arxiv.org"
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
            self._wait(stamp)
            self._write(stamp, start=self.clock.wall(), end=None)
            started = self.clock.wall()
            try:
                yield
            finally:
                self._write(stamp, start=started, end=self.clock.wall())

    def _wait(self, stamp: Path) -> None:
        last = self._last(stamp)
        if last is None:
            return
        pause = last + self.interval * _MARGIN - self.clock.wall()
        if 0 < pause < _FORGET:
            self.clock.sleep(pause)

    def _last(self, stamp: Path) -> float | None:
        try:
            data = json.loads(stamp.read_text(encoding="utf-8"))
            end = data["end"]
            return self.clock.wall() if end is None else float(end)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return self.clock.wall()  # unreadable: as if a request had just ended

    def _write(self, stamp: Path, *, start: float, end: float | None) -> None:
        try:
            stamp.write_text(json.dumps({"pid": os.getpid(), "start": start, "end": end}), encoding="utf-8")
        except OSError as error:
            reason = reason_of(error)
            raise StoreError("store.no_stamp", path=stamp, reason=reason) from error
