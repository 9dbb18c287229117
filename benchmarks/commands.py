"""What commands cost in stores of 0, 5,000 and 50,000 papers, against reading what they need.

``python -m benchmarks.commands [--format json] [--papers N…] [--runs N]`` runs each command in workspaces
that differ by papers that it does not show: all of them hold the key papers and the hundred papers of the
last week, and no mark but one that the command takes back or shows. It prints the processor time of the
child, the median of several runs in turns, over that of a bare Python that imports the modules which the
command imports and reads the files which it needs. The index of the papers is made before, and its cost
printed apart.

It exits 3 when a command that issue 16 names takes more than 1.5 times its reading in any store, or another
one in the largest store more than 1.5 times what it takes in the smallest.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks import MISSED
from benchmarks._arguments import at_least, parser_of
from benchmarks._papers import TODAY, TOPIC, make_papers, note_fetched
from benchmarks._runs import environment, of_command
from vlagraph.pipeline.beginning import init_workspace
from vlagraph.store.papers import load_papers, save_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.papers.paper import Paper

__all__ = ["Row", "main", "measure"]

_TARGET = 1.5
_NAMED = {"learned", "papers", "new", "explain", "topic"}
"""Commands that are held against their reading; the others compute too, and are held against themselves."""

_RECENT = 100
_ONE = "2501.10007"
"""A paper that every store holds."""

_ROADMAP = "from vlagraph.store.roadmap import load_roadmap as r; r(root / 'graph' / 'topics.json')"
_MARKS = "from vlagraph.store.progress import load_progress as m; m(root / 'progress.json')"
_PAPERS = "from vlagraph.store.papers import load_papers as p; p(root / 'papers' / 'papers.jsonl')"
_MODEL = "from vlagraph.core.matching import default_model as d; d()"
_STATE = "from vlagraph.store.fetch_state import load_state as s; s(root / 'papers' / 'fetch.json')"
_GRAPH = (_ROADMAP, _MARKS)

_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "learned perception": _GRAPH,
    "unlearn perception": _GRAPH,
    f"star {_ONE}": (_MARKS, _PAPERS),
    f"read {_ONE}": (_MARKS, _PAPERS),
    f"pin {_ONE} {TOPIC}": (*_GRAPH, _PAPERS),
    f"dismiss {_ONE} {TOPIC}": (*_GRAPH, _PAPERS),
    "next": _GRAPH,
    "progress": _GRAPH,
    f"path {TOPIC}": _GRAPH,
    f"plan {TOPIC} --hours-per-week 8": (*_GRAPH, _PAPERS),
    f"topic {TOPIC}": (_ROADMAP, _PAPERS),
    f"review {TOPIC}": (*_GRAPH, _PAPERS),
    "search diffusion": (_ROADMAP, _PAPERS),
    f"show {_ONE}": (*_GRAPH, _PAPERS),
    f"explain {_ONE}": (*_GRAPH, _PAPERS, _MODEL),
    f"papers {TOPIC}": (*_GRAPH, _PAPERS),
    "papers": (*_GRAPH, _PAPERS),
    "papers --starred": (*_GRAPH, _PAPERS),
    "papers --search openvla": (*_GRAPH, _PAPERS),
    "new": (*_GRAPH, _PAPERS, _STATE),
    "new --ready": (*_GRAPH, _PAPERS, _STATE),
    "status": (*_GRAPH, _PAPERS, _STATE),
    "stats": (*_GRAPH, _PAPERS, _STATE),
}
"""Every command with what it has to read, in a store that holds no paper which it does not show."""

_MARKED: Mapping[str, str] = {
    "unlearn perception": "learned perception",
    "papers --starred": f"star {_ONE}",
}
"""Commands that would have nothing to do without a mark, with the command that makes it."""


class Row(msgspec.Struct, frozen=True):
    """The median milliseconds of bare reading, and by papers stored those of the command and their ratios.

    ``spread`` is how far the runs lie apart, as a share of their median, where they do so most.
    """

    command: str
    reading_ms: float
    command_ms: dict[str, float]
    ratio: dict[str, float]
    spread: float

    @property
    def reached(self) -> bool:
        """Whether it keeps its target in every store."""
        if self.command.split()[0] in _NAMED:
            return max(self.ratio.values()) <= _TARGET
        least = self.command_ms[min(self.command_ms, key=int)]
        return max(self.command_ms.values()) <= _TARGET * least


def measure(sizes: Sequence[int], runs: int) -> tuple[tuple[Row, ...], dict[str, float]]:
    """A row for each command, and by papers stored the milliseconds of the command that makes the index."""
    with tempfile.TemporaryDirectory() as folder:
        roots = {str(size): _workspace(Path(folder, str(size)), size) for size in sizes}
        bench = _Bench(Path(folder, "compiled"))
        first = {name: bench.command(root, f"show {_ONE}") for name, root in roots.items()}
        return tuple(_row(bench, name, roots=roots, runs=runs) for name in _COMMANDS), first


def _row(bench: _Bench, name: str, *, roots: Mapping[str, Path], runs: int) -> Row:
    small = roots[min(roots, key=int)]
    modules = bench.modules(small, name)
    for root in roots.values():
        bench.command(root, name)
    taken: dict[str, list[float]] = {"": [], **{size: [] for size in roots}}
    for _ in range(runs):
        taken[""].append(bench.reading(small, modules, _COMMANDS[name]))
        for size, root in roots.items():
            taken[size].append(bench.command(root, name))
    middle = {size: round(statistics.median(found), 1) for size, found in taken.items()}
    apart = max((max(found) - min(found)) / statistics.median(found) for found in taken.values())
    floor = middle.pop("")
    ratios = {size: round(found / floor, 2) for size, found in middle.items()}
    return Row(name, floor, middle, ratios, round(apart, 2))


class _Bench:
    """Runs children from bytecode that is compiled once, and tells what they took."""

    def __init__(self, compiled: Path) -> None:
        now = f"{TODAY}T12:00:00Z"
        self._env = environment(PYTHONPYCACHEPREFIX=str(compiled), VLAGRAPH_NOW=now, LC_ALL="C.UTF-8")

    def command(self, root: Path, name: str) -> float:
        """The milliseconds of a command in the workspace ``root``, with no marks there but its own."""
        self._mark(root, name)
        return self._of(root, name)

    def _of(self, root: Path, name: str) -> float:
        program = "from vlagraph.__main__ import main; main()"
        return self._run(["-c", program, "--root", str(root), *name.split()])

    def _mark(self, root: Path, name: str) -> None:
        """Undo all marks but that of `_MARKED`."""
        Workspace(root).progress.unlink(missing_ok=True)
        if name in _MARKED:
            self._of(root, _MARKED[name])

    def modules(self, root: Path, name: str) -> tuple[str, ...]:
        """What a command imports, without what compiled modules put among the modules themselves."""
        self._mark(root, name)
        program = (
            "import sys; from vlagraph.cli import run; run(sys.argv[1:]); "
            "print('\\n', *(name for name, one in sys.modules.items() if getattr(one, '__spec__', None)))"
        )
        args = [sys.executable, "-c", program, "--root", str(root), *name.split()]
        done = subprocess.run(args, env=self._env, capture_output=True, text=True, check=True)
        return tuple(one for one in done.stdout.splitlines()[-1].split() if one != "__main__")

    def reading(self, root: Path, modules: Sequence[str], steps: Sequence[str]) -> float:
        """The milliseconds of importing ``modules`` and doing ``steps``."""
        program = [
            "import gc, importlib, pathlib, sys",
            "gc.set_threshold(100_000)",
            "root = pathlib.Path(sys.argv[1])",
            f"for one in {list(modules)!r}: importlib.import_module(one)",
            *steps,
            "gc.freeze()",
        ]
        return self._run(["-c", "\n".join(program), str(root)])

    def _run(self, args: Sequence[str]) -> float:
        return of_command([sys.executable, *args], env=self._env)


def _workspace(root: Path, size: int) -> Path:
    """A workspace that was fetched, with the key papers, those of the last week and ``size`` more."""
    init_workspace(root)
    place = Workspace(root)
    papers: dict[str, Paper] = load_papers(place.papers) | make_papers(_RECENT + size)
    save_papers(place.papers, papers)
    note_fetched(place)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table or JSON; the exit code."""
    parser = parser_of("commands", __doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--papers", type=at_least(0), nargs="+", default=[0, 5_000, 50_000], help="papers stored"
    )
    parser.add_argument("--runs", type=at_least(1), default=5, help="runs of each command in each store")
    asked = parser.parse_args(argv)
    rows, first = measure(sorted({*asked.papers}), asked.runs)
    if asked.format == "json":
        print(msgspec.json.format(msgspec.json.encode({"commands": rows, "first": first}), indent=2).decode())
    else:
        _print(rows, first)
    return 0 if all(row.reached for row in rows) else MISSED


def _print(rows: Sequence[Row], first: Mapping[str, float]) -> None:
    sizes = sorted(first, key=int)
    heads = "".join(f"{int(size):>8,}{'ratio':>7}" for size in sizes)
    print(f"{'processor ms at … papers':34}{'reading':>8}{heads}{'spread':>8}")
    for row in rows:
        cells = "".join(f"{row.command_ms[size]:8.0f}{row.ratio[size]:7.2f}" for size in sizes)
        judged = "" if row.reached else "MISSED"
        print(f"{row.command:34}{row.reading_ms:8.0f}{cells}{row.spread:8.0%}  {judged}".rstrip())
    made = ", ".join(f"{first[size]:.0f} ms at {int(size):,}" for size in sizes)
    print(f"the first command, which makes the index: {made}")


if __name__ == "__main__":
    sys.exit(main())
