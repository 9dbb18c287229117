"""Reading and writing progress.json: the reader's marks, whole or not at all, unknown fields kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vlagraph.core.marks import Progress
from vlagraph.store.reading import read_if_any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["load_progress", "update_progress"]

_WAIT_SECONDS = 10.0
"""How long a command waits for another that writes the same marks, which takes milliseconds."""


def load_progress(path: Path) -> Progress:
    """The marks in ``path``; none where there is no file yet.

    Raises:
        StoreError: the file cannot be read.
        DataError: with every problem of the file, which is left as it is.
    """
    data = read_if_any(path)
    if data is None:
        return Progress()
    from vlagraph.store.marks import decode_progress  # the usual start has no marks to read

    return decode_progress(data, str(path))


def update_progress(path: Path, change: Callable[[Progress], Progress]) -> tuple[Progress, Progress]:
    """Replace the marks in ``path`` by ``change`` of them; returns what was there and what is there now.

    Every writer holds a lock beside ``path`` meanwhile, so that none overwrites another. It is not among the
    derived files, which may be deleted while a command runs.

    Raises:
        StoreError: the file cannot be read, locked or written; what was there is kept.
        DataError: the file that is there is unsound; it is left as it is.
    """
    from vlagraph.store.atomic import write_atomic
    from vlagraph.store.lock import hold  # only writers need it, and answers read on every start
    from vlagraph.store.marks import encode_progress

    with hold(path.with_name(f"{path.name}.lock"), timeout=_WAIT_SECONDS, guarded=path):
        before = load_progress(path)
        after = change(before)
        if after != before:
            write_atomic(path, encode_progress(after))
        return before, after
