"""What the shell would complete, asked in this process."""

from __future__ import annotations

from click.shell_completion import ShellComplete

from vlagraph.cli import app

__all__ = ["completed"]


def completed(line: str) -> list[str]:
    """The words that TAB offers for the last word of ``line``, which follows the name of the program."""
    *before, last = line.split(" ")
    found = ShellComplete(app, {}, "vlagraph", "_VLAGRAPH_COMPLETE").get_completions(before, last)
    return [item.value for item in found]
