"""Locks between processes; they die with the process that holds them, so a killed run blocks nobody."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import warnings
from typing import TYPE_CHECKING

from filelock import FileLock, SoftFileLock, Timeout

from vlagraph.errors import PathRefusedError, StoreError, reason_of
from vlagraph.store import disk
from vlagraph.store.atomic import write_atomic
from vlagraph.store.disk.sharing import opening_mode, share
from vlagraph.store.disk.writing import make_folder, write
from vlagraph.words import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

__all__ = ["first_lock", "hold", "require_writable", "roadmap_lock", "writer_lock"]

_WAIT_SECONDS = 10.0
"""How long an edit of the roadmap waits for another, which takes a second at most."""


@contextlib.contextmanager
def hold(path: Path, *, timeout: float = -1, guarded: Path | None = None) -> Iterator[None]:
    """Hold the lock file ``path``; waits ``timeout`` seconds for it, for ever where negative.

    Raises:
        StoreError: somebody else holds it for longer than that, or the file cannot be made; where the lock
            guards one file, the first names it.
    """
    try:
        if path.is_symlink():
            raise PathRefusedError(Message("disk.not_plain"))
        make_folder(path.parent)
        lock = _acquired(disk.real_place(path).path, timeout)
    except Timeout as error:
        raise StoreError("store.held", path=guarded or path) from error
    except OSError as error:
        reason = reason_of(error)
        raise StoreError("store.no_lock", path=path, reason=reason) from error
    try:
        yield
    finally:
        lock.release()


def _acquired(path: str, timeout: float) -> BaseFileLock:
    """The lock ``path``, which everybody may hold who may write to its folder.

    Raises:
        Timeout: somebody else holds it.
        OSError: it cannot be made, or its file system knows no locks.
    """
    lock = FileLock(path, timeout=timeout, mode=opening_mode(path))
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="flock not supported")  # a marker serves there
            lock.acquire()
    except NotImplementedError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if not isinstance(lock, SoftFileLock):  # a marker is for its owner alone
        share(path)
    return lock


@contextlib.contextmanager
def writer_lock(papers: Path, *, cache: Path, task: str) -> Iterator[None]:
    """Hold the one right to write ``papers``, papers.jsonl of a workspace.

    The lock lies beside what it guards; who holds it is told in ``cache``, which may be deleted at any time.

    Raises:
        StoreError: another process holds it; the message names its task and process number.
    """
    note = cache / "writer.json"
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(hold(papers.with_name(f"{papers.name}.lock"), timeout=0))
        except StoreError as error:
            if not isinstance(error.__cause__, Timeout):
                raise
            raise _busy(note) from error
        with contextlib.suppress(StoreError):  # it only serves a message
            write_atomic(note, json.dumps({"pid": os.getpid(), "task": task}))
        yield


@contextlib.contextmanager
def roadmap_lock(topics: Path) -> Iterator[None]:
    """Hold the one right to change the roadmap in ``topics`` from reading it until all of it is written.

    Raises:
        StoreError: another process holds it for longer than an edit takes, or the folder takes no files.
    """
    with hold(_lock_of(topics), timeout=_WAIT_SECONDS, guarded=topics):
        yield


@contextlib.contextmanager
def first_lock(topics: Path) -> Iterator[None]:
    """`roadmap_lock` where there is no roadmap yet: of a run that fails neither lock nor folders are left.

    Raises:
        StoreError: as `roadmap_lock`.
    """
    above = [folder for folder in topics.parents if not folder.exists()]
    try:
        with roadmap_lock(topics):
            try:
                yield
            except BaseException:
                if not disk.is_file(topics):
                    with contextlib.suppress(OSError):
                        disk.remove(_lock_of(topics))
                raise
    except BaseException:
        for folder in above:  # the deepest first; one that holds what another command wrote stays
            with contextlib.suppress(OSError):
                disk.remove_folder(folder)
        raise


def _lock_of(topics: Path) -> Path:
    return topics.with_name(f"{topics.name}.lock")


def require_writable(folder: Path) -> None:
    """Find out before anything is asked whether ``folder`` takes files.

    Raises:
        StoreError: it does not.
    """
    try:
        probe = folder / f".vg-{os.getpid()}-probe.tmp"
        write(probe, b"")
        disk.remove(probe)
    except OSError as error:
        reason = reason_of(error)
        raise StoreError("store.takes_no_files", path=folder, reason=reason) from error


def _busy(note: Path) -> StoreError:
    """The error that says who is writing, by the ``note`` that the writer left."""
    try:
        holder = json.loads(disk.read(note))
        return StoreError("store.busy", task=holder["task"], process=holder["pid"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return StoreError("store.busy_unknown")
