"""What commands cost now and cost at another commit, in one run: processor time, in turns, medians."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from operator import truediv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import MISSED
from benchmarks._runs import environment, of_command

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

_CHECKOUT = Path(__file__).parent.parent
_PROGRAM = "from vlagraph.__main__ import main; main()"
_TOPIC = "linear-algebra"
_MOST = 1.05
"""A change may not make a command slower than by a twentieth."""
_COMMANDS = {
    "--version": (41, ["--version"]),
    "next": (41, ["next"]),
    "learned": (41, ["learned", _TOPIC]),
    "build": (7, ["build", "--out", "out"]),
}
"""How often a command runs on each side, and its words. A short one needs more runs to be told from noise."""


class _Side(NamedTuple):
    """A version of the program, and a workspace of its own for it."""

    source: Path
    place: Path
    compiled: Path

    def run(self, words: list[str]) -> float:
        """The milliseconds of processor time that a command takes, with those of what it starts."""
        env = environment(PYTHONPATH=str(self.source), PYTHONPYCACHEPREFIX=str(self.compiled))
        command = [sys.executable, "-c", _PROGRAM, *words]
        try:
            return of_command(command, cwd=self.place, env=env)
        except SystemExit as failed:
            raise SystemExit(f"{self.source}: {failed}") from failed

    def prepared(self, words: list[str]) -> float:
        """The same, of a command that finds nothing done already."""
        if words[0] == "learned":
            self.run(["unlearn", _TOPIC])
        if words[0] == "build":
            shutil.rmtree(self.place / "out", ignore_errors=True)
        return self.run(words)


@contextmanager
def _sides(commit: str) -> Iterator[tuple[_Side, _Side]]:
    """The program as it is here, and as it was at ``commit``, both on the roadmap of then."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        old = folder / "old"
        git = ["git", "-C", str(_CHECKOUT), "worktree"]
        _check_out(commit, [*git, "add", "--quiet", "--detach", str(old), commit])
        try:
            if not (old / "src" / "vlagraph" / "__main__.py").is_file():
                raise SystemExit(f"{commit} has no src/vlagraph/__main__.py: what is installed would run.")
            sides = [
                _Side(source, folder / name, folder / f"{name}-compiled")
                for name, source in (("here", _CHECKOUT / "src"), ("then", old / "src"))
            ]
            for side in sides:
                side.place.mkdir()
            for side in sides:
                sides[1].run(["init", str(side.place / "work")])
            here, then = (side._replace(place=side.place / "work") for side in sides)
            yield here, then
        finally:
            subprocess.run([*git, "remove", "--force", str(old)], check=True)


def _check_out(commit: str, command: list[str]) -> None:
    """Run ``command`` of git; where it fails, the run ends with the reason."""
    try:
        subprocess.run(command, capture_output=True, text=True, errors="replace", check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else error
        raise SystemExit(
            f"{commit!r} cannot be checked out: {said}. Name a commit of {_CHECKOUT}."
        ) from error


def main(commit: str) -> int:
    """Print what each command costs here and at ``commit``; `MISSED` where one costs a twentieth more."""
    worst = 0.0
    with _sides(commit) as (here, then):
        print(f"{'command':12}{'here':>12}{commit[:12]:>14}{'ratio':>8}")
        for name, (runs, words) in _COMMANDS.items():
            times: tuple[list[float], list[float]] = ([], [])
            for number in range(runs + 1):
                turn = 1 if number % 2 else -1
                for side, taken in zip((here, then)[::turn], times[::turn], strict=True):
                    spent = side.prepared(words)
                    if number:  # the first compiles
                        taken.append(spent)
            now, before = map(statistics.median, times)
            ratio = statistics.median(map(truediv, *times))
            worst = max(worst, ratio)
            judged = "" if ratio <= _MOST else "  MORE"
            print(f"{name:12}{now:9.1f} ms{before:11.1f} ms{ratio:8.3f}{judged}", flush=True)
    return 0 if worst <= _MOST else MISSED
