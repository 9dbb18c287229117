"""Listing and searching papers beside papis: ``python -m benchmarks.papis [--papers N …] [--runs N]``.

papis is a manager of papers with a command line of its own; pip puts it into a folder that is gone
afterwards, and where it cannot, nothing is compared. Both hold the same papers (titles, authors, years and
abstracts) and do the same tasks: list every paper, and those with a word, which papis looks for in titles and
authors, and ours in abstracts too. Printed are the processor times of the commands, medians of several rounds
in turns, once each has made its index, and that of the first command of each, which makes it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from operator import truediv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import vlagraph
from benchmarks import ABSENT
from benchmarks._arguments import at_least, parser_of
from benchmarks._papers import make_papers
from benchmarks._runs import environment, of_command, spread
from vlagraph.pipeline.beginning import init_workspace
from vlagraph.store.papers import save_papers
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vlagraph.core.papers.paper import Paper

__all__ = ["info_of", "main"]

PACKAGE = "papis==0.16.1"
SIZES = (100, 5_000)
_WORD = "openvla"
_TITLES = ("list", "--all", "--format", "{doc[title]}")
_TASKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "list all": (("papers", "--unread"), _TITLES),
    f"search {_WORD}": (("papers", "--search", _WORD), (*_TITLES, _WORD)),
}
"""The arguments of either program; nothing is read, so that what is unread is everything."""
_PATIENCE = 300
"""Seconds that pip may take before it is given up."""


class Side(NamedTuple):
    """A program with its environment."""

    command: tuple[str, ...]
    env: Mapping[str, str]

    def milliseconds(self, *words: str) -> float:
        """The processor time of a command."""
        return of_command([*self.command, *words], env=self.env)

    def answer(self, *words: str) -> str:
        """What a command prints."""
        line = [*self.command, *words]
        return subprocess.run(line, env=self.env, capture_output=True, text=True, check=True).stdout


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; `ABSENT` where papis could not be installed."""
    parser = parser_of("papis", __doc__)
    parser.add_argument("--papers", type=at_least(1), nargs="+", default=list(SIZES), help="papers stored")
    parser.add_argument("--runs", type=at_least(1), default=5, help="rounds")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        program = _install(Path(folder, "papis"))
        if program is None:
            print(f"pip could not install {PACKAGE}")
            return ABSENT
        heads = "".join(f"{head:>11}" for head in ("found", "vlagraph", "found", "papis"))
        print(f"{'processor ms':18}{'papers':>8}{heads}{'ratio':>18}")
        for size in dict.fromkeys(asked.papers):
            _one_size(Path(folder, str(size)), size, program=program, runs=asked.runs)
    return 0


def _install(folder: Path) -> Path | None:
    """The program ``papis``; None where pip could not install it."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", PACKAGE]
    try:
        for command in ([sys.executable, "-m", "venv", str(folder)], pip):
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return folder / "bin" / "papis"


def _one_size(folder: Path, size: int, *, program: Path, runs: int) -> None:
    root, papers = folder / "work", make_papers(size)
    init_workspace(root, empty=True, title="Papers")
    save_papers(Workspace(root).papers, papers)
    ours = _ours(root)
    theirs = Side((str(program),), _library(folder / "papis", papers))
    words, other_words = _TASKS["list all"]
    first = ours.milliseconds(*words), theirs.milliseconds(*other_words)
    print(f"{'the first command':18}{size:8,}{'':11}{first[0]:11,.0f}{'':11}{first[1]:11,.0f}")
    for task, (our_words, their_words) in _TASKS.items():
        counts = (
            len(json.loads(ours.answer(*our_words, "--format", "json"))["papers"]),
            len(theirs.answer(*their_words).splitlines()),
        )
        rounds = [(ours.milliseconds(*our_words), theirs.milliseconds(*their_words)) for _ in range(runs)]
        spent, other = zip(*rounds, strict=True)
        cells = f"{counts[0]:11,}{median(spent):11,.0f}{counts[1]:11,}{median(other):11,.0f}"
        ratio = spread(list(map(truediv, spent, other)))
        print(f"{task:18}{size:8,}{cells}{ratio:>18}", flush=True)


def _ours(root: Path) -> Side:
    """Vlagraph in the workspace ``root``, its modules compiled before, as pip compiles those of papis."""
    env = environment()
    compiling = [sys.executable, "-m", "compileall", "-q", str(Path(vlagraph.__file__).parent)]
    subprocess.run(compiling, env=env, check=False)  # a folder that cannot be written to holds them already
    return Side((sys.executable, "-m", "vlagraph", "--root", str(root)), env)


def _library(folder: Path, papers: Mapping[str, Paper]) -> Mapping[str, str]:
    """A library of papis with ``papers``, each in a folder of its own; the environment that leads to it."""
    for number, paper in enumerate(papers.values(), start=1):
        place = folder / "library" / paper.id.replace("/", "-")
        place.mkdir(parents=True)
        (place / "info.yaml").write_text(info_of(paper, number), encoding="utf-8")
    settings = folder / "config" / "papis" / "config"
    settings.parent.mkdir(parents=True)
    said = f"[settings]\ndefault-library = papers\n\n[papers]\ndir = {folder / 'library'}\n"
    settings.write_text(said, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    places = {"XDG_CONFIG_HOME": folder / "config", "XDG_CACHE_HOME": folder / "cache", "HOME": folder}
    return {**kept, **{name: str(place) for name, place in places.items()}}


def info_of(paper: Paper, number: int) -> str:
    """``paper`` as papis keeps it: YAML, of which JSON is a part."""
    said: dict[str, str | int | Sequence[str]] = {
        "papis_id": f"{number:032x}",
        "ref": paper.id,
        "title": paper.title,
        "author": "; ".join(paper.authors),
        "year": int(paper.published[:4]),
        "abstract": paper.abstract or "",
        "eprint": paper.id,
        "files": [],
    }
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in said.items())


if __name__ == "__main__":
    sys.exit(main())
