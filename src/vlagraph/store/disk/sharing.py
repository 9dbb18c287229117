"""Who may use a file that several write to: everybody who may write to its folder."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

__all__ = ["opening_mode", "share"]

_BY_OWNER = hasattr(os, "fchown") and hasattr(os, "geteuid")
"""Whether files have owners, groups and permissions for others (all but Windows)."""


def _shared_mode(path: str) -> int:
    """The permissions for ``path``: all may write to it who may replace the files in its folder.

    Raises:
        OSError: the folder cannot be looked into.
    """
    return 0o600 | Path(path).parent.stat().st_mode & 0o222 | 0o044


def opening_mode(path: str) -> int:
    """The permissions to open the lock ``path`` with: its own where it is there, for filelock 3.13 sets them.

    Raises:
        OSError: the folder cannot be looked into.
    """
    try:
        return stat.S_IMODE(os.lstat(path).st_mode)
    except FileNotFoundError:
        return _shared_mode(path)


def share(path: str) -> None:
    """Give the file ``path`` the group of its folder, and what that lets others write.

    A file of another user stays as it is, and one that has a second name: that may have come with a folder
    of somebody else, to change what it leads to.
    """
    if not _BY_OWNER:
        return
    with contextlib.suppress(OSError):  # a file system without owners
        folder, mode = Path(path).parent.stat(), _shared_mode(path)
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            found = os.fstat(opened)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or found.st_uid != os.geteuid():
                return
            if found.st_gid != folder.st_gid and folder.st_mode & stat.S_IWGRP:
                os.fchown(opened, -1, folder.st_gid)
            if mode != stat.S_IMODE(found.st_mode):
                os.fchmod(opened, mode)
        finally:
            os.close(opened)
