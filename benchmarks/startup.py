"""How long a command takes, against importing the libraries that it cannot do without.

``python -m benchmarks.startup [--format json]`` runs ``vlagraph path causal-inference``, ``vlagraph --help``
and ``python -c "import click, networkx, msgspec"`` in turns and prints the processor times and the median of
each round's ratio, with the middle half of the rounds. It exits 3 when a target is missed. With ``--against
COMMIT`` commands and a build are compared with what they cost at another commit, in processor time, and it
exits 3 when one costs a twentieth more. All of them run from compiled bytecode, as installing compiles it,
kept in a folder of its own so that settings of the environment and an editable checkout do not matter.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from operator import truediv
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks import MISSED
from benchmarks._arguments import parser_of
from benchmarks._cost import main as compare
from benchmarks._runs import environment, of_command, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ratio", "main", "measure"]

_RUNS = 21
_CHECKOUT = Path(__file__).parent.parent
_PROGRAM = "from vlagraph.__main__ import main; main()"
_BASE = [sys.executable, "-c", "import click, networkx, msgspec"]
_COMMANDS = {
    "path causal-inference": ([sys.executable, "-c", _PROGRAM, "path", "causal-inference"], 1.3),
    "--help": ([sys.executable, "-c", _PROGRAM, "--help"], 1.0),
}


class Ratio(msgspec.Struct, frozen=True):
    """How often a command takes the time of the bare imports, and the median times in milliseconds.

    ``rounds`` are the ratios of all rounds, ``ratio`` is their median.
    """

    name: str
    ratio: float
    rounds: tuple[float, ...]
    target: float
    command_ms: float
    imports_ms: float


def measure(runs: int = _RUNS) -> tuple[Ratio, ...]:
    """The ratios, from ``runs`` rounds of all commands after one to warm up.

    A ratio is taken within each round, so that other work on the machine meets both of its times.
    """
    times: dict[str, list[float]] = {"": [], **{name: [] for name in _COMMANDS}}
    with tempfile.TemporaryDirectory() as compiled:
        for number in range(runs + 1):
            for name, taken in times.items():
                spent = _run(_COMMANDS[name][0] if name else _BASE, compiled)
                if number:
                    taken.append(spent)
    return tuple(
        _ratio(name, times[name], times[""], target=target) for name, (_, target) in _COMMANDS.items()
    )


def _ratio(name: str, times: Sequence[float], imports: Sequence[float], *, target: float) -> Ratio:
    rounds = tuple(round(ratio, 3) for ratio in map(truediv, times, imports))
    return Ratio(
        name=name,
        ratio=statistics.median(rounds),
        rounds=rounds,
        target=target,
        command_ms=round(statistics.median(times), 1),
        imports_ms=round(statistics.median(imports), 1),
    )


def _run(command: list[str], compiled: str) -> float:
    return of_command(command, cwd=_CHECKOUT, env=environment(PYTHONPYCACHEPREFIX=compiled))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratios as a table or as JSON; the exit code."""
    parser = parser_of("startup", __doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--against", metavar="COMMIT", help="compare with this commit instead")
    asked = parser.parse_args(argv)
    if asked.against is not None:
        if asked.format == "json":
            parser.error("--against prints a table alone: leave out --format json")
        return compare(asked.against)
    found = measure()
    if asked.format == "json":
        print(msgspec.json.format(msgspec.json.encode({"startup": found}), indent=2).decode())
    else:
        print(f"{'command':24}{'ratio':>18}{'command':>12}{'imports':>12}  target")
        for row in found:
            judged = "reached" if row.ratio <= row.target else "MISSED"
            times = f"{row.command_ms:9.1f} ms{row.imports_ms:9.1f} ms"
            print(f"{row.name:24}{spread(row.rounds):>18}{times}  {row.target:.2f}, {judged}")
    return 0 if all(row.ratio <= row.target for row in found) else MISSED


if __name__ == "__main__":
    sys.exit(main())
