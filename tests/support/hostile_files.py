"""What a stranger may put in the place of each file and folder of a workspace, and all commands run on that.

``python -m tests.support.hostile_files ROOT`` runs every command on the workspace ``ROOT``, each in a process
that is forked for it, and prints a JSON document: the commands that broke, and the most memory that one had.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import os
import re
import resource
import shlex
import shutil
import signal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.every_command import LINES
from tests.support.preparing import import_everything
from vlagraph.cli.agents import _caught

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["EVERY", "MOST_MEMORY", "PLACES", "SECRET", "TRAPS", "canary_home", "run_all", "set_trap", "state"]

SECRET = "SECRET-9f2c-of-the-home-folder"
PLACES = (
    "graph/topics.json", "graph/topics.schema.json", "graph/benchmarks.json", "graph/topics", "graph",
    "papers/papers.jsonl", "papers/recorded.jsonl.gz", "papers/fetch.json", "papers/notes/2699.00004.md",
    "papers/notes/template.md", "papers/notes", "papers", "progress.json", "progress.json.lock",
    "papers/papers.jsonl.lock", ".cache", ".cache/pages", ".cache/pages/old", ".cache/writer.json",
    ".cache/papers.index", "site", "site/index.html", "site/topics", "site/assets", "site/.vlagraph",
    ".gitignore", ".gitattributes", ".undo", ".undo/000001", ".undo/000001/change.json", ".undo/000001/0.gz",
    "progress.ada.json", "pairs.csv", "before.json",
)  # fmt: skip
"""Every place of a workspace that a command reads, writes or clears."""
MOST_MEMORY = 500_000
"""Kilobytes that a command may take, whatever lies there."""
_SECONDS = 60
"""After which a command counts as hanging: ten times what the slowest takes on a busy machine."""


def _link(name: str) -> Callable[[Path, Path], object]:
    return lambda place, home: place.symlink_to(home / name)


def _written(data: Callable[[], bytes]) -> Callable[[Path, Path], object]:
    return lambda place, _: place.write_bytes(data())


def _sparse(size: int) -> Callable[[Path, Path], object]:
    def make(place: Path, _: Path) -> None:
        with place.open("wb") as stream:
            stream.truncate(size)

    return make


@cache
def _bomb() -> bytes:
    """A third of a gigabyte, packed."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
        for _ in range(320):
            file.write(b"\n" * (1 << 20))
    return packed.getvalue()


def _repeated_key() -> bytes:
    keys = ",".join(f'"k{number}":0' for number in range(200_000))
    return f'{{"schema":1,{keys},"k199999":0}}'.encode()


def _odd_names(place: Path, _: Path) -> None:
    place.mkdir()
    names = (
        b"\xff\xfe.md",
        b"a\nb.json",
        b"\x1b[2J.md",
        "\u202egnp.json".encode(),
        b"-rf",
        b"x" * 255,
        b"CON.md",
    )
    for name in names:
        with contextlib.suppress(OSError):  # not every system takes every name
            (place / os.fsdecode(name)).write_bytes(b"{}")


def _without_permission(place: Path, _: Path) -> None:
    place.write_bytes(b"{}")
    place.chmod(0)


def _deep_folders(place: Path, _: Path) -> None:
    place.mkdir()
    here = os.open(place, os.O_RDONLY)
    for _depth in range(400):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)


