"""What commands cost in a store of a million papers: ``python -m benchmarks.large [--papers N] [--runs N]``.

It invents a snapshot with the statistics of real texts, imports all of it, deletes the index and lets a
command make it again, and then runs commands in that store and in one of 1,000 papers. Of each it prints the
processor time in both, the ratio (the median of the runs, with the least and the greatest) and the most
memory that it held at once in the large one.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from operator import truediv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import ABSENT
from benchmarks._arguments import at_least, parser_of
from benchmarks._runs import environment, spread, use_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks._runs import Use

_CHECKOUT = Path(__file__).parent.parent
_FEW = 1000
"""Papers of the small store."""
_ONE = "1501.00007"
"""A paper of both stores."""
_COMMANDS = (
    "status",
    "search lora",
    f"show {_ONE}",
    f"explain {_ONE}",
    "papers causal-inference --max 3",
    "papers --search openvla --max 3",
    f"star {_ONE}",
    "new --max 3",
)
_READING_ALL = "status --holes"
"""Reads every paper once, and so has a time and no ratio."""
_MEGABYTE = 1e6


class _Store(NamedTuple):
    """A workspace that holds all ``papers`` of an invented snapshot.

    ``origin`` says what the texts are invented from, ``real`` whether those are records, ``day`` until when
    they reach; the import took ``seconds`` of processors and held ``memory`` bytes at once.
    """

    root: Path
    papers: int
    origin: str
    day: str
    seconds: float
    memory: float
    real: bool = True

    def use(self, line: str) -> Use:
        """What a command takes here, where nothing is marked."""
        (self.root / "progress.json").unlink(missing_ok=True)
        now = f"{self.day}T12:00:00Z"
        env = environment(PYTHONPATH=str(_CHECKOUT / "src"), VLAGRAPH_NOW=now)
        return use_of([sys.executable, "-m", "vlagraph", "--root", str(self.root), *line.split()], env=env)

    def sizes(self) -> str:
        """How large the papers and their index are, in words."""
        lines = (self.root / "papers" / "papers.jsonl").stat().st_size
        index = sum(path.stat().st_size for path in (self.root / ".cache").rglob("*") if path.is_file())
        return f"papers.jsonl {_megabytes(lines)}, index {_megabytes(index)}"


def _megabytes(size: float) -> str:
    return f"{size / _MEGABYTE:,.0f} MB"


def make_store(root: Path, count: int) -> _Store:
    """A store of ``count`` papers in ``root``.

    It is called in a process of its own, for a command is counted with what its parent held when it began.
    """
    from benchmarks._corpus import fitted_texts, last_day, write_corpus
    from benchmarks.snapshot import import_into
    from vlagraph.pipeline.fetch.snapshot.engines.local import processors

    model, snapshot = fitted_texts(), root.with_suffix(".json")
    write_corpus(snapshot, count, model)
    shutil.copytree(_CHECKOUT / "graph", root / "graph")
    cost = import_into(root, snapshot, processors(), "--keep-all")
    snapshot.unlink()
    return _Store(root, count, model.origin, last_day(count), cost.processor, cost.memory, model.real)


def _stores(folder: Path, counts: Sequence[int]) -> list[_Store]:
    """A store of each size in ``folder``; an import that fails ends the run, where a ``Pool`` would wait."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return [*pool.map(make_store, [folder / str(count) for count in counts], counts)]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code, `ABSENT` where the words are not those of real records."""
    parser = parser_of("large", __doc__)
    parser.add_argument(
        "--papers", type=at_least(_FEW + 1), default=1_000_000, help="papers of the large store"
    )
    parser.add_argument("--runs", type=at_least(1), default=3, help="runs of each command in each store")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        small, large = _stores(Path(folder), (_FEW, asked.papers))
        print(f"{large.papers:,} invented papers ({large.origin}): {large.sizes()}")
        print(f"import with the index: {large.seconds:,.0f} s, {_megabytes(large.memory)} of memory")
        shutil.rmtree(large.root / ".cache")
        made = large.use("search lora")
        print(f"making the index anew: {made.milliseconds / 1000:,.0f} s, {made.megabytes:,.0f} MB")
        _print(small, large, asked.runs)
    return 0 if large.real else ABSENT


def _print(small: _Store, large: _Store, runs: int) -> None:
    print(f"{'processor ms at … papers':34}{small.papers:>8,}{large.papers:>11,}{'ratio':>18}{'MB':>6}")
    for line in _COMMANDS:
        for store in (small, large):
            store.use(line)  # what is made once
        pairs = [(small.use(line), large.use(line)) for _ in range(runs)]
        few, many = ([use.milliseconds for use in uses] for uses in zip(*pairs, strict=True))
        most = max(use.megabytes for _, use in pairs)
        ratio = spread([*map(truediv, many, few)])
        print(f"{line:34}{median(few):8,.0f}{median(many):11,.0f}{ratio:>18}{most:6,.0f}", flush=True)
    whole = large.use(_READING_ALL)
    print(f"{_READING_ALL:34}{'':8}{whole.milliseconds:11,.0f}{'':18}{whole.megabytes:6,.0f}")


if __name__ == "__main__":
    sys.exit(main())
