"""The command ``doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vlagraph.cli.options import format_option, lang_option, open_workspace
from vlagraph.cli.output import answer

if TYPE_CHECKING:
    from vlagraph.core.model import Lang

__all__ = ["doctor"]


@click.command()
@click.option("--mend", is_flag=True)
@lang_option
@format_option(kind="diagnosis")
@click.pass_context
def doctor(ctx: click.Context, *, mend: bool, lang: Lang, form: str) -> None:
    """Look at every file of the workspace; exit code 1 where something is wrong."""
    from vlagraph.clock import system_clock
    from vlagraph.pipeline.doctor import diagnose

    found = diagnose(open_workspace(ctx), clock=system_clock(), mend=mend)
    answer("diagnosis", found, form, lang)
    if found.problems:
        raise click.exceptions.Exit(1)