TRAPS: dict[str, Callable[[Path, Path], object]] = {
    "a link to a file": _link("id_rsa"),
    "a link to a folder": _link("documents"),
    "a link to nothing": _link("new"),
    "a link to itself": lambda place, _: place.symlink_to(place.name),
    "a hard link": lambda place, home: os.link(home / "hard", place),
    "a pipe": lambda place, _: os.mkfifo(place),
    "a device without end": lambda place, _: place.symlink_to("/dev/zero"),
    "a sparse file of 2 GB": _sparse((1 << 31) - 1),
    "a sparse file of 100 GB": _sparse(100 << 30),
    "a packed file without end": _written(_bomb),
    "deep lists": _written(lambda: b"[" * 1_000_000),
    "deep objects": _written(lambda: b'{"schema":1,"topics":' * 100_000),
    "a key twice among many": _written(_repeated_key),
    "a long line": _written(lambda: b'{"id":"' + b"x" * 8_000_000 + b'"}'),
    "many lines": _written(lambda: b"{}\n" * 200_000),
    "small objects": _written(lambda: b'{"schema":1,"topics":[' + b"{}," * 2_600_000 + b"{}]}"),
    "halves of characters": _written(lambda: b"[" + b'"\\ud800",' * 1_000_000 + b"0]"),
    "lines of no encoding": _written(lambda: b"\xff\n" * 3_900_000),
    "a million names": _written(lambda: b"".join(b"%x/y\n" % number for number in range(1_000_000))),
    "noise": _written(lambda: bytes(range(256)) * 40),
    "nothing": _written(lambda: b""),
    "a folder": lambda place, _: place.mkdir(),
    "odd names": _odd_names,
    "deep folders": _deep_folders,
    "no permission": _without_permission,
}
"""What stands in the place of a file or a folder, by how it is made of the place and a home folder."""


def canary_home(folder: Path) -> Path:
    """A home folder whose files all say the secret, with names that a workspace has; ``folder``."""
    names = ("id_rsa", "hard", "documents/index.html", "documents/2699.00004.md", "documents/old/x.page")
    more = ("topics.json", "papers.jsonl", "progress.json", "pages/old/x.page", "notes/2699.00005.md")
    for name in (*names, *(f"documents/{one}" for one in more)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f'{{"{SECRET}": 1}}\n', encoding="utf-8")
    return folder


def state(folder: Path) -> dict[str, bytes | None]:
    """Every path below ``folder`` with its bytes, None for a folder."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def set_trap(root: Path, place: str, trap: str, home: Path) -> None:
    """Put ``trap`` in the ``place`` of the workspace ``root``."""
    target = root / place
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    TRAPS[trap](target, home)


class _HangError(BaseException):
    """A command took longer than it may."""


def run_all(root: Path, lines: Iterable[str], *, may_tell: bool = False) -> list[str]:
    """Run ``lines`` on ``root``; the lines that broke, and how. ``may_tell`` allows the secret in answers."""

    def stop(*_: object) -> None:
        raise _HangError

    broken = []
    before = signal.signal(signal.SIGALRM, stop)
    for line in lines:
        left = signal.alarm(_SECONDS)
        try:
            ran = _caught(["--root", str(root), *shlex.split(line)])
            text = ran.out + ran.err
            if ran.code not in {0, 1}:
                broken.append(f"{line}: exit {ran.code}: {ran.err[-300:]}")
            elif "Traceback" in text:
                broken.append(f"{line}: {text[-600:]}")
            elif SECRET in text and not may_tell:
                broken.append(f"{line}: tells the secret")
        except _HangError:
            broken.append(f"{line}: hangs")
        except Exception as error:  # noqa: BLE001 - told by its line, whatever it is
            broken.append(f"{line}: {type(error).__name__}: {error}")
        finally:
            signal.alarm(left)
    signal.signal(signal.SIGALRM, before)
    return broken


EVERY = [line for lines in LINES.values() for line in lines]
"""Every command of the program, with each way to use it that the tests know."""


def _main(options: argparse.Namespace) -> None:
    import_everything()
    ends = [_in_a_child(options.root, line, may_tell=options.may_tell) for line in options.line or EVERY]
    broken, peaks = zip(*ends, strict=True)
    print(json.dumps({"broken": [*chain(*broken)], "peak": max(peaks)}))


def _in_a_child(root: Path, line: str, *, may_tell: bool) -> tuple[list[str], int]:
    """How a command broke, and its memory, from a process of its own: none holds what another one left."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, json.dumps([run_all(root, [line], may_tell=may_tell), _peak()]).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    broken, peak = json.loads(said or json.dumps([[f"{line}: it was ended"], 0]))
    return broken, peak


def _peak() -> int:
    """The most memory in kilobytes that this program had; ``ru_maxrss`` begins with that of its parent."""
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        if found:
            return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--line", action="append")
    parser.add_argument("--may-tell", action="store_true")
    _main(parser.parse_args())
