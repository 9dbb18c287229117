"""The files and folders that a command is given, by the names that people give them."""

from __future__ import annotations

from typing import Any

import click

from vlagraph.cli.refusals import Refused, typed_name

__all__ = ["Place", "ReadFile"]

_STDIN = "/dev/stdin"


class Place(click.Path):
    """A file or a folder; an empty name, as of a variable that is not set, would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The path that is meant by ``value``."""
        if isinstance(value, str) and not value.strip():
            raise Refused("usage.empty_path", ctx, name=typed_name(param, ctx))
        return super().convert(value, param, ctx)


class ReadFile(Place):
    """A file to read; ``-`` is what comes in by a pipe, as `progress export -` prints to one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The path that is meant by ``value``."""
        return super().convert(_STDIN if value == "-" else value, param, ctx)
