"""The command ``build``."""

from __future__ import annotations

from pathlib import Path

import click

from vlagraph.cli.options import open_workspace
from vlagraph.cli.output import emit

__all__ = ["build"]


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder to write to. Default: site/ of the workspace."
)
@click.option("--no-notes", "bare", is_flag=True, help="Leave your notes out, as for a site that others see.")
@click.option("--marks", is_flag=True, help="Build your marks in, for a site that only you open.")
@click.option("--open", "show", is_flag=True, help="Open the map in the browser.")
@click.pass_context
def build(ctx: click.Context, out: Path | None, *, bare: bool, marks: bool, show: bool) -> None:
    """Write the interactive map and its pages.

    They open without a server or a network. Your notes in papers/notes are on them, unless --no-notes.
    """
    from vlagraph.pipeline.build import build_site

    built = build_site(open_workspace(ctx), out, notes=not bare, marks=marks)
    emit(f"{built.index}")
    click.echo(f"{built.files} files; the map is {built.map_bytes / 1000:,.0f} kB in one file.", err=True)
    if show:
        click.launch(str(built.index.resolve()))
