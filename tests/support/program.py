"""The program in a process of its own, with streams that the test gives, without the start of a Python.

A process that has imported everything forks for each call, and the child goes on as ``python -m vlagraph``
does, to the end of the interpreter, which writes what is left in the streams. Only how Python starts is
not tried by this.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tests.support.preparing import import_everything

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Call", "begin"]

CHECKOUT = Path(__file__).resolve().parents[2]
_MOST_BYTES = 1 << 20
"""Of what is asked in one message: the words, the folder and the environment."""
_MOST_STREAMS = 4


class Call:
    """A command that runs; one at a time in a process of tests."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server

    def wait(self) -> int:
        """The exit code, or the number of the signal that ended it, below zero."""
        return os.waitstatus_to_exitcode(int(self._server.recv(_MOST_BYTES)))


def begin(words: Sequence[str], *, cwd: Path, env: Mapping[str, str], streams: Sequence[int]) -> Call:
    """Run ``vlagraph WORDS``; ``streams`` become its stdin, stdout and stderr, a fourth its /dev/fd/3."""
    server = _server()
    asked = json.dumps({"words": list(words), "cwd": str(cwd), "env": dict(env)})
    socket.send_fds(server, [asked.encode()], streams)
    return Call(server)


@cache
def _server() -> socket.socket:
    """The end of a line to the process that forks, which ends once this one has."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.support.program", str(theirs.fileno())]
    path = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "src")))
    env = {**os.environ, "PYTHONPATH": path}
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=env, cwd=CHECKOUT)
    theirs.close()
    atexit.register(_end, ours, process)
    return ours


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    process.wait()


def _serve(line: socket.socket) -> bool:
    """Fork for each call until the line ends; true in a child, which is the program from then on."""
    while True:
        asked, streams, _, _ = socket.recv_fds(line, _MOST_BYTES, _MOST_STREAMS)
        if not asked:
            return False
        child = os.fork()
        if child == 0:
            line.close()
            _become(streams, **json.loads(asked))
            return True
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        line.send(str(status).encode())


def _become(streams: Sequence[int], *, words: list[str], cwd: str, env: dict[str, str]) -> None:
    """Take the words, the folder, the environment and the streams of a call as a new Python does."""
    gc.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for place, stream in enumerate(streams):
        if stream != place:
            os.dup2(stream, place)
            os.close(stream)
    sys.argv = ["vlagraph", *words]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end, as Python's own
    sys.stdout, sys.stderr = _writing(1), _writing(2)


def _writing(place: int) -> TextIO:
    """A stream as Python opens it: in lines to a terminal, and always for messages."""
    errors = "surrogateescape" if place == 1 else "backslashreplace"
    lines = place == 2 or os.isatty(place)
    return open(place, "w", buffering=1 if lines else -1, encoding="utf-8", errors=errors, closefd=False)


if __name__ == "__main__":
    import_everything()
    gc.freeze()
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        from vlagraph.__main__ import main

        main()
