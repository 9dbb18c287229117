"""Running the command line: in this process, in one of its own, or on a pseudo-terminal."""

from __future__ import annotations

import errno
import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from tests.support import program
from vlagraph.cli import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

__all__ = ["CHECKOUT", "Answer", "ask", "on_one_screen", "on_screen", "on_stream", "on_terminal", "spawn"]

CHECKOUT = Path(__file__).resolve().parents[2]


class Answer(NamedTuple):
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return msgspec.json.decode(self.out)


def ask(capture: pytest.CaptureFixture[str], *args: str) -> Answer:
    """Run one command in this process."""
    capture.readouterr()
    code = run(list(args))
    out, err = capture.readouterr()
    return Answer(code, out, err)


def spawn(*args: str | bytes, cwd: Path = CHECKOUT, env: Mapping[str, str] | None = None) -> Answer:
    """Run one command in a process of its own, its streams piped."""
    command = [sys.executable, "-m", "vlagraph", *args]
    full = {**os.environ, **(env or {})}
    done = subprocess.run(command, cwd=cwd, env=full, capture_output=True, timeout=60, check=False)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*args: str, cwd: Path = CHECKOUT, env: Mapping[str, str] | None = None) -> Answer:
    """Run one command with a pseudo-terminal of 80 columns for its streams; both arrive as ``out``."""
    full = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **(env or {})}
    ours, theirs = pty.openpty()
    process = program.begin(args, cwd=cwd, env=full, streams=(theirs, theirs, theirs))
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError as error:  # Linux says EIO once the other end is closed
        if error.errno != errno.EIO:
            raise
    os.close(ours)
    return Answer(process.wait(), seen.decode().replace("\r\n", "\n"), "")


class _Screen(io.TextIOWrapper):
    """A stream in memory that passes for a terminal, or for a pipe."""

    def __init__(self, *, encoding: str = "utf-8", newline: str = "", terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline=newline)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def data(self) -> bytes:
        """What was printed, as bytes."""
        self.flush()
        return cast("io.BytesIO", self.buffer).getvalue()

    @property
    def text(self) -> str:
        """What was printed."""
        return self.data.decode()


def on_screen(patch: pytest.MonkeyPatch, columns: int, *args: str) -> Answer:
    """Run one command in this process as on a terminal of ``columns``, or with 0 in a pipe; no colour."""
    with patch.context() as patched:
        out, err = _Screen(terminal=columns > 0), _Screen(terminal=columns > 0)
        patched.setenv("COLUMNS", str(columns or 50))
        patched.setenv("NO_COLOR", "1")
        patched.setattr("sys.stdout", out)
        patched.setattr("sys.stderr", err)
        code = run(list(args))
        return Answer(code, out.text, err.text)


def on_one_screen(patch: pytest.MonkeyPatch, columns: int, *args: str) -> Answer:
    """The same with both streams on the terminal, as ``out``, in the order in which they are written."""
    with patch.context() as patched:
        screen = _Screen(terminal=True)
        patched.setenv("COLUMNS", str(columns))
        patched.setenv("NO_COLOR", "1")
        patched.setenv("TERM", "dumb")
        patched.setattr("sys.stdout", screen)
        patched.setattr("sys.stderr", screen)
        code = run(list(args))
        return Answer(code, screen.text, "")


def on_stream(patch: pytest.MonkeyPatch, encoding: str, *args: str) -> tuple[int, bytes]:
    """Run one command in this process, its stdout a file as Windows opens it; the exit code and the bytes."""
    with patch.context() as patched:
        out = _Screen(encoding=encoding, newline="\r\n")
        patched.setattr("sys.stdout", out)
        return run(list(args)), out.data
