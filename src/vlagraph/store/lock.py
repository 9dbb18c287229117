"""Locks between processes; they die with the process that holds them, so a killed run blocks nobody."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from vlagraph.errors import StoreError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["hold", "require_writable", "writer_lock"]


@contextlib.contextmanager
def hold(path: Path, *, timeout: float = -1, guarded: Path | None = None) -> Iterator[None]:
    """Hold the lock file ``path``; waits ``timeout`` seconds for it, for ever where negative.

    Raises:
        StoreError: somebody else holds it for longer than that, or the file cannot be made; where the lock
            guards one file, the first names it.
    """
    lock = FileLock(path, timeout=timeout)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise StoreError("store.held", path=guarded or path) from error
    except OSError as error:
        reason = reason_of(error)
        raise StoreError("store.no_lock", path=path, reason=reason) from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def writer_lock(folder: Path, *, task: str) -> Iterator[None]:
    """Hold the one right to write the papers of a workspace; ``folder`` is its cache folder.

    Raises:
        StoreError: another process holds it; the message names its task and process number.
    """
    note = folder / "writer.json"
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(hold(folder / "writer.lock", timeout=0))
        except StoreError as error:
            if not isinstance(error.__cause__, Timeout):
                raise
            raise _busy(note) from error
        with contextlib.suppress(OSError):
            note.write_text(json.dumps({"pid": os.getpid(), "task": task}), encoding="utf-8")
        yield


def require_writable(folder: Path) -> None:
    """Find out before anything is asked whether ``folder`` takes files.

    Raises:
        StoreError: it does not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".vg-", suffix=".tmp", dir=folder):
            pass
    except OSError as error:
        reason = reason_of(error)
        raise StoreError("store.takes_no_files", path=folder, reason=reason) from error


def _busy(note: Path) -> StoreError:
    """The error that says who is writing, by the ``note`` that the writer left."""
    try:
        holder = json.loads(note.read_text(encoding="utf-8"))
        return StoreError("store.busy", task=holder["task"], process=holder["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return StoreError("store.busy_unknown")
