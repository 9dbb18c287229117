"""What the benchmarks share: the processor time of a command, and several runs as one figure."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["Use", "environment", "milliseconds", "of_command", "spread", "use_of"]

_UNITS = 1e3 if sys.platform == "linux" else 1e6
"""Of ``ru_maxrss`` in a megabyte: Linux counts kilobytes, others bytes."""

_MANY = 8
"""Runs from which on the middle half is told: of fewer, all."""

_SAID = 500
"""Bytes that are shown of what a command says of its failure, at most."""

_WORD = 60
"""Letters that are shown of a word of a command that failed: one may be a whole program."""


class Use(NamedTuple):
    """What a command took: milliseconds of processor time with what it waited for, and megabytes at once."""

    milliseconds: float
    megabytes: float


def environment(**more: str) -> dict[str, str]:
    """That of this process with ``more``; what Python compiles is kept, as of an installed program.

    Else each command would compile all its modules, which takes longer than many a command.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def use_of(command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Use:
    """What ``command`` took; one that fails does less than it was asked, so that its figures say nothing.

    Raises:
        SystemExit: it failed, or told a traceback; the message names it and ends as what it said on stderr.
    """
    null = subprocess.DEVNULL
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, env=env, cwd=cwd, stdin=null, stdout=null, stderr=errors)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        told = errors.read()
        if child.returncode or b"Traceback" in told:
            said = told[-_SAID:].decode(errors="replace").strip()
            raise SystemExit(f"failed: {_shown(command)} ended with {child.returncode}: {said}")
    return Use((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / _UNITS)


def _shown(command: Sequence[str]) -> str:
    words = (word.partition("\n")[0] for word in command)
    return " ".join(word if len(word) <= _WORD else f"{word[:_WORD]}…" for word in words)


def of_command(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> float:
    """The milliseconds of processor time of ``command`` and of what it waited for.

    Raises:
        SystemExit: it failed.
    """
    return use_of(command, env=env, cwd=cwd).milliseconds


def milliseconds(call: Callable[[], object]) -> float:
    """The processor time of ``call``, without that of throwing away what it gives."""
    begun = time.process_time()
    kept = call()
    taken = time.process_time() - begun
    del kept
    return taken * 1000


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and in brackets the least and the greatest; of 8 runs and more those of the middle half.

    >>> spread([1.0, 3.0, 2.0]), spread([float(n) for n in range(9)], 1)
    ('2.00 (1.00-3.00)', '4.0 (2.0-6.0)')
    """
    low, high = min(values), max(values)
    if len(values) >= _MANY:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{statistics.median(values):.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"
