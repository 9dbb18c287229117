"""How much memory commands take in a store of 50,000 papers, fetched or not.

``python -m benchmarks.memory [--papers N] [--format json]`` makes two workspaces, one in which no fetch ever
succeeded and one that was fetched, and runs each command in both. It prints the most memory that the command,
or a process that it began, held at once (``ru_maxrss``), and exits 3 where that is above 500 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from benchmarks import MISSED
from benchmarks._arguments import at_least, parser_of
from benchmarks._runs import environment, use_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "LIMIT_MB", "Use", "main", "measure"]

LIMIT_MB = 500
"""What issue 19 allows: half of the smallest machine that one can rent."""
COMMANDS = (
    "status",
    "new",
    "new --all",
    "new --older --format json",
    "papers",
    "papers --search openvla",
    "show 2501.10007",
    "explain 2501.10007",
    "export bibtex --all",
    "learned perception",
    "undo",
    "doctor",
    "check",
    "build",
    "fetch --dry-run",
    "fetch --from-snapshot snapshot.jsonl --jobs 1",
)
"""The first one makes the index of the papers, the last but one reads all that is stored."""
_ONE_MONTH = 100
"""Papers that keep the ids of `make_papers`; the others get ids of the months of their days."""
_LEAST = 8
"""Papers among which those are that commands ask for by id."""
_MAKE = """
import sys
from pathlib import Path
from benchmarks.memory import make
make(Path(sys.argv[1]), int(sys.argv[2]), fetched=sys.argv[3] == "fetched")
"""


class Use(NamedTuple):
    """What a command held at most, in MB; ``fetched`` says in which of the two workspaces."""

    command: str
    fetched: bool
    megabytes: float
    seconds: float


def make(root: Path, count: int, *, fetched: bool) -> None:
    """A workspace of ``count`` papers in ``root``, and a snapshot of a few that are not among them."""
    from benchmarks._papers import make_papers, note_fetched
    from vlagraph.pipeline.beginning import init_workspace
    from vlagraph.store.papers import load_papers, save_papers
    from vlagraph.store.workspace import Workspace

    init_workspace(root)
    place = Workspace(root)
    made = {}
    for number, paper in enumerate(make_papers(count).values()):
        day = paper.published
        one = paper.id if number < _ONE_MONTH else f"{day[2:4]}{day[5:7]}.{number:05}"
        at = paper.fetched if fetched else None
        made[one] = msgspec.structs.replace(paper, id=one, fetched=at)
    save_papers(place.papers, load_papers(place.papers) | made)
    if fetched:
        note_fetched(place)
    with (root / "snapshot.jsonl").open("w", encoding="utf-8") as file:
        for number in range(1000):
            file.write(json.dumps(_record(f"2601.{number:05}")) + "\n")


def _record(paper: str) -> dict[str, object]:
    """A record as a snapshot has it."""
    return {
        "id": paper,
        "authors": "A. Bee and C. Dee",
        "title": "A vision-language-action model",
        "categories": "cs.RO",
        "abstract": "A vision-language-action model for robot manipulation.",
        "versions": [{"version": "v1", "created": "Mon, 2 Feb 2026 19:18:42 GMT"}],
        "update_date": "2026-02-03",
        "authors_parsed": [["Bee", "A.", ""], ["Dee", "C.", ""]],
    }


def measure(count: int) -> list[Use]:
    """Every command in both workspaces."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("new", "fetched"):
            root = Path(folder) / name
            # in a process of its own: a child is counted with what its parent held when it was begun
            subprocess.run([sys.executable, "-c", _MAKE, str(root), str(count), name], check=True)
            found += [_use(root, line, fetched=name == "fetched") for line in COMMANDS]
    return found


def _use(root: Path, line: str, *, fetched: bool) -> Use:
    env = environment(VLAGRAPH_NOW="2026-11-22T12:00:00Z", XDG_CACHE_HOME=str(root / "cache"))
    command = [sys.executable, "-m", "vlagraph", "--root", str(root), *line.split()]
    taken = use_of(command, cwd=root, env=env)
    return Use(line, fetched, taken.megabytes, taken.milliseconds / 1000)


def main(argv: Sequence[str] | None = None) -> int:
    """Print a table or JSON; the exit code."""
    parser = parser_of("memory", __doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--papers", type=at_least(_LEAST), default=50_000, help="papers stored")
    asked = parser.parse_args(argv)
    uses = measure(asked.papers)
    if asked.format == "json":
        print(json.dumps([use._asdict() for use in uses], indent=2))
    else:
        print(f"{'command':48}{'store':>9}{'MB':>7}{'s':>7}")
        for use in uses:
            mark = "" if use.megabytes <= LIMIT_MB else "  MISSED"
            store = "fetched" if use.fetched else "new"
            print(f"{use.command:48}{store:>9}{use.megabytes:7.0f}{use.seconds:7.1f}{mark}")
    return 0 if all(use.megabytes <= LIMIT_MB for use in uses) else MISSED


if __name__ == "__main__":
    sys.exit(main())
