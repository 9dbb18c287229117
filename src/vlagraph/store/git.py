"""What git is told of a workspace: which files it leaves out, and how it merges those that several write.

Which driver merges which file stands in .gitattributes and goes with every copy; what a driver runs stands in
the settings of the repository, which git never copies, so that no copy runs the commands of a stranger.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vlagraph.store import disk
from vlagraph.store.merging import KINDS
from vlagraph.store.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["git_files", "in_repository", "missing_drivers", "set_drivers", "unmerged"]

_IGNORED = ("progress.json", "site/", ".cache/", ".undo/", ".vg-*.tmp", "*.lock")
"""What git leaves out: the marks of the one reader of a workspace, and what is made anew."""

_ATTRIBUTES = (
    "papers/papers.jsonl merge=vlagraph-papers",
    "papers/fetch.json merge=vlagraph-fetch",
    "progress.json merge=vlagraph-progress",
    "progress.*.json merge=vlagraph-progress",
    "papers/notes/*.md merge=vlagraph-note",
)
"""Which driver merges which file."""
_LINES = {".gitignore": _IGNORED, ".gitattributes": _ATTRIBUTES}
_HEADING = "# vlagraph"

_SECONDS = 20
"""How long git may take: it reads or writes a line of its settings."""
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""A repository that came as an archive may hold settings of its own, which run nothing of theirs."""


def git_files(root: Path) -> Iterator[tuple[Path, tuple[bytes, int]]]:
    """The text of each file that git reads in ``root`` and that lacks lines, and how many were added.

    The count is 0 for a file that is not there yet.

    Raises:
        StoreError: such a file cannot be read.
    """
    for name, wanted in _LINES.items():
        file = root / name
        if not disk.is_there(file):
            yield file, ("".join(f"{line}\n" for line in wanted).encode(), 0)
            continue
        data = read_bytes(file)
        there = {
            line.strip().lstrip("/").rstrip("/") for line in data.decode("utf-8", "replace").splitlines()
        }
        if missing := [line for line in wanted if line.rstrip("/") not in there]:
            end = "\r\n" if b"\r\n" in data else "\n"
            gap = "" if data.endswith(b"\n") or not data else end
            text = gap + (end if data else "") + "".join(f"{line}{end}" for line in (_HEADING, *missing))
            yield file, (data + text.encode(), len(missing))


def missing_drivers(root: Path) -> tuple[str, ...]:
    """The drivers that the repository of ``root`` lacks or has otherwise; none outside of one."""
    if not in_repository(root):
        return ()
    return tuple(kind for kind in KINDS if _git(root, "config", "--get", _setting(kind)) != _command(kind))


def in_repository(root: Path) -> bool:
    """Whether ``root`` lies in a repository of git."""
    return _git(root, "rev-parse", "--git-dir") is not None


def unmerged(root: Path, path: Path) -> tuple[bytes, bytes, bytes] | None:
    """The base, ours and theirs of ``path`` where git could not merge it; None where it did, or is not there.

    The base is empty where both sides began the file.
    """
    listed = _git(root, "ls-files", "--unmerged", "-z", "--", os.fspath(path))
    stages = {}
    for line in (listed or "").split("\0"):
        about, _, _ = line.partition("\t")
        if len(parts := about.split(" ")) == len(("mode", "object", "stage")):
            stages[parts[2]] = parts[1]
    if not {"2", "3"} <= stages.keys():
        return None
    found = [_bytes(root, "cat-file", "blob", stages[n]) if n in stages else b"" for n in "123"]
    base, ours, theirs = found
    return None if base is None or ours is None or theirs is None else (base, ours, theirs)


def set_drivers(root: Path) -> tuple[str, ...]:
    """Set the drivers that the repository of ``root`` lacks; returns those that were set."""
    missing = missing_drivers(root)
    return tuple(kind for kind in missing if _git(root, "config", _setting(kind), _command(kind)) is not None)


def _setting(kind: str) -> str:
    return f"merge.vlagraph-{kind}.driver"


def _command(kind: str) -> str:
    """What git runs by its shell: this Python, for a repository outlives the PATH of a terminal."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m vlagraph merge-driver {kind} %O %A %B %P"


def _git(root: Path, *args: str) -> str | None:
    """What git prints in ``root`` as a text; None where it fails or is not there."""
    found = _bytes(root, *args)
    return None if found is None else found.decode("utf-8", "replace").removesuffix("\n")


def _bytes(root: Path, *args: str) -> bytes | None:
    program = shutil.which("git")
    if program is None:
        return None
    command: Sequence[str] = (program, *_SAFE, "-C", os.fspath(root), *args)
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
