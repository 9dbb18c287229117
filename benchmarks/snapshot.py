"""What bringing in a snapshot costs beside bare reading: ``python -m benchmarks.snapshot [--sizes N …]``.

Invented snapshots of several sizes with the statistics of real texts. For each: the time of decoding every
line with msgspec and nothing else, by as many processes, as a share of the time of the import; the time for
each record beside that of the smallest; the most memory of all processes together; and what is kept. It is
processor time, that of all processes of the import together, for other work on the machine hardly disturbs
it. ``--seconds`` adds what the import took on this machine, by its clock as well.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks import ABSENT
from benchmarks._arguments import at_least, parser_of
from benchmarks._corpus import fitted_texts, write_corpus
from benchmarks._runs import environment
from benchmarks.relevance import CHECKOUT
from vlagraph.pipeline.fetch.snapshot.engines.local import processors

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (250_000, 500_000, 1_000_000)
"""Records of the invented snapshots: each twice the last, so that growth can be seen."""
PAUSE = 0.1
"""Seconds between two looks at the memory: a block takes several of them."""
MEGABYTE = 1e6
KILOBYTE = 1024  # the unit of /proc
WORKS = 250_000_000
"""Of an index of all sciences, about: what they would take is said at the end, for they are not measured."""
HOUR = 3600
ROUNDS = 3
"""Of bare decoding, of which the fastest counts: it is so short that anything disturbs it."""


SAID = 500
"""Bytes that are shown of what an import says of its failure, at most."""


class Cost(NamedTuple):
    """An import: seconds of processors and of the clock, the most bytes of memory, and the records kept."""

    processor: float
    clock: float
    memory: float
    kept: int


def decode_part(path: str, first: int, last: int) -> float:
    """Decode the lines that begin at bytes ``first`` to ``last``; the processor time that this took."""
    decode, begun = msgspec.json.Decoder().decode, time.process_time()
    with Path(path).open("rb") as stream:
        stream.seek(max(0, first - 1))
        if first:
            stream.readline()
        while stream.tell() < last and (lines := stream.readlines(min(1 << 20, last - stream.tell()))):
            for line in lines:
                decode(line)
    return time.process_time() - begun


def bare_seconds(path: Path, jobs: int) -> float:
    """The processor time in which ``jobs`` processes together decode the whole file."""
    size = path.stat().st_size
    bounds = [size * place // jobs for place in range(jobs + 1)]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        return min(sum(pool.map(decode_part, [str(path)] * jobs, bounds, bounds[1:])) for _ in range(ROUNDS))


def import_cost(path: Path, jobs: int) -> Cost:
    """The cost of an import into a fresh workspace."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(CHECKOUT / "graph", Path(folder) / "graph")
        return import_into(Path(folder), path, jobs)


def import_into(root: Path, path: Path, jobs: int, *options: str) -> Cost:
    """The cost of the import of the snapshot ``path`` into the workspace ``root``, with more ``options``.

    Raises:
        SystemExit: it failed; the message ends as what it said on stderr.
    """
    env = environment(PYTHONPATH=str(CHECKOUT / "src"))
    command = [sys.executable, "-m", "vlagraph", "--root", str(root), "fetch", "--from-snapshot", str(path)]
    begun, most, ended = time.perf_counter(), 0.0, 0
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [*command, *options, "--jobs", str(jobs), "--format", "json"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as running,
    ):
        while not ended:
            most = max(most, memory_of(running.pid))
            time.sleep(PAUSE)
            ended, status, used = os.wait4(running.pid, os.WNOHANG)  # with the processes that it began
        running.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - begun
        text = running.stdout.read() if running.stdout else b""
        if running.returncode:
            errors.seek(0)
            raise SystemExit(
                f"failed: the import of {path}: {errors.read()[-SAID:].decode(errors='replace')}"
            )
        report = msgspec.json.decode(text)
    return Cost(used.ru_utime + used.ru_stime, clock, most, report["kept"])


def memory_of(process: int) -> float:
    """The bytes that a process and those it began hold, shared ones by their share; 0 where unknown."""
    found = 0.0
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        found = sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) * KILOBYTE
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return found
    return found + sum(memory_of(int(child)) for child in children)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratios; the exit code, `ABSENT` where the words are not those of real records."""
    parser = parser_of("snapshot", __doc__)
    parser.add_argument("--sizes", type=at_least(1), nargs="+", default=list(SIZES), help="records")
    parser.add_argument("--jobs", type=at_least(1), default=processors(), help="processes")
    parser.add_argument("--seconds", action="store_true", help="print the times of this machine as well")
    options = parser.parse_args(argv)
    model = fitted_texts()
    print(f"invented snapshots ({model.origin}), {options.jobs} processes")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = Path(folder) / "snapshot.json"
            write_corpus(path, size, model)
            bare, cost = bare_seconds(path, options.jobs), import_cost(path, options.jobs)
            first = first or cost.processor / size
            print(
                f"{size:9,} records, {path.stat().st_size / MEGABYTE:6,.0f} MB: bare decoding / import "
                f"{bare / cost.processor:5.3f}, a record {cost.processor / size / first:4.2f} x the first, "
                f"{cost.memory / MEGABYTE:4.0f} MB of memory, {cost.kept / size:.0%} kept"
            )
            if options.seconds:
                million = cost.processor / size * 1e6
                print(
                    f"{'':9} {cost.processor:7.1f} s of processors, {million:5.1f} s a million; "
                    f"by the clock {cost.clock:7.1f} s; bare decoding {bare:5.2f} s of processors"
                )
    if options.seconds:
        hours = cost.processor / size * WORKS / HOUR
        print(f"at the cost of a record of the last size, {WORKS:,} take {hours:,.0f} hours of one processor")
    return 0 if model.real else ABSENT


if __name__ == "__main__":
    sys.exit(main())
