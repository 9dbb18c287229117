"""Every figure that the docs show: ``python -m benchmarks [NAME …] [--quick] [--write]``.

Runs the benchmarks one after the other, each in a process of its own, and prints what they print. With
``--write`` it puts that between the markers ``<!-- figures NAME -->`` and ``<!-- end of figures -->`` of the
pages in docs/, with the command and the state of the machine: nobody types a figure there. ``--quick`` takes
smaller sizes of the same code, and leaves out what takes minutes even so; it fails where a benchmark breaks,
not where a target is missed, for that may be the machine. What lacks a program is named and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import ABSENT, MISSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["BENCHMARKS", "MARKED", "NO_FIGURES", "Benchmark", "command_of", "filled", "main", "verdict"]

ROOT = Path(__file__).parent.parent
MARKED = re.compile(r"<!-- figures ([a-z-]+) -->\n.*?<!-- end of figures -->", re.DOTALL)
"""A block of a page that is written here, by the name of its benchmark."""
NO_FIGURES = frozenset(
    {"collection", "fitting", "joint", "keywords", "labels", "screenshots", "stream", "study", "wordfit"}
)
"""Modules that make or judge files, or are parts of `relevance`: no page shows what they print."""


class Benchmark(NamedTuple):
    """A module with the arguments of a whole run, and those of a quick one; None leaves it out there.

    ``name`` is that of its block in the docs; the module is called so up to the first hyphen.
    """

    name: str
    whole: tuple[str, ...] = ()
    quick: tuple[str, ...] | None = ()

    @property
    def module(self) -> str:
        """The module that is run."""
        return self.name.partition("-")[0]


BENCHMARKS = (
    Benchmark("startup"),
    Benchmark("commands", ("--runs", "3"), quick=("--papers", "1000", "--runs", "1")),
    Benchmark("loading", quick=None),
    Benchmark("sizes", quick=("--topics", "20000")),
    Benchmark("memory", quick=("--papers", "1000")),
    Benchmark("order", quick=("--graphs", "20")),
    Benchmark("layout", quick=None),
    Benchmark("picture", quick=None),
    Benchmark("papis", quick=("--papers", "100", "--runs", "2")),
    Benchmark("rivals", quick=("--sizes", "40", "100")),
    Benchmark("map", quick=("--sizes", "500", "--runs", "1")),
    Benchmark("pages", quick=None),
    Benchmark("site", quick=("--topics", "200")),
    Benchmark("matching", quick=None),
    Benchmark("relevance-agreement", ("--agreement",), quick=None),
    Benchmark("relevance", quick=None),
    Benchmark("relevance-curve", ("--curve",), quick=None),
    Benchmark("requests", quick=None),
    Benchmark("snapshot", ("--seconds",), quick=("--sizes", "2000", "4000")),
    Benchmark("large", ("--papers", "100000"), quick=("--papers", "20000", "--runs", "1")),
    Benchmark("holes", quick=None),
)
"""In the order in which they are run: the quickest first."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was chosen; 1 where one broke, or missed its target in a whole run."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Print every figure that the docs show."
    )
    names = [one.name for one in BENCHMARKS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--quick", action="store_true", help="smaller sizes, under 5 minutes")
    parser.add_argument("--write", action="store_true", help="put what is printed into the pages of docs/")
    chosen = parser.parse_args(argv)
    if unknown := set(chosen.names).difference(names):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if chosen.write and chosen.quick:
        parser.error("--write takes whole runs: what a quick one prints is not what the pages claim")
    codes = {}
    for one in BENCHMARKS:
        if chosen.names and one.name not in chosen.names:
            continue
        command = command_of(one, quick=chosen.quick)
        if command is None:
            print(f"== {one.name}: left out of a quick run\n", flush=True)
            continue
        text, codes[one.name] = _run(command)
        if chosen.write and codes[one.name] in {0, MISSED}:
            _write(one.name, text)
    return verdict(codes, quick=chosen.quick)


def verdict(codes: Mapping[str, int], *, quick: bool) -> int:
    """Print what missed a target, could not run or broke, by the exit codes; the exit code of all."""
    missed = [name for name, code in codes.items() if code == MISSED]
    absent = [name for name, code in codes.items() if code == ABSENT]
    broken = [name for name, code in codes.items() if code not in {0, MISSED, ABSENT}]
    for what, names in (
        ("missed a target", missed),
        ("could not run, or not in full", absent),
        ("broke", broken),
    ):
        if names:
            print(f"{what}: {', '.join(names)}")
    print(f"{_processor_seconds():.0f} s of processor time")
    return 1 if broken or (missed and not quick) else 0


def command_of(one: Benchmark, *, quick: bool) -> list[str] | None:
    """The command line of a benchmark after ``python``; None where it is left out."""
    args = one.quick if quick else one.whole
    return None if args is None else ["-m", f"benchmarks.{one.module}", *args]


def _run(command: list[str]) -> tuple[str, int]:
    """What a command prints, passed on line by line and kept, under its name and the state of the machine."""
    begun, used, load = time.monotonic(), _processor_seconds(), _load()
    lines = [f"$ python {' '.join(command)}"]
    print(lines[0], flush=True)
    env = {**os.environ, "PYTHONHASHSEED": "0"}  # networkx places topics of a level by the order of a set
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    used = _processor_seconds() - used
    lines.append(_state(load, seconds=time.monotonic() - begun, used=used))
    print(f"{lines[-1]}\n", flush=True)
    return "\n".join(lines), process.returncode


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _processor_seconds() -> float:
    """What all that was begun and has ended took."""
    found = os.times()
    return found.children_user + found.children_system


def _state(load: float, *, seconds: float, used: float) -> str:
    cores = os.cpu_count() or 1
    beside = "other work ran beside" if load > cores else "little else ran"
    times = f"{seconds:.0f} s, {used:.0f} s of the processor"
    return f"({cores} cores, {beside}: load {load:.1f} at the start; {times})"


def filled(page: str, name: str, text: str) -> str:
    r"""``page`` with ``text`` in each block of figures of ``name``.

    Example:
        >>> filled("<!-- figures x -->\n<!-- end of figures -->", "x", "$ python -m benchmarks.x")
        '<!-- figures x -->\n```\n$ python -m benchmarks.x\n```\n<!-- end of figures -->'
    """
    block = f"<!-- figures {name} -->\n```\n{text}\n```\n<!-- end of figures -->"
    return MARKED.sub(lambda found: block if found[1] == name else found[0], page)


def _write(name: str, text: str) -> None:
    for path in sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")]):
        page = path.read_text(encoding="utf-8")
        changed = filled(page, name, text)
        if changed != page:
            path.write_text(changed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
