"""Answers kept for the day by what was asked, so that no run asks the same thing twice in a day."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DayPages"]


@dataclass(frozen=True)
class DayPages:
    """Raw pages of one ``day`` (``YYYY-MM-DD``) under ``folder``; with ``reading`` off none is found."""

    folder: Path
    day: str
    reading: bool = True

    def get(self, key: str) -> bytes | None:
        """The page kept under ``key`` today, or None."""
        if not self.reading:
            return None
        try:
            return disk.read(self._path(key))
        except OSError:
            return None

    def put(self, key: str, page: bytes) -> None:
        """Keep ``page`` under ``key``.

        Raises:
            StoreError: the page cannot be written.
        """
        write_atomic(self._path(key), page)

    def sweep(self) -> None:
        """Remove the pages of other days."""
        with contextlib.suppress(OSError):  # a folder that leads elsewhere is not ours
            for day in disk.list_folder(self.folder):
                if day != self.day:
                    self._remove(self.folder / day)

    @staticmethod
    def _remove(folder: Path) -> None:
        with contextlib.suppress(OSError):
            for page in disk.list_folder(folder):
                disk.remove(folder / page)
            disk.remove_folder(folder)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / self.day / f"{name}.page"
