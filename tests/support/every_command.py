"""Every command with arguments for the workspace of `tests.support.odd_names`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LINES", "SLOW", "UNWRAPPED", "formats", "leaves"]

SLOW = {"add", "build", "explain", "fetch", "fit", "watch"}
"""Commands that take more than a tenth of a second."""

UNWRAPPED = {
    "completion",
    "export",
    "format",
    "import",
    "path",
    "pin",
    "progress export",
    "project",
    "review",
    "schema",
    "skill",
}
"""Commands that also print what no line breaks: documents, paths of files, trees, lines to copy."""


_PLAN = "plan acting-in-the-open-world --hours-per-week 6 --start 2026-11-23"

LINES: dict[str, tuple[str, ...]] = {
    "add": ("add 2312.00012 --dry-run",),
    "benchmarks": ("benchmarks", "benchmarks --sources"),
    "build": ("build",),
    "check": ("check", "check --knowledge"),
    "completion": ("completion bash",),
    "diff": ("diff graph graph", "diff before.json graph/topics.json"),
    "dismiss": ("dismiss 2699.00008 learning-from-demonstrations",),
    "docs": ("docs",),
    "doctor": ("doctor",),
    "explain": ("explain 2699.00009", "explain 2699.00009 learning-from-demonstrations"),
    "export": (
        "export bibtex learning-from-demonstrations",
        "export ris --all",
        "export node-link seeing",
        "export markdown",
    ),
    "fetch": ("fetch --dry-run",),
    "fit": ("fit --dry-run",),
    "format": ("format",),
    "help": ("help", "help order", "help names", "help files"),
    "import": ("import pairs.csv --dry-run", "import pairs.csv"),
    "init": ("init copy --empty",),
    "landmarks": ("landmarks",),
    "learned": ("learned learning-from-demonstrations seeing", "learned"),
    "mcp": ("mcp --tools", "mcp --tools --allow-marks"),
    "merge-driver": ("merge-driver papers papers/papers.jsonl papers/papers.jsonl papers/papers.jsonl",),
    "move": ("move 2699.00008 learning-from-demonstrations acting-in-the-open-world",),
    "new": ("new --all", "new --all --max 1 --abstract"),
    "next": ("next",),
    "order": ("order",),
    "paper add": (
        "paper add 2312.00013 --topic seeing --title Cups --author Ada --date 2026-01-02 --why Clear",
    ),
    "papers": ("papers", "papers learning-from-demonstrations --why"),
    "path": ("path acting-in-the-open-world", "path acting-in-the-open-world --tree"),
    "pin": ("pin 2699.00008 acting-in-the-open-world", "pin 2699.00008 judging --propose"),
    "plan": (_PLAN,),
    "progress": ("progress",),
    "progress export": ("progress export", "progress export marks.json"),
    "progress import": ("progress import progress.json",),
    "progress merge": ("progress merge progress.json --out merged.json",),
    "project": ("project", "project cup-robot --sources"),
    "read": ("read 2699.00004 2699.00005",),
    "require": ("require judging seeing --reason Seen --source Book",),
    "review": ("review learning-from-demonstrations", "review 2699.00004"),
    "schema": ("schema",),
    "search": ("search robot", "search 학습"),
    "show": ("show 2699.00009",),
    "star": ("star 2699.00004 2699.00005",),
    "stats": ("stats",),
    "status": ("status", "status --overdue"),
    "topic add": ("topic add touching-and-feeling-objects --area robots --requires seeing",),
    "topic merge": ("topic merge seeing judging --into seeing-and-judging-with-cameras",),
    "topic remove": ("topic remove acting-in-the-open-world",),
    "topic rename": ("topic rename seeing seeing-with-many-cameras",),
    "topic show": ("topic learning-from-demonstrations",),
    "topic split": ("topic split learning-from-demonstrations learning-by-watching learning-by-trying",),
    "topics": ("topics", "topics learn"),
    "learning": ("learning vectors-spaces-and-linear-maps",),
    "skill": ("skill",),
    "skip": ("skip vectors-spaces-and-linear-maps",),
    "undo": ("undo --list",),
    "unlearn": ("unlearn vectors-spaces-and-linear-maps",),
    "unlocks": ("unlocks vectors-spaces-and-linear-maps",),
    "watch": ("watch learning-from-demonstrations",),
}


def leaves(command: click.Command = app, above: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words, such as ``("progress export", <command>)``."""
    if not isinstance(command, click.Group) or (above and command.invoke_without_command):
        yield " ".join(above), command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from leaves(found, (*above, name))


def formats(command: click.Command) -> tuple[str, ...]:
    """What ``--format`` of ``command`` offers; nothing where it has no such option."""
    options = (option for option in command.params if option.name == "form")
    return tuple(name for option in options for name in getattr(option.type, "choices", ()))
