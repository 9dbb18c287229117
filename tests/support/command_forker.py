"""A process with everything imported that forks a command per line of its input: many can be killed.

A line is a JSON object: ``root``, ``words``, ``now``, and how it ends: ``writes`` (killed before the writing
of that number), ``seconds`` (killed after so long), or neither. The answer is the exit status of the system.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading

from tests.support.preparing import import_everything

WRITING = frozenset({
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.utime",
})  # fmt: skip
"""What Python tells of changes to the disk, beside files that are opened to be written."""

_CRASHED = 70
"""What a command ends with that raised what is no message."""


def main() -> None:
    """Serve until the input ends."""
    import_everything()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(**json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _run(root: str, words: list[str], now: str, writes: int = 0, seconds: float = 0.0) -> None:
    os.chdir(root)
    os.environ["VLAGRAPH_NOW"] = now
    _to_nothing()
    if writes:
        sys.addaudithook(_Count(writes))
    if seconds:
        threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
    from vlagraph.cli import run

    code = _CRASHED
    try:
        code = run(words)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def _to_nothing() -> None:
    """Let what the command prints go nowhere; the streams of this process are the test's."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nothing, handle)


class _Count:
    """Kills this process before its writing of a number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        flags = args[2] if event == "open" and isinstance(args[2], int) else 0
        if event in WRITING or flags & (os.O_WRONLY | os.O_RDWR):
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
