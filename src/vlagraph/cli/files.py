"""The files that a command reads, by the names that people give them."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["ReadFile"]

_STDIN = "/dev/stdin"


class ReadFile(click.Path):
    """A file to read; ``-`` is what comes in by a pipe, as `progress export -` prints to one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The path that is meant by ``value``."""
        return super().convert(_STDIN if value == "-" else value, param, ctx)
